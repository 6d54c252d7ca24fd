"""The message table: the rows of a tabular view."""

from typing import NamedTuple

from mimcli.model.findings import Finding


class TableRow(NamedTuple):
    """One row of a tabular view, as the page has it (page kind: `*_HD*-NoEdit.htm`).

    Rows that only say "Used by" are folded into their class row, separators are left out.
    """

    kind: str
    """`class`, `attribute`, `association`, `choice`, `cmet` or `template`."""
    name: str
    """Class, attribute or element name; for a choice alternative, the alternative's name (a class
    of the page, or a CMET's `_MT` id); for a template reference, the placeholder's name
    (`Template4`). A few classes have dotted names, which are parameters: `Person.birthTime`."""
    owner: int
    """Position (0-based) of the row that this one belongs to: an attribute's class, connector
    or (on the few pages that spell alternatives out in place) alternative; a connector's class;
    for whatever leads on (target, CMET, template, each alternative of a choice) its connector,
    or its class if no connector is between; -1 for a class."""
    role: str = ""
    """For kind `association` only: `connector` (an association with attributes of its own: an act
    relationship, participation or role link) or `target` (the element that leads into the
    target class; also a shadow, which stands for a whole connector). Empty otherwise."""
    min: int | None = None
    max: int | None = None
    """None: no limit (`*`), when min is stated; None with min None: not stated. In a choice only
    the first alternative states them, for all."""
    conformance: str | None = None
    """`M` mandatory, `R` required; None: optional or not stated."""
    datatype: str | None = None
    """With its parameters: `IVL<TS>`."""
    vocabulary: str | None = None
    """Name of the vocabulary or HL7 domain; pages of the `hmd` generation often have the one code
    allowed (`EVN`) in its place."""
    coding_strength: str | None = None
    """`CNE` or `CWE`."""
    fixed: str | None = None
    """Without blanks around it: `"PRF "` means `PRF`."""
    default: str | None = None
    """As `fixed`."""
    constraint: str | None = None
    """A template constraint, `NPFIT-000024#Role`, on an attribute such as contentId."""
    target: str | None = None
    """What the row refers to: a class name of the page, a CMET's `_MT` id, a template
    constraint (`NPFIT-000024#Role`) or, for a shadow, the `anchor` of a connector of the page
    (`LaboratoryReport/specimen`; a few differ in case or are not there)."""
    target_class: int | None = None
    """Position (0-based) of the class row of this page that the row's link leads to, if any: the
    first, where an anchor is there twice (the later ones are empty repeats)."""
    used_by: tuple[str, ...] = ()
    """For a class: the classes that lead to it, as its "Used by" row lists them (repeats too);
    empty for the root."""
    class_kind: str | None = None
    """For a class, connector, shadow or alternative spelt out in place: `act`, `role`, `entity`,
    `participation`, `act_relationship`, `role_link`, `choice` or `other`, where the page colours
    them; None in pages that do not."""
    rim_class: str | None = None
    """The RIM class that the row's description block names, if it does (nearly all rows of the
    `hmd` generation)."""
    anchor: str | None = None
    """The name of the row's place in the page: a class's name; a connector's `Class/association`
    (`mif`) or the name of its own class in the schema, such as `PertinentInformation2` (`hmd`)."""
    description: str = ""
    """Plain text, paragraphs apart by newlines, list items led by `- `."""


class TabularView(NamedTuple):
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
