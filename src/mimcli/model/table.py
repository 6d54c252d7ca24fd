"""The message table: the rows of a tabular view."""

from dataclasses import dataclass

from mimcli.model.findings import Finding


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a tabular view, as the page has it (page kind: `*_HD*-NoEdit.htm`).

    Rows that only say "Used by" are folded into their class row, separators are left out.
    """

    kind: str
    """`class`, `attribute`, `association`, `choice`, `cmet` or `template`."""
    name: str
    """Class, attribute or element name; for a choice alternative, the alternative's name;
    for a template reference, the placeholder's name (`Template4`)."""
    owner: int
    """Position (0-based) of the row that this one belongs to: an attribute's class, association
    or alternative; an association's class; a target's association or class; -1 for a class."""
    role: str = ""
    """For kind `association` only: `connector` (an association with attributes of its own: an act
    relationship, participation or role link) or `target` (the element that leads into the
    target class). Empty otherwise."""
    min: int | None = None
    max: int | None = None
    """None: no limit (`*`), when min is stated; None with min None: not stated."""
    conformance: str | None = None
    """`M` mandatory, `R` required; None: optional or not stated."""
    datatype: str | None = None
    """With its parameters: `IVL<TS>`."""
    vocabulary: str | None = None
    coding_strength: str | None = None
    """`CNE` or `CWE`."""
    fixed: str | None = None
    default: str | None = None
    constraint: str | None = None
    """A template constraint, `NPFIT-000024#Role`, on an attribute such as contentId."""
    target: str | None = None
    """What the row refers to: a class name of the page, a CMET's `_MT` id, a template
    constraint (`NPFIT-000024#Role`) or, for a shadow, an association of the page."""
    target_class: int | None = None
    """Position (0-based) of the class row of this page that the row leads to, if any."""
    used_by: tuple[str, ...] = ()
    """For a class: the classes that lead to it, as its "Used by" row lists them."""
    class_kind: str | None = None
    """For a class or connector: `act`, `role`, `entity`, `participation`, `act_relationship`,
    `role_link`, `choice` or `other`, where the page colours them; None in pages that do not."""
    rim_class: str | None = None
    """The RIM class that the row's description block names, if it does."""
    anchor: str | None = None
    description: str = ""
    """Plain text, paragraphs apart by newlines, list items led by `- `."""


@dataclass(frozen=True, slots=True)
class TabularView:
    """A whole tabular view page."""

    page: str
    id: str
    """The `_HD` (or template's `_TP`) id, from the file name."""
    rmim_id: str
    """As the title row has it; may be another kind of id on a few pages."""
    rmim_page: str
    """The title row's link, relative to the MiM's root."""
    generation: str
    """`mif` or `hmd`: which of the two generators made the page."""
    rows: tuple[TableRow, ...]
    findings: tuple[Finding, ...] = ()
