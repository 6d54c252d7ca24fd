"""The tabular views: from single pages to the rows of the index."""

from collections.abc import Iterable
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.publication import TableRowRow, ViewRow
from mimcli.model.table import TabularView
from mimcli.reconcile.artefact_files import leading_id
from mimcli.reconcile.tables import places_of, targets_of


class PlacedRow(NamedTuple):
    """A row of a page, with its place; as `TableRowRow`, but its description is still text."""

    values: tuple[object, ...]
    """The fields of `TableRowRow` from `position` to `anchor`."""
    description: str


class PlacedView(NamedTuple):
    """A page's table, ready for the index; small enough to be sent between processes."""

    id: str
    page: str
    rmim_id: str
    rmim_page: str
    generation: str
    entry_class: str
    rows: tuple[PlacedRow, ...]
    findings: tuple[Finding, ...]


class ViewTables(NamedTuple):
    """All tabular views of a publication."""

    views: dict[str, ViewRow]
    entry_classes: dict[str, str]
    titles: dict[str, str]
    """The id in a page's title row (an R-MIM's on all but a few pages) to the view's id."""
    rows: list[TableRowRow]
    prose: tuple[str, ...]
    findings: list[Finding]


def place_view(view: TabularView) -> PlacedView:
    """Return the page's rows with their places, and the rows that they lead to."""
    targets = targets_of(view.rows)
    return PlacedView(
        id=view.id,
        page=view.page,
        rmim_id=view.rmim_id,
        rmim_page=view.rmim_page,
        generation=view.generation,
        entry_class=next((row.name for row in view.rows if row.kind == "class"), ""),
        rows=tuple(
            PlacedRow(
                (
                    position,
                    row.owner if row.owner >= 0 else None,
                    path,
                    depth,
                    row.kind,
                    row.role or None,
                    row.name,
                    row.min,
                    row.max,
                    row.conformance,
                    row.datatype,
                    row.vocabulary,
                    row.coding_strength,
                    row.fixed,
                    row.default,
                    row.constraint,
                    row.target,
                    targets[position],
                    row.class_kind,
                    row.rim_class,
                    row.anchor,
                ),
                row.description,
            )
            for position, (row, (path, depth)) in enumerate(
                zip(view.rows, places_of(view.rows), strict=True)
            )
        ),
        findings=view.findings,
    )


def gather_views(placed: Iterable[PlacedView], paths: dict[str, str]) -> ViewTables:
    """Return the rows of all pages, each description once; pages in order of their path."""
    views: dict[str, ViewRow] = {}
    entry_classes: dict[str, str] = {}
    titles: dict[str, str] = {}
    rows: list[TableRowRow] = []
    prose: dict[str, int] = {}
    findings: list[Finding] = []
    for key, view in enumerate(sorted(placed, key=lambda one: one.page), start=1):
        findings += view.findings
        if view.id in views:
            findings.append(
                Finding(
                    kind="duplicate-tabular-view",
                    subject=view.id,
                    page=view.page,
                    detail=f"The page is a second tabular view of {view.id}.",
                    chosen=views[view.id].page,
                )
            )
            continue
        rmim = paths.get(view.rmim_page.lower())
        parsed = parse_artefact_id(view.rmim_id)
        titled = parsed is not None and parsed.kind_code in ("RM", "TP")
        rmim_id = view.rmim_id if titled else leading_id(rmim or "")
        views[view.id] = ViewRow(view.id, view.page, rmim_id or None, rmim, view.generation, key)
        titles.setdefault(view.rmim_id, view.id)
        entry_classes[view.id] = view.entry_class
        for values, text in view.rows:
            description = prose.setdefault(text, len(prose) + 1) if text else None
            rows.append(TableRowRow._make((key, *values, description, None)))
    return ViewTables(views, entry_classes, titles, rows, tuple(prose), findings)
