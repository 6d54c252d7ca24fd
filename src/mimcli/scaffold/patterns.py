"""A value that a pattern of a schema allows."""

import re
from collections.abc import Iterator

from mimcli.scaffold.placeholders import Placeholders

_PIECE = re.compile(r"(\[(?:\\.|[^\]\\])+\]|\\.|[^\\(){}\[\]*+?|])(?:\{(\d+)(?:,\d*)?\}|([*+?]))?")
"""A class of characters, or one character; and how often."""


def matches(pattern: str, value: str) -> bool:
    """Return whether a pattern of XML Schema allows a value; one that Python cannot read does."""
    try:
        return re.fullmatch(pattern, value) is not None
    except re.error:
        return True


def value_like(pattern: str, placeholders: Placeholders) -> str | None:
    """Return a value that a pattern allows: a usual one of its form, else made piece by piece."""
    usual = (
        *("CODE", placeholders.nhs_number(), placeholders.digits(12), placeholders.second()),
        *(placeholders.uuid(), "A12345", "X26", "tel:01134960000", "true", "#id1", "1"),
    )
    value = next((one for one in usual if matches(pattern, one)), None)
    if value is not None:
        return value
    made = "".join(_pieces(pattern))
    return made if matches(pattern, made) else None


def _pieces(pattern: str) -> Iterator[str]:
    """Yield the first character of each class, as often as it must be there."""
    for what, count, mark in _PIECE.findall(pattern.partition("|")[0]):
        character = what
        if what.startswith("["):
            character = what[1]
        elif what.startswith("\\"):
            character = {"d": "0", "w": "a"}.get(what[1], what[1])
        yield character * (int(count) if count else 0 if mark in ("*", "?") else 1)
