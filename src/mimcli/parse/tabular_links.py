"""Where the rows of a tabular view lead, by their links (page kind: `*_HD*-NoEdit.htm`).

Names do not decide: a class name may be printed twice, and a "Shadow" stands for an association.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from posixpath import basename
from typing import NamedTuple, Self

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


_NOWHERE = _Leads(None)
_LEADING = frozenset(("association", "choice", "cmet", "template"))


def link_rows(
    page: str, view_id: str, drafts: Sequence[DraftRow]
) -> tuple[tuple[TableRow, ...], tuple[Finding, ...]]:
    """Return the finished rows, and what is odd about where they lead.

    A link to a place that the page does not have gives a Finding `unresolved-target`, a
    connector without a target (some stand for a connector elsewhere) a `missing-target`.
    """
    anchors = _Anchors.of(page, drafts)
    leads = [
        _follow(draft, anchors) if draft.cell.kind in _LEADING else _NOWHERE for draft in drafts
    ]
    unresolved = (
        (
            "unresolved-target",
            f'The row "{draft.cell.name}" leads to "{draft.href}", which is not there.',
        )
        for draft, lead in zip(drafts, leads, strict=True)
        if not lead.resolved
    )
    missing = (
        ("missing-target", f'The association "{name}" leads to nothing.')
        for name in _connectors_without_target(drafts)
    )
    findings = tuple(
        Finding(kind, view_id, page, detail, severity="info")
        for kind, detail in (*unresolved, *missing)
    )
    return tuple(map(_row, drafts, leads)), findings


def _connectors_without_target(drafts: Sequence[DraftRow]) -> Iterator[str]:
    owners = {draft.owner for draft in drafts if draft.cell.kind in _LEADING}
    for position, draft in enumerate(drafts):
        if draft.cell.role == "connector" and position not in owners:
            yield draft.cell.name


class _Anchors(NamedTuple):
    """What links can lead to on a page."""

    page: str
    classes: Mapping[str, int]
    """Position of each class by anchor; the first, as browsers go, where one is there twice."""
    all: frozenset[str]

    @classmethod
    def of(cls, page: str, drafts: Sequence[DraftRow]) -> Self:
        classes: dict[str, int] = {}
        for position, draft in enumerate(drafts):
            if draft.cell.kind == "class":
                classes.setdefault(draft.anchor or draft.cell.name, position)
        named = (
            f"{drafts[draft.owner].cell.name}/{draft.cell.name}"
            for draft in drafts
            if draft.cell.role == "connector" and draft.owner >= 0 and not draft.anchor
        )
        anchored = (draft.anchor for draft in drafts if draft.anchor)
        return cls(page, classes, frozenset((*anchored, *named)))


def _follow(draft: DraftRow, anchors: _Anchors) -> _Leads:
    """Return where a row of a kind that leads anywhere leads."""
    cell = draft.cell
    if cell.kind == "template":
        return _Leads(_constraint_of(resolve(anchors.page, draft.href)))
    if cell.kind == "cmet" or cell.target is None:
        return _Leads(cell.target)
    if artefact := parse_artefact_id(cell.target):
        return _Leads(str(artefact), kind="cmet" if cell.kind == "association" else "")
    return _follow_within(cell.target, draft.href, anchors)


def _follow_within(target: str, href: str, anchors: _Anchors) -> _Leads:
    """Return where the link of a target or alternative leads, if to a place on the page."""
    link = resolve(anchors.page, href)
    elsewhere = link.path and basename(link.path).lower() != basename(anchors.page).lower()
    if elsewhere or not link.fragment:
        return _Leads(target)
    if link.fragment in anchors.classes:
        return _Leads(target, anchors.classes[link.fragment])
    return _Leads(link.fragment, resolved=link.fragment in anchors.all)


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
