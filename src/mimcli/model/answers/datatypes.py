"""Datatypes and their flavours."""

from typing import NamedTuple

from mimcli.model.answers.places import TablePlace
from mimcli.model.findings import Finding


class DatatypeSummary(NamedTuple):
    """One datatype or flavour."""

    name: str
    """`IVL<TS>`, `II.NPfIT.uuid.mandatory`; a flavour without such a name has its title."""
    variety: str
    """`type`, `flavour`, or `schema`: only the datatype schemas have it."""
    title: str | None
    """From its heading in the datatypes page."""
    base: str | None
    """Of a flavour, the types that it constrains; else what its schema type derives from."""
    schema_type: str | None
    """Its type in the datatype schemas."""
    used_by: int
    """How many rows of message tables have it (of a flavour: name it in their description), or
    else how many elements and attributes of the schemas are of it."""
    section: str | None
    """Number of its heading."""
    page: str | None
    """Path of the datatypes page."""


class DatatypePart(NamedTuple):
    """One element or attribute that a datatype is made of, as the page has it."""

    name: str
    """Of the element or attribute; `data` for the text itself."""
    cardinality: str | None
    """`1`, `0..1`, `1..*`; `0`: must not be there."""
    type: str | None
    """The datatype below the name."""
    text: str | None
    """What the page says of it."""
    depth: int
    """0 for a part of the type itself, more for parts of parts."""


class DatatypeDemand(NamedTuple):
    """What the schema demands of one attribute or element of a datatype."""

    subject: str
    """Its name; `(value)` for the value itself, `(text)` for text between the elements, `(one of)`
    for which elements go together."""
    demand: str
    """`required`, `optional`, `prohibited`, `value` or `choice`."""
    type: str | None
    """Its type in the schema."""
    words: str
    """The whole demand in words; a choice as a DTD writes it: `low, (width | high)? | high`."""


class RelatedDatatype(NamedTuple):
    """A flavour of a type, or the type or page that a flavour belongs to."""

    name: str
    """Of the datatype."""
    title: str | None
    """From its heading in the datatypes page."""


class Datatype(NamedTuple):
    """One datatype or flavour with what it demands."""

    kind: str
    """`datatype`."""
    name: str
    """As of a list of datatypes."""
    variety: str
    """`type`, `flavour` or `schema`."""
    title: str | None
    """From its heading in the datatypes page."""
    base: str | None
    """Of a flavour, the types that it constrains; else what its schema type derives from."""
    section: str | None
    """Number of its heading."""
    description: str | None
    """The page's text, paragraphs apart by newlines."""
    parts: tuple[DatatypePart, ...]
    """The page's table of it; of a schema's flavour that of the page's flavour it carries out."""
    demands: tuple[DatatypeDemand, ...]
    """What the schema demands, what it derives from included."""
    examples: str | None
    """The page's examples."""
    flavours: tuple[RelatedDatatype, ...]
    """Those of the type; of a page's flavour, the schema's flavours that carry it out."""
    described_by: RelatedDatatype | None
    """Of a schema's flavour: the page's flavour that it carries out."""
    used_by: int
    """As of a list of datatypes."""
    uses: tuple[TablePlace, ...]
    """Rows of message tables: the first few, or all with `--uses`. Of a schema's flavour without
    such rows, elements of schemas: the type, and the name of the element in it."""
    schema: str | None
    """Path of its schema."""
    schema_type: str | None
    """Its type in that schema."""
    page: str | None
    """Path of the datatypes page."""
    anchor: str | None
    """Name of the place in that page."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with what the publication says of it."""
