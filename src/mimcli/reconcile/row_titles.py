"""Rows of interactions' tables whose words are the title of another artefact than their id."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.named import Named
from mimcli.model.publication import ArtefactRow, RelationRow
from mimcli.model.statements import InteractionStatement
from mimcli.reconcile.headings import Headings
from mimcli.reconcile.rules import ID_OVER_TITLE

_RELATED = frozenset(("application_role", "trigger_event", "message_type"))
_NO_WORD = re.compile(r"[\W_]+")


class _Titled(NamedTuple):
    id: str
    words: str
    """Its title folded: lower-cased words with a blank before and after each."""


_Group = tuple[str, int | None]
"""A kind of artefact and the domain that defines it."""


def contradicted_rows(headings: Headings, relations: Iterable[RelationRow]) -> Iterator[Finding]:
    """Yield a finding for each row of an interaction's table that contradicts itself.

    Its id is that of one artefact; its words are no title of that, but that of another one of the
    same kind, which the interaction's domain or the id's own defines. Words that begin or end with
    such a title, and share none with the id's own, count as well. Like titles of other domains do
    not: "Order Placer" is what several call a role. A row that was overruled (its id is not in
    `relations`) has its own finding.
    """
    chosen = {(row.subject, row.relation, row.object) for row in relations}
    groups: dict[_Group, list[_Titled]] = defaultdict(list)
    for row in headings.artefacts.values():
        if row.title and row.kind in _RELATED:
            groups[row.kind, row.domain].append(_Titled(row.id, _folded(row.title)))
    judged: dict[tuple[Named, int | None], list[str]] = {}  # the same wrappers are in most tables
    for identifier, place in headings.interactions.items():
        domain = headings.artefacts[identifier].domain
        for relation, named in _rows_of(place.statement):
            own = headings.artefacts.get(named.id)
            if own is None or (identifier, relation, named.id) not in chosen:
                continue
            others = judged.get((named, domain))
            if others is None:
                others = judged[named, domain] = _others(own, named.title, domain, groups)
            if others:
                yield Finding(
                    kind="title-of-another",
                    subject=identifier,
                    page=place.page,
                    detail=f"The row of the {relation.replace('_', ' ')} has the id {named.id}"
                    f' ("{own.title}") and the words "{named.title}": '
                    f"the title of {' and '.join(others)}.",
                    chosen=named.id,
                    rule=ID_OVER_TITLE.slug,
                    anchor=place.statement.anchor,
                )


def _rows_of(statement: InteractionStatement) -> Iterator[tuple[str, Named]]:
    for relation, rows in (
        ("sending_role", statement.sending_roles),
        ("receiving_role", statement.receiving_roles),
        ("trigger_event", statement.trigger_events),
        ("transmission_wrapper", statement.transmission_wrappers),
        ("control_act_wrapper", statement.control_act_wrappers),
        ("message_type", statement.message_types),
    ):
        for row in rows:
            yield relation, row


def _others(
    own: ArtefactRow, words: str, domain: int | None, groups: Mapping[_Group, list[_Titled]]
) -> list[str]:
    """Return the artefacts whose title the words are, in place of the id's own."""
    if words == own.title:
        return []
    told, title = _folded(words), _folded(own.title or "")
    if told == title or not title.strip():
        return []
    near = [
        other
        for number in dict.fromkeys((domain, own.domain))
        for other in groups.get((own.kind, number), ())
        if other.words.strip() and other.words != title
    ]
    exact = [other.id for other in near if other.words == told]
    if exact or set(told.split()) & set(title.split()):
        return exact
    longer = [one for one in near if told.startswith(one.words) or told.endswith(one.words)]
    return [f'{one.id} ("{one.words.strip()}") with more' for one in longer]


def _folded(title: str) -> str:
    return f" {_NO_WORD.sub(' ', title.casefold()).strip()} "
