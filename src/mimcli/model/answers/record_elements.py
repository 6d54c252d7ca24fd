"""Care record elements."""

from typing import NamedTuple


class RecordElementType(NamedTuple):
    """A care record element type (CRE) that a template or CMET carries."""

    code: str | None
    """SNOMED CT."""
    name: str | None
    """In words."""
    section: str | None
    """Usually the domain."""
    class_name: str | None
    """Of a CMET: the class that carries it."""
    usable: bool
    """False: the page shows it in grey, as not to be used for now."""
