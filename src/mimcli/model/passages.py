"""The text of the manual's pages, cut into passages: what the full text index is made of."""

from typing import NamedTuple


class Passage(NamedTuple):
    """A piece of a page that a reader would be sent to: a section, a code, an identifier."""

    kind: str
    """`section`, `page` (what stands before the first heading, or all of a page without headings),
    `change`, `glossary`, `vocabulary`, `code`, `oid`, `datatype`, `constraint`, `rmim` or
    `reference` (lists of who uses what)."""
    name: str
    """What it can be asked for by: a code, an OID, a vocabulary, an artefact id, or empty."""
    title: str
    """The heading with its number; of a code or OID, what it stands for."""
    context: str
    """The heading above it; of a code, its vocabulary."""
    text: str
    """Its words, one line a paragraph."""
    anchor: str
    """Where it begins on the page; empty: at the top."""


class PageText(NamedTuple):
    """All that a person can read on one page."""

    page: str
    title: str
    """As the window shows it."""
    passages: tuple[Passage, ...]
