"""The interaction diagrams of an implementation manual: an image, and a map of its places.

Page kind: `Domains/*/* IM.htm`, section "Interaction Diagrams". A diagram is known by its map, not
by its section's title: no other image of such a page has one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from mimcli.model.diagrams import DiagramItem, DiagramStatement
from mimcli.parse.htmlio import Element, resolve
from mimcli.parse.manual_headings import Part, best_anchor

_NUMBER = re.compile(r"-?\d+")


def parse_diagrams(
    page: str, root: Element, parts: Sequence[Part], names: frozenset[str]
) -> tuple[DiagramStatement, ...]:
    """Return the drawings of a page, in its order, each with the places that it links.

    `names` are the names on the page that links can lead to. An image whose map is missing or
    empty is no diagram.
    """
    maps = {(one.get("name") or "").casefold(): one for one in root.iter("map")}
    return tuple(
        diagram for part in parts for diagram in _diagrams(page, part, maps, names) if diagram.items
    )


def _diagrams(
    page: str, part: Part, maps: Mapping[str, Element], names: frozenset[str]
) -> Iterator[DiagramStatement]:
    for piece in part.pieces:
        if isinstance(piece, str):
            continue
        for image in piece.iter("img"):
            shown = maps.get((image.get("usemap") or "").strip().lstrip("#").casefold())
            if shown is not None and image.get("usemap"):
                yield DiagramStatement(
                    section=part.number,
                    title=part.title,
                    anchor=best_anchor(part, names),
                    image=resolve(page, image.get("src") or "").path,
                    items=tuple(sorted(_items(page, shown), key=lambda one: (one.top, one.left))),
                )


def _items(page: str, shown: Element) -> Iterator[DiagramItem]:
    for area in shown.iter("area"):
        link = resolve(page, area.get("href") or "")
        # Some maps repeat the broken anchors that they lead to: `X</a`.
        fragment = link.fragment.partition("<")[0]
        corner = [int(number) for number in _NUMBER.findall(area.get("coords") or "")[:2]]
        if fragment and len(corner) > 1:
            yield DiagramItem(link.path or page, fragment, *corner)
