"""Answers whose own table sends them where the request went."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mimcli.model.findings import Finding
from mimcli.model.publication import ArtefactRow, RelationRow, ResponsibilityRow
from mimcli.reconcile.rules import ANSWER_COMES_BACK


def answers_that_repeat(
    relations: Iterable[RelationRow],
    responsibilities: Sequence[ResponsibilityRow],
    artefacts: Mapping[str, ArtefactRow],
) -> Iterator[Finding]:
    """Yield a finding for each answer with the sender and receiver of a request of its domain."""
    roles: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in relations:
        if row.relation in ("sending_role", "receiving_role"):
            roles[row.subject][row.relation].append(row.object)
    repeated: dict[str, list[str]] = defaultdict(list)
    for one in responsibilities:
        request, answer = artefacts.get(one.interaction), artefacts.get(one.response)
        if request is None or answer is None or request.domain != answer.domain:
            continue
        own = roles.get(answer.id)
        if own and len(own) > 1 and own == roles.get(request.id) and answer.id != request.id:
            repeated[answer.id].append(request.id)
    for identifier, requests in repeated.items():
        artefact = artefacts[identifier]
        yield Finding(
            kind="answer-repeats-request",
            subject=identifier,
            page=artefact.page or "",
            detail=f"Its sender and receiver are those of {', '.join(dict.fromkeys(requests))}, "
            "which it answers.",
            chosen="turned round in `mim flow`",
            rule=ANSWER_COMES_BACK.slug,
            anchor=artefact.anchor or "",
        )
