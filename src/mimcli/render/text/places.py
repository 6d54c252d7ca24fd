"""Places in message tables, below what is used there."""

from collections.abc import Sequence

from mimcli.model.answers.places import TablePlace
from mimcli.render.text.screen import Block, Screen, Text, columns, heading

_HINT = "  (--uses shows all)"


def place_lines(screen: Screen, count: int, places: Sequence[TablePlace]) -> list[Block]:
    """Return the places with their heading; nothing when there are none."""
    if not places:
        return []
    rows = [
        [
            screen.text(place.artefact, "cyan"),
            screen.text(place.path),
            screen.text(_held(place), "dim"),
        ]
        for place in places
    ]
    parts: list[Block] = [heading("Used in", count), columns(("", "", ""), rows, indent=2)]
    if len(places) < count:
        parts.append(Text(_HINT, "dim"))
    return parts


def _held(place: TablePlace) -> str:
    held = f'= "{place.fixed}"' if place.fixed is not None else place.coding_strength
    return " ".join(part for part in (place.datatype, held) if part)
