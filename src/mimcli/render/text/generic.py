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
        return screen.paint(facts((line[0], screen.text(" ".join(line[1:]))) for line in lines))
    used = [at for at in range(len(header)) if any(line[at] for line in lines)]
    return screen.paint(
        columns(
            [header[at] for at in used],
            ([screen.text(line[at]) for at in used] for line in lines),
        )
    )
