"""What the pages and schemas of the manual state about vocabularies and their codes."""

from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.statements import Link


class Code(NamedTuple):
    """One code of a vocabulary page, in the page's words."""

    code: str
    display: str
    """The description beside the code, which messages carry as its display name."""
    note: str = ""
    """One line a paragraph."""
    retired: bool = False
    """The page shows the row as retired."""
    retired_from: str = ""
    """The MiM version from which the note says that it is retired; empty if it says none."""
    group: str = ""
    """The codes above it ("WP1 / D1"), or the heading in the table that it stands under."""


class Subset(NamedTuple):
    """A SNOMED CT subset that a vocabulary consists of."""

    name: str
    """Empty where the page names it by its number only."""
    original_id: str
    """The subset's original id, digits; empty where the page says that it is to come."""


class VocabularyStatement(NamedTuple):
    """One vocabulary (page kind: `Vocabulary/<Name>.htm`)."""

    page: str
    name: str
    code_system: str
    """The code system's OID; empty if the page states none."""
    code_system_stated: str
    """Where the OID stands: `heading`, `prose` ("Assigned OID"), or empty."""
    code_system_of: Link | None
    """The vocabulary to whose OID the prose refers, if it has no OID of its own."""
    version: str
    status: str
    """`active`, `created`, `deprecated`; empty if unstated."""
    date: str
    """ISO; as written if it is no date."""
    description: str
    """One line a paragraph."""
    comment: str
    """What stands under other headings, such as comments before publication."""
    codes: tuple[Code, ...]
    subsets: tuple[Subset, ...]
    listed: bool
    """Whether the page has a table of codes at all."""
    findings: tuple[Finding, ...] = ()


class Enumeration(NamedTuple):
    """What a schema file allows for one vocabulary (`dt/NHSVocab.xsd` and its like)."""

    name: str
    """The vocabulary, or the simple type of HL7's own vocabulary."""
    codes: tuple[str, ...] = ()
    """Its own codes; for a union those of its parts too, in the order in which they are met."""
    display_names: tuple[str, ...] = ()
    """In the schema's order, which is not always that of the codes."""
    code_systems: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    """Regular expressions that a code may match instead of being listed."""
    parts: tuple[str, ...] = ()
    """Types that it is a union of."""
    version: str = ""
    status: str = ""
    carriers: tuple[str, ...] = ()
    """Complex types that carry its codes, such as `CV_Sex`."""


class EnumerationsStatement(NamedTuple):
    """The enumerations of one schema file, in its order."""

    path: str
    enumerations: tuple[Enumeration, ...]
    findings: tuple[Finding, ...] = ()
