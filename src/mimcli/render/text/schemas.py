"""Schemas on a terminal: the text in colour, what it includes as a tree."""

from rich.syntax import Syntax
from rich.text import Text

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.schemas import Bundle, SchemaDocument, SchemaFile
from mimcli.render.plain import visible
from mimcli.render.text.screen import Screen


def schema_document(screen: Screen, data: SchemaDocument) -> str:
    """Return the XSD itself; in colour where the screen has it, else as it is."""
    if not screen.colour:
        return data.text
    code = visible(data.text.replace("\r\n", "\n"))
    return screen.paint(Syntax(code, "xml", theme="ansi_dark", background_color="default"))


def schema_tree(screen: Screen, data: Listing[SchemaFile]) -> str:
    """Return a schema and what it includes, as a tree; what came before is marked."""
    lines = []
    for at, row in enumerate(data.items):
        line = Text(_prefix(data.items, at), style="dim")
        line.append_text(screen.text(row.path, "cyan" if row.first else "dim", page=row.path))
        if row.reference not in ("root", "include"):
            line.append_text(screen.text(f"  ({row.reference})", "dim"))
        if not row.first:
            line.append_text(screen.text("  (above)", "dim"))
        lines.append(line)
    return screen.paint(*lines)


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
