"""What the manual states about templates, what allows them, and care record elements."""

from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.statements import Link


class ConstraintStatement(NamedTuple):
    """A choice of templates (page kind: `NPFIT-nnnnnn_Kind.htm`)."""

    page: str
    id: str
    """`NPFIT-000024#Role`."""
    kind: str
    """`Act`, `ActRef`, `Role` or `Section`."""
    version: str
    description: str
    templates: tuple[Link, ...]
    """The templates' model pages, in the order of the diagram's map."""
    findings: tuple[Finding, ...] = ()


class ParentModels(NamedTuple):
    """The models of one domain that use a constraint."""

    domain: str
    """The domain's name; its code where the file has no name for it."""
    models: tuple[str, ...]
    """Ids of templates or message types."""


class ConstraintConfiguration(NamedTuple):
    """A constraint as data."""

    id: str
    version: str
    status: str
    """In words (`Active`), or the file's letter."""
    description: str
    templates: tuple[str, ...]
    """Ids of the templates that it allows."""
    parents: tuple[ParentModels, ...]
    changes: tuple[str, ...]


class TemplateConfiguration(NamedTuple):
    """Which templates each constraint allows (file kind: `Mif/TemplateConfig.xml`)."""

    path: str
    version: str
    domains: tuple[tuple[str, str], ...]
    """(code, name)."""
    constraints: tuple[ConstraintConfiguration, ...]
    changes: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


class ListedTemplate(NamedTuple):
    """A row of a template list."""

    name: str
    id: str


class TemplateListStatement(NamedTuple):
    """The templates that one message may carry (page kind: `*-TemplateList.htm`)."""

    page: str
    model: str
    """Id of the message's R-MIM; empty if the page's header has none."""
    templates: tuple[ListedTemplate, ...]
    findings: tuple[Finding, ...] = ()


class ReferenceChoice(NamedTuple):
    """Whether a template may refer to another within one message."""

    template: str
    allowed: bool


class ReferenceConstraint(NamedTuple):
    """A place in a template where references may stand."""

    template: str
    """Id of the template that refers."""
    constraint: str
    """`NPFIT-000001#ActRef`."""
    conformance: str
    """`optional`, `mandatory` ..., as the heading has it."""
    choices: tuple[ReferenceChoice, ...]


class ReferenceUsageStatement(NamedTuple):
    """Which references one message allows (page kind: `*-Reference Usage.htm`)."""

    page: str
    model: str
    constraints: tuple[ReferenceConstraint, ...]
    findings: tuple[Finding, ...] = ()


class RecordElement(NamedTuple):
    """A care record element type (CRE) and what may carry it."""

    section: str
    """The heading that the row stands under, usually a domain; empty if the page has none."""
    code: str
    """SNOMED CT code; carried down from the row above where the cell is empty."""
    name: str
    artefact: str
    """Id of the template or of the CMET's model."""
    class_name: str = ""
    """Only in the mapping of CMETs."""
    shaded: bool = False
    """The page shows the row in grey: not to be used for now."""


class RecordElementsStatement(NamedTuple):
    """Which templates or CMETs carry which record element.

    Page kinds: `cre_types_and_templates.htm`, `CMET to CREtype mapping.htm`.
    """

    page: str
    rows: tuple[RecordElement, ...]
    findings: tuple[Finding, ...] = ()
