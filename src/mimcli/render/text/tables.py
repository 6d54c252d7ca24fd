"""Message tables on a terminal: in the manual's order, or drawn as a tree."""

from rich.text import Text

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.tables import MessageTableRow
from mimcli.render.text.screen import Screen, columns

CLASS_STYLES = {
    "act": "red",
    "role": "yellow",
    "entity": "green",
    "participation": "cyan",
    "act_relationship": "magenta",
    "role_link": "yellow",
    "choice": "bright_black",
}
"""The manual's own colours for the classes of the RIM."""


def cardinality(row: MessageTableRow) -> str:
    """Return `0..*`, or nothing where the row states none."""
    if row.min is None:
        return ""
    return f"{row.min}..{'*' if row.max is None else row.max}"


def typed(row: MessageTableRow) -> str:
    """Return what a row holds: datatype with vocabulary, or what it leads to."""
    if row.datatype:
        strength = f" {row.coding_strength}" if row.coding_strength else ""
        return row.datatype + (f" {{{row.vocabulary}{strength}}}" if row.vocabulary else "")
    if row.kind in ("association", "choice", "cmet", "template") and row.target:
        return f"-> {row.target}"
    return ""


def value(row: MessageTableRow) -> str:
    """Return the fixed value, default or template constraint, as the manual marks them."""
    if row.fixed is not None:
        return f'= "{row.fixed}"'
    if row.default is not None:
        return f'default "{row.default}"'
    return f"{{{row.constraint}}}" if row.constraint else ""


def message_table(screen: Screen, data: Listing[MessageTableRow]) -> str:
    """Return the rows in the manual's order, classes as headings."""
    header = ("", "Card.", "", "Holds", "Value")
    rows: list[list[Text]] = []
    connector_depth = -1
    for row in data.items:
        if row.kind == "class":
            if rows:
                rows.append([Text("") for _ in header])
            style = "bold " + CLASS_STYLES.get(row.class_kind or "", "")
            name = screen.text(row.name, style)
            if row.path != row.name:
                name.append_text(screen.text(f"  {row.path}", "dim"))
            rows.append([name, *(Text("") for _ in header[1:])])
            connector_depth = row.depth
            continue
        indent = "  " * max(1, row.depth - max(connector_depth, 0))
        style = CLASS_STYLES.get(row.class_kind or "", "cyan" if row.kind != "attribute" else "")
        rows.append(
            [
                Text(indent).append_text(screen.text(row.name, style)),
                screen.text(cardinality(row)),
                screen.text(row.conformance or "", "bold"),
                screen.text(typed(row)),
                screen.text(value(row), "green"),
            ]
        )
    return screen.paint(columns(header, rows, whole=(1, 2)))


def message_tree(screen: Screen, data: Listing[MessageTableRow]) -> str:
    """Return the rows as a tree from the entry class; a class shown before is not repeated."""
    rows = data.items
    below: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if row.kind != "class":
            parent = row.path[: -len(row.name) - 1] if row.path != row.name else ""
            below.setdefault(f"{row.artefact}:{parent}", []).append(at)
    lines: list[Text] = []
    roots = [at for at, row in enumerate(rows) if row.kind == "class" and row.depth == 0]
    for root in roots:
        row = rows[root]
        style = "bold " + CLASS_STYLES.get(row.class_kind or "", "")
        lines.append(screen.text(row.name, style).append_text(screen.text(f"  {row.artefact}", "dim")))
        _branch(screen, rows, below, rows[root], "", lines)
    return screen.paint(*lines)


def _branch(
    screen: Screen,
    rows: tuple[MessageTableRow, ...],
    below: dict[str, list[int]],
    parent: MessageTableRow,
    prefix: str,
    lines: list[Text],
) -> None:
    children = below.get(f"{parent.artefact}:{parent.path}", [])
    for number, at in enumerate(children):
        row = rows[at]
        last = number == len(children) - 1
        line = Text(prefix + ("└─ " if last else "├─ "), style="dim")
        style = CLASS_STYLES.get(row.class_kind or "", "cyan" if row.kind != "attribute" else "")
        line.append_text(screen.text(row.name, style))
        extra = " ".join(
            part
            for part in (
                cardinality(row) and f"[{cardinality(row)}]",
                row.conformance or "",
                typed(row),
                value(row),
            )
            if part
        )
        line.append_text(screen.text(f" {extra}" if extra else "", "dim"))
        line.no_wrap = True
        line.overflow = "ellipsis"
        lines.append(line)
        _branch(screen, rows, below, row, prefix + ("   " if last else "│  "), lines)
