"""A message type, CMET or template."""

from typing import NamedTuple

from mimcli.model.answers.record_elements import RecordElementType
from mimcli.model.findings import Finding
from mimcli.model.named import Named


class MessageType(NamedTuple):
    """A message type, CMET or template, and where its parts lie."""

    kind: str
    """`message_type`, `cmet`, `template`, or `tabular_view` for one that no definition owns."""
    id: str
    """Artefact id."""
    title: str | None
    """From its heading."""
    domain: str | None
    """Name of the domain, as the menu has it."""
    section: str | None
    """Number of its heading in the domain's manual."""
    description: str | None
    """The manual's text, paragraphs apart by newlines."""
    entry_class: str | None
    """First class of its message table."""
    tabular_view: str | None
    """Path of the page with its message table."""
    rmim: str | None
    """Path of its R-MIM page."""
    mif: str | None
    """Path of its MIF static model."""
    schema: str | None
    """Path of its XSD."""
    used_by: tuple[Named, ...]
    """Interactions that carry it, as payload or wrapper."""
    examples: tuple[str, ...] | None
    """Paths of its examples; null: not known."""
    retirement: str
    """Of its domain: `retired`, `partly-retired` or `not-listed`."""
    page: str | None
    """Path of the manual page that defines it."""
    anchor: str | None
    """Name of the place in that page."""
    standing: str
    """As of an interaction; `undefined` for a tabular view that no definition owns."""
    tabular_view_id: str | None = None
    """Id of the tabular view: `PRPA_HD000206UK06`."""
    rmim_id: str | None = None
    """Id of the R-MIM: `PRPA_RM000206UK06`."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with what the publication says of it."""
    constraints: tuple[Named, ...] | None = ()
    """Of a template: the constraints that allow it, with their descriptions' first lines; null: not
    known."""
    templates: tuple[Named, ...] | None = ()
    """Of a message: the templates of its template list; null: not known."""
    listed_by: tuple[Named, ...] | None = ()
    """Of a template: the messages whose template list has it; null: not known."""
    referred_by: tuple[Named, ...] | None = ()
    """Of a CMET or template: the models whose message table leads to it; null: not known."""
    record_elements: tuple[RecordElementType, ...] | None = ()
    """Care record element types that it carries; null: not known."""
    change_history: str | None = None
    """Path of the page with its own change history."""
