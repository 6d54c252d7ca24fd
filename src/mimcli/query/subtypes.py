"""What the note of a code says of its subtypes, which only their own terminology lists."""

import re

# Patterns as texts: most vocabularies have no such notes, and compiling takes a millisecond.
_SUBTYPES = r"(?i)(this code or )?any (?:leaf )?subtypes? of this code\b"
_NOT_ITSELF = r"(?i)\bnot the code itself\b"

SUSPECT = "note LIKE '%subtype%'"
"""In SQL: which notes are worth reading."""


def subtypes_of(note: str) -> str:
    """Return what a code's note (page kind: `Vocabulary/*.htm`) says of its subtypes.

    `too` if they may be used in its place, `only` if it may not be used itself; else nothing.
    """
    if "subtype" not in note.lower():
        return ""
    found = re.search(_SUBTYPES, note)
    if found is None:
        return ""
    return "only" if re.search(_NOT_ITSELF, note) and not found[1] else "too"
