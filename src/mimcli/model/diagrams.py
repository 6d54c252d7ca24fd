"""Interaction diagrams: the drawings of an implementation manual, and what each of them shows."""

from typing import NamedTuple


class DiagramItem(NamedTuple):
    """One clickable place of a drawing, as the page has it."""

    page: str
    """Where it leads, relative to the MiM's root, in the link's letter case."""
    fragment: str
    """The place in that page: an artefact id, or the name of a numbered heading."""
    left: int
    """Pixels from the drawing's left edge."""
    top: int
    """Pixels from its top."""


class DiagramStatement(NamedTuple):
    """A drawing with a map of its places (page kind: `Domains/*/* IM.htm`)."""

    section: str
    """Number of the heading above it: `5.1`; empty if it has none."""
    title: str
    anchor: str
    image: str
    """Relative to the MiM's root, in the link's letter case."""
    items: tuple[DiagramItem, ...]
    """From top to bottom, and from left to right."""


class DiagramRow(NamedTuple):
    """A row of the table `diagram`."""

    id: int
    domain: int
    page: str
    section: str | None
    title: str | None
    anchor: str | None
    image: str | None


class DiagramItemRow(NamedTuple):
    """A row of the table `diagram_item`."""

    diagram: int
    position: int
    artefact: str
    left: int
    top: int


class Diagrams(NamedTuple):
    """All drawings of a publication."""

    rows: tuple[DiagramRow, ...]
    items: tuple[DiagramItemRow, ...]


NO_DIAGRAMS = Diagrams((), ())
