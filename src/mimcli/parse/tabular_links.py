"""Where the rows of a tabular view lead, by their links (page kind: `*_HD*-NoEdit.htm`).

Names do not decide: a class name may be printed twice, and a "Shadow" stands for an association.
"""

import re
from collections.abc import Iterable, Sequence
from posixpath import basename
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.statements import Link
from mimcli.model.table import TableRow
from mimcli.parse.htmlio import resolve
from mimcli.parse.tabular_cell import Cell

_CONSTRAINT_PAGE = re.compile(r"([A-Za-z]+-\d+)_(\w+)\.html?", re.IGNORECASE)


class DraftRow(NamedTuple):
    """A row as the page has it, before its link is followed."""

    cell: Cell
    owner: int
    href: str = ""
    """The first link of the row's first cell, as written."""
    anchor: str | None = None
    class_kind: str | None = None
    rim_class: str | None = None
    used_by: tuple[str, ...] = ()
    description: str = ""


class _Leads(NamedTuple):
    """What following a row's link gives."""

    target: str | None
    target_class: int | None = None
    kind: str = ""
    """Another kind than the text says, if the link says so."""
    resolved: bool = True


def link_rows(
    page: str, view_id: str, drafts: Sequence[DraftRow]
) -> tuple[tuple[TableRow, ...], tuple[Finding, ...]]:
    """Return the finished rows, and a Finding for each link within the page that leads nowhere."""
    classes = _first_of(
        (draft.anchor or draft.cell.name, position)
        for position, draft in enumerate(drafts)
        if draft.cell.kind == "class"
    )
    anchors = {draft.anchor for draft in drafts if draft.anchor}
    rows = []
    findings = []
    for draft in drafts:
        leads = _follow(page, draft, classes, anchors)
        rows.append(_row(draft, leads))
        if not leads.resolved:
            detail = f"{draft.cell.name!r} leads to {draft.href!r}, which the page does not have"
            findings.append(Finding("unresolved-target", view_id, page, detail, severity="info"))
    return tuple(rows), tuple(findings)


def _first_of(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return a mapping in which the first value of a key stays, as browsers follow anchors."""
    mapping: dict[str, int] = {}
    for key, value in pairs:
        mapping.setdefault(key, value)
    return mapping


def _follow(page: str, draft: DraftRow, classes: dict[str, int], anchors: set[str]) -> _Leads:
    cell = draft.cell
    if cell.kind == "template":
        return _Leads(_constraint_of(resolve(page, draft.href)))
    if cell.kind == "cmet" or cell.target is None:
        return _Leads(cell.target)
    if artefact := parse_artefact_id(cell.target):
        return _Leads(str(artefact), kind="cmet" if cell.kind == "association" else "")
    if not draft.href:
        return _Leads(cell.target)
    link = resolve(page, draft.href)
    if link.path and basename(link.path).lower() != basename(page).lower():
        return _Leads(cell.target)
    if link.fragment in classes:
        return _Leads(cell.target, classes[link.fragment])
    target = link.fragment or cell.target
    return _Leads(target, resolved=link.fragment in anchors)


def _constraint_of(link: Link) -> str | None:
    """Return `NPFIT-000024#Role` for a link to `NPFIT-000024_Role.htm`."""
    match = _CONSTRAINT_PAGE.fullmatch(basename(link.path))
    return f"{match[1]}#{match[2]}" if match else None


def _row(draft: DraftRow, leads: _Leads) -> TableRow:
    cell = draft.cell
    return TableRow(
        kind=leads.kind or cell.kind,
        name=cell.name,
        owner=draft.owner,
        role="" if leads.kind else cell.role,
        min=cell.min,
        max=cell.max,
        conformance=cell.conformance,
        datatype=cell.datatype,
        vocabulary=cell.vocabulary,
        coding_strength=cell.coding_strength,
        fixed=cell.fixed,
        default=cell.default,
        constraint=cell.constraint,
        target=leads.target,
        target_class=leads.target_class,
        used_by=draft.used_by,
        class_kind=draft.class_kind,
        rim_class=draft.rim_class,
        anchor=draft.anchor,
        description=draft.description,
    )
