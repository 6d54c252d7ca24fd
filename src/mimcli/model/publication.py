"""A whole publication after reconciliation: the rows of the index, table by table.

Each record has the fields of the table of the same name in `index/schema.sql`, in its order.
"""

from collections.abc import Callable
from typing import NamedTuple

from mimcli.model.content_model import ContentTables, no_contents
from mimcli.model.diagrams import NO_DIAGRAMS, Diagrams
from mimcli.model.findings import Finding
from mimcli.model.passages import PageText
from mimcli.model.reference import NO_REFERENCE, ReferenceTables


class DomainRow(NamedTuple):
    """A domain of the menu."""

    id: int
    name: str
    folder: str
    category: str | None
    publication_status: str | None
    version: str | None
    version_status: str | None
    overview: str | None
    change_history_page: str | None
    page: str | None


class ArtefactRow(NamedTuple):
    """Anything with an artefact id."""

    id: str
    kind: str
    stem: str
    title: str | None
    description: str | None
    domain: int | None
    section: str | None
    page: str | None
    anchor: str | None
    standing: str


class RelationRow(NamedTuple):
    """One of the relations that make an interaction."""

    subject: str
    relation: str
    position: int
    object: str
    title: str | None
    sources: str


class ResponsibilityRow(NamedTuple):
    """What a receiver answers."""

    interaction: str
    position: int
    reason: str
    response: str


class DefinitionRow(NamedTuple):
    """The files of a message type, CMET or template."""

    id: str
    entry_class: str | None
    tabular_view_id: str | None
    tabular_view: str | None
    rmim_id: str | None
    rmim: str | None
    mif: str | None
    schema: str | None


class ViewRow(NamedTuple):
    """A tabular view."""

    id: str
    page: str
    rmim_id: str | None
    rmim: str | None
    generation: str
    key: int


class TableRowRow(NamedTuple):
    """A row of a message table."""

    view: int
    position: int
    owner: int | None
    path: str
    depth: int
    kind: str
    role: str | None
    name: str
    min: int | None
    max: int | None
    conformance: str | None
    datatype: str | None
    vocabulary: str | None
    coding_strength: str | None
    fixed: str | None
    default: str | None
    constraint: str | None
    target: str | None
    target_row: int | None
    class_kind: str | None
    rim_class: str | None
    anchor: str | None
    description: int | None
    code: str | None


class SchemaRow(NamedTuple):
    """An XSD file."""

    path: str
    id: str | None
    target_namespace: str | None


class SchemaReferenceRow(NamedTuple):
    """What an XSD file includes or imports."""

    schema: str
    position: int
    reference: str
    target: str
    missing: int


class ExampleRow(NamedTuple):
    """An example message of an artefact."""

    artefact: str
    path: str
    id: str | None
    label: str | None
    origin: str


class Publication(NamedTuple):
    """Everything that the index holds, in no particular order (the builder sorts)."""

    meta: dict[str, str]
    domains: tuple[DomainRow, ...]
    artefacts: tuple[ArtefactRow, ...]
    relations: tuple[RelationRow, ...]
    responsibilities: tuple[ResponsibilityRow, ...]
    definitions: tuple[DefinitionRow, ...]
    views: tuple[ViewRow, ...]
    table_rows: tuple[TableRowRow, ...]
    prose: tuple[str, ...]
    """Texts; `TableRowRow.description` counts from 1."""
    schemas: tuple[SchemaRow, ...]
    schema_references: tuple[SchemaReferenceRow, ...]
    examples: tuple[ExampleRow, ...]
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    texts: tuple[PageText, ...] = ()
    """The words of all pages but the message tables."""
    contents: Callable[[], ContentTables] = no_contents
    """Gives what the schemas' types hold; the full text, which comes first, needs none of it."""
    diagrams: Diagrams = NO_DIAGRAMS
    """The drawings of who sends what to whom."""
    reference: ReferenceTables = NO_REFERENCE
    """Vocabularies, OIDs, datatypes, template constraints."""
