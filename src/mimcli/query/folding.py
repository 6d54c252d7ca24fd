"""Names without what people leave out or change: case, blanks, punctuation."""

import re

_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")


def fold_name(name: str) -> str:
    """Return a name without case, blanks and punctuation: `A & B` is `aandb`."""
    return _NOT_ALPHANUMERIC.sub("", name.casefold().replace("&", " and "))
