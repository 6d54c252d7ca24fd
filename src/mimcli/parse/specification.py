"""The pages of a Domain Message Specification that stand in for an implementation manual.

Page kinds: `Domains/messages.html` (its message types), `Domains/TMS-Implementation.html` and
`Domains/ITK-Implementation.html` (its roles, trigger events and interactions), and `index.html`
(its title). They are tables; a row that defines an artefact begins with its title in bold and the
id in brackets, `Upload Request (REPC_MT000002GB01)`. What an interaction is made of stands in lines
below, `Sender: Upload Placer (REPC_AR000002GB01)`.

The earlier specifications have implementation manuals instead (`TMS_IM.htm`), with the sections of
those of a MiM: `parse_manual` reads them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.identifiers import ArtefactId, find_artefact_ids
from mimcli.model.named import Named
from mimcli.model.statements import (
    ArtefactStatement,
    DefinitionStatement,
    InteractionStatement,
    Link,
    ManualStatement,
)
from mimcli.parse.htmlio import Element, fold, paragraphs_of, parse_html, resolve, text_of
from mimcli.parse.manual_headings import rows_of
from mimcli.parse.manual_links import shape_of
from mimcli.parse.tables import outer_tables

_LABELS = {
    "sender": "sending_roles",
    "receiver": "receiving_roles",
    "trigger event": "trigger_events",
    "transmission wrapper": "transmission_wrappers",
    "control act wrapper": "control_act_wrappers",
    "message": "message_types",
    "conformance format": "message_types",
}
"""By the label of an interaction's line: the field of InteractionStatement."""

_LINE = re.compile(r"-?\s*([A-Za-z][A-Za-z ]{2,30}?)\s*:\s*(.*)")
_SPECIFICATION = re.compile(r"(\S.{0,80}?)\s*\bDomain Message Specification\b", re.IGNORECASE)
_VERSION = re.compile(r"\bversion\s*:\s*([\w.]+)\s*;\s*status\s*:\s*(\w[\w ]*)", re.IGNORECASE)
_URN = re.compile(r"\((urn:[^()\s]+)\)")


class Title(NamedTuple):
    """What the title page of a specification says of it."""

    name: str
    """Of its domain: `NHS 111`; empty for a page of something else."""
    version: str
    status: str


class _Entry(NamedTuple):
    """A row that defines an artefact."""

    artefact: ArtefactId
    title: str
    lines: tuple[str, ...]
    """The paragraphs below the title."""
    cells: tuple[Element, ...]
    anchor: str


def parse_title(data: bytes) -> Title:
    """Return what a specification's page says of the specification itself; never fails."""
    try:
        root = parse_html(data)
    except ValueError:
        root = None
    if root is None:
        return Title("", "", "")
    name = ""
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6", "title"):
        found = _SPECIFICATION.fullmatch(fold(paragraphs_of(heading).replace("\n", " ")))
        name = name or (found[1] if found else "")
    stated = _VERSION.search(paragraphs_of(*root.iter("body")))
    return Title(name, stated[1] if stated else "", stated[2].strip() if stated else "")


def parse_specification(page: str, data: bytes) -> ManualStatement:
    """Return what a page of a specification states of messages and interactions; never fails.

    An interaction without an id (those of other transports go by a `urn:`) gives a finding.
    """
    try:
        root = parse_html(data)
    except ValueError:
        root = None
    entries = list(_entries(root)) if root is not None else []
    title = parse_title(data)
    return ManualStatement(
        page=page,
        version=title.version,
        version_status=title.status,
        overview="",
        change_history_page="",
        application_roles=_artefacts(entries, "AR"),
        trigger_events=_artefacts(entries, "TE"),
        interactions=tuple(
            _interaction(page, one) for one in entries if one.artefact.kind_code == "IN"
        ),
        definitions=tuple(
            _definition(page, one) for one in entries if one.artefact.kind_code in ("MT", "TP")
        ),
        findings=tuple(_findings(page, root, entries)),
    )


def _entries(root: Element) -> Iterator[_Entry]:
    """Yield the rows that define an artefact: whose first cell's first bold words end in its id."""
    for table in outer_tables(root):
        for cells in rows_of(table):
            bold = next(cells[0].iter("b", "strong"), None)
            text = text_of(bold) if bold is not None else ""
            ids = list(find_artefact_ids(text))
            if not ids or not paragraphs_of(cells[0]).startswith(text[:20]):
                continue
            start, artefact = ids[-1]
            title = text[:start].rstrip(" (-\u2013:")
            anchors = (a.get("name") or a.get("id") or "" for a in cells[0].iter("a"))
            lines = paragraphs_of(cells[0]).split("\n")
            yield _Entry(
                artefact,
                title,
                tuple(line for line in lines if line != text),
                tuple(cells),
                next((fold(name) for name in anchors if name), ""),
            )


def _description(entry: _Entry) -> str:
    """Return the paragraphs of a row; what an interaction is made of stands outside of them."""
    return paragraphs_of(*entry.cells[0].iter("p"))


def _artefacts(entries: Sequence[_Entry], kind_code: str) -> tuple[ArtefactStatement, ...]:
    return tuple(
        ArtefactStatement(
            id=str(one.artefact),
            kind=one.artefact.kind,
            title=one.title,
            section="",
            anchor=one.anchor,
            description=_description(one),
        )
        for one in entries
        if one.artefact.kind_code == kind_code
    )


def _links(page: str, cells: Sequence[Element]) -> dict[str, tuple[Link, ...]]:
    """Return the links of a row's cells by what their targets are."""
    found: dict[str, dict[Link, None]] = {}
    for cell in cells:
        for anchor in cell.iter("a"):
            link = resolve(page, anchor.get("href") or "")
            kind = shape_of(link.path) if link.path else ""
            if kind:
                found.setdefault(kind, {})[Link(link.path, link.fragment, text_of(anchor))] = None
    return {kind: tuple(links) for kind, links in found.items()}


def _definition(page: str, entry: _Entry) -> DefinitionStatement:
    links = _links(page, entry.cells)
    return DefinitionStatement(
        id=str(entry.artefact),
        kind=entry.artefact.kind,
        title=entry.title,
        section="",
        anchor=entry.anchor,
        description=_description(entry),
        rmim_links=links.get("rmim", ()),
        tabular_links=links.get("tabular", ()),
        schema_links=links.get("schema", ()),
        mif_links=links.get("mif", ()),
        example_links=links.get("example", ()),
    )


def _interaction(page: str, entry: _Entry) -> InteractionStatement:
    links = _links(page, entry.cells)
    relations = _relations(entry.lines)
    return InteractionStatement(
        id=str(entry.artefact),
        title=entry.title,
        section="",
        anchor=entry.anchor,
        description=_description(entry),
        sending_roles=relations.get("sending_roles", ()),
        receiving_roles=relations.get("receiving_roles", ()),
        trigger_events=relations.get("trigger_events", ()),
        transmission_wrappers=relations.get("transmission_wrappers", ()),
        control_act_wrappers=relations.get("control_act_wrappers", ()),
        message_types=relations.get("message_types", ()),
        schema_links=links.get("interaction_schema", ()),
        example_links=links.get("example", ()),
    )


def _relations(lines: Sequence[str]) -> dict[str, tuple[Named, ...]]:
    """Return what an interaction is made of, by the labels of its lines.

    A label whose line has no id is followed by a list; of the forms of a message there, the one
    that senders transform into the other ("Wire Format") is not the domain's own.
    """
    found: dict[str, tuple[Named, ...]] = {}
    listed = ""
    for line in lines:
        match = _LINE.match(line)
        label = match[1].casefold() if match else ""
        field, said = (_LABELS.get(label, ""), match[2]) if match else (listed, line)
        ids = list(find_artefact_ids(said))
        if not line.startswith("-"):
            listed = field if match and not ids else ""
        for _, artefact in ids if field else ():
            title = said.partition(f"({artefact}")[0].strip(" -")
            found[field] = (*found.get(field, ()), Named(str(artefact), title))
    return found


def _findings(page: str, root: Element | None, entries: Sequence[_Entry]) -> Iterator[Finding]:
    if root is None or not entries:
        detail = "The page defines no artefact that can be read."
        yield Finding("page-without-artefacts", page, page, detail, severity="info")
    tables = outer_tables(root) if root is not None else ()
    for cell in (row[0] for table in tables for row in rows_of(table)):
        bold = next(cell.iter("b", "strong"), None)
        named = _URN.search(text_of(bold)) if bold is not None else None
        if named:
            detail = "The interaction has no artefact id, so it is left out."
            yield Finding("interaction-without-id", named[1], page, detail, severity="info")
