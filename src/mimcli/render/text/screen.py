"""The surface that text is laid out on: its width, and what it can show."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from mimcli.render.plain import visible

LABEL_WIDTH = 22
"""Columns that the names of facts take in `show`."""
MOST_PROSE = 100
"""Running text is not set wider than this, however wide the terminal is."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What text is laid out for; knows nothing of streams or of the environment."""

    width: int = 80
    height: int = 24
    colour: bool = False
    links: bool = False
    """Whether it shows OSC 8 links."""
    interactive: bool = False
    tree: Path | None = None
    """The extracted publication, which local links lead into."""

    def paint(self, *parts: RenderableType) -> str:
        """Return the parts, laid out one below the other."""
        buffer = io.StringIO()
        console = Console(
            file=buffer,
            width=self.width,
            color_system="standard" if self.colour else None,
            force_terminal=self.colour or self.links,
            no_color=not self.colour,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            _environ={},
        )
        for part in parts:
            console.print(part, soft_wrap=False)
        lines = buffer.getvalue().split("\n")
        return "\n".join(line.rstrip() for line in lines)

    def link(self, page: str | None, anchor: str | None = None) -> str | None:
        """Return the address of a page of the publication, if links can be shown and it is here."""
        if not self.links or self.tree is None or not page:
            return None
        path, _, fragment = page.partition("#")
        address = self.tree.joinpath(*path.split("/")).as_uri()
        name = anchor or fragment
        return f"{address}#{name}" if name else address

    def text(
        self,
        value: object,
        style: str = "",
        *,
        page: str | None = None,
        anchor: str | None = None,
    ) -> Text:
        """Return data as text: never as markup, control characters made visible."""
        address = self.link(page, anchor)
        combined = Style.parse(style) + Style(link=address) if address else Style.parse(style)
        return Text(visible("" if value is None else str(value)), style=combined)


def title(screen: Screen, name: str, words: str | None, *, page: str | None = None) -> Text:
    """Return the first line of an answer: the name, and what it is called."""
    line = screen.text(name, "bold cyan", page=page)
    if words and words != name:
        line.append("  ")
        line.append_text(screen.text(words, "bold"))
    return line


def heading(words: str, count: int | None = None) -> Text:
    """Return the line above a group of things."""
    return Text(f"\n{words}" + (f" ({count})" if count is not None else ""), style="bold")


def facts(pairs: Iterable[tuple[str, Text | None]]) -> Table:
    """Return names and values in two columns; a pair without a value is left out."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True, min_width=LABEL_WIDTH)
    table.add_column(overflow="fold")
    for name, value in pairs:
        if value is not None:
            table.add_row(name, value)
    return table


def prose(screen: Screen, text: str | None) -> RenderableType:
    """Return running text as paragraphs, indented, not wider than is good to read."""
    width = min(screen.width, MOST_PROSE)
    return Padding(screen.text(text or ""), (0, max(0, screen.width - width), 0, 2))


def columns(
    header: Sequence[str],
    rows: Iterable[Sequence[Text]],
    *,
    whole: Iterable[int] = (0,),
    right: Iterable[int] = (),
    indent: int = 0,
) -> RenderableType:
    """Return a table; the columns in `whole` (ids) are never cut or folded."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(header))
    kept = set(whole)
    justified = set(right)
    for number, name in enumerate(header):
        table.add_column(
            name,
            header_style="dim",
            no_wrap=number in kept,
            overflow="fold",
            justify="right" if number in justified else "left",
        )
    for row in rows:
        table.add_row(*row)
    return Padding(table, (0, 0, 0, indent)) if indent else table
