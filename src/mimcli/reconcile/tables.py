"""Where each row of a message table stands: its path from the entry class.

A tabular view prints a class once, however often it is used, and refers to it by links. A row's
path is the shortest way to it from the entry class (the page's first); of ways equally short, the
first on the page. A class that nothing leads to starts a path of its own.
"""

from collections import deque
from collections.abc import Sequence

from mimcli.model.table import TableRow

Place = tuple[str, int]
"""A path, and its number of steps from the entry class."""


def places_of(rows: Sequence[TableRow]) -> list[Place]:
    """Return the path and depth of each row, in the rows' order."""
    children: dict[int, list[int]] = {}
    for position, row in enumerate(rows):
        if row.owner >= 0:
            children.setdefault(row.owner, []).append(position)
    places: list[Place | None] = [None] * len(rows)
    for position, row in enumerate(rows):
        if places[position] is None and row.kind == "class":
            _walk(rows, children, places, position)
    return [place or (row.name, 0) for place, row in zip(places, rows, strict=True)]


def _walk(
    rows: Sequence[TableRow],
    children: dict[int, list[int]],
    places: list[Place | None],
    start: int,
) -> None:
    places[start] = (rows[start].name, 0)
    queue = deque([start])
    while queue:
        parent = queue.popleft()
        path, depth = places[parent] or ("", 0)
        for position in children.get(parent, ()):
            row = rows[position]
            if places[position] is None:
                places[position] = (f"{path}.{row.name}", depth + 1)
                queue.append(position)
            target = row.target_class
            if target is not None and places[target] is None:
                places[target] = places[position]
                queue.append(target)
