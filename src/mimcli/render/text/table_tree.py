"""Message tables on a terminal, drawn as a tree from the entry class."""

from collections.abc import Iterator, Mapping, Sequence

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.tables import MessageTableRow
from mimcli.render.text.screen import Screen, Text
from mimcli.render.text.styled import cut, join
from mimcli.render.text.table_cells import name_text, summary

Rows = Sequence[MessageTableRow]
_Place = tuple[str | None, str]
"""An artefact, and a path in its table."""


def message_tree(screen: Screen, data: Listing[MessageTableRow]) -> str:
    """Return the rows as a tree, one line each; a class shown elsewhere is not repeated there.

    Only a person's screen has the lines cut at its width.
    """
    lines = _lines(screen, data.items)
    return screen.paint_lines(cut(line, screen.width) if screen.brief else line for line in lines)


def _lines(screen: Screen, rows: Rows) -> Iterator[Text]:
    below: dict[_Place, list[MessageTableRow]] = {}
    classes: dict[_Place, str] = {}
    for row in rows:
        if row.kind == "class":
            classes.setdefault((row.artefact, row.name), row.path)
        else:
            parent = row.path[: -len(row.name) - 1]
            below.setdefault((row.artefact, parent), []).append(row)
    shown: set[_Place] = {
        (row.artefact, child.path)
        for row in rows
        for child in below.get((row.artefact, row.path), ())
    }
    for row in rows:
        place = (row.artefact, row.path)
        if row.kind == "class" and row.depth == 0:
            yield join((name_text(screen, row), screen.text(row.artefact, "dim")), "  ")
            yield from _branch(screen, below, classes, place, "")
        elif row.kind != "class" and place not in shown and row.depth > 0:
            # With --match its parents may not be there.
            yield join((name_text(screen, row, row.path), summary(screen, row)))


def _branch(
    screen: Screen,
    below: Mapping[_Place, Rows],
    classes: Mapping[_Place, str],
    place: _Place,
    prefix: str,
) -> Iterator[Text]:
    children = below.get(place, ())
    for number, row in enumerate(children):
        last = number == len(children) - 1
        branch = Text(prefix + ("└─ " if last else "├─ "), "dim")
        elsewhere = classes.get((row.artefact, row.target or ""), row.path) != row.path
        note = Text("(see there)", "dim") if elsewhere else Text()
        yield branch + join((name_text(screen, row), summary(screen, row), note))
        deeper = prefix + ("   " if last else "│  ")
        yield from _branch(screen, below, classes, (row.artefact, row.path), deeper)
