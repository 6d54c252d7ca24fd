"""The tables, rows and cells of a tabular view (page kind: `*_HD*-NoEdit.htm`), as markup.

What a cell says is read from its markup alone, so it matters little where that comes from: cut out
of the page as it is written, which is what both generators' regular output allows and takes a
quarter of the time, or, where a page is written in any other way, from the parser's tree.
`tests/parse/test_tabular_rows.py` holds the two against each other.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from mimcli.parse.htmlio import (
    Element,
    as_text,
    fold,
    markup_of,
    paragraphs_of_markup,
    parse_html,
)

MAX_NESTING = 12
"""Tables within tables; the manual has one within one."""


class ViewCell(NamedTuple):
    """A cell of a row."""

    style: str
    """Its style class; empty if it has none."""
    markup: str
    """What stands in it."""
    tables: tuple["ViewTable", ...] = ()
    """The outermost tables within it, if the row's first cell is empty; else they are text."""


ViewRow = tuple[ViewCell, ...]
ViewTable = tuple[ViewRow, ...]
"""Rows of cells; a separator, which is one empty cell, is left out."""


class Label(NamedTuple):
    """What the first cell of a row has for a reader, and for a link."""

    text: str
    """On one line."""
    href: str
    """Of its first link, as written; empty if it has none."""
    anchor: str | None
    """That stands before that link, or is that link's own."""


def read_tables(data: bytes) -> tuple[ViewTable, ...]:
    """Return the outermost tables of a page, in its order.

    Raises ValueError only for a page that is too large to be one.
    """
    tables = tables_as_written(data)
    return tables_of_tree(data) if tables is None else tables


def tables_of_tree(data: bytes) -> tuple[ViewTable, ...]:
    """Return what `read_tables` returns, of any page that a browser would show."""
    root = parse_html(data)
    return () if root is None else tuple(_table(one, 1) for one in _tables_within(root))


def _table(table: Element, depth: int) -> ViewTable:
    return tuple(_cells(cells, depth) for row in _rows_of(table) if (cells := _cells_of(row)))


def _cells(elements: list[Element], depth: int) -> ViewRow:
    cells = [ViewCell(one.get("class", ""), _within(markup_of(one))) for one in elements]
    if depth < MAX_NESTING and not label_of(cells[0].markup).text:
        for place, element in enumerate(elements):
            tables = tuple(_table(table, depth + 1) for table in _tables_within(element))
            cells[place] = cells[place]._replace(tables=tables)
    return tuple(cells)


def _within(markup: str) -> str:
    """Return the markup within an element, of the markup of the whole element."""
    return markup[markup.index(">") + 1 : max(markup.rindex("<"), 0)]


def _tables_within(element: Element) -> Iterator[Element]:
    """Yield the outermost tables within an element."""
    for table in element.iter("table"):
        above = table.getparent()
        while above is not None and above is not element and above.tag != "table":
            above = above.getparent()
        if above is element:
            yield table


_CELLS = frozenset(("td", "th"))


def _rows_of(table: Element) -> Iterator[Element]:
    """Yield a table's own rows, whatever else stands around them."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag not in _CELLS and child.tag != "table":
            yield from _rows_of(child)


def _cells_of(row: Element) -> list[Element]:
    """Return a row's cells; none for a separator."""
    cells = list(row)
    if len(cells) == 1 and not len(cells[0]) and not (cells[0].text or "").strip():
        return []
    return [cell for cell in cells if cell.tag in _CELLS]


# Nothing below goes back over what it has read (`*+`): odd pages cost no more than regular ones.
_NOT_IN_CELLS = (
    r"/?(?:t(?:[dhr]|able|body|head|foot|itle|extarea)|c(?:aption|ol|olgroup)|h(?:tml|ead)"
    r"|b(?:ody|ase|utton)|f(?:rame|rameset|orm)|no(?:frames|script)|s(?:cript|tyle|elect)"
    r"|m(?:eta|ap)|l(?:ink|isting)|xmp|plaintext|iframe|object|applet)\b"
)
_ATTRIBUTES = r"""[^<>"']*+(?:(?:"[^"<>]*+"|'[^'<>]*+')[^<>"']*+)*+"""
"""Without any angle bracket, with all quotes closed."""
_TAG = rf"<(?!{_NOT_IN_CELLS})[a-z/?!]{_ATTRIBUTES}>"
_WITHIN = rf"[^<]*+(?:{_TAG}[^<]*+)*+"
_MORE = rf"(?:\s{_ATTRIBUTES})?>"
_ROW, _CELL, _CELL_END = rf"<tr{_MORE}\s*", rf"<t[dh]{_MORE}", r"</t[dh]\s*>\s*"
_PARTS = rf"</?(?:tbody|thead|tfoot){_MORE}"
_SEPARATOR = rf"{_ROW}(?:{_CELL}\s*{_CELL_END})?</tr\s*>"


def _saying(depth: int) -> str:
    """Return the pattern of what a cell says, with tables for readers in it, and in those."""
    if not depth:
        return _WITHIN
    cell = rf"{_CELL}{_saying(depth - 1)}{_CELL_END}"
    table = rf"<table{_MORE}(?:\s|{_PARTS}|</?tr{_MORE}|{cell})*+</table\s*>"
    return rf"{_WITHIN}(?:{table}{_WITHIN})*+"


def _kept(content: str) -> str:
    """Return the pattern of a cell of which attributes and content are kept."""
    return rf"<t[dh]((?:\s{_ATTRIBUTES})?)>({content}){_CELL_END}"


_STEP = re.compile(
    rf"(?:\s|{_PARTS}|{_SEPARATOR})*+(?:{_ROW}(?:"
    # a row that begins with an empty cell, and goes on with a table
    rf"{_CELL}\s*{_CELL_END}{_CELL}{_WITHIN}(<table){_MORE}"
    # any other row
    rf"|{_kept(_WITHIN)}(?:{_kept(_saying(8))}(?:{_kept(_WITHIN)})?)?</tr\s*>)"
    # the end of a table
    rf"|</(table)\s*>(?:{_WITHIN}{_CELL_END}(</tr)\s*>)?)"
)
_CLOSED = 8
"""The group of `_STEP` that the end of a table has."""
_TABLE = re.compile(rf"<table{_MORE}")
_PART_OF_TABLE = re.compile(r"</?t(?:[dhr]|able)\b")
_TAG_NAME = re.compile(r"</?[A-Za-z][A-Za-z0-9]*")
_CAPITAL_TAG = re.compile(r"</?[A-Z]")
_STRAY = re.compile(r"&(?!#?\w+;)")
"""What begins no reference, but might when the tags around it are gone."""
_EMPTY_CELL = ViewCell("", "")


def tables_as_written(data: bytes) -> tuple[ViewTable, ...] | None:
    """Return what `read_tables` returns, of a page of one table; None if it is not regular.

    Regular is: each tag of the table is closed in its place, nothing stands between rows or
    between cells, and a table within is all that its cell holds.
    """
    text = as_text(data)
    if _CAPITAL_TAG.search(text):
        text = _TAG_NAME.sub(lambda tag: tag[0].lower(), text)
    start = _TABLE.search(text)
    if start is None or "<!--" in text or _STRAY.search(text, start.end()):
        return None
    open_tables: list[list[ViewRow]] = [[]]
    step = _STEP.scanner(text, start.end()).match  # type: ignore[attr-defined]
    while (found := step()) is not None:
        opened, *cells, _, closed_within = found.groups()
        if cells[1] is not None:
            if cells[3] and _TABLE.search(cells[3]) and not label_of(cells[1]).text:
                return None
            open_tables[-1].append(_cells_as_written(cells))
        elif opened:
            open_tables.append([])
        elif len(open_tables) == 1:
            end = found.start(_CLOSED)
            return None if _PART_OF_TABLE.search(text, end) else (tuple(open_tables[0]),)
        elif not closed_within or len(open_tables) > MAX_NESTING:
            return None
        else:
            table = tuple(open_tables.pop())
            open_tables[-1].append((_EMPTY_CELL, ViewCell("", "", (table,))))
    return None


def _cells_as_written(parts: Sequence[str]) -> ViewRow:
    """Return the cells of a row by their attributes and markup, which are None where it ends."""
    style, label, *others = parts
    cells = [ViewCell(_style_of(style) if style else "", label)]
    for style, markup in zip(others[::2], others[1::2], strict=True):
        if markup is None:
            break
        cells.append(ViewCell(_style_of(style) if style else "", markup))
    return tuple(cells)


_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*))"""
_STYLE = re.compile(rf"\sclass{_VALUE}", re.IGNORECASE)
_LINK = re.compile(r"<a(\s[^>]*)>")
_HREF = re.compile(rf"\shref{_VALUE}", re.IGNORECASE)
_NAME = re.compile(rf"\sname{_VALUE}", re.IGNORECASE)
_ID = re.compile(rf"\sid{_VALUE}", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"\s*<div\s[^>]*>")
_RIM_CLASS = re.compile(r'\sid="?[^"#&\s>]*#(\w+);', re.IGNORECASE)


def _value(pattern: re.Pattern[str], attributes: str) -> str:
    match = pattern.search(attributes)
    if match is None:
        return ""
    value = match[1] or match[2] or match[3] or ""
    return unescape(value) if "&" in value else value


@lru_cache(maxsize=256)
def _style_of(attributes: str) -> str:
    return _value(_STYLE, attributes)


def text_within(markup: str) -> str:
    """Return the text of a cell's markup, on one line."""
    text = _TAGS.sub("", markup)
    return fold(unescape(text) if "&" in text else text)


@lru_cache(maxsize=4096)  # a manual repeats most of its rows: three in four are seen before
def label_of(markup: str) -> Label:
    """Return what the markup of a row's first cell has for a reader, and for a link."""
    href, anchor = "", None
    for link in _LINK.finditer(markup):
        attributes = link[1]
        anchor = anchor or fold(_value(_NAME, attributes) or _value(_ID, attributes)) or None
        if href := _value(_HREF, attributes):
            break
    return Label(text_within(markup), href, anchor)


def described(markup: str) -> tuple[str | None, str]:
    """Return the RIM class that a cell of descriptions names, and its text."""
    rim_class = _RIM_CLASS.search(markup) if "id=" in markup or "ID=" in markup else None
    # The tag around it names the row, what it holds is the same for most codes and ids.
    block = _BLOCK.match(markup)
    text = _prose(markup[block.end() :] if block else markup)
    return rim_class[1] if rim_class else None, text


@lru_cache(maxsize=4096)  # of two rows, one says what another said
def _prose(markup: str) -> str:
    return paragraphs_of_markup(markup)
