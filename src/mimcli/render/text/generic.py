"""The layout of every record that has none of its own: its columns, or its facts."""

from typing import Any

from mimcli.model.answers.listing import Listing
from mimcli.render.plain import grid
from mimcli.render.text.screen import Screen, columns, facts


def anything(screen: Screen, data: Any) -> str:
    """Return a listing as a table of the columns that have values, one record as its facts."""
    header, rows = grid(data)
    lines = [list(row) for row in rows]
    if not isinstance(data, Listing):
        pairs = ((_words(line[0]), screen.text(" ".join(filter(None, line[1:])))) for line in lines)
        return screen.paint(facts(pairs))
    used = [at for at in range(len(header)) if any(line[at] for line in lines)]
    numbers = [
        number
        for number, at in enumerate(used)
        if all(not line[at] or line[at].isdigit() for line in lines)
    ]
    return screen.paint(
        columns(
            [_words(header[at]) for at in used],
            ([screen.text(line[at]) for at in used] for line in lines),
            right=numbers,
        )
    )


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
