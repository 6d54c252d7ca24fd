"""The page of datatypes and their flavours (page kind: `Data Types/DataTypes.htm`).

A type is a heading with its short name in brackets, a flavour a heading below it that ends in
"(f)". What either is made of stands in tables: cardinality and name, perhaps those of an inner
part, then words.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from mimcli.model.datatypes import DatatypePart, DatatypesStatement, DatatypeStatement
from mimcli.model.findings import Finding
from mimcli.parse.htmlio import Element, fold, paragraphs_of, text_of
from mimcli.parse.manual_headings import Part, outline
from mimcli.parse.plain_headings import with_headings
from mimcli.parse.reading import read_page
from mimcli.parse.tables import grid, lines_of, outer_tables, own_rows

_HEADING = re.compile(r"(?P<number>\d[\d.]*)\s+(?P<title>\S.*)")
_FLAVOUR = re.compile(r"\(\s*f\s*\)\s*$", re.IGNORECASE)
_SHORT = re.compile(r"\(\s*(?P<name>[A-Z]{2,}(?:<\s*[A-Z]{2,}\s*>)?(?:\.\w+)*)\s*\)?\s*$")
_APPLIES = re.compile(
    r"valid constraints? of (?:the )?HL7 data types?\s*:\s*([^\n]*)", re.IGNORECASE
)
_TYPE_NAME = re.compile(r"(?<![A-Za-z])[A-Z]{2,}(?:<[A-Z]{2,}>)?(?![A-Za-z])")
_EXAMPLES = re.compile(r"examples?\s*:?", re.IGNORECASE)
_BACK = re.compile(r"back to\b.{0,40}\bindex", re.IGNORECASE)
_CARDINAL = re.compile(r"(?P<count>\d+(?:\s*\.\.\s*(?:\d+|\*))?|I)\s+(?P<name>\S.*)")
_VERSION = re.compile(r"\bversion\s*:?\s*(\d[\w.]*)", re.IGNORECASE)
_LEVELS = range(2, 5)
_FLAVOUR_LEVEL, _TYPE_LEVEL = 4, 3


def parse_datatypes(page: str, data: bytes) -> DatatypesStatement:
    """Return types, flavours and the sections between them, in the page's order; never fails.

    The heading of a flavour without "(f)" gives a `flavour-without-mark` finding, a row of a
    table that has no cardinality an `odd-part`.
    """
    root, findings = read_page(page, data)
    if root is None:
        return DatatypesStatement(page, "", (), findings)
    parts = outline(with_headings(root))
    entries: list[DatatypeStatement] = []
    odd: list[Finding] = []
    kin = ""
    for heading, below in _grouped(parts):
        entry = _entry(heading, below, kin)
        if heading.level <= _TYPE_LEVEL:
            kin = entry.name
        entries.append(entry)
        odd += _oddities(page, heading, entry)
    if not entries:
        detail = "The page has no headings of datatypes."
        odd.append(Finding("no-datatypes", page, page, detail, severity="error"))
    header = (text_of(each) for each in root.iter("div") if each.get("id") == "header")
    version = _VERSION.search(" ".join(header))
    return DatatypesStatement(
        page, version[1].rstrip(".") if version else "", tuple(entries), (*findings, *odd)
    )


def _grouped(parts: Sequence[Part]) -> Iterator[tuple[Part, list[Part]]]:
    """Yield each numbered heading of levels 2 to 4, with the lesser headings that belong to it."""
    current: Part | None = None
    below: list[Part] = []
    for part in parts:
        if part.level == 0:
            continue
        if part.level == 1 or (part.level in _LEVELS and _HEADING.fullmatch(_text(part))):
            if current is not None:
                yield current, below
            current, below = (part if part.level > 1 else None), []
        elif current is not None:
            below.append(part)
    if current is not None:
        yield current, below


def _text(part: Part) -> str:
    return "" if part.heading is None else fold(paragraphs_of(part.heading).replace("\n", " "))


def _entry(heading: Part, below: Sequence[Part], kin: str) -> DatatypeStatement:
    text = _text(heading)
    match = _HEADING.fullmatch(text)
    number, title = (match["number"], match["title"]) if match else ("", text)
    short = _SHORT.search(title)
    name = "".join(short["name"].split()) if short else ""
    flavour = bool(_FLAVOUR.search(title)) or "." in name
    kind = "flavour" if flavour else "type" if name else "section"
    pieces = [piece for piece in heading.pieces if not isinstance(piece, str)]
    for part in below:
        pieces += [] if part.heading is None else [part.heading]
        pieces += [piece for piece in part.pieces if not isinstance(piece, str)]
    tables = [piece for piece in pieces if piece.tag == "table"]
    description, examples = _split(paragraphs_of(*(p for p in pieces if p.tag != "table")))
    rows: list[DatatypePart] = []
    count = sum(_add_parts(table, rows, -1) for table in tables)
    return DatatypeStatement(
        kind=kind,
        name=name,
        title=_bare_title(title, short.start() if short else None),
        section=number.strip("."),
        anchor=_best_anchor(heading.anchors, name),
        anchors=heading.anchors,
        of_types=_applies_to(description, kin) if flavour else (),
        description=description,
        examples=examples,
        parts=tuple(rows),
        tables=count,
    )


def _bare_title(title: str, end: int | None) -> str:
    bare = title[:end] if end is not None else _FLAVOUR.sub("", title)
    return bare.strip(" .") or title


def _best_anchor(anchors: Sequence[str], name: str) -> str:
    """Return the anchor that is the type's own name, else the section's, else any."""
    wanted = name.replace("<", "_").replace(">", "")
    numbered = (anchor for anchor in anchors if anchor.startswith("_Toc_Section"))
    own = wanted if wanted and wanted in anchors else ""
    return own or next(numbered, "") or next(iter(anchors), "")


def _applies_to(description: str, kin: str) -> tuple[str, ...]:
    match = _APPLIES.search(description)
    stated = tuple(dict.fromkeys(_TYPE_NAME.findall(match[1]))) if match else ()
    return stated or ((kin,) if kin else ())


def _split(text: str) -> tuple[str, str]:
    """Return what the text says, and the examples at its end."""
    before: list[str] = []
    after: list[str] = []
    lines = before
    for line in text.split("\n"):
        if _EXAMPLES.fullmatch(line):
            lines = after
        elif not _BACK.fullmatch(line):
            lines.append(line)
    return "\n".join(before), "\n".join(after)


def _add_parts(table: Element, parts: list[DatatypePart], inside: int) -> int:
    """Add what a table says to `parts`, with what tables within it say; return how many it were.

    The last cell of a row is words, those before it name a part and the parts that it is in.
    """
    count = 1
    positions: dict[Element, int] = {}
    for places in grid(list(own_rows(table))):
        if not places:
            continue
        last = places[-1].cell
        named = [place for place in places if place.cell is not last]
        fresh = [place.cell for place in named if place.own]
        tables = list(outer_tables(last))
        words = _words(last, tables)
        where = inside
        for place in named:
            if place.cell in fresh and place.cell not in positions:
                positions[place.cell] = len(parts)
                parts.append(_part(place.cell, words if place.cell is fresh[-1] else "", where))
            where = positions.get(place.cell, where)
        if not fresh and words:
            parts.append(DatatypePart("", "", "", words, where))
        for inner in tables:
            count += _add_parts(inner, parts, where)
    return count


def _words(cell: Element, tables: Sequence[Element]) -> str:
    """Return a cell's text without that of the tables in it."""
    if not tables:
        return paragraphs_of(cell)
    copied = deepcopy(cell)
    for table in list(outer_tables(copied)):
        for row in list(table):
            table.remove(row)
    return paragraphs_of(copied)


def _part(cell: Element, text: str, inside: int) -> DatatypePart:
    first, *more = lines_of(cell) or [""]
    match = _CARDINAL.fullmatch(first)
    if not match:
        return DatatypePart(first, "", " ".join(more), text, inside)
    count = "".join(match["count"].split()).replace("I", "1")
    return DatatypePart(match["name"], count, " ".join(more), text, inside)


def _oddities(page: str, heading: Part, entry: DatatypeStatement) -> Iterator[Finding]:
    subject, anchor = entry.name or entry.title, entry.anchor
    if entry.kind == "flavour" and not _FLAVOUR.search(_text(heading)):
        detail = f'The heading of the flavour {subject} lacks the mark "(f)".'
        yield Finding("flavour-without-mark", subject, page, detail, severity="info", anchor=anchor)
    if entry.kind == "section" and heading.level == _FLAVOUR_LEVEL:
        detail = f'The heading "{entry.title}" is neither a type nor a flavour.'
        yield Finding("odd-datatype-heading", subject, page, detail, severity="info", anchor=anchor)
    for part in entry.parts:
        if part.name and not part.cardinality:
            detail = f'The part "{part.name[:80]}" of {subject} has no cardinality.'
            yield Finding("odd-part", subject, page, detail, severity="info", anchor=anchor)
