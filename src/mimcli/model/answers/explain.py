"""One place of a message, explained."""

from typing import NamedTuple

from mimcli.model.answers.listing import Listing


class PathStep(NamedTuple):
    """One step on the way to a place."""

    name: str
    """As it is called in a message."""
    min: int | None
    """As the message table states it; the schema, if the table does not."""
    max: int | None
    """null with a stated `min`: no limit."""
    conformance: str | None
    """`M` mandatory, `R` required."""
    artefact: str | None
    """The message type, CMET or template that defines it."""
    schema_min: int | None
    """As the schema states it; 1 for an XML attribute with a default."""
    schema_max: int | None
    """null with a stated `schema_min`: no limit."""


class Demand(NamedTuple):
    """What a value's type demands of one of its parts."""

    part: str
    """An XML attribute (`@extension`), an element, or `text()`."""
    use: str
    """`required`, `optional` or `prohibited`."""
    fixed: str | None
    """The only value allowed."""
    values: tuple[str, ...]
    """The few values allowed."""
    patterns: tuple[str, ...]
    """Regular expressions, one of which it matches."""
    type: str | None
    """Name of its simple type, or of its datatype."""
    note: str | None
    """What the schema says of it."""
    several: bool
    """Whether it may have several values, blanks between: `use="H WP"`."""


class CodeLine(NamedTuple):
    """A code of a vocabulary."""

    code: str
    """As a message carries it."""
    display: str | None
    """What it stands for."""


class NamespaceLine(NamedTuple):
    """What a prefix of an XPath stands for."""

    prefix: str
    """As the XPath has it: `hl7`."""
    uri: str
    """The namespace."""


class XPathAnswer(NamedTuple):
    """The address of a place as an XPath."""

    xpath: str
    """From the outermost element of the message."""
    address: str
    """The place, with the names on the wire."""
    namespaces: tuple[NamespaceLine, ...]
    """The prefixes in the XPath."""
    resolution: str | None
    """How the place was found, if not in the model that the address names."""
    notes: tuple[str, ...]
    """Which form of a document it is for, where there are two; the `resolution` too."""


class ChildLine(NamedTuple):
    """What stands below a place, in a line."""

    name: str
    """As it is called in a message."""
    kind: str
    """`element`, `attribute`, or `choice` (one of several elements)."""
    min: int | None
    """As of the place itself."""
    max: int | None
    """null with a stated `min`: no limit."""
    conformance: str | None
    """`M` mandatory, `R` required."""
    datatype: str | None
    """Or the class, CMET or template constraint that it leads to."""
    vocabulary: str | None
    """The vocabulary of its codes."""
    fixed: str | None
    """The only value allowed."""
    default: str | None
    """The value that it has if it is left out."""
    description: str | None
    """The first paragraph."""
    part_of: str | None
    """The choice that it is an alternative of."""
    everywhere: bool
    """Whether every class has it, whatever it is: `nullFlavor`, `updateMode`."""
    schema_min: int | None
    """As the schema states it; 1 for an XML attribute with a default."""
    schema_max: int | None
    """null with a stated `schema_min`: no limit."""


class Explanation(NamedTuple):
    """What the manual and its schemas say of one element, attribute or choice."""

    address: str
    """With the names on the wire: `PRPA_IN000203UK06.ControlActEvent.author1`."""
    name: str
    """As it is called in a message."""
    kind: str
    """`element`, `attribute`, or `choice` (one of several elements)."""
    min: int | None
    """As the message table states it; the schema, if the table does not."""
    max: int | None
    """null with a stated `min`: no limit."""
    conformance: str | None
    """`M` mandatory, `R` required."""
    schema_min: int | None
    """As the schema states it; 1 for an XML attribute with a default: it is never absent."""
    schema_max: int | None
    """null with a stated `schema_min`: no limit."""
    class_name: str | None
    """The class that it is of, or leads to."""
    artefact: str | None
    """The message type, CMET or template whose table has it."""
    datatype: str | None
    """With its parameters: `IVL<TS>`."""
    flavour: str | None
    """The type that the schema gives it, where that has a name: `II.NPfIT.uuid.mandatory`."""
    flavours: tuple[str, ...]
    """Of its datatype, by their titles: the schema's; else those that the description names."""
    demands: tuple[Demand, ...]
    """What the schema demands of its value."""
    fixed: str | None
    """The only value allowed."""
    default: str | None
    """The value that it has if it is left out."""
    vocabulary: str | None
    """The vocabulary of its codes."""
    coding_strength: str | None
    """`CNE`: no other code; `CWE`: others too."""
    code_system: str | None
    """Its OID, where the schema or the vocabulary's page has one."""
    codes: tuple[CodeLine, ...]
    """The first few of the vocabulary, or all."""
    codes_total: int
    """How many codes the vocabulary has."""
    constraint: str | None
    """Template constraint: `NPFIT-000024#Role`."""
    description: str | None
    """The manual's text, paragraphs apart by newlines."""
    steps: tuple[PathStep, ...]
    """The way from the outermost element, the place itself last."""
    children: tuple[ChildLine, ...]
    """What stands below it."""
    xpath: str | None
    """null where no schema has it."""
    namespaces: tuple[NamespaceLine, ...]
    """The prefixes in the XPath."""
    notes: tuple[str, ...]
    """Where the manual and its schemas differ, and where to read on."""
    page: str | None
    """The tabular view that has it."""
    anchor: str | None
    """Where on the page."""
    schema: str | None
    """Path of the schema that declares it."""
    resolution: str | None
    """How the place was found, if not in the model that the address names; one of `notes`."""
    without_table: str | None = None
    """The message type, CMET or template that it is of, where no message table was read: then all
    of it is as the schemas have it."""


class ExplainedTree(NamedTuple):
    """A tree of places."""

    rows: "Listing[ExplainedRow]"
    """The place that was asked for first."""
    resolution: str | None
    """As of an explanation."""


class ExplainedRow(NamedTuple):
    """One place of a message, in a tree of places."""

    address: str
    """With the names on the wire."""
    depth: int
    """Steps from the place that was asked for."""
    kind: str
    """`element`, `attribute`, or `choice` (one of several elements)."""
    name: str
    """As it is called in a message."""
    min: int | None
    """As the message table states it; the schema, if the table does not."""
    max: int | None
    """null with a stated `min`: no limit."""
    conformance: str | None
    """`M` mandatory, `R` required."""
    datatype: str | None
    """With its parameters: `IVL<TS>`."""
    vocabulary: str | None
    """The vocabulary of its codes."""
    fixed: str | None
    """The only value allowed."""
    default: str | None
    """The value that it has if it is left out."""
    leads_to: str | None
    """Class, CMET or template constraint."""
    repeats: str | None
    """`recursion`: it stands within itself; `above`: what it holds is shown further up."""
    xpath: str | None
    """null where no schema has it."""
    schema_min: int | None
    """As the schema states it; 1 for an XML attribute with a default."""
    schema_max: int | None
    """null with a stated `schema_min`: no limit."""
    without_table: str | None = None
    """The message type that it is of, where no message table was read."""
