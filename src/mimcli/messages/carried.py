"""What judges the messages of a batch, which are only what their interactions carry."""

from collections.abc import Iterable, Iterator

from mimcli.messages.candidates import Candidate
from mimcli.messages.judges import Judges
from mimcli.messages.roots import RootFacts
from mimcli.model.answers.knowledge import Revision
from mimcli.model.identifiers import parse_artefact_id
from mimcli.query.knowledge import revisions_of

_CARRIED = (
    "SELECT relation.object, schema.path FROM relation JOIN schema ON schema.id = relation.object"
    " WHERE relation.subject = ? AND relation.relation = 'wire_payload' ORDER BY relation.position"
)


def judges_of(
    judges: Judges, interaction: str, facts: RootFacts, *, nearest: bool
) -> tuple[Candidate, ...]:
    """Return what may judge what an interaction carries; none if no version at hand defines it.

    `nearest`: then its nearest revision does.
    """
    found = tuple(_of(judges, interaction, facts))
    if found or not nearest:
        return found[:1]
    near = (
        one._replace(subject=one.subject._replace(nearest_of=interaction))
        for other in _nearest_first(interaction, revisions_of(judges.manuals, interaction))
        for one in _of(judges, other, facts)
    )
    return tuple(near)[:1]


def carries_nothing(judges: Judges, interaction: str | None) -> bool:
    """Return whether a version at hand defines an interaction, and that it carries nothing."""
    for manual in judges.manuals if interaction else ():
        if manual.row("SELECT 1 FROM schema WHERE id = ?", interaction):
            return not manual.row(_CARRIED, interaction)
    return False


def _of(judges: Judges, interaction: str, facts: RootFacts) -> Iterator[Candidate]:
    reason = f"its interaction {interaction}, as the batch says"
    for manual in judges.manuals:
        for identifier, schema in manual.rows(_CARRIED, interaction):
            yield judges.candidate(manual, str(identifier), str(schema), facts, reason)


def _nearest_first(identifier: str, others: Iterable[Revision]) -> list[str]:
    """Return other revisions of an id, those with the nearest numbers first."""
    own = parse_artefact_id(identifier)
    parsed = (parse_artefact_id(one.id) for one in others)
    far = {
        str(one): abs(int(one.revision) - int(own.revision))
        for one in parsed
        if own and one and one.realm == own.realm
    }
    return sorted(far, key=lambda one: far[one])
