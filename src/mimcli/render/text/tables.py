"""Message tables on a terminal, in the manual's order: classes as headings, their rows below."""

from collections.abc import Iterator
from dataclasses import dataclass

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.tables import MessageTableRow
from mimcli.render.text.blocks import column_widths, laid_out, prose, shortened, stacked
from mimcli.render.text.screen import Screen, Text
from mimcli.render.text.styled import cut, join, wrap
from mimcli.render.text.table_cells import cardinality, content, name_text

_SPLIT = 100
"""From this width on, datatype, vocabulary and value have columns of their own."""
_DESCRIBED = 140
"""From this width on, the descriptions have a column."""
_LEAST_DESCRIPTION = 30
_BRIEF_DESCRIPTION = 2
"""Lines of a description that a person sees before they ask for all of it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One row, its cells ready."""

    row: MessageTableRow
    cells: list[Text]
    description: Text


def message_table(screen: Screen, data: Listing[MessageTableRow]) -> str:
    """Return the rows; descriptions beside them or below them, as the width allows.

    A person's screen has them shortened (or, where it is narrow, left out), and says so.
    """
    split = screen.width >= _SPLIT
    header = ["Element", "Card.", "", *(("Type", "Vocabulary", "Value") if split else ("Holds",))]
    lines = list(_rows(screen, data.items, split=split))
    described = any(line.description for line in lines)
    beside = described and screen.width >= _DESCRIBED
    cells = [line.cells for line in lines if line.row.kind != "class"]
    room = screen.width - (_LEAST_DESCRIPTION + 2 if beside else 0)
    widths = column_widths(header, cells, frozenset((0, 1, 2)), room)
    if widths is None or not beside:
        beside = False
    else:
        header.append("Description")
        widths.append(screen.width - sum(widths) - 2 * len(widths))
    below = described and not beside and not screen.brief
    out: list[Text] = []
    if widths and cells:
        out += laid_out([Text(name, "dim") for name in header], widths, frozenset())
    for line in lines:
        if line.row.kind == "class":
            out += [*([Text()] if out else []), *_class(screen, line, shown=beside or below)]
            continue
        out += _laid_out(screen, line, header, widths, beside=beside)
        if below:
            out += _below(screen, line)
    if described and screen.brief:
        out += [Text(), Text(_hint(shown=beside), "dim")]
    return screen.paint_lines(out)


def _hint(*, shown: bool) -> str:
    if shown:
        return "Long descriptions are shortened: -v shows them whole."
    return f"Descriptions: -v, or a terminal of {_DESCRIBED} columns, or --json."


def _rows(screen: Screen, rows: tuple[MessageTableRow, ...], *, split: bool) -> Iterator[_Line]:
    """Yield the rows with their cells; a row whose class is not shown has its whole path."""
    current: MessageTableRow | None = None
    for row in rows:
        description = screen.text(row.description, "dim")
        if row.kind == "class":
            current = row
            yield _Line(row, [], description)
            continue
        known = current is not None and row.artefact == current.artefact
        if current is not None and known and row.path.startswith(f"{current.path}."):
            name = Text("  " * max(1, row.depth - current.depth)) + name_text(screen, row)
        else:
            name = name_text(screen, row, row.path)
        parts = content(screen, row)
        holds = parts if split else (join(parts),)
        card = screen.text(cardinality(row))
        yield _Line(row, [name, card, screen.text(row.conformance, "bold"), *holds], description)


def _class(screen: Screen, line: _Line, *, shown: bool) -> Iterator[Text]:
    """Yield a class's heading: its name, and the path that leads to it."""
    row = line.row
    name = name_text(screen, row)
    origin = screen.text(row.artefact if row.depth == 0 else row.path, "dim")
    if screen.brief and name.width + origin.width + 2 > screen.width:
        # The end of a path tells more than its beginning.
        kept = max(0, screen.width - name.width - 3)
        origin = Text(f"…{origin.plain[-kept:]}" if kept else "", "dim")
    yield name if origin.plain == row.name else name + Text("  ") + origin
    if shown and line.description:
        yield from _below(screen, line)


def _below(screen: Screen, line: _Line) -> list[Text]:
    if not line.description:
        return []
    indent = 4 if line.row.kind == "class" else 2 + _indent_of(line)
    most = _BRIEF_DESCRIPTION if screen.brief else None
    return prose(line.description, indent=indent, most=most)(screen.width)


def _indent_of(line: _Line) -> int:
    name = line.cells[0].plain
    return len(name) - len(name.lstrip()) + 2


def _laid_out(
    screen: Screen, line: _Line, header: list[str], widths: list[int] | None, *, beside: bool
) -> list[Text]:
    if widths is None:
        return stacked(header, line.cells, screen.width)
    if not beside:
        return laid_out(line.cells, widths, frozenset())
    described = wrap(line.description, widths[-1])
    most = _BRIEF_DESCRIPTION if screen.brief else None
    shown = shortened(described, most, widths[-1])
    lines = laid_out([*line.cells, Text()], widths, frozenset())
    start = sum(widths[:-1]) + 2 * (len(widths) - 1)
    lines += [Text(" " * start) for _ in range(len(shown) - len(lines))]
    padding = [Text(" " * (start - one.width)) for one in lines]
    return [
        cut(one, start) + blank + (shown[at] if at < len(shown) else Text())
        for at, (one, blank) in enumerate(zip(lines, padding, strict=True))
    ]
