"""The surface that text is laid out on: its width, and what it can show."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mimcli.render.plain import visible
from mimcli.render.text.blocks import Block, columns, facts, heading, lines_of, prose, whole
from mimcli.render.text.styled import Solid, Text, painted

__all__ = [
    "Block",
    "Screen",
    "Text",
    "columns",
    "facts",
    "heading",
    "lines_within",
    "prose",
    "title",
    "whole",
]

_UNSEEN = re.compile("[\r\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Beside the control characters: what moves the cursor, or turns the direction of reading."""


class Screen(NamedTuple):
    """What text is laid out for; knows nothing of streams or of the environment."""

    width: int = 80
    height: int = 24
    colour: bool = False
    links: bool = False
    """Whether it shows OSC 8 links."""
    interactive: bool = False
    """A person looks at it: what is long may be shortened. Never true of a pipe or a file."""
    verbose: bool = False
    """Nothing is to be shortened."""
    tree: Path | None = None
    """The extracted publication, which local links lead into."""

    @property
    def brief(self) -> bool:
        """Whether long texts are shortened, with a word on how to get them whole."""
        return self.interactive and not self.verbose

    def paint(self, *parts: Block) -> str:
        """Return the parts, laid out one below the other, without blanks at the lines' ends."""
        return self.paint_lines(line for one in parts for line in lines_of(one, self.width))

    def paint_lines(self, lines: Iterable[Text]) -> str:
        """Return lines as they are: neither wrapped nor cut."""
        return painted(lines, colour=self.colour)

    def link(self, page: str | None, anchor: str | None = None) -> str | None:
        """Return the address of a page of the publication, if links can be shown and it is here."""
        if not self.links or self.tree is None or not page:
            return None
        from urllib.parse import quote  # noqa: PLC0415  (terminals with links only: 4 ms)

        path, _, fragment = page.partition("#")
        address = self.tree.joinpath(*path.split("/")).as_uri()
        name = anchor or fragment
        return f"{address}#{quote(name)}" if name else address

    def text(
        self,
        value: object,
        style: str = "",
        *,
        page: str | None = None,
        anchor: str | None = None,
    ) -> Text:
        """Return data as text: never as markup, control characters made visible.

        A page's own path is one piece: it is not broken at its blanks.
        """
        words = visible("" if value is None else str(value).replace("\r\n", "\n"))
        words = _UNSEEN.sub(_escaped, words.replace("\t", " "))
        kind = Solid if page is not None and value == page else Text
        if kind is Solid:
            words = words.replace("\n", "\\x0a")
        return kind(words, style, self.link(page, anchor))


def lines_within(screen: Screen, text: Text, most: int) -> bool:
    """Return whether running text takes at most so many lines."""
    return len(lines_of(prose(text), screen.width)) <= most


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004  (one byte)


def title(screen: Screen, name: str, words: str | None, *, page: str | None = None) -> Text:
    """Return the first line of an answer: the name, and what it is called."""
    line = screen.text(name, "bold cyan", page=page)
    return line + Text("  ") + screen.text(words, "bold") if words and words != name else line
