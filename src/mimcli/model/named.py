"""An id with its title: what every page refers to things by."""

from typing import NamedTuple


class Named(NamedTuple):
    """An id with the title that a page gives it (either may be empty)."""

    id: str
    """Artefact id."""
    title: str = ""
    """As the manual words it; empty where nothing states one."""
