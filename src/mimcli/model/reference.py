"""The reference part of a publication after reconciliation: vocabularies, identifiers, datatypes.

Each record has the fields of the table of the same name in `index/reference.sql`, in its order.
"""

from typing import NamedTuple


class VocabularyRow(NamedTuple):
    """A row of the index's table `vocabulary`."""

    id: int
    name: str
    code_system: str | None
    version: str | None
    status: str | None
    date: str | None
    description: str | None
    comment: str | None
    page: str | None
    schema: str | None
    origin: str


class CodeRow(NamedTuple):
    """A row of the index's table `code`."""

    vocabulary: int
    position: int
    code: str
    display: str | None
    note: str | None
    retired: int
    in_page: int
    in_schema: int
    group_name: str | None


class SubsetRow(NamedTuple):
    """A row of the index's table `subset`."""

    vocabulary: int
    position: int
    name: str | None
    original_id: str | None


class OidEntryRow(NamedTuple):
    """A row of the index's table `oid`."""

    oid: str
    name: str | None
    description: str | None
    issuer: str | None
    abstract: int
    parent: str | None
    page: str | None
    anchor: str | None
    origin: str


class DatatypeRow(NamedTuple):
    """A row of the index's table `datatype`."""

    id: int
    name: str
    kind: str
    title: str | None
    base: str | None
    section: str | None
    description: str | None
    examples: str | None
    page: str | None
    anchor: str | None
    schema: str | None
    schema_type: str | None
    described_by: int | None


class DatatypePartRow(NamedTuple):
    """A row of the index's table `datatype_part`."""

    datatype: int
    position: int
    name: str
    cardinality: str | None
    type: str | None
    text: str | None
    inside: int | None


class DatatypeRuleRow(NamedTuple):
    """A row of the index's table `datatype_rule`."""

    datatype: int
    position: int
    what: str
    subject: str | None
    value: str | None


class MentionRow(NamedTuple):
    """A row of the index's table `mention`."""

    kind: str
    name: str
    text: int


class ConstraintRow(NamedTuple):
    """A row of the index's table `template_constraint`."""

    id: str
    kind: str
    description: str | None
    version: str | None
    status: str | None
    page: str | None
    schema: str | None


class ConstraintTemplateRow(NamedTuple):
    """A row of the index's table `constraint_template`."""

    constraint: str
    position: int
    template: str


class ConstraintModelRow(NamedTuple):
    """A row of the index's table `constraint_model`."""

    constraint: str
    position: int
    domain: str
    model: str


class ListedTemplateRow(NamedTuple):
    """A row of the index's table `template_list`."""

    message: str
    position: int
    template: str
    name: str | None


class TemplateReferenceRow(NamedTuple):
    """A row of the index's table `template_reference`."""

    message: str
    position: int
    template: str
    constraint: str
    conformance: str | None
    target: str
    allowed: int


class RecordElementRow(NamedTuple):
    """A row of the index's table `record_element`."""

    artefact: str
    position: int
    code: str | None
    name: str | None
    section: str | None
    class_name: str | None
    shaded: int


class ArtefactPageRow(NamedTuple):
    """A row of the index's table `artefact_page`."""

    artefact: str
    role: str
    position: int
    page: str
    anchor: str | None


class ReferenceTables(NamedTuple):
    """All tables of reference."""

    vocabularies: tuple[VocabularyRow, ...] = ()
    codes: tuple[CodeRow, ...] = ()
    subsets: tuple[SubsetRow, ...] = ()
    oids: tuple[OidEntryRow, ...] = ()
    datatypes: tuple[DatatypeRow, ...] = ()
    datatype_parts: tuple[DatatypePartRow, ...] = ()
    datatype_rules: tuple[DatatypeRuleRow, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    constraints: tuple[ConstraintRow, ...] = ()
    constraint_templates: tuple[ConstraintTemplateRow, ...] = ()
    constraint_models: tuple[ConstraintModelRow, ...] = ()
    template_lists: tuple[ListedTemplateRow, ...] = ()
    template_references: tuple[TemplateReferenceRow, ...] = ()
    record_elements: tuple[RecordElementRow, ...] = ()
    artefact_pages: tuple[ArtefactPageRow, ...] = ()


NO_REFERENCE = ReferenceTables()
"""Of a publication without any such page."""
