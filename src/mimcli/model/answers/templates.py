"""Template constraints."""

from typing import NamedTuple

from mimcli.model.answers.places import TablePlace
from mimcli.model.findings import Finding
from mimcli.model.named import Named


class ConstraintModels(NamedTuple):
    """The models of one domain that use a constraint."""

    domain: str
    """As the template configuration names it."""
    models: tuple[str, ...]
    """Artefact ids."""


class TemplateConstraint(NamedTuple):
    """A choice of templates that stands at a place of a template or message."""

    kind: str
    """`template_constraint`."""
    id: str
    """`NPFIT-000024#Role`."""
    variety: str
    """`Act`, `ActRef`, `Role` or `Section`."""
    description: str | None
    """The page's text, paragraphs apart by newlines."""
    version: str | None
    """The constraint's own."""
    status: str | None
    """In the template configuration: `Active`."""
    templates: tuple[Named, ...]
    """Those that it allows."""
    models: tuple[ConstraintModels, ...]
    """Which models of which domain use it, as the template configuration has it."""
    used_by: int
    """How many rows of message tables lead to it, or have it on an attribute."""
    uses: tuple[TablePlace, ...]
    """Those rows."""
    page: str | None
    """Path of its page."""
    schema: str | None
    """Path of its XSD."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with what the publication says of it."""
