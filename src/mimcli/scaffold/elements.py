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
    tail: str = ""
    """Text behind it, in what holds text and elements."""


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
    """Names of another namespace have its usual prefix: `xsi:type`."""
    children: tuple["Given", ...]
    text: str
    tail: str
    path: str
    """From the root, with a number where several of its name stand side by side."""
    line: int | None


def raw(given: Given, namespace: str | None = None) -> Element:
    """Return an element as it was given; `namespace` for those that are of none."""
    return Element(
        given.name,
        given.namespace or namespace,
        tuple(given.attributes.items()),
        tuple(raw(one, namespace) for one in given.children),
        given.text if given.children or given.text.strip() else "",
        tail=given.tail,
    )


def as_given(element: Element, path: str = "") -> Given:
    """Return a new element as one that another message is filled from."""
    here = f"{path}/{element.name}"
    return Given(
        element.name,
        element.namespace,
        dict(element.attributes),
        tuple(as_given(one, here) for one in element.children),
        element.text,
        element.tail,
        here,
        None,
    )
