"""The elements of a new message, and those of a message that it is filled from."""

from typing import NamedTuple

HL7 = "urn:hl7-org:v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

Attributes = tuple[tuple[str, str], ...]
"""Names and values, in order. A name of another namespace has its usual prefix: `xsi:type`."""


class Element(NamedTuple):
    """An element of a new message."""

    name: str
    namespace: str | None
    attributes: Attributes = ()
    children: tuple["Element", ...] = ()
    text: str = ""
    """Before the first child; elements with text are written on one line."""
    comment: str | None = None
    """What the manual says of its place."""


class Value(NamedTuple):
    """What a value of a datatype is made of: an element without its name."""

    attributes: Attributes = ()
    children: tuple[Element, ...] = ()
    text: str = ""


class Given(NamedTuple):
    """An element of the message that a new one is filled from."""

    name: str
    namespace: str | None
    attributes: dict[str, str]
    children: tuple["Given", ...]
    text: str
    tail: str
    path: str
    """From the root, with a number where several of its name stand side by side."""
    line: int | None
