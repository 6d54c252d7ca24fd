"""Tables of the reference pages as grids, with spanning cells in every place that they cover."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mimcli.parse.htmlio import Element, fold, paragraphs_of

WIDEST_ROW = 64
"""Columns; no table of the manual comes near it. What lies further right is not read."""

_CELLS = ("td", "th")
_INLINE = frozenset(("a", "b", "i", "u", "em", "strong", "font", "span"))
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_WHOLE = re.compile(r"\s*(\d{1,20})\s*")


class Place(NamedTuple):
    """One place of a grid: the cell that covers it."""

    cell: Element
    own: bool
    """False where the cell began in a row above, or in a column to the left."""


def own_rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table in order, without those of tables within its cells."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            for row in child:
                if row.tag == "tr":
                    yield row


def cells_of(row: Element) -> list[Element]:
    """Return a row's own cells, in order."""
    return [cell for cell in row if cell.tag in _CELLS]


def short_text(cell: Element) -> str:
    """Return a cell's text on one line; what is apart by a line break is apart by a blank."""
    if not len(cell):
        return fold(cell.text or "")
    child = cell[0]
    if child.tag in _INLINE and not len(child) and child.getnext() is None:
        return fold(f"{cell.text or ''}{child.text or ''}{child.tail or ''}")
    return paragraphs_of(cell).replace("\n", " ")


def texts_of(row: Element) -> list[str]:
    """Return the text of each of a row's own cells, on one line each."""
    return [short_text(cell) for cell in row if cell.tag in _CELLS]


def grid(rows: Sequence[Element]) -> list[list[Place]]:
    """Return rows with `rowspan` and `colspan` carried out, each as wide as its cells reach."""
    result: list[list[Place]] = []
    hanging: dict[int, tuple[Element, int]] = {}
    for index, row in enumerate(rows):
        places: list[Place] = []
        waiting = iter(cells_of(row))
        cell = next(waiting, None)
        while len(places) < WIDEST_ROW:
            column = len(places)
            above, end = hanging.get(column, (None, 0))
            if above is not None and index < end:
                places.append(Place(above, own=False))
                continue
            if cell is None:
                break
            end = index + _span(cell, "rowspan", len(rows))
            width = min(_span(cell, "colspan", WIDEST_ROW), WIDEST_ROW - column)
            for offset in range(width):
                hanging[column + offset] = (cell, end)
                places.append(Place(cell, own=not offset))
            cell = next(waiting, None)
        result.append(places)
    return result


def _span(cell: Element, name: str, most: int) -> int:
    stated = cell.get(name)
    if stated is None or stated == "1":
        return 1
    match = _WHOLE.fullmatch(stated)
    return max(1, min(int(match[1]), most)) if match else 1


def outer_tables(root: Element) -> Iterator[Element]:
    """Yield the tables that lie in no other table, in the page's order."""
    end: Element | None = None
    for table in root.iter("table"):
        if end is None or end not in table.iterancestors("table"):
            end = table
            yield table


def lines_of(cell: Element) -> list[str]:
    """Return a cell's text, one line a paragraph or line break, without empty ones."""
    return [line for line in paragraphs_of(cell).split("\n") if line]


def label_of(text: str) -> str:
    """Return a heading or label as it is compared: folded, lower case, without a colon."""
    return fold(text.replace(":", " ")).casefold()
