"""What the datatype pages and schemas of the manual state."""

from typing import NamedTuple

from mimcli.model.findings import Finding


class DatatypePart(NamedTuple):
    """One row of the table that says what a type or flavour is made of."""

    name: str
    """Of an element or attribute; `data` for the text itself."""
    cardinality: str
    """`1`, `0..1`, `1..*`; `0` for what must not be there; empty if unstated."""
    type: str
    """The datatype that stands below the name; empty if none does."""
    text: str
    """What the table says of it, one line a paragraph."""
    inside: int
    """Position of the part that it belongs to, within the same tuple; -1 for one of the type."""


class DatatypeStatement(NamedTuple):
    """A datatype, a flavour of one, or a section between them (page kind: `DataTypes.htm`)."""

    kind: str
    """`type`, `flavour` or `section`."""
    name: str
    """The short name (`AD`, `IVL<TS>`); for a flavour only if the heading has one in brackets."""
    title: str
    section: str
    """Its number."""
    anchor: str
    """The best place to link to; empty if the heading has none."""
    anchors: tuple[str, ...]
    of_types: tuple[str, ...]
    """For a flavour: the types that it constrains, as stated, else the type it stands under."""
    description: str
    """One line a paragraph."""
    examples: str
    """What stands below "Examples:", one line a paragraph."""
    parts: tuple[DatatypePart, ...]
    tables: int
    """How many tables the parts come from."""


class DatatypesStatement(NamedTuple):
    """The whole page, in its order."""

    page: str
    version: str
    entries: tuple[DatatypeStatement, ...]
    findings: tuple[Finding, ...] = ()


class SchemaAttribute(NamedTuple):
    """An attribute that a complex type declares."""

    name: str
    type: str
    use: str
    """`optional`, `required` or `prohibited`."""
    fixed: str = ""
    default: str = ""


class SchemaElement(NamedTuple):
    """An element that a complex type declares."""

    name: str
    type: str
    """Empty if its type has no name of its own."""
    min: int
    max: int | None
    """None without limit."""
    alternative: int
    """Which of the alternatives of a choice it belongs to, from 0; -1 outside of a choice."""
    attributes: tuple[SchemaAttribute, ...] = ()
    """Those of a type that has no name of its own."""


class SchemaType(NamedTuple):
    """One named type of a schema file, by what it states itself (not what it inherits)."""

    name: str
    kind: str
    """`complex` or `simple`."""
    derivation: str
    """`restriction`, `extension`, `list`, `union`, or empty for a type of its own."""
    base: str
    """What it derives from; for a list what it lists."""
    abstract: bool = False
    mixed: bool = False
    attributes: tuple[SchemaAttribute, ...] = ()
    elements: tuple[SchemaElement, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    """(`pattern`, `enumeration`, `length`, `minLength` ..., value), in the schema's order."""
    members: tuple[str, ...] = ()
    """Of a union."""
    documentation: str = ""
    choice: str = ""
    """Which elements go together, where there is a choice, in the notation of a DTD:
    `low, (width | high)? | high`."""


class TypesStatement(NamedTuple):
    """The named types of one schema file, in its order."""

    path: str
    types: tuple[SchemaType, ...]
    findings: tuple[Finding, ...] = ()
