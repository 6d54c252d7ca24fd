"""Vocabularies and their codes."""

from typing import NamedTuple

from mimcli.model.answers.places import TablePlace
from mimcli.model.findings import Finding


class VocabularySummary(NamedTuple):
    """One vocabulary of the manual's."""

    name: str
    """As its page has it; of one without a page, as the schema has it."""
    code_system: str | None
    """OID of its code system; several vocabularies may share one."""
    status: str | None
    """`active`, `created`, `deprecated`."""
    version: str | None
    """The page's own."""
    date: str | None
    """ISO; as written where it is no date."""
    codes: int
    """How many it lists, retired ones included."""
    used_by: int
    """How many rows of message tables name it."""
    origin: str
    """`page`, `schema` (only an XSD enumerates it) or `both`."""
    page: str | None
    """Path of its page."""


class VocabularyCode(NamedTuple):
    """One code of a vocabulary."""

    code: str
    """As messages carry it."""
    display: str | None
    """Its display name."""
    state: str
    """`current` or `retired`."""
    note: str | None
    """What the page says beside it."""
    group: str | None
    """The codes above it, or the heading that it stands under."""
    source: str
    """Who has it: `page`, `schema` or `both`."""


class CodeSubset(NamedTuple):
    """A SNOMED CT subset that a vocabulary consists of."""

    name: str | None
    """Of the subset; null where the page has its number only."""
    original_id: str | None
    """Its original id; null where the page says that it is to come."""


class Vocabulary(NamedTuple):
    """One vocabulary with its codes."""

    kind: str
    """`vocabulary`."""
    name: str
    """As its page has it."""
    code_system: str | None
    """OID of its code system."""
    code_system_name: str | None
    """As the OID catalogue has it."""
    status: str | None
    """`active`, `created`, `deprecated`."""
    version: str | None
    """The page's own."""
    date: str | None
    """ISO; as written where it is no date."""
    description: str | None
    """The page's text, paragraphs apart by newlines."""
    comment: str | None
    """What the page says under other headings."""
    codes: tuple[VocabularyCode, ...]
    """In the page's order; codes that only the schema has come last."""
    subsets: tuple[CodeSubset, ...]
    """Of SNOMED CT."""
    used_by: int
    """How many rows of message tables name it."""
    uses: tuple[TablePlace, ...]
    """Those rows: the first few, or all with `--uses`."""
    origin: str
    """`page`, `schema` or `both`."""
    page: str | None
    """Path of its page."""
    schema: str | None
    """Path of the XSD that enumerates it."""
    findings: tuple[Finding, ...] = ()
    """Where page and schema differ, and what else is wrong with them."""


class FoundCode(NamedTuple):
    """A code, and a vocabulary that has it."""

    vocabulary: str
    """Its name."""
    code: str
    """As the vocabulary has it."""
    display: str | None
    """Its display name."""
    state: str
    """`current` or `retired`."""
    code_system: str | None
    """OID of the vocabulary's code system."""
    note: str | None
    """What the page says beside it."""
    group: str | None
    """The codes above it, or the heading that it stands under."""
    source: str
    """Who has it: `page`, `schema` or `both`."""
