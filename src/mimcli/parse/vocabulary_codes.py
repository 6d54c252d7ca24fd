"""The codes of a vocabulary: the rows of its tables (page kind: `Vocabulary/<Name>.htm`).

Columns are known by their headings. What stands left of "Description" are codes: one column as a
rule, several where the codes form a hierarchy.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.vocabulary import Code
from mimcli.parse.htmlio import Element, text_of
from mimcli.parse.tables import (
    cells_of,
    grid,
    label_of,
    lines_of,
    own_rows,
    short_text,
    texts_of,
)

_CODE_TOKEN = re.compile(r"\d{6,18}[%+]?")
_LEADING_CODE = re.compile(r"(\d{6,18}[%+]?)\s*(\(.*\))?")
_GONE = re.compile(r"\b(?:retired|deprecated)\s+from\s+mim\s+(\d+(?:\.\d+)*)", re.IGNORECASE)
_REVIVED = re.compile(r"\bre-?activated\b", re.IGNORECASE)
_NO_CODES = frozenset(("level",))


class Header(NamedTuple):
    """Where the columns of a table of codes stand."""

    codes: tuple[int, ...]
    display: int
    note: int
    """-1 if the table has none."""


class _Row(NamedTuple):
    codes: tuple[Code, ...] = ()
    rule: str = ""
    """A row that gives no code but a sentence, such as which other list to take codes from."""
    finding: tuple[str, str] | None = None


def header_of(table: Element) -> Header | None:
    """Return the columns of a table of codes, or None if the table is none."""
    first = next(own_rows(table), None)
    labels = [label_of(text) for text in texts_of(first)] if first is not None else []
    if "description" not in labels[1:]:
        return None
    display = labels.index("description", 1)
    codes = tuple(at for at in range(display) if labels[at] not in _NO_CODES)
    if not codes:
        return None
    return Header(codes, display, labels.index("note") if "note" in labels else -1)


def read_codes(
    page: str, name: str, tables: Sequence[Element]
) -> tuple[tuple[Code, ...], tuple[str, ...], tuple[Finding, ...]]:
    """Return the codes of all tables, the sentences that stand for codes, and what is odd."""
    codes: list[Code] = []
    rules: list[str] = []
    findings: list[Finding] = []
    for table in tables:
        header = header_of(table)
        if header is None:
            continue
        for row in _rows(table, header):
            codes += row.codes
            rules += [row.rule] if row.rule else []
            if row.finding:
                kind, detail = row.finding
                findings.append(Finding(kind, name, page, detail))
    findings += _retired_oddities(page, name, codes)
    return tuple(codes), tuple(rules), tuple(findings)


def _rows(table: Element, header: Header) -> Iterator[_Row]:
    lines = list(own_rows(table))[1:]
    if len(header.codes) > 1:
        yield from _hierarchy(lines, header)
        return
    group = ""
    for line in lines:
        cells = cells_of(line)
        if len(cells) == 1:
            group = text_of(cells[0])
        elif len(cells) <= header.display:
            if text := text_of(line):
                yield _Row(finding=("odd-code-row", f'A row of codes reads only "{text[:80]}".'))
        else:
            yield _plain_row(line, cells, header, group)


def _plain_row(line: Element, cells: list[Element], header: Header, group: str) -> _Row:
    at = header.codes[0]
    retired = "retired" in (line.get("class") or "").split()
    note = _note(cells, header.note)
    code, display = short_text(cells[at]), short_text(cells[header.display])
    if len(cells[at]) > 0 or " " in code:
        return _several(cells, header, retired, note, group)
    if code:
        gone = _gone(note)
        return _Row((Code(code, display, note, retired, gone, group),))
    if display or note:
        return _Row(finding=("row-without-code", f'A row reads "{display or note}" and no code.'))
    return _Row()


def _several(cells: list[Element], header: Header, retired: bool, note: str, group: str) -> _Row:
    """Return what a cell with more than a plain code in it gives: codes in lines, or a sentence."""
    lines = lines_of(cells[header.codes[0]])
    tokens = [token for line in lines for token in line.split()]
    display_lines = lines_of(cells[header.display])
    if len(tokens) > 1 and all(map(_CODE_TOKEN.fullmatch, tokens)):
        return _paired(tokens, display_lines, retired, note, group)
    text = " ".join(lines)
    match = _LEADING_CODE.fullmatch(text)
    if " " in text and not match and not display_lines:
        return _Row(rule=text)
    code, remark = (match[1], match[2]) if match else (text, "")
    display, *more = display_lines or [""]
    notes = "\n".join(filter(None, (remark, *more, note)))
    return _Row((Code(code, display, notes, retired, _gone(note), group),) if code else ())


def _paired(
    tokens: Sequence[str], displays: Sequence[str], retired: bool, note: str, group: str
) -> _Row:
    """Return several codes of one cell, each with the line of the next cell at its height."""
    more = "\n".join(filter(None, (*displays[len(tokens) :], note)))
    names = [*displays[: len(tokens)], *[""] * (len(tokens) - len(displays))]
    codes = tuple(
        Code(token, display, more, retired, _gone(note), group)
        for token, display in zip(tokens, names, strict=True)
    )
    if len(displays) >= len(tokens):
        return _Row(codes)
    detail = f"A cell has {len(tokens)} codes, the cell beside it {len(displays)} names."
    return _Row(codes, finding=("unpaired-codes", detail))


def _hierarchy(lines: Sequence[Element], header: Header) -> Iterator[_Row]:
    """Yield one code a row: the rightmost that begins there, under those that hang over it."""
    for line, places in zip(lines, grid(lines), strict=True):
        if len(places) <= header.display:
            continue
        texts = [short_text(places[at].cell) for at in header.codes]
        own = [at for at, text in zip(header.codes, texts, strict=True) if text and places[at].own]
        if not own:
            continue
        depth = header.codes.index(own[-1])
        cells = [place.cell for place in places]
        note = _note(cells, header.note)
        yield _Row(
            (
                Code(
                    code=texts[depth],
                    display=short_text(cells[header.display]),
                    note=note,
                    retired="retired" in (line.get("class") or "").split(),
                    retired_from=_gone(note),
                    group=" / ".join(filter(None, texts[:depth])),
                ),
            )
        )


def _note(cells: Sequence[Element], at: int) -> str:
    if not 0 <= at < len(cells):
        return ""
    return "\n".join(lines_of(cells[at])) if len(cells[at]) else short_text(cells[at])


def _gone(note: str) -> str:
    match = _GONE.search(note) if "from" in note else None
    return match[1].strip(".") if match and not _REVIVED.search(note) else ""


def _retired_oddities(page: str, name: str, codes: Sequence[Code]) -> Iterator[Finding]:
    for code in codes:
        if code.retired_from and not code.retired:
            detail = f'The code "{code.code}" is shown as current, but its note says it is retired.'
            yield Finding("retired-in-note-only", name, page, detail)
