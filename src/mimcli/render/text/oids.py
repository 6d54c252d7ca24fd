"""Object identifiers on a terminal."""

from collections.abc import Sequence

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.oids import Oid, OidSummary, RelatedOid
from mimcli.render.text.findings import finding_lines
from mimcli.render.text.places import place_lines
from mimcli.render.text.screen import (
    Block,
    Screen,
    Text,
    columns,
    facts,
    heading,
    prose,
    title,
)
from mimcli.render.text.styled import cut, join

_HEADER = ("OID", "Name", "Issuer")
_WIDE = 100
"""From this width on there is room for the issuers."""


_FEW = 5
"""Vocabularies that have a line each."""


def oid_list(screen: Screen, data: Listing[OidSummary]) -> str:
    """Return the OIDs, one a line."""
    rows = [
        [
            screen.text(one.oid, "cyan"),
            _name(screen, one),
            screen.text(one.issuer, "dim"),
        ]
        for one in data.items
    ]
    if not rows:
        return ""
    kept = len(_HEADER) if screen.width >= _WIDE else len(_HEADER) - 1
    return screen.paint(columns(_HEADER[:kept], (row[:kept] for row in rows)))


def _name(screen: Screen, one: OidSummary) -> Text:
    mark = screen.text("(abstract)", "dim") if one.abstract else Text()
    return join((screen.text(one.name), mark))


def oid_tree(screen: Screen, data: Listing[OidSummary]) -> str:
    """Return the OIDs as a tree: of each only the arcs that it adds to the one above it."""
    shown: dict[str, int] = {}
    lines = []
    rows = data.items
    for at, one in enumerate(rows):
        parent = one.parent if one.parent in shown else None
        depth = shown[parent] + 1 if parent else 0
        shown[one.oid] = depth
        arcs = one.oid[len(parent) :] if parent else one.oid
        line = Text(_prefix(rows, at, shown), "dim") + screen.text(arcs, "cyan")
        line += Text("  ") + _name(screen, one)
        lines.append(cut(line, screen.width) if screen.brief else line)
    return screen.paint_lines(lines)


def _prefix(rows: Sequence[OidSummary], at: int, shown: dict[str, int]) -> str:
    """Return the lines of the tree before a row: which of its ancestors have later siblings."""
    later = {row.parent for row in rows[at + 1 :]}
    parts: list[str] = []
    one: OidSummary | None = rows[at]
    known = {row.oid: row for row in rows[: at + 1]}
    while one is not None and one.parent in shown:
        more = one.parent in later
        parts.append(("├─ " if more else "└─ ") if not parts else ("│  " if more else "   "))
        one = known.get(one.parent or "")
    return "".join(reversed(parts))


def oid(screen: Screen, data: Oid) -> str:
    """Return one OID: what it is called, and what has it."""
    parts: list[Block] = [title(screen, data.oid, data.name, page=_place(data)), Text()]
    if not data.exact:
        words = f"{data.asked} is not known: this is the longest known OID that it goes on from."
        parts += [prose(screen.text(words, "yellow"), indent=0), Text()]
    few = data.vocabularies if len(data.vocabularies) <= _FEW else ()
    parts.append(
        facts(
            (
                ("Issuer", screen.text(data.issuer)),
                ("Kind", Text("abstract: never in a message") if data.abstract else None),
                *(("Vocabulary", screen.text(one, "cyan")) for one in few),
                *(("Datatype", screen.text(one, "cyan")) for one in data.datatypes),
                *(("Below", _related(screen, one)) for one in data.parents),
                ("Catalogue", screen.text(data.page, page=data.page, anchor=data.anchor)),
            )
        )
    )
    if data.origin != "catalogue":
        parts.append(Text("The catalogue lacks it.", "dim"))
    if data.description:
        parts += [heading("Description"), prose(screen.text(data.description))]
    if len(data.vocabularies) > len(few):
        names = screen.text(", ".join(data.vocabularies), "cyan")
        parts += [heading("Vocabularies", len(data.vocabularies)), prose(names)]
    if data.children:
        rows = [[screen.text(one.oid, "cyan"), screen.text(one.name)] for one in data.children]
        parts += [heading("Directly below", len(rows)), columns(("", ""), rows, indent=2)]
    parts += place_lines(screen, data.used_by, data.uses)
    return screen.paint(*parts, *finding_lines(screen, data.findings))


def _related(screen: Screen, one: RelatedOid) -> Text:
    return join((screen.text(one.oid, "cyan"), screen.text(one.name)), "  ")


def _place(data: Oid) -> str | None:
    return f"{data.page}#{data.anchor}" if data.page and data.anchor else data.page
