"""Styled text: rich's own, and what rich does not do: ids stay whole, lists hang.

Only the layouts for people load it: its text and console take 19 ms, a bare Typer program 75 ms.
"""

import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segments
from rich.style import Style
from rich.text import Span
from rich.text import Text as RichText

_WORD = re.compile(r"\s*(\S+)")
_LEAD = re.compile(r" *(?:- )?")
ELLIPSIS: Final = "…"


class Text(RichText):
    """One line or paragraph of styled words; never changed, only added to others.

    A style and an address are those of the words given, also when other words are added to them
    (rich's `style` would spread).
    """

    __slots__ = ()

    def __init__(self, words: str = "", style: str = "", address: str | None = None) -> None:
        super().__init__(words)
        if style:
            self.stylize(style)
        if address:
            self.stylize(Style(link=address))

    def __add__(self, other: Any) -> "Text":
        total = Text(self.plain)
        total.spans = self.spans
        total.append(other)
        return total

    @property
    def width(self) -> int:
        """The columns that the text takes on a terminal, if it has one line."""
        return self.cell_len


class Solid(Text):
    """A text that is never broken: a path whose blanks are part of it. It may leave the screen."""

    __slots__ = ()


def join(texts: Iterable[Text], between: str = " ") -> Text:
    """Return the texts that have words, in one line."""
    return Text() + RichText(between).join(filter(None, texts))


def part(text: Text, start: int, end: int) -> Text:
    """Return the letters from `start` to `end`, in their styles.

    rich's own slices make three texts for one, and no `Text` of ours.
    """
    letters = Text(text.plain[start:end])
    letters.spans = [
        Span(max(0, span.start - start), min(end, span.end) - start, span.style)
        for span in text.spans
        if span.start < end and span.end > start
    ]
    return letters


def cut(text: Text, width: int) -> Text:
    """Return text of at most `width` columns; what is cut off leaves an ellipsis."""
    kept = text + Text()
    kept.truncate(max(1, width), overflow="ellipsis")
    return kept


def wrap(text: Text, width: int) -> list[Text]:
    """Return a text's lines of at most `width` columns, broken at blanks only.

    A word that is longer (an id, an address) stands on a line of its own, whole: rich would fold
    or crop it. A list's items (`- so`) hang.
    """
    plain = text.plain
    if isinstance(text, Solid) or ("\n" not in plain and cell_len(plain) <= width):
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
    for word in _WORD.finditer(paragraph):
        size = cell_len(word[0])
        if taken and taken + size > room:
            yield start, end
            start, taken, room = word.start(1), 0, width - hang
            size = cell_len(word[1])
        taken += size
        end = word.end()
    yield start, end


def longest_word(text: Text) -> int:
    """Return the columns of the widest word, which is the least that the text can be set in."""
    return (
        text.width if isinstance(text, Solid) else max(map(cell_len, text.plain.split()), default=0)
    )


def strip_end(text: Text) -> Text:
    """Return a line without blanks at its end."""
    kept = len(text.plain.rstrip())
    return text if kept == len(text) else part(text, 0, kept)


def painted(lines: Iterable[Text], *, colour: bool) -> str:
    """Return lines as a terminal takes them, without blanks at their ends; links in any case.

    rich only paints here: it detects nothing (all is given), and neither wraps nor crops. A line
    with four styles takes 24 microseconds as segments; printed as text it would take 38.
    """
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
    kept = map(strip_end, lines if colour else map(_linked, lines))
    with console.capture() as capture:
        segments = (one for line in kept for one in line.render(console, end="\n"))
        console.print(Segments(segments), end="")
    return capture.get()


def _linked(line: Text) -> Text:
    """Return a line with its links only."""
    plain = Text(line.plain)
    plain.spans = [span for span in line.spans if isinstance(span.style, Style) and span.style.link]
    return plain
