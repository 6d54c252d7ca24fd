"""Styled text: words with styles on stretches of them, cut and wrapped so that ids stay whole.

It is plain data. rich paints it where there are colours or links to paint, and is loaded for
nothing else: its text and console take 19 ms, a bare Typer program 75 ms.
"""

import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from rich.text import Text as RichText

_WORD = re.compile(r"\s*(\S+)")
_STEP = re.compile(r"(?<=[.])(?=[A-Za-z@])")
"""Where a path into a message may be broken: before a step that is a name. So OIDs stay whole."""
_LEAD = re.compile(r" *(?:- )?")
ELLIPSIS: Final = "…"


class Span(NamedTuple):
    """A stretch of letters, and how they are shown."""

    start: int
    end: int
    style: str
    """As rich writes it: `bold cyan`."""
    address: str | None = None
    """Where the letters lead, where links can be shown."""


class Text:
    """One line or paragraph of styled words; never changed, only added to others.

    A style and an address are those of the words given, also when other words are added to them.
    """

    __slots__ = ("plain", "spans")

    def __init__(self, words: str = "", style: str = "", address: str | None = None) -> None:
        self.plain = words
        self.spans = [Span(0, len(words), style, address)] if words and (style or address) else []

    def __add__(self, other: "Text") -> "Text":
        return join((self, other), "")

    def __len__(self) -> int:
        return len(self.plain)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.plain!r}, {self.spans!r})"

    @property
    def width(self) -> int:
        """The columns that the text takes on a terminal, if it has one line."""
        return cells(self.plain)


class Solid(Text):
    """A text that is never broken: a path whose blanks are part of it. It may leave the screen."""

    __slots__ = ()


def cells(words: str) -> int:
    """Return the columns that words take on a terminal: wide letters take two, marks none."""
    if words.isascii():
        return len(words)
    from rich.cells import cell_len  # noqa: PLC0415  (5 ms; most words are plain)

    return cell_len(words)


def styled(words: str, spans: list[Span]) -> Text:
    """Return words with styles on stretches of them."""
    text = Text(words)
    text.spans = spans
    return text


def join(texts: Iterable[Text], between: str = " ") -> Text:
    """Return the texts that have words, in one line."""
    pieces = [text for text in texts if text.plain]
    spans: list[Span] = []
    offset = 0
    for piece in pieces:
        for start, end, style, address in piece.spans:
            spans.append(Span(start + offset, end + offset, style, address))
        offset += len(piece.plain) + len(between)
    return styled(between.join([piece.plain for piece in pieces]), spans)


def part(text: Text, start: int, end: int) -> Text:
    """Return the letters from `start` to `end`, in their styles."""
    spans = [
        span._replace(start=max(0, span.start - start), end=min(end, span.end) - start)
        for span in text.spans
        if span.start < end and span.end > start
    ]
    return styled(text.plain[start:end], spans)


def cut(text: Text, width: int) -> Text:
    """Return text of at most `width` columns; what is cut off leaves an ellipsis."""
    width = max(1, width)
    if text.width <= width:
        return text
    kept = text.plain[: width - 1]
    if not text.plain.isascii():
        from rich.cells import set_cell_size  # noqa: PLC0415  (as in `cells`)

        kept = set_cell_size(text.plain, width - 1)
    return styled(f"{kept}{ELLIPSIS}", part(text, 0, len(kept) + 1).spans)


def wrap(text: Text, width: int) -> list[Text]:
    """Return a text's lines of at most `width` columns, broken at blanks only.

    A word that is longer (an id, an address) stands on a line of its own, whole: rich would fold
    or crop it. Only a path into a message goes on in the next line, broken between its steps; that
    of a file or an XPath is copied whole. A list's items (`- so`) hang.
    """
    plain = text.plain
    if isinstance(text, Solid) or ("\n" not in plain and cells(plain) <= width):
        return [text]
    lines: list[Text] = []
    offset = 0
    for paragraph in plain.split("\n"):
        lead = _LEAD.match(paragraph)
        hang = Text(" " * (lead.end() if lead else 0))
        for start, end in _breaks(paragraph, width, hang.width):
            line = part(text, offset + start, offset + end)
            lines.append(hang + line if start and hang else line)
        offset += len(paragraph) + 1
    return lines


def _breaks(paragraph: str, width: int, hang: int) -> Iterator[tuple[int, int]]:
    """Yield where each line of a paragraph starts and ends."""
    start, end, taken, room = 0, 0, 0, width
    for before, begin, after in _pieces(paragraph, width - hang):
        size = cells(paragraph[before:after])
        if taken and taken + size > room:
            yield start, end
            start, taken, room = begin, 0, width - hang
            size = cells(paragraph[begin:after])
        taken += size
        end = after
    yield start, end


def _pieces(paragraph: str, width: int) -> Iterator[tuple[int, int, int]]:
    """Yield the words, and the steps of those paths that are wider than a line.

    Of each where the blanks before it start, where it starts, and where it ends.
    """
    for word in _WORD.finditer(paragraph):
        before, (begin, end) = word.start(), word.span(1)
        if end - begin > width and "/" not in word[1]:
            for step in _STEP.finditer(paragraph, begin, end):
                yield before, begin, step.start()
                before = begin = step.start()
        yield before, begin, end


def longest_word(text: Text) -> int:
    """Return the columns of the widest word, which is the least that the text can be set in."""
    return text.width if isinstance(text, Solid) else max(map(cells, text.plain.split()), default=0)


def strip_end(text: Text) -> Text:
    """Return a line without blanks at its end."""
    kept = len(text.plain.rstrip())
    return text if kept == len(text) else part(text, 0, kept)


def painted(lines: Iterable[Text], *, colour: bool) -> str:
    """Return lines as a terminal takes them, without blanks at their ends; links in any case."""
    kept = [strip_end(line) for line in lines]
    if colour or any(span.address for line in kept for span in line.spans):
        return _painted_by_rich(kept, colour=colour)
    return "".join([f"{line.plain}\n" for line in kept])


def _painted_by_rich(lines: Iterable[Text], *, colour: bool) -> str:
    """Return painted lines.

    rich only paints here: it detects nothing (all is given), and neither wraps nor crops. A line
    with four styles takes 24 microseconds as segments; printed as text it would take 38.
    """
    from rich.console import Console  # noqa: PLC0415  (19 ms, of no use to a pipe)
    from rich.segment import Segments  # noqa: PLC0415

    console = Console(
        file=StringIO(),
        color_system="standard",
        force_terminal=True,
        force_jupyter=False,
        legacy_windows=False,
        no_color=False,
        width=80,
        height=24,
        soft_wrap=True,
        _environ={},
    )
    with console.capture() as capture:
        segments = (
            one
            for line in lines
            for one in _for_rich(line, colour=colour).render(console, end="\n")
        )
        console.print(Segments(segments), end="")
    return capture.get()


def _for_rich(line: Text, *, colour: bool) -> "RichText":
    """Return a line as rich's own text: with its styles if they are wanted, and its links."""
    from rich.style import Style  # noqa: PLC0415  (as above)
    from rich.text import Text as RichText  # noqa: PLC0415

    text = RichText(line.plain)
    for start, end, style, address in line.spans:
        if style and colour:
            text.stylize(style, start, end)
        if address:
            text.stylize(Style(link=address), start, end)
    return text
