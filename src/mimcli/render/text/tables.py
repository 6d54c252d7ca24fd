"""Message tables on a terminal, in the manual's order: classes as headings, their rows below."""

from collections.abc import Iterator
from typing import NamedTuple

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.tables import MessageTableRow
from mimcli.render.text.blocks import prose, shortened
from mimcli.render.text.fitting import Places, places
from mimcli.render.text.screen import Screen, Text
from mimcli.render.text.styled import join, wrap
from mimcli.render.text.table_cells import cardinality, content, name_text

_DESCRIBED = 140
"""From this width on, the descriptions have a column."""
_BRIEF_DESCRIPTION = 2
"""Lines of a description that a person sees before they ask for all of it."""
_NAMES = ("Element", "Card.", "", "Type", "Vocabulary", "Value", "Description")


class _Line(NamedTuple):
    """One row, its cells ready: name, cardinality, conformance; and what it holds."""

    row: MessageTableRow
    name: Text
    stated: tuple[Text, Text]
    held: tuple[Text, Text, Text]
    description: Text


def message_table(screen: Screen, data: Listing[MessageTableRow]) -> str:
    """Return the rows; descriptions beside them or below them, as the width allows.

    A person's screen has them shortened (or, where it is narrow, left out), and says so.
    """
    lines = list(_rows(screen, data.items))
    described = any(line.description for line in lines)
    held = [line for line in lines if line.row.kind != "class"]
    at = places(
        [line.name.width for line in held],
        [[cell.width for cell in line.held] for line in held],
        screen.width,
        described=described and screen.width >= _DESCRIBED,
        headings=[len(one) for one in (_NAMES[0], *_NAMES[3:6])],
    )
    below = described and not at.description and not screen.brief
    out = list(_header(at)) if held else []
    for line in lines:
        if line.row.kind == "class":
            out += [Text()] if out else []
            out += _class(screen, line, described=below or at.description > 0)
            continue
        out += _beside(screen, line, list(_row(line, at)), at)
        out += _below(screen, line) if below else []
    if described and screen.brief:
        out += [Text(), *wrap(Text(_hint(shown=at.description > 0), "dim"), screen.width)]
    return screen.paint_lines(out)


def _hint(*, shown: bool) -> str:
    if shown:
        return "Long descriptions are shortened: -v shows them whole."
    return f"Descriptions: -v, or a terminal of {_DESCRIBED} columns, or --json."


def _rows(screen: Screen, rows: tuple[MessageTableRow, ...]) -> Iterator[_Line]:
    """Yield the rows with their cells; a row whose class is not shown has its whole path."""
    current: MessageTableRow | None = None
    for row in rows:
        if row.kind == "class":
            current = row
            name = name_text(screen, row)
        elif current and row.artefact == current.artefact and _is_below(row, current):
            name = Text("  " * max(1, row.depth - current.depth)) + name_text(screen, row)
        else:
            name = name_text(screen, row, row.path)
        stated = (screen.text(cardinality(row)), screen.text(row.conformance, "bold"))
        description = screen.text(row.description, "dim")
        yield _Line(row, name, stated, content(screen, row), description)


def _is_below(row: MessageTableRow, parent: MessageTableRow) -> bool:
    return row.path.startswith(f"{parent.path}.")


def _header(at: Places) -> Iterator[Text]:
    if at.holds:
        pairs = list(zip((0, at.stated, at.stated + 7), _NAMES, strict=False))
        if at.split:
            columns = zip(at.parts, _NAMES[3:], at.filled, strict=False)
            pairs += [(start, words) for start, words, filled in columns if filled]
        else:
            pairs.append((at.holds, "Holds"))
        if at.description:
            pairs.append((at.description, _NAMES[-1]))
        line = Text()
        for start, words in pairs:
            line = _put(line, start, Text(words, "dim"))
        yield line


def _row(line: _Line, at: Places) -> Iterator[Text]:
    """Yield a row's lines up to its description; a name that is too long has its own."""
    if not at.holds:
        yield line.name
        indent = Text(" " * (_indent(line.name) + 2))
        for one in wrap(join((*line.stated, *line.held)), at.width - indent.width):
            yield indent + one
        return
    start = Text()
    if line.name.width > at.stated - 2:
        yield line.name
    else:
        start = line.name
    start = _put(start, at.stated, line.stated[0])
    start = _put(start, at.stated + 7, line.stated[1])
    if at.split:
        beside = start
        for cell, place in zip(line.held, at.parts, strict=True):
            if cell:
                gap = 2 if beside.width > at.holds else 0
                beside = _put(beside, max(place, beside.width + gap), cell)
        if beside.width <= at.holds + at.room:
            yield beside
            return
    first, *rest = wrap(join(line.held), at.room)
    yield _put(start, at.holds, first)
    for one in rest:
        yield Text(" " * at.holds) + one


def _put(line: Text, place: int, text: Text) -> Text:
    """Return a line with text after it, blanks before that up to its place."""
    return join((line, Text(" " * (place - line.width)), text), "")


def _indent(name: Text) -> int:
    return len(name.plain) - len(name.plain.lstrip())


def _beside(screen: Screen, line: _Line, lines: list[Text], at: Places) -> Iterator[Text]:
    """Yield a row's lines with its description in a column of its own, if it has one."""
    shown: list[Text] = []
    if at.description and line.description:
        room = screen.width - at.description
        shown = shortened(wrap(line.description, room), _most(screen), room)
        if lines[0].width > at.description - 2:
            shown.insert(0, Text())
    for number in range(max(len(lines), len(shown))):
        here = lines[number] if number < len(lines) else Text()
        if number < len(shown) and shown[number]:
            here += Text(" " * (at.description - here.width)) + shown[number]
        yield here


def _most(screen: Screen) -> int | None:
    return _BRIEF_DESCRIPTION if screen.brief else None


_HANG = 4
"""Of a path that goes on in the next line."""


def _class(screen: Screen, line: _Line, *, described: bool) -> Iterator[Text]:
    """Yield a class's heading: its name, and the path that leads to it."""
    row = line.row
    is_root = row.depth == 0 and row.path == row.name
    origin = screen.text(row.artefact if is_root else row.path, "dim")
    first, *rest = wrap(join((line.name, origin), "  "), screen.width - _HANG)
    yield first
    yield from (Text(" " * _HANG) + one for one in rest)
    if described:
        yield from _below(screen, line)


def _below(screen: Screen, line: _Line) -> list[Text]:
    if not line.description:
        return []
    layout = prose(line.description, indent=_indent(line.name) + 4, most=_most(screen))
    return layout(screen.width)
