"""Where each row of a message table stands: its path from the entry class, and where it leads.

A tabular view prints a class once, however often it is used, and refers to it by links. The rules
of a row's path, which is its address (`mim explain ARTEFACT.path` takes it):

1. A path begins with the entry class (the page's first), and goes on with the names of
   attributes and associations as the page prints them: `Entry.subject.patient.id`. These are the
   names of the elements (and XML attributes) in the schema too.
2. A class has no step of its own: it is what an association leads to, so the class row and the
   association that leads to it have one path. No two other rows of a page share one; where a page
   repeats a name below one owner, the later row's step is numbered, `name[2]`.
3. An alternative of a choice adds a step, the name of its class (of a CMET: its id) below that of
   the choice: `AgentDevice.player.DeviceSDS.id`. On the wire a choice has no element: the
   step of the association and that of the alternative are one element. The schema names it after
   the alternative's class: as it is, with a small first letter, or with a prefix
   (`agentDeviceSDS`), or after the entry class of the CMET. What stands below a choice itself,
   beside its alternatives, is part of each of them.
4. A CMET or template reference is a leaf: what stands below it is in its own table. On the wire
   the element may have the name of the CMET's entry class in place of the association's.
5. A row's path is the shortest way to it; of ways equally short, the first on the page. So a
   recursive model ends where it meets itself.
6. A shadow (a row that stands for an association printed elsewhere on the page) is a leaf with a
   target: the row of that association.
7. A class that nothing leads to starts a path of its own, with its name.
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
    taken: dict[str, int] = {}
    for position, row in enumerate(rows):
        if places[position] is None and row.kind == "class":
            _walk(rows, children, places, taken, position)
    return [place or (row.name, 0) for place, row in zip(places, rows, strict=True)]


def _walk(
    rows: Sequence[TableRow],
    children: dict[int, list[int]],
    places: list[Place | None],
    taken: dict[str, int],
    start: int,
) -> None:
    places[start] = (_unused(rows[start].name, taken), 0)
    queue = deque([start])
    while queue:
        parent = queue.popleft()
        path, depth = places[parent] or ("", 0)
        for position in children.get(parent, ()):
            row = rows[position]
            if places[position] is None:
                places[position] = (_unused(f"{path}.{row.name}", taken), depth + 1)
                queue.append(position)
            target = row.target_class
            if target is not None and places[target] is None:
                places[target] = places[position]
                queue.append(target)


def _unused(path: str, taken: dict[str, int]) -> str:
    """Return the path, numbered where an earlier row has it."""
    taken[path] = taken.get(path, 0) + 1
    return path if taken[path] == 1 else f"{path}[{taken[path]}]"


def targets_of(rows: Sequence[TableRow]) -> list[int | None]:
    """Return the position of the row that each row leads to, in the rows' order.

    That is the class row, or for a shadow the row of the association that it stands for; None
    where it leads to another page, or nowhere.
    """
    owners = {row.owner for row in rows}
    connectors: dict[str, int] = {}
    for position, row in enumerate(rows):
        # A connector with nothing below it may itself be a shadow (pages of the `hmd` kind).
        if row.role == "connector" and position in owners:
            # Its anchor is its class's name and its own; pages without anchors still name both.
            named = f"{rows[row.owner].name}/{row.name}" if row.owner >= 0 else row.name
            connectors.setdefault((row.anchor or named).casefold(), position)

    def shadowed(position: int, row: TableRow) -> int | None:
        if row.kind != "association" or position in owners:
            return None
        name = row.target if row.role == "target" else row.anchor
        return connectors.get((name or "").casefold())

    return [
        row.target_class if row.target_class is not None else shadowed(position, row)
        for position, row in enumerate(rows)
    ]
