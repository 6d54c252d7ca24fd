"""The words of a page, cut into passages (page kinds: every page and text file of the manual).

No word that a person can see is left out, except those of the message tables: tabular views
(`*-NoEdit.htm`) give their rows elsewhere. A page is cut at its headings; the tables of
vocabularies, of the OID catalogue and of change histories also at their rows. That is done on the
page's serialised markup, in one pass: marks that no page can hold are put where headings, rows,
cells and anchors are, and what is left when the tags are gone is taken apart at the marks.
"""

import re
from collections.abc import Iterator
from html import unescape
from posixpath import basename, splitext
from typing import NamedTuple

from mimcli.model.identifiers import find_artefact_ids
from mimcli.model.passages import PageText, Passage
from mimcli.parse.htmlio import decode, fold, markup_of, paragraphs_of_markup, parse_html
from mimcli.parse.tables import label_of

_HEADING, _TITLE_END, _ROW, _CELL, _TABLE_END, _ANCHOR, _ANCHOR_END = map(chr, range(1, 8))
"""Marks: control characters, which the parser lets through from no page."""

_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_HEADINGS = re.compile(r"<h([1-6])(?:\s[^>]*)?>(.*?)</h\1>", re.DOTALL)
_NAMED = re.compile(r'<a\s[^>]*?\b(?:name|id)="([^"]*)"[^>]*>')
_AREA = re.compile(r'<area\s[^>]*?\b(?:alt|title)="([^"]+)"')
_MARKS = re.compile(f"[{_HEADING}-{_ANCHOR_END}]")
_ANCHORS = re.compile(f"{_ANCHOR}([0-9]+){_ANCHOR_END}")
_ENDS = re.compile(f"([{_ROW}{_TABLE_END}])")

_VOCABULARY = re.compile(r"\bvoc\w+\s+(?:for|-)(?:\s+(\S+)|$)", re.IGNORECASE)
_DATATYPE = re.compile(r"\(([A-Z]{2,4}(?:<[A-Z<>]+>)?)\)\s*(?:\(f\))?$|\b([A-Z]{2,4}\.\w[\w.]*)")
_CONSTRAINT = re.compile(r"(NPFIT-\d+)[_#](\w+)")
_CHANGES = re.compile(r"\bchange(?:s\b|\s*(?:log|histor|details))", re.IGNORECASE)
_DETAILS = frozenset(
    (
        "amendment details",
        "changes",
        "details of change",
        "details of change made",
        "details of changes",
        "details of changes made",
    )
)
"""What heads a column of what was changed."""
_TABLE = re.compile(rb"<table", re.IGNORECASE)
_VIEW_SUFFIX = re.compile(r"-NoEdit\.\w+$", re.IGNORECASE)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("change", r".*(?:change[^/]*|ch)\.html?|.+/change\s?history/.+"),
        ("reference", r".+(?:references?|reference usage|templatelist)\.html?|.+/cre_types[^/]+"),
        ("glossary", r".+/glossary\.html?"),
        ("tabular_view", r".+-NoEdit\.html?"),
        ("constraint", r".+/NPFIT-\d+_\w+\.html?"),
        ("rmim", r"Domains/.+/[A-Z]{4}_(?:RM|TP)\d{6}[^/]*\.html?"),
        ("oid", r"OID/[^/]+"),
        ("datatype", r"Data Types/[^/]+"),
    )
)
"""What the passages of a page are, by its path; the first that fits."""


class _Cut(NamedTuple):
    """A heading and what follows it, still with the marks of rows, cells and anchors."""

    level: int
    title: str
    anchor: str
    body: str


def parse_passages(page: str, data: bytes) -> PageText:
    """Return the words of a page or text file, in the page's order; never fails on odd content.

    `page` is the path relative to the MiM's root. Raises ValueError only for a file that is too
    large to be a page.
    """
    if not splitext(page)[1].casefold().startswith(".htm"):
        lines = (fold(line) for line in decode(data).replace("\0", " ").splitlines())
        text = "\n".join(line for line in lines if line)
        whole = Passage("page", basename(page), basename(page), "", text, "")
        return PageText(page, basename(page), (whole,) if text else ())
    root = parse_html(data)
    if root is None:
        return PageText(page, "", ())
    markup = markup_of(root)
    match = _TITLE.search(markup)
    title = fold(unescape(match[1])) if match else ""
    kind = next((kind for kind, pattern in _KINDS if pattern.fullmatch(page)), "section")
    areas = dict.fromkeys(_AREA.findall(markup)) if "<area" in markup else {}
    vocabulary = _VOCABULARY.search(title) if page.casefold().startswith("vocabulary/") else None
    cuts, names = _cut(markup, rows=vocabulary is not None or kind in ("oid", "change"))
    if vocabulary:
        name = vocabulary[1] or splitext(basename(page))[0]
        found = _vocabulary(name, title, cuts, names)
    else:
        found = _sections(page, kind, title, cuts, names)
    passages = [one for one in found if one.text or one.title or one.name]
    if areas:
        told = unescape("\n".join(areas))
        passages.append(Passage(kind, "", "", title, told, ""))
    if title and not passages:
        passages.append(Passage("page", "", title, "", "", ""))
    return PageText(page, title, tuple(passages))


def parse_view_heading(page: str, data: bytes, rmim_id: str) -> PageText:
    """Return the words of a tabular view that stand before its table, with the id that heads it.

    The table's rows are another parser's.
    """
    match = _TABLE.search(data)
    said = parse_passages(page, data[: match.start()] if match else data)
    first, *others = said.passages or (Passage("tabular_view", "", "", "", "", ""),)
    name = _VIEW_SUFFIX.sub("", basename(page)).upper()
    return said._replace(
        passages=(first._replace(name=name, text=_join([rmim_id, first.text], "\n")), *others)
    )


def _cut(markup: str, *, rows: bool) -> tuple[list[_Cut], list[str]]:
    """Return a page's parts in order, the first without a heading, and its anchors' names."""
    names: list[str] = []

    def anchor(match: re.Match[str]) -> str:
        # Some pages have `<a name=X</a>`, which no browser takes for the end of the name.
        names.append(fold(unescape(match[1]).partition("<")[0]))
        return f"{match[0]}{_ANCHOR}{len(names) - 1}{_ANCHOR_END}"

    marked = _NAMED.sub(anchor, markup)
    marked = _HEADINGS.sub(rf"<p>{_HEADING}\1\2{_TITLE_END}</p>", marked)
    if rows:
        marked = marked.replace("<tr", f"{_ROW}<tr").replace("</table>", f"{_TABLE_END}</table>")
        marked = marked.replace("</td>", f"{_CELL}</td>").replace("</th>", f"{_CELL}</th>")
    first, *headed = paragraphs_of_markup(marked).split(_HEADING)
    cuts = [_Cut(0, "", "", first)]
    for piece in headed:
        heading, _, body = piece[1:].partition(_TITLE_END)
        # A heading that swallowed what follows it: its first line is the heading.
        heading, _, swallowed = heading.strip().partition("\n")
        text = _plain(heading)
        place = _anchor_of(text, heading, cuts[-1], names)
        cuts.append(_Cut(int(piece[0]), text, place, f"{swallowed}\n{body.lstrip()}"))
    return cuts, names


def _anchor_of(title: str, heading: str, before: _Cut, names: list[str]) -> str:
    """Return where a heading is: at its artefact's id, its section's number, else near above."""
    own = _names_in(heading, names)
    for _, identifier in find_artefact_ids(title):
        if str(identifier) in own:
            return str(identifier)
        break
    above = [*_names_in(before.body, names)[-1:], before.anchor]
    return next((name for name in own if name.startswith("_Toc_")), next(iter((*own, *above)), ""))


def _names_in(text: str, names: list[str]) -> list[str]:
    return [name for number in _ANCHORS.findall(text) if (name := names[int(number)])]


def _plain(text: str) -> str:
    """Return text without marks, one line a paragraph."""
    if not _MARKS.search(text):
        return text.strip()
    if _ANCHOR in text:
        text = _ANCHORS.sub("", text)
    lines = (fold(line) for line in _MARKS.sub(" ", text).split("\n"))
    return "\n".join(line for line in lines if line)


def _rows(body: str) -> Iterator[tuple[bool, str]]:
    """Yield the pieces of a text with marks of rows: whether each is a row, and the piece."""
    is_row = False
    for piece in _ENDS.split(body):
        if piece in (_ROW, _TABLE_END):
            is_row = piece == _ROW
        elif piece:
            yield is_row, piece


def _vocabulary(name: str, title: str, cuts: list[_Cut], names: list[str]) -> Iterator[Passage]:
    """Yield the vocabulary with all that is said of it, then its codes, a row each."""
    said: list[str] = []
    codes: list[Passage] = []
    for cut in cuts:
        said.append(cut.title)
        # The rows of a vocabulary's version lie in a table without a row of headings.
        listing = False
        for is_row, piece in _rows(cut.body):
            cells = [_plain(cell).replace("\n", " ") for cell in piece.split(_CELL)]
            listing = is_row and (listing or cells[0].casefold() == "code")
            if listing and cells[0].casefold() != "code":
                anchor = next(iter(_names_in(piece, names)), cut.anchor)
                codes.append(_code(cells, name, anchor))
            else:
                said.append(_plain(piece))
    yield Passage("vocabulary", name, title, "", _join(said, "\n"), "")
    yield from codes


def _code(cells: list[str], vocabulary: str, anchor: str) -> Passage:
    """Return a row of a vocabulary; a cell of several words is no code but says which are."""
    code, title, *more = (*cells, "")
    if " " in code:
        return Passage("code", "", title, vocabulary, _join([code, *more]), anchor)
    return Passage("code", code, title, vocabulary, _join(more), anchor)


def _join(texts: list[str], between: str = " ") -> str:
    return between.join(text for text in texts if text)


def _sections(
    page: str, kind: str, title: str, cuts: list[_Cut], names: list[str]
) -> Iterator[Passage]:
    """Yield a passage for each heading with its text, and for each row where `kind` wants it."""
    above: dict[int, str] = {}
    for cut in cuts:
        here = _kind_here(kind, cut)
        context = next(
            (above[level] for level in range(cut.level - 1, 0, -1) if level in above), ""
        )
        above = {level: text for level, text in above.items() if level < cut.level}
        above[cut.level] = cut.title
        rest: list[str] = []
        for is_row, piece in _rows(cut.body):
            if is_row and here in ("oid", "change") and _CELL in piece:
                anchor = next(iter(_names_in(piece, names)), cut.anchor)
                yield _row_passage(here, piece, cut.title or title, anchor)
            else:
                rest.append(_plain(piece))
        heading = cut.title or (title if cut.level == 0 else "")
        text = _join(rest, "\n")
        if cut.level or text:
            name, heading, text = _named(here, page, heading, text)
            yield Passage(here, name, heading, context, text, cut.anchor)


def _kind_here(kind: str, cut: _Cut) -> str:
    if kind == "section" and cut.level == 0:
        return "page"
    if kind == "section" and _CHANGES.search(cut.title):
        return "change"
    return kind


def _row_passage(kind: str, row: str, context: str, anchor: str) -> Passage:
    cells = [_plain(cell).replace("\n", " ") for cell in row.split(_CELL)]
    if kind == "oid":
        return Passage(kind, cells[0], cells[1], "", _join(cells[2:], "\n"), anchor)
    # The headings of the columns are the same in most tables: they are found once.
    context = "" if any(label_of(cell) in _DETAILS for cell in cells) else context
    return Passage(kind, "", "", context, _join(cells, " | "), anchor)


def _named(kind: str, page: str, heading: str, text: str) -> tuple[str, str, str]:
    """Return the name that a section can be asked for by, its heading and text."""
    if kind == "glossary":
        term, _, meaning = heading.partition(" - ")
        return (term.strip(), term.strip(), _join([meaning.strip(), text], "\n"))
    if kind == "datatype":
        match = _DATATYPE.search(heading)
        return (match[1] or match[2] if match else "", heading, text)
    if kind == "constraint":
        match = _CONSTRAINT.search(basename(page))
        return (f"{match[1]}#{match[2]}" if match else "", heading, text)
    first = next(iter(find_artefact_ids(heading)), None)
    return (str(first[1]) if first else "", heading, text)
