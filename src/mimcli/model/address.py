"""The one address syntax: `NAME`, or `ARTEFACT.path.to.field`.

`PRPA_IN000203UK06.ControlActEvent.subject`, in any letter case. The path of an XPath is an address
too (`/hl7:PRPA_IN000203UK06/hl7:ControlActEvent[1]/hl7:subject`), and so is that of a row of a
message table, with its entry class or without.
"""

import re
from typing import NamedTuple

MAX_LENGTH = 4000
"""Characters; the longest path of a manual has some 400."""

_INDEX = re.compile(r"\[\s*(\d{1,6})\s*\]")
_PREDICATE = re.compile(r"\[[^\]]*\]")
_BRACED = re.compile(r"\{[^}]*\}")
_PREFIX = re.compile(r"^(?:@|attribute::|child::)*(?:[A-Za-z_][\w.-]*:)?@?")
_SEPARATOR = re.compile(r"[./]+")


class Step(NamedTuple):
    """One step of a path."""

    name: str
    number: int = 1
    """Which of several of that name: `name[2]` is the second. Of an XPath always 1: there it counts
    elements of a message, not of its model."""


class Address(NamedTuple):
    """What is named, and the way into it."""

    artefact: str
    """Empty for an address that names nothing."""
    steps: tuple[Step, ...]


def parse_address(text: str) -> Address:
    """Return the parts of an address; never fails, whatever was typed.

    A name with a dot in it (`COCD_TP145001UK03.AssignedAuthorSDS` is one element) comes as two
    steps: only who knows the names can tell.
    """
    text = text.strip()[:MAX_LENGTH]
    is_xpath = "/" in text
    numbers: list[str] = []

    def keep(match: re.Match[str]) -> str:
        numbers.append(match[1])
        return f"[{len(numbers) - 1}]"

    # A predicate or a namespace may itself have dots and slashes.
    plain = _BRACED.sub("", text)
    plain = _INDEX.sub(keep, plain) if not is_xpath else _PREDICATE.sub("", plain)
    pieces = [piece for piece in _SEPARATOR.split(plain) if piece.strip()]
    if not pieces:
        return Address("", ())
    steps = tuple(_step(piece, numbers) for piece in pieces)
    return Address(steps[0].name, steps[1:])


def _step(piece: str, numbers: list[str]) -> Step:
    match = _INDEX.search(piece)
    name = _PREFIX.sub("", _PREDICATE.sub("", piece).strip())
    return Step(name, int(numbers[int(match[1])]) if match else 1)
