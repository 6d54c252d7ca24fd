"""One interaction from three accounts: its manual, the interaction XML, its schema."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.named import Named
from mimcli.model.publication import RelationRow
from mimcli.model.statements import DynamicInteraction, InteractionStatement, SchemaStatement
from mimcli.reconcile.rules import (
    DEFINED_ONLY,
    MANUAL_FIRST,
    MODEL_AND_WIRE,
    SENDER_IS_NOT_RECEIVER,
    WIRE_WRAPPERS,
    Rule,
)
from mimcli.reconcile.wire import wire_relations

KINDS = {
    "sending_role": "AR",
    "receiving_role": "AR",
    "trigger_event": "TE",
    "transmission_wrapper": "MT",
    "control_act_wrapper": "MT",
    "message_type": "MT",
}
"""The six relations, and the kind of id that each takes."""

Ids = tuple[str, ...]
Accounts3 = dict[str, Ids]
"""What the accounts `manual`, `xml` and `schema` say of one relation."""

_SPEAKERS = {"manual": "The manual", "xml": "The interaction XML", "schema": "The schema"}


class Accounts(NamedTuple):
    """What each account says of one interaction; None where an account does not have it."""

    id: str
    manual: InteractionStatement | None
    manual_page: str
    dynamic: DynamicInteraction | None
    dynamic_page: str
    schema: SchemaStatement | None

    def page_of(self, account: str) -> str:
        """Return the page of the account called `manual`, `xml` or `schema`."""
        if account == "schema":
            return self.schema.path if self.schema else ""
        return self.manual_page if account == "manual" else self.dynamic_page

    @property
    def anchor(self) -> str:
        """The interaction's place in its manual."""
        return self.manual.anchor if self.manual else ""


class Known(NamedTuple):
    """What the publication as a whole tells of artefact ids."""

    is_defined: Callable[[str], bool]
    """Whether any page or schema defines an id."""
    roots: Mapping[str, str]
    """Message type to the name of its schema's first global element."""


class _Choice(NamedTuple):
    ids: Ids
    rule: Rule


def reconcile_interaction(
    accounts: Accounts, known: Known
) -> tuple[list[RelationRow], list[Finding]]:
    """Return the relations of one interaction and what was overruled to get them."""
    stated = _stated(accounts.manual)
    dynamic = _dynamic(accounts.dynamic)
    wire, findings = wire_relations(accounts.id, accounts.schema)
    rows: list[RelationRow] = []
    sending: Ids = ()
    for relation in KINDS:
        told = {
            "manual": tuple(one.id for one in stated.get(relation, ()) if one.id),
            "xml": dynamic.get(relation, ()),
            "schema": wire.get("wire_payload" if relation == "message_type" else relation, ()),
        }
        choice = _choose(relation, told, sending, known)
        if relation == "sending_role":
            sending = choice.ids
        rows += _rows(accounts.id, relation, choice.ids, told, stated.get(relation, ()))
        findings += _overruled(accounts, relation, choice, told, known)
        findings += _unstated(accounts, relation, choice, told, stated.get(relation, ()))
    payload = wire.get("wire_payload", ())
    rows += _rows(accounts.id, "wire_payload", payload, {"schema": payload}, ())
    return rows, [*findings, *_gaps(accounts, rows, dynamic)]


def _stated(statement: InteractionStatement | None) -> dict[str, tuple[Named, ...]]:
    if statement is None:
        return {}
    return {
        "sending_role": statement.sending_roles,
        "receiving_role": statement.receiving_roles,
        "trigger_event": statement.trigger_events,
        "transmission_wrapper": statement.transmission_wrappers,
        "control_act_wrapper": statement.control_act_wrappers,
        "message_type": statement.message_types,
    }


def _dynamic(statement: DynamicInteraction | None) -> dict[str, Ids]:
    if statement is None:
        return {}
    return {
        "sending_role": statement.sending_roles,
        "receiving_role": statement.receiving_roles,
        "trigger_event": statement.trigger_events,
        "transmission_wrapper": statement.transmission_wrappers,
        "control_act_wrapper": statement.control_act_wrappers,
        "message_type": statement.payloads,
    }


def _is_sound(identifier: str, relation: str, known: Known) -> bool:
    return _is_kind(identifier, relation) and known.is_defined(identifier)


def _is_kind(identifier: str, relation: str) -> bool:
    parsed = parse_artefact_id(identifier)
    return parsed is not None and parsed.kind_code == KINDS[relation]


def _choose(relation: str, told: Accounts3, sending: Ids, known: Known) -> _Choice:
    def sound(ids: Ids) -> Ids:
        return tuple(one for one in ids if _is_sound(one, relation, known))

    manual, dynamic, wire = sound(told["manual"]), sound(told["xml"]), told["schema"]
    if relation.endswith("_wrapper") and wire:
        return _Choice(wire, WIRE_WRAPPERS)
    copied = relation == "receiving_role" and manual and set(manual) <= set(sending)
    other = tuple(one for one in dynamic if one not in sending)
    if copied and other:
        return _Choice(other, SENDER_IS_NOT_RECEIVER)
    for ids in (manual, dynamic, wire):
        if ids:
            return _Choice(ids, MANUAL_FIRST)
    # Nothing that is stated leads anywhere: what is stated first is better than nothing.
    return _Choice(told["manual"] or told["xml"], MANUAL_FIRST)


def _rows(
    subject: str, relation: str, ids: Ids, told: Accounts3, stated: tuple[Named, ...]
) -> list[RelationRow]:
    titles = {one.id: one.title for one in stated}
    return [
        RelationRow(
            subject,
            relation,
            position,
            identifier,
            titles.get(identifier) or None,
            ",".join(account for account, ids_ in told.items() if identifier in ids_),
        )
        for position, identifier in enumerate(dict.fromkeys(ids))
    ]


def _overruled(
    accounts: Accounts, relation: str, choice: _Choice, told: Accounts3, known: Known
) -> Iterator[Finding]:
    for account, ids in told.items():
        for identifier in dict.fromkeys(ids):
            if identifier in choice.ids:
                continue
            if relation == "message_type" and account == "schema":
                yield from _payload_differs(accounts, choice.ids, identifier, known)
                continue
            if relation == "message_type" and identifier in told["schema"]:
                continue  # The XML states the wire payload, which is kept as such.
            sound = _is_sound(identifier, relation, known)
            yield Finding(
                kind="overruled-relation",
                subject=accounts.id,
                page=accounts.page_of(account),
                detail=f"{_SPEAKERS[account]} states the {_words(relation)} {identifier}"
                f"{'' if sound else _why_unsound(identifier, relation)}.",
                chosen=", ".join(choice.ids),
                rule=(choice.rule if sound else DEFINED_ONLY).slug,
                anchor=accounts.anchor if account == "manual" else "",
            )


def _payload_differs(
    accounts: Accounts, chosen: Ids, payload: str, known: Known
) -> Iterator[Finding]:
    """Yield a finding where model and wire form are not two forms of one thing."""
    roots = {known.roots.get(one, one).casefold() for one in chosen}
    if known.roots.get(payload, payload).casefold() not in roots:
        yield Finding(
            kind="payload-differs",
            subject=accounts.id,
            page=accounts.page_of("schema"),
            detail=f"The schema carries {payload}, which has another root element than the model.",
            chosen=", ".join(chosen),
            rule=MODEL_AND_WIRE.slug,
        )


def _words(relation: str) -> str:
    return relation.replace("_", " ")


def _why_unsound(identifier: str, relation: str) -> str:
    if parse_artefact_id(identifier) is None:
        return ", which is no whole id"
    if not _is_kind(identifier, relation):
        return ", which is an id of another kind"
    return ", which is defined nowhere"


def _unstated(
    accounts: Accounts, relation: str, choice: _Choice, told: Accounts3, stated: tuple[Named, ...]
) -> Iterator[Finding]:
    """Yield a finding where only a damaged id could be chosen, and where a manual leaves a gap."""
    for identifier in choice.ids:
        if not _is_kind(identifier, relation):
            account = next(one for one, ids in told.items() if identifier in ids)
            yield Finding(
                kind="damaged-id",
                subject=accounts.id,
                page=accounts.page_of(account),
                detail=f"{_SPEAKERS[account]} states the {_words(relation)} {identifier}"
                f"{_why_unsound(identifier, relation)}.",
                severity="error",
                anchor=accounts.anchor if account == "manual" else "",
            )
    # A row without an id (`stated` has it) has its own finding, by the parser.
    if accounts.manual and choice.ids and not stated:
        yield Finding(
            kind="missing-relation",
            subject=accounts.id,
            page=accounts.manual_page,
            detail=f"The manual states no {_words(relation)}.",
            chosen=", ".join(choice.ids),
            rule=MANUAL_FIRST.slug,
            severity="info",
            anchor=accounts.anchor,
        )


def _gaps(
    accounts: Accounts, rows: list[RelationRow], dynamic: dict[str, Ids]
) -> Iterator[Finding]:
    """Yield one finding for all that the interaction XML leaves out."""
    if accounts.dynamic is None:
        return
    known = {row.relation for row in rows}
    absent = [_words(one) for one in KINDS if one in known and not dynamic.get(one)]
    if absent:
        yield Finding(
            kind="missing-relation",
            subject=accounts.id,
            page=accounts.dynamic_page,
            detail=f"The interaction XML states no {', '.join(absent)}.",
            rule=MANUAL_FIRST.slug,
            severity="info",
        )
