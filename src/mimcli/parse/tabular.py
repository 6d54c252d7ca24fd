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
from collections.abc import Iterator
from functools import lru_cache
from posixpath import basename

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.table import TabularView
from mimcli.parse.htmlio import (
    Element,
    fold,
    markup_of,
    paragraphs_of_markup,
    parse_html,
    resolve,
    unformatted_text,
)
from mimcli.parse.tabular_cell import parse_cell
from mimcli.parse.tabular_links import DraftRow, link_rows

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

MAX_NESTING = 12
"""Tables within tables; the manual has one within one."""

_SUFFIX = re.compile(r"-NoEdit\.\w+$|\.\w+$", re.IGNORECASE)
_USED_BY = re.compile(r"Used by\s*:?(.*)", re.IGNORECASE)
_RIM_CLASS = re.compile(r' id="[^"#]*#(\w+);')
_DATATYPE_PAGES = re.compile(r"data\s*type", re.IGNORECASE)
_CELLS = frozenset(("td", "th"))


def parse_tabular_view(page: str, data: bytes) -> TabularView:
    """Return the message table of a tabular view page.

    `page` is the page's path relative to the MiM's root, `data` its bytes. Never fails on odd
    content: what fits no kind of row is left out and becomes a Finding `unparsed-row`, a page
    without any class an `empty-table`; see `link_rows` for those about links.
    Raises ValueError only for a page that is too large to be one.
    """
    walk = _Walk(page, _id_of(page))
    root = parse_html(data)
    for table in _tables_within(root) if root is not None else ():
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


def _tables_within(element: Element) -> Iterator[Element]:
    """Yield the outermost tables within an element."""
    for table in element.iter("table"):
        above = table.getparent()
        while above is not None and above is not element and above.tag != "table":
            above = above.getparent()
        if above is element:
            yield table


def _rows_of(table: Element) -> Iterator[Element]:
    """Yield a table's own rows, whatever else stands around them."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag not in _CELLS and child.tag != "table":
            yield from _rows_of(child)


def _cells_of(row: Element) -> list[Element]:
    """Return a row's cells; none for a separator, which is one empty cell."""
    cells = list(row)
    if len(cells) == 1 and not len(cells[0]) and not (cells[0].text or "").strip():
        return []
    return [cell for cell in cells if cell.tag in _CELLS]


def _leads_to_class(href: str) -> bool | None:
    return None if not href else _DATATYPE_PAGES.search(href.partition("#")[0]) is None


def _link_and_anchor(cell: Element) -> tuple[str, str | None]:
    """Return a cell's first link as written (empty if it has none), and the anchor before it."""
    anchor = None
    for link in cell.iter("a"):
        anchor = anchor or fold(link.get("name") or link.get("id") or "") or None
        if href := link.get("href"):
            return href, anchor
    return "", anchor


@lru_cache(maxsize=4096)  # a manual says the same of most codes and ids
def _described(markup: str) -> tuple[str | None, str]:
    """Return the RIM class that a cell of descriptions names, and its text."""
    rim_class = _RIM_CLASS.search(markup)
    return rim_class[1] if rim_class else None, paragraphs_of_markup(markup)


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

    def read_table(self, table: Element, depth: int = 1) -> None:
        """Add the rows of a table and of the tables in them, in page order."""
        for row in _rows_of(table):
            cells = _cells_of(row)
            if not cells:
                continue
            text = fold(unformatted_text(cells[0]))
            if text:
                self._read_row(text, cells)
            elif len(cells) > 1:
                self._read_shifted(cells[1:], depth)

    def _read_shifted(self, cells: list[Element], depth: int) -> None:
        """Read a row whose first cell is empty."""
        tables = list(_tables_within(cells[0]))
        if tables and depth < MAX_NESTING:
            for table in tables:
                self.read_table(table, depth + 1)
            self._connector = None
            return
        text = fold(unformatted_text(cells[0]))
        if text.startswith("[") or _USED_BY.match(text):
            self._read_row(text, cells)
        elif remains := text or fold(" ".join(unformatted_text(cell) for cell in cells)):
            self._report_row(remains)

    def _read_row(self, text: str, cells: list[Element]) -> None:
        """Read a row whose text is that of the first of `cells`."""
        if used_by := _USED_BY.match(text):
            self._read_used_by(used_by[1])
            return
        href, anchor = _link_and_anchor(cells[0])
        if not self.rows and self._read_title(text, href):
            return
        cell = parse_cell(text, leads_to_class=_leads_to_class(href))
        if cell is None or (cell.kind != "class" and self._class < 0):
            self._report_row(text)
            return
        class_kind = CLASS_KINDS.get(cells[0].get("class", ""))
        self.coloured = self.coloured or class_kind is not None
        markup = markup_of(cells[1]) if len(cells) > 1 else ""
        rim_class, description = _described(markup)
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
