"""Blocks: things that are laid out once the width is known: facts, prose, columns."""

from collections.abc import Callable, Iterable, Sequence

from mimcli.render.text.fitting import fit
from mimcli.render.text.styled import ELLIPSIS, Text, join, longest_word, part, strip_end, wrap

Lines = list[Text]
Layout = Callable[[int], Lines]
Block = Text | Layout
"""A line or paragraph, or a function from the width to lines."""

LEAST_LABEL = 14
"""Columns that the names of facts take at least, so that most screens look alike."""
NARROW = 60
"""Below this width a fact's value stands under its name."""
MOST_PROSE = 100
"""Running text is not set wider than this, however wide the terminal is."""
GAP = "  "


def lines_of(block: Block, width: int) -> Lines:
    """Return a block's lines at a width; words are never cut."""
    return wrap(block, width) if isinstance(block, Text) else block(width)


def heading(words: str, count: int | None = None) -> Layout:
    """Return the line above a group of things, an empty one before it."""
    line = Text(words, "bold")
    if count is not None:
        line += Text(f" ({count})", "dim")
    return lambda _width: [Text(), line]


def facts(pairs: Iterable[tuple[str, Text | None]]) -> Layout:
    """Return names and values in two columns; a pair without a value is left out.

    The same name twice running is not repeated.
    """
    kept = [(name, value) for name, value in pairs if value]
    indent = max([LEAST_LABEL, *(len(name) for name, _ in kept)]) + len(GAP)

    def layout(width: int) -> Lines:
        narrow = width < NARROW
        lines: Lines = []
        before = ""
        for name, value in kept:
            label = Text("" if name == before else name, "dim")
            before = name
            if narrow:
                lines += [*([label] if label else []), *_indented(wrap(value, width - 2), 2)]
                continue
            first, *rest = wrap(value, width - indent)
            lines.append(padded(label, indent) + first)
            lines += _indented(rest, indent)
        return lines

    return layout


def whole(text: Text, *, indent: int = 2) -> Layout:
    """Return a line that is never broken: what is to be copied; a terminal folds it by itself."""
    return lambda _width: _indented([text], indent)


def prose(text: Text, *, indent: int = 2, most: int | None = None) -> Layout:
    """Return running text as paragraphs, not wider than is good to read.

    With `most`, no more lines than that; the last then ends in an ellipsis.
    """

    def layout(width: int) -> Lines:
        lines = wrap(text, min(width, MOST_PROSE) - indent)
        return _indented(shortened(lines, most, min(width, MOST_PROSE) - indent), indent)

    return layout


def shortened(lines: Lines, most: int | None, width: int) -> Lines:
    """Return at most `most` lines; the last then ends in an ellipsis."""
    if most is None or len(lines) <= most:
        return lines
    last = strip_end(lines[most - 1])
    if last.width + 2 > width:
        end = last.plain.rfind(" ", 0, max(0, width - 1))
        last = part(last, 0, end if end > 0 else max(0, width - 2))
    return [*lines[: most - 1], last + Text(f" {ELLIPSIS}", "dim")]


def columns(
    header: Sequence[str],
    rows: Iterable[Sequence[Text]],
    *,
    whole: Iterable[int] = (0,),
    right: Iterable[int] = (),
    indent: int = 0,
) -> Layout:
    """Return a table; the columns in `whole` (ids) are neither cut nor folded.

    Where even the longest words do not fit side by side, each row becomes a few lines. A row
    whose cells are empty but for the first is a heading: it takes the whole line.
    """
    grid = [list(row) for row in rows]
    kept, justified = frozenset(whole), frozenset(right)

    def layout(width: int) -> Lines:
        room = width - indent
        widths = column_widths(header, grid, kept, room)
        if widths is None:
            return _indented((line for row in grid for line in stacked(header, row, room)), indent)
        lines: Lines = []
        if any(header):
            titles = [Text(name, "dim") for name in header]
            lines += laid_out(titles, widths, justified)
        for row in grid:
            lines += wrap(row[0], room) if is_heading(row) else laid_out(row, widths, justified)
        return _indented(lines, indent)

    return layout


def is_heading(row: Sequence[Text]) -> bool:
    """Return whether only a row's first cell has words."""
    return len(row) > 1 and not any(row[1:])


def column_widths(
    header: Sequence[str], rows: Sequence[Sequence[Text]], whole: frozenset[int], room: int
) -> list[int] | None:
    """Return the columns' widths that fit into `room`, gaps apart; None if none do."""
    natural = [len(name) for name in header]
    least = [longest_word(Text(name)) for name in header]
    for row in rows:
        if is_heading(row):
            continue
        for at, value in enumerate(row):
            if value:
                size = value.width
                natural[at] = max(natural[at], size)
                if size > least[at]:
                    least[at] = max(least[at], size if at in whole else longest_word(value))
    return fit(natural, least, room - len(GAP) * (len(header) - 1))


def laid_out(row: Sequence[Text], widths: Sequence[int], right: frozenset[int]) -> Lines:
    """Return the lines of one row, each cell wrapped in its column."""
    wrapped = [wrap(value, width) for value, width in zip(row, widths, strict=True)]
    lines: Lines = []
    for number in range(max(map(len, wrapped))):
        line = Text()
        for at, lines_here in enumerate(wrapped):
            value = lines_here[number] if number < len(lines_here) else Text()
            if at:
                line += Text(GAP)
            line += padded(value, widths[at], right=at in right)
        lines.append(line)
    return lines


def stacked(header: Sequence[str], row: Sequence[Text], room: int) -> Lines:
    """Return a row as a few lines: its first cell with words, below it the others, named."""
    first, *others = [(at, value) for at, value in enumerate(row) if value] or [(0, Text())]
    named = (join((Text(header[at], "dim"), value)) for at, value in others)
    below = join(named, GAP)
    return [*wrap(first[1], room), *(_indented(wrap(below, room - 4), 4) if below else ())]


def padded(text: Text, width: int, *, right: bool = False) -> Text:
    """Return text with blanks after it (or before it) up to a width."""
    blanks = Text(" " * (width - text.width))
    return blanks + text if right else text + blanks


def _indented(lines: Iterable[Text], indent: int) -> Lines:
    blanks = Text(" " * indent)
    return [blanks + line if line else line for line in lines] if indent else list(lines)
