"""Where something is in the publication."""

from typing import NamedTuple


class Location(NamedTuple):
    """A page, drawing or file, and where a browser finds it."""

    kind: str
    """`page`, `diagram` or `file`."""
    name: str | None
    """What it is the place of: an artefact id, a domain; null: the front page, or a file."""
    page: str
    """Path within the MiM."""
    anchor: str | None
    """Name of the place in that page."""
    file: str | None
    """Absolute path on this disk; null: not asked for, as of a place on the web."""
    address: str
    """For a browser: `file:` or `https:`."""
