"""`mim flow`: who sends what to whom, and what answers it.

What answers what is told by the manuals' tables "Receiver Responsibilities" alone: nothing is
guessed. Order and grouping are those of the manuals' own interaction diagrams.
"""

from collections.abc import Iterator, Sequence

from mimcli.errors import NotFoundError
from mimcli.model.answers.flow import FlowMessage
from mimcli.model.answers.listing import Listing
from mimcli.query.flow_accounts import Accounts, Turn, read_accounts
from mimcli.query.flow_parts import Part, parts_of
from mimcli.query.manual import Manual
from mimcli.query.names import Resolved, find_domain, resolve, with_article

_CURRENT = "('defined', 'xml-only', 'catalogued', 'bundled')"


def flow(
    manual: Manual, name: str, *, role: str | None = None, depth: int | None = None
) -> Listing[FlowMessage]:
    """Return the messages of a domain, of an interaction's exchange, or of an application role.

    Of a domain every interaction comes once where it begins an exchange, or below each request
    that it answers. Of an interaction: itself and what answers it, and the requests of its own
    domain that it answers. `role` keeps the exchanges in which a role with that text in its id or
    title takes part; `depth` is how many steps of responses are followed. Raises NotFoundError.
    """
    # A domain may share its name with a vocabulary, which sends nothing.
    domain = find_domain(manual, name)
    found = resolve(manual, name) if domain is None else Resolved("domain", domain)
    accounts = read_accounts(manual)
    if found.kind == "domain":
        parts = _domain(manual, accounts, int(found.key), depth)
    elif found.kind == "interaction":
        parts = [Part(None, _around(accounts, str(found.key), depth))]
    elif found.kind == "application_role":
        wanted = str(found.key)
        row = manual.row("SELECT domain FROM artefact WHERE id = ?", wanted)
        parts = _domain(manual, accounts, row[0] if row else None, depth)
        parts = _kept(accounts, parts, wanted)
    else:
        raise NotFoundError(
            f"{name} is {with_article(found.kind)}: it has no flow of messages",
            hint="name a domain, an interaction or an application role",
        )
    if role is not None:
        parts = _kept(accounts, parts, role)
    return Listing(FlowMessage, tuple(_messages(accounts, parts)))


def _domain(
    manual: Manual, accounts: Accounts, domain: int | None, depth: int | None
) -> list[Part]:
    rows = manual.rows(
        f"SELECT id FROM artefact WHERE domain = ? AND kind = 'interaction'"  # noqa: S608  (our own constant)
        f" AND standing IN {_CURRENT} ORDER BY rowid",
        domain,
    )
    own = [str(row[0]) for row in rows]
    answers = {
        response
        for interaction in own
        for response, _ in accounts.responses.get(interaction, ())
        if response != interaction
    }
    exchanges = [accounts.exchange(one, depth) for one in own if one not in answers]
    # Of interactions that only answer one another, the first begins.
    shown = {turn.interaction for exchange in exchanges for turn in exchange}
    for one in own:
        if one not in shown and (one not in answers or depth is None):
            exchange = accounts.exchange(one, depth)
            exchanges.append(exchange)
            shown.update(turn.interaction for turn in exchange)
    return parts_of(manual, accounts, domain, exchanges)


def _around(accounts: Accounts, interaction: str, depth: int | None) -> list[list[Turn]]:
    """Return an interaction's own exchange, or those of its domain's requests that it answers."""
    domain = accounts.domains.get(interaction)
    requests = [
        one
        for one, responses in accounts.responses.items()
        if one != interaction
        and accounts.domains.get(one) == domain
        and any(response == interaction for response, _ in responses)
    ]
    if not requests:
        return [accounts.exchange(interaction, depth)]
    return [accounts.exchange(one, depth, only=interaction) for one in requests]


def _kept(accounts: Accounts, parts: Sequence[Part], wanted: str) -> list[Part]:
    text = wanted.casefold()

    def has(exchange: list[Turn]) -> bool:
        roles = {role for turn in exchange for role in (*turn.senders, *turn.receivers)}
        return any(
            text in role.casefold() or text in (accounts.titles.get(role) or "").casefold()
            for role in roles
        )

    kept = [part._replace(exchanges=[one for one in part.exchanges if has(one)]) for part in parts]
    return [part for part in kept if part.exchanges]


def _messages(accounts: Accounts, parts: Sequence[Part]) -> Iterator[FlowMessage]:
    for part in parts:
        drawing = part.drawing
        lifelines = tuple(map(accounts.named, part.lifelines))
        for exchange in part.exchanges:
            for turn in exchange:
                yield FlowMessage(
                    sending_roles=tuple(map(accounts.named, turn.senders)),
                    receiving_roles=tuple(map(accounts.named, turn.receivers)),
                    interaction=turn.interaction,
                    title=accounts.titles.get(turn.interaction),
                    response_to=turn.response_to,
                    reason=turn.reason,
                    depth=turn.depth,
                    roles_from=turn.roles_from,
                    domain=accounts.domains.get(turn.interaction),
                    part=drawing.title if drawing else None,
                    section=drawing.section if drawing else None,
                    diagram=drawing.image if drawing else None,
                    lifelines=lifelines,
                )
