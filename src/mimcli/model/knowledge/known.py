"""Which version defines what."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

RELATIONS = (
    "sending_role",
    "receiving_role",
    "trigger_event",
    "transmission_wrapper",
    "control_act_wrapper",
    "message_type",
    "wire_payload",
)
"""What an interaction can be related to; `message_type` as the domain's manual models it,
`wire_payload` as the interaction's schema carries it."""

Authority = Literal["manual", "elsewhere"]
"""`manual`: made by script from that version of the MiM, complete; `elsewhere`: put together from
what public places show of it, partial, its domains less certain."""


class KnownVersion(NamedTuple):
    """That one version of the MiM defines one artefact, and what is known of it there."""

    id: str
    version: str
    kind: str
    """`interaction`, `message_type`, `application_role`, `trigger_event`, `template` ..."""
    title: str
    domain: str
    """Empty if unknown."""
    domain_inferred: bool
    """The domain was not stated for this version but taken from a like id."""
    standing: str
    """`defined` by a page of the manual, `schema-only`, or empty if unknown."""
    relations: tuple[tuple[str, str], ...]
    """(name out of RELATIONS, id), in the catalogue's order; empty where nothing is known."""
    authority: Authority
    source: str

    def related(self, relation: str) -> tuple[str, ...]:
        """Return the ids that stand in one relation (a name out of RELATIONS)."""
        return tuple(target for name, target in self.relations if name == relation)


def with_message_types(relations: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return an interaction's relations with its message type, where only its schema is known.

    By rule manual-first: what no manual and no interaction XML states is taken from the schema, so
    the wire payload is the message type, too.
    """
    stated = tuple(relations)
    if any(name == "message_type" for name, _ in stated):
        return stated
    payloads = [target for name, target in stated if name == "wire_payload"]
    before = [pair for pair in stated if pair[0] != "wire_payload"]
    return (
        *before,
        *(("message_type", target) for target in payloads),
        *(("wire_payload", target) for target in payloads),
    )
