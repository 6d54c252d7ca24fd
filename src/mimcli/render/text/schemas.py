"""Schemas on a terminal: the text in colour, what it includes as a tree."""

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.schemas import Bundle, SchemaDocument, SchemaFile
from mimcli.render.text.screen import Screen, Text
from mimcli.render.text.styled import cut
from mimcli.render.text.xml_colours import xml_lines


def schema_document(screen: Screen, data: SchemaDocument) -> str:
    """Return the XSD itself; in colour where the screen has it, else as it is."""
    if not screen.colour:
        return screen.text(data.text).plain if screen.interactive else data.text
    return screen.paint_lines(xml_lines(screen.text(data.text).plain))


def schema_tree(screen: Screen, data: Listing[SchemaFile]) -> str:
    """Return a schema and what it includes, as a tree; what came before is marked."""
    lines = []
    for at, row in enumerate(data.items):
        line = Text(_prefix(data.items, at), "dim")
        line += screen.text(row.path, "cyan" if row.first else "dim", page=row.path)
        if row.reference not in ("root", "include"):
            line += screen.text(f"  ({row.reference})", "dim")
        if not row.first:
            line += Text("  (above)", "dim")
        lines.append(cut(line, screen.width) if screen.brief else line)
    return screen.paint_lines(lines)


def _prefix(rows: tuple[SchemaFile, ...], at: int) -> str:
    """Return the lines of the tree before a row: which of its ancestors have later siblings."""
    depth = rows[at].depth
    if depth == 0:
        return ""
    parts = []
    for level in range(1, depth + 1):
        later = next((row.depth for row in rows[at + 1 :] if row.depth <= level), 0)
        more = later == level
        if level == depth:
            parts.append("├─ " if more else "└─ ")
        else:
            parts.append("│  " if more else "   ")
    return "".join(parts)


def bundle(screen: Screen, data: Bundle) -> str:
    """Return one line of what was written where."""
    words = f"{len(data.files)} files in {data.target}; the schema is {data.schema}"
    return screen.paint(screen.text(words))
