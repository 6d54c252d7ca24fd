"""What a search finds, on a terminal."""

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.search import SearchHit
from mimcli.render.text.blocks import Lines
from mimcli.render.text.screen import Block, Screen, Text, prose
from mimcli.render.text.styled import join, wrap

_MARK = "**"
_HIT_STYLE = "bold yellow"
_MOST_LINES = 3
"""Of a snippet."""


def search_hits(screen: Screen, data: Listing[SearchHit]) -> str:
    """Return the hits, best first: what it is and where, then the words in their place."""
    versions = {hit.mim for hit in data.items}
    parts: list[Block] = []
    for hit in data.items:
        if parts:
            parts.append(Text())
        parts += _hit(screen, hit, versioned=len(versions) > 1)
    return screen.paint(*parts)


def _hit(screen: Screen, hit: SearchHit, *, versioned: bool) -> list[Block]:
    name = f"{hit.id}.{hit.path}" if hit.id and hit.path else hit.id
    marked = hit.snippet or ""
    plain = marked.replace(_MARK, "")
    # What the heading shows already is not said again: its words are marked there.
    told = {hit.title, hit.context, hit.id}
    title = marked if plain == hit.title else hit.title or ""
    if hit.title and hit.id and hit.id in hit.title and hit.kind != "table_row":
        title = "" if hit.title == hit.id else title
    head = join(
        (
            screen.text(name, "bold cyan", page=hit.page, anchor=hit.anchor) if name else Text(),
            _marked(screen, title, "bold" if not name else ""),
        ),
        "  ",
    )
    where = [
        hit.kind.replace("_", " "),
        hit.domain or "",
        hit.context or "",
        f"and {hit.places - 1} more places" if hit.places > 1 else "",
        f"MiM {hit.mim}" if versioned else "",
    ]
    below = join((screen.text(words, "dim") for words in where if words), " · ")

    def layout(width: int) -> Lines:
        lines = wrap(head, width) if head else []
        return [*lines, *(Text("  ") + line for line in wrap(below, width - 2))]

    parts: list[Block] = [layout]
    if marked and plain not in told:
        parts.append(prose(_marked(screen, marked), indent=4, most=_MOST_LINES))
    return parts


def _marked(screen: Screen, words: str, style: str = "") -> Text:
    """Return text whose found words stand out; without colour the marks stay."""
    if not screen.colour:
        return screen.text(words, style)
    pieces = words.split(_MARK)
    return join(
        (
            screen.text(piece, _HIT_STYLE if number % 2 else style)
            for number, piece in enumerate(pieces)
        ),
        "",
    )
