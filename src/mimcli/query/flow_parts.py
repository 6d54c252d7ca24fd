"""The parts of a domain's flow: one for each interaction diagram of its manual."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from mimcli.query.flow_accounts import Accounts, Exchange
from mimcli.query.manual import Manual


class Drawing(NamedTuple):
    """An interaction diagram, and where it shows what."""

    section: str | None
    title: str | None
    image: str | None
    places: dict[str, tuple[int, int]]
    """By artefact: place in the order from top to bottom, and pixels from the left."""


class Part(NamedTuple):
    """Exchanges that belong together, and the drawing that shows them, if there is one."""

    drawing: Drawing | None
    exchanges: list[Exchange]

    @property
    def lifelines(self) -> tuple[str, ...]:
        """All roles, from left to right: as drawn, else as they come."""
        roles = tuple(
            dict.fromkeys(
                role
                for exchange in self.exchanges
                for turn in exchange
                for role in (*turn.senders, *turn.receivers)
            )
        )
        places = self.drawing.places if self.drawing else {}
        if all(role in places for role in roles):
            return tuple(sorted(roles, key=lambda role: places[role][1]))
        return roles


def parts_of(
    manual: Manual, accounts: Accounts, domain: int | None, exchanges: Iterable[Exchange]
) -> list[Part]:
    """Return the exchanges by the diagram that shows them, in the manual's order.

    Those in no diagram follow, the same roles together.
    """
    drawings = _drawings(manual, domain)
    placed: dict[int, list[tuple[float, Exchange]]] = {}
    others: list[Exchange] = []
    for exchange in exchanges:
        found = _place(accounts, drawings, exchange)
        if found is None:
            others.append(exchange)
        else:
            placed.setdefault(found[0], []).append((found[1], exchange))
    parts = [
        Part(drawings[number], [exchange for _, exchange in sorted(within, key=lambda one: one[0])])
        for number, within in sorted(placed.items())
    ]
    return parts + [Part(None, list(group)) for _, group in groupby(others, key=_roles)]


def _roles(exchange: Exchange) -> frozenset[str]:
    return frozenset(role for turn in exchange for role in (*turn.senders, *turn.receivers))


def _place(
    accounts: Accounts, drawings: list[Drawing], exchange: Exchange
) -> tuple[int, float] | None:
    """Return the diagram that shows an exchange, and where in it; None: no diagram does.

    The first that shows its request between the right roles, else the first that shows its
    request, else the first that shows one of its domain's responses (a link of the drawing that
    leads astray).
    """
    request = exchange[0]
    roles = {*request.senders, *request.receivers}
    showing = [number for number, one in enumerate(drawings) if request.interaction in one.places]
    fitting = [number for number in showing if roles <= drawings[number].places.keys()]
    for number in (*fitting, *showing):
        return number, drawings[number].places[request.interaction][0]
    domain = accounts.domains.get(request.interaction)
    for turn in exchange[1:]:
        if accounts.domains.get(turn.interaction) == domain:
            for number, one in enumerate(drawings):
                if turn.interaction in one.places:
                    return number, one.places[turn.interaction][0] - 0.5
    return None


def _drawings(manual: Manual, domain: int | None) -> list[Drawing]:
    drawings: dict[int, Drawing] = {}
    for number, section, title, image, artefact, position, left in manual.rows(
        'SELECT id, section, title, image, artefact, position, "left" FROM diagram'
        " JOIN diagram_item ON diagram = id WHERE domain = ? ORDER BY id, position",
        domain,
    ):
        drawing = drawings.setdefault(number, Drawing(section, title, image, {}))
        drawing.places.setdefault(artefact, (position, left))
    return list(drawings.values())
