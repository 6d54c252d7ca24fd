"""Styled text: pieces of words with a style and perhaps an address; wrapped, cut and painted here.

This stands where rich would: a whole screen of `mim show` costs less here than importing rich
does (50 ms, half of what a bare Typer program takes to start).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

Piece = tuple[str, str, str | None]
"""Words, their style (`bold cyan`), and the address that they link to."""

_CODES: Final = {
    "bold": "1",
    "dim": "2",
    "italic": "3",
    "underline": "4",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
    "bright_black": "90",
}
_WORD = re.compile(r"\S+")
_LEAD = re.compile(r" *(?:- )?")
ELLIPSIS: Final = "…"


class Text:
    """One line or paragraph of styled words; never changed, only added to others."""

    __slots__ = ("pieces",)

    def __init__(self, words: str = "", style: str = "", address: str | None = None) -> None:
        self.pieces: tuple[Piece, ...] = ((words, style, address),) if words else ()

    def __add__(self, other: "Text") -> "Text":
        return of_pieces((*self.pieces, *other.pieces))

    def __bool__(self) -> bool:
        return bool(self.pieces)

    def __repr__(self) -> str:
        return f"Text({self.plain!r})"

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(piece[0] for piece in self.pieces)

    @property
    def width(self) -> int:
        """The columns that the text takes on a terminal, if it has one line."""
        return cells(self.plain)


class Solid(Text):
    """A text that is never broken: a path whose blanks are part of it. It may leave the screen."""

    __slots__ = ()


def of_pieces(pieces: Iterable[Piece]) -> Text:
    """Return a text made of pieces."""
    text = Text()
    text.pieces = tuple(pieces)
    return text


def join(texts: Iterable[Text], between: str = " ") -> Text:
    """Return the texts that have words, in one line."""
    pieces: list[Piece] = []
    for text in texts:
        if text:
            if pieces:
                pieces.append((between, "", None))
            pieces += text.pieces
    return of_pieces(pieces)


def cells(words: str) -> int:
    """Return how many columns a terminal needs for words: wide letters take two, marks none."""
    if words.isascii():
        return len(words)
    import unicodedata  # noqa: PLC0415  (hardly any text of the manual needs it)

    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in words)
    marks = sum(unicodedata.combining(letter) > 0 for letter in words)
    return len(words) + wide - marks


def part(text: Text, start: int, end: int) -> Text:
    """Return the letters from `start` to `end`, in their styles."""
    pieces: list[Piece] = []
    at = 0
    for words, style, address in text.pieces:
        here = words[max(0, start - at) : max(0, end - at)]
        if here:
            pieces.append((here, style, address))
        at += len(words)
        if at >= end:
            break
    return of_pieces(pieces)


def cut(text: Text, width: int) -> Text:
    """Return text of at most `width` columns; what is cut off leaves an ellipsis."""
    if text.width <= width:
        return text
    end = max(0, width - 1)
    while end and part(text, 0, end).width > width - 1:
        end -= 1
    kept = part(text, 0, end)
    return kept + Text(ELLIPSIS, kept.pieces[-1][1] if kept.pieces else "")


def wrap(text: Text, width: int) -> list[Text]:
    """Return a text's lines of at most `width` columns, broken at blanks only.

    A word that is longer (an id, an address) stands on a line of its own, whole. A list's items
    (`- so`) hang.
    """
    plain = text.plain
    if isinstance(text, Solid):
        return [text]
    if "\n" not in plain and len(plain) <= width and cells(plain) <= width:
        return [text]
    lines: list[Text] = []
    offset = 0
    for paragraph in plain.split("\n"):
        lead = _LEAD.match(paragraph)
        hang = Text(" " * (lead.end() if lead else 0))
        for number, (start, end) in enumerate(_breaks(paragraph, width, hang.width)):
            line = part(text, offset + start, offset + end)
            lines.append(hang + line if number else line)
        offset += len(paragraph) + 1
    return lines


def _breaks(paragraph: str, width: int, hang: int) -> Iterator[tuple[int, int]]:
    """Yield where each line of a paragraph starts and ends."""
    start, end, room = 0, 0, width
    for word in _WORD.finditer(paragraph):
        if end > start and cells(paragraph[start : word.end()]) > room and end > 0:
            yield start, end
            start, room = word.start(), width - hang
        end = word.end()
    yield start, end


def longest_word(text: Text) -> int:
    """Return the columns of the widest word, which is the least that the text can be set in."""
    if isinstance(text, Solid):
        return text.width
    return max(map(cells, text.plain.split()), default=0)


def strip_end(text: Text) -> Text:
    """Return a line without blanks at its end."""
    plain = text.plain
    kept = plain.rstrip()
    return text if len(kept) == len(plain) else part(text, 0, len(kept))


def painted(text: Text, *, colour: bool) -> str:
    """Return a line with its colours and links as a terminal takes them."""
    return "".join(_painted(piece, colour=colour) for piece in text.pieces)


def _painted(piece: Piece, *, colour: bool) -> str:
    words, style, address = piece
    if colour and style:
        codes = ";".join(_CODES[name] for name in style.split())
        words = f"\x1b[{codes}m{words}\x1b[0m"
    if address:
        words = f"\x1b]8;;{address}\x1b\\{words}\x1b]8;;\x1b\\"
    return words
