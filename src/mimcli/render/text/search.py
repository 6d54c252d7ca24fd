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
    shown = {hit.title: hit.title or "", hit.context: hit.context or ""}
    # What was found in the heading is marked there.
    found = hit.matched or ""
    if found.replace(_MARK, "") in shown:
        shown[found.replace(_MARK, "")] = found
    title = "" if hit.title == hit.id else shown[hit.title]
    head = join(
        (
            screen.text(name, "bold cyan", page=hit.page, anchor=hit.anchor) if name else Text(),
            _marked(screen, title, "" if name else "bold"),
        ),
        "  ",
    )
    others = hit.places - 1
    where = [
        hit.kind.replace("_", " "),
        hit.domain or "",
        shown[hit.context],
        f"and {others} more place{'s' * (others > 1)}" if others else "",
        f"MiM {hit.mim}" if versioned else "",
    ]
    below = join((_marked(screen, words, "dim") for words in where if words), " · ")

    def layout(width: int) -> Lines:
        lines = wrap(head, width) if head else []
        return [*lines, *(Text("  ") + line for line in wrap(below, width - 2))]

    parts: list[Block] = [layout]
    if hit.snippet:
        parts.append(prose(_marked(screen, hit.snippet), indent=4, most=_MOST_LINES))
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
