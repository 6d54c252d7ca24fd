"""Parse tabular views, the manual's message tables (page kind: `*_HD*-NoEdit.htm`).

A page is one table: a title row, then class after class, each with a "Used by" row, its
attributes and its associations. Two generators made such pages, and both are read by what they
have in common: the text of a row's first cell (`tabular_cell`) and its first link. What differs:

- `mif` pages colour classes and associations by kind (`td class=actclass`), and an association's
  own attributes, then its one target (or its choice of targets), simply follow it;
- `hmd` pages put those into a table within the row after the association (a few pages into rows
  whose first cell is empty), and name the RIM class in the id of the description's block.
"""

import re
from posixpath import basename

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.table import TabularView
from mimcli.parse.htmlio import fold, resolve
from mimcli.parse.tabular_cell import parse_cell
from mimcli.parse.tabular_links import DraftRow, link_rows
from mimcli.parse.tabular_rows import (
    Label,
    ViewRow,
    ViewTable,
    described,
    label_of,
    read_tables,
    text_within,
)

CLASS_KINDS = {
    "actclass": "act",
    "roleclass": "role",
    "entclass": "entity",
    "partclass": "participation",
    "actrelclass": "act_relationship",
    "rolelinkclass": "role_link",
    "choiceclass": "choice",
    "otherclass": "other",
}
"""What the style class of a row's first cell says about the class or association."""

_SUFFIX = re.compile(r"-NoEdit\.\w+$|\.\w+$", re.IGNORECASE)
_USED_BY = re.compile(r"Used by\s*:?(.*)", re.IGNORECASE)
_DATATYPE_PAGES = re.compile(r"data\s*type", re.IGNORECASE)


def parse_tabular_view(page: str, data: bytes) -> TabularView:
    """Return the message table of a tabular view page.

    `page` is the page's path relative to the MiM's root, `data` its bytes. Never fails on odd
    content: what fits no kind of row is left out and becomes a Finding `unparsed-row`, a page
    without any class an `empty-table`; see `link_rows` for those about links.
    Raises ValueError only for a page that is too large to be one.
    """
    walk = _Walk(page, _id_of(page))
    for table in read_tables(data):
        walk.read_table(table)
    if not walk.rows:
        walk.report("empty-table", "The page holds no class.")
    rows, unresolved = link_rows(page, walk.id, walk.rows)
    return TabularView(
        page=page,
        id=walk.id,
        rmim_id=walk.rmim_id,
        rmim_page=walk.rmim_page,
        generation="mif" if walk.coloured else "hmd",
        rows=rows,
        findings=(*walk.findings, *unresolved),
    )


def _id_of(page: str) -> str:
    name = _SUFFIX.sub("", basename(page))
    artefact = parse_artefact_id(name)
    return str(artefact) if artefact else name


def _leads_to_class(href: str) -> bool | None:
    return None if not href else _DATATYPE_PAGES.search(href.partition("#")[0]) is None


class _Walk:
    """One pass over a page: the rows so far, and what the next row would belong to."""

    def __init__(self, page: str, view_id: str) -> None:
        self.page = page
        self.id = view_id
        self.rmim_id = ""
        self.rmim_page = ""
        self.coloured = False
        self.rows: list[DraftRow] = []
        self.findings: list[Finding] = []
        self._class = -1
        self._connector: int | None = None
        """An association that still waits for its target."""
        self._choice_owner = -1
        self._inline: int | None = None
        """A choice alternative that is spelt out in place, with its own attributes."""

    def report(self, kind: str, detail: str) -> None:
        self.findings.append(Finding(kind, self.id, self.page, detail))

    def read_table(self, table: ViewTable) -> None:
        """Add the rows of a table and of the tables in them, in page order."""
        for cells in table:
            label = label_of(cells[0].markup)
            if label.text:
                self._read_row(label, cells)
            elif len(cells) > 1:
                self._read_shifted(cells[1:])

    def _read_shifted(self, cells: ViewRow) -> None:
        """Read a row whose first cell is empty."""
        if cells[0].tables:
            for table in cells[0].tables:
                self.read_table(table)
            self._connector = None
            return
        label = label_of(cells[0].markup)
        if label.text.startswith("[") or _USED_BY.match(label.text):
            self._read_row(label, cells)
        elif remains := label.text or fold(" ".join(text_within(cell.markup) for cell in cells)):
            self._report_row(remains)

    def _read_row(self, label: Label, cells: ViewRow) -> None:
        """Read a row whose label is that of the first of `cells`."""
        text, href, anchor = label
        if used_by := _USED_BY.match(text):
            self._read_used_by(used_by[1])
            return
        if not self.rows and self._read_title(text, href):
            return
        cell = parse_cell(text, leads_to_class=_leads_to_class(href))
        if cell is None or (cell.kind != "class" and self._class < 0):
            self._report_row(text)
            return
        class_kind = CLASS_KINDS.get(cells[0].style)
        self.coloured = self.coloured or class_kind is not None
        rim_class, description = described(cells[1].markup) if len(cells) > 1 else (None, "")
        owner = self._place(cell.kind, href, role=cell.role, continues=cell.continues)
        self.rows.append(
            DraftRow(
                cell=cell,
                owner=owner,
                href=href,
                anchor=anchor,
                class_kind=class_kind,
                rim_class=rim_class,
                description=description,
            )
        )

    def _place(self, kind: str, href: str, *, role: str, continues: bool) -> int:
        """Return the owner of a row that comes next, and remember what it opens or closes."""
        here = len(self.rows)
        if kind == "attribute":
            if self._inline is not None:
                return self._inline
            return self._class if self._connector is None else self._connector
        self._inline = here if kind == "choice" and not href else None
        if kind == "class":
            self._class, self._connector, self._choice_owner = here, None, here
            return -1
        if role == "connector":
            self._connector = here
            return self._class
        if continues:
            return self._choice_owner
        owner = self._class if self._connector is None else self._connector
        self._connector, self._choice_owner = None, owner
        return owner

    def _read_title(self, text: str, href: str) -> bool:
        """Take the row that names the R-MIM, which is before all others."""
        if self.rmim_id or not (href.partition("#")[0] or parse_artefact_id(text)):
            return False
        self.rmim_id, self.rmim_page = text, resolve(self.page, href).path
        return True

    def _read_used_by(self, text: str) -> None:
        if self._class < 0:
            self._report_row(f"Used by: {text}")
            return
        names = tuple(name for name in map(str.strip, text.split(",")) if name)
        row = self.rows[self._class]
        self.rows[self._class] = row._replace(used_by=row.used_by + names)

    def _report_row(self, text: str) -> None:
        self.report("unparsed-row", f'A row that reads "{text[:200]}" fits no kind of row.')
