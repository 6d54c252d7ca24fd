"""What a search finds."""

from typing import NamedTuple


class SearchHit(NamedTuple):
    """A passage of the manual that has the words; its id, if it has one, is the next question."""

    kind: str
    """`domain`, an artefact's kind (`interaction`, `message_type` ...), `table_row`,
    `tabular_view`, `vocabulary`, `code`, `oid`, `datatype`, `constraint`, `section`, `change`,
    `glossary`, `example`, `rmim`, `reference` (who uses what) or `page`."""
    id: str | None
    """An artefact id, code, OID or name; of a table row, the artefact whose table it is in."""
    path: str | None
    """Of a table row: from the entry class, as `mim table` has it."""
    title: str | None
    """The heading; of a code, what it stands for; of a table row, what its first cell states."""
    context: str | None
    """The heading above; of a code, its vocabulary; of a table row, its class."""
    domain: str | None
    """As the menu names it."""
    page: str | None
    """Path of the page; of an example, of the file."""
    anchor: str | None
    """Where on the page."""
    matched: str | None
    """The title, context or id with `**` around the words that were found, where the text has
    none of them; else null."""
    snippet: str | None
    """Some of the text, with `**` around the words that were found, or its beginning; null: there
    is no text."""
    score: float
    """Greater is better; comparable within one answer only."""
    places: int
    """In how many places the manual says exactly this; page, anchor and path are the first's."""
    mim: str
    """The MiM version."""
