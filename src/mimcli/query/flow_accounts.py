"""What the index says of who sends what, and what answers it; and exchanges made of that."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mimcli.model.answers.flow import FlowMessage
from mimcli.model.named import Named
from mimcli.query.manual import Manual

Roles = tuple[str, ...]


class Turn(NamedTuple):
    """One message of an exchange."""

    interaction: str
    senders: Roles
    receivers: Roles
    response_to: str | None
    reason: str | None
    depth: int
    roles_from: str


Exchange = list[Turn]
"""A request and what answers it, each response before the next, with what answers that."""


class Accounts(NamedTuple):
    """Everything that flows are made of, by interaction."""

    senders: dict[str, Roles]
    receivers: dict[str, Roles]
    responses: dict[str, list[tuple[str, str]]]
    """Response and reason, in the manual's order."""
    titles: dict[str, str | None]
    """Of interactions and roles."""
    domains: dict[str, str | None]
    """Name of the domain that defines an interaction."""

    def named(self, identifier: str) -> Named:
        """Return a role with its title."""
        return Named(identifier, self.titles.get(identifier) or "")

    def exchange(
        self, interaction: str, depth: int | None = None, *, only: str | None = None
    ) -> Exchange:
        """Return an interaction and all that answers it, at most `depth` steps deep.

        With `only`, no other direct response than that. What is being answered already is not
        followed again.
        """
        senders = self.senders.get(interaction, ())
        receivers = self.receivers.get(interaction, ())
        stated = "interaction" if senders or receivers else "none"
        first = Turn(interaction, senders, receivers, None, None, 0, stated)
        return list(self._turns(first, depth, (interaction,), only))

    def _turns(
        self, turn: Turn, depth: int | None, above: tuple[str, ...], only: str | None
    ) -> Iterator[Turn]:
        yield turn
        if depth is not None and turn.depth >= depth:
            return
        for response, reason in self.responses.get(turn.interaction, ()):
            if only is not None and response != only:
                continue
            answer = self._answer(turn, response, reason)
            if response in above:
                yield answer
            else:
                yield from self._turns(answer, depth, (*above, response), None)

    def _answer(self, request: Turn, response: str, reason: str) -> Turn:
        """Return a response with its roles.

        Its own, unless it is another domain's (an acknowledgement that any receiver sends), or
        repeats the request's (a slip: an answer does not go where the request went).
        """
        senders, receivers = self.senders.get(response, ()), self.receivers.get(response, ())
        foreign = self.domains.get(response) != self.domains.get(request.interaction)
        repeats = (senders, receivers) == (request.senders, request.receivers)
        roles_from = "interaction"
        if foreign or repeats or not (senders and receivers):
            senders, receivers = request.receivers, request.senders
            roles_from = "request" if senders or receivers else "none"
            if repeats and senders and receivers and not foreign:
                roles_from = "turned"
        return Turn(
            response,
            senders,
            receivers,
            request.interaction,
            reason or None,
            request.depth + 1,
            roles_from,
        )


def turned(messages: Iterable[FlowMessage]) -> list[str]:
    """Return a sentence for each answer that is drawn the other way round than its table says."""
    return [
        f"{one} is drawn as an answer to {request}: its own table has that one's sender and"
        f" receiver again, as `mim show {one}` tells"
        for one, request in dict.fromkeys(
            (one.interaction, one.response_to) for one in messages if one.roles_from == "turned"
        )
    ]


def read_accounts(manual: Manual) -> Accounts:
    """Return what a version says of all its interactions."""
    roles: dict[str, dict[str, Roles]] = {"sending_role": {}, "receiving_role": {}}
    for subject, relation, role in manual.rows(
        "SELECT subject, relation, object FROM relation"
        " WHERE relation IN ('sending_role', 'receiving_role')"
        " ORDER BY subject, relation, position"
    ):
        known = roles[relation].get(subject, ())
        roles[relation][subject] = known if role in known else (*known, role)
    responses: dict[str, list[tuple[str, str]]] = {}
    for interaction, response, reason in manual.rows(
        "SELECT interaction, response, reason FROM responsibility ORDER BY interaction, position"
    ):
        responses.setdefault(interaction, []).append((response, reason))
    rows = manual.rows(
        "SELECT artefact.id, title, domain.name FROM artefact"
        " LEFT JOIN domain ON domain.id = artefact.domain"
        " WHERE kind IN ('interaction', 'application_role')"
    )
    return Accounts(
        senders=roles["sending_role"],
        receivers=roles["receiving_role"],
        responses=responses,
        titles={row[0]: row[1] for row in rows},
        domains={row[0]: row[2] for row in rows},
    )
