"""One interaction from three accounts: its manual, the interaction XML, its schema."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.publication import RelationRow
from mimcli.model.named import Named
from mimcli.model.statements import DynamicInteraction, InteractionStatement
from mimcli.reconcile.rules import (
    DEFINED_ONLY,
    MANUAL_FIRST,
    MODEL_AND_WIRE,
    SENDER_IS_NOT_RECEIVER,
    WIRE_WRAPPERS,
    Rule,
)

RELATIONS = (
    "sending_role",
    "receiving_role",
    "trigger_event",
    "transmission_wrapper",
    "control_act_wrapper",
    "message_type",
    "wire_payload",
)
TRANSMISSION_PREFIXES = ("MCCI_MT",)
"""HL7 v3 puts transmission wrappers into the message control domain."""
CONTROL_ACT_PREFIXES = ("MCAI_MT", "QUQI_MT")
"""HL7 v3's message act and query infrastructure domains."""
SHARED_PREFIXES = ("UKCT_", "COCT_", "RCCT_", "COCD_")
"""Common message element types and templates: parts, never a whole payload."""

_KINDS = {
    "sending_role": "AR",
    "receiving_role": "AR",
    "trigger_event": "TE",
    "transmission_wrapper": "MT",
    "control_act_wrapper": "MT",
    "message_type": "MT",
}
Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accounts:
    """What each account says of one interaction; None where an account does not have it."""

    id: str
    manual: InteractionStatement | None
    manual_page: str
    dynamic: DynamicInteraction | None
    dynamic_page: str
    schema_includes: Ids | None
    """Artefact ids that its schema includes directly."""
    schema_page: str


def wire_relations(includes: Iterable[str]) -> dict[str, Ids]:
    """Return the wrappers and payload among the ids that an interaction's schema includes."""
    sorted_out: dict[str, list[str]] = {}
    for identifier in includes:
        if identifier.startswith(TRANSMISSION_PREFIXES):
            sorted_out.setdefault("transmission_wrapper", []).append(identifier)
        elif identifier.startswith(CONTROL_ACT_PREFIXES):
            sorted_out.setdefault("control_act_wrapper", []).append(identifier)
        elif not identifier.startswith(SHARED_PREFIXES) and identifier[5:7] == "MT":
            sorted_out.setdefault("wire_payload", []).append(identifier)
    return {relation: tuple(ids) for relation, ids in sorted_out.items()}


def _manual_relations(statement: InteractionStatement | None) -> dict[str, tuple[Named, ...]]:
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


def _dynamic_relations(statement: DynamicInteraction | None) -> dict[str, Ids]:
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


@dataclass(frozen=True, slots=True)
class _Choice:
    ids: Ids
    rule: Rule


def _choose(
    relation: str,
    manual: Ids,
    dynamic: Ids,
    wire: Ids,
    sending: Ids,
    is_defined: Callable[[str], bool],
) -> _Choice:
    def sound(ids: Ids) -> Ids:
        return tuple(one for one in ids if _is_kind(one, _KINDS[relation]) and is_defined(one))

    if relation.endswith("_wrapper") and wire:
        return _Choice(wire, WIRE_WRAPPERS)
    copied = relation == "receiving_role" and manual and set(manual) <= set(sending)
    other = tuple(one for one in sound(dynamic) if one not in sending)
    if copied and other:
        return _Choice(other, SENDER_IS_NOT_RECEIVER)
    for ids, rule in ((sound(manual), MANUAL_FIRST), (sound(dynamic), DEFINED_ONLY)):
        if ids:
            return _Choice(ids, rule)
    if relation == "message_type" and wire:
        return _Choice(wire, MODEL_AND_WIRE)
    return _Choice(manual or dynamic, MANUAL_FIRST)


def _is_kind(identifier: str, kind_code: str) -> bool:
    parsed = parse_artefact_id(identifier)
    return parsed is not None and parsed.kind_code == kind_code


def reconcile_interaction(
    accounts: Accounts, is_defined: Callable[[str], bool]
) -> tuple[list[RelationRow], list[Finding]]:
    """Return the relations of one interaction and what was overruled to get them.

    `is_defined` tells whether any page or schema of the publication defines an artefact id.
    """
    named = _manual_relations(accounts.manual)
    dynamic = _dynamic_relations(accounts.dynamic)
    wire = wire_relations(accounts.schema_includes or ())
    rows: list[RelationRow] = []
    findings: list[Finding] = []
    sending: Ids = ()
    for relation in RELATIONS[:-1]:
        stated = named.get(relation, ())
        manual = tuple(one.id for one in stated if one.id)
        by_schema = wire.get("wire_payload" if relation == "message_type" else relation, ())
        choice = _choose(relation, manual, dynamic.get(relation, ()), by_schema, sending, is_defined)
        if relation == "sending_role":
            sending = choice.ids
        told = {"manual": manual, "xml": dynamic.get(relation, ()), "schema": by_schema}
        rows += _rows(accounts.id, relation, choice.ids, told, stated)
        findings += _overruled(accounts, relation, choice, told)
    payload = wire.get("wire_payload", ())
    rows += _rows(accounts.id, "wire_payload", payload, {"schema": payload}, ())
    return rows, findings + _missing(accounts, dynamic, rows)


def _rows(
    subject: str, relation: str, ids: Ids, told: dict[str, Ids], stated: tuple[Named, ...]
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
    accounts: Accounts, relation: str, choice: _Choice, told: dict[str, Ids]
) -> list[Finding]:
    pages = {
        "manual": accounts.manual_page,
        "xml": accounts.dynamic_page,
        "schema": accounts.schema_page,
    }
    # A CDA domain's model and its wire form are both right: see rule model-and-wire.
    wire = set(told["schema"]) if relation == "message_type" else set()
    return [
        Finding(
            kind="overruled-relation",
            subject=accounts.id,
            page=pages[account],
            detail=f"states the {relation.replace('_', ' ')} {identifier}",
            chosen=", ".join(choice.ids),
            rule=choice.rule.slug,
            anchor=accounts.manual.anchor if account == "manual" and accounts.manual else "",
        )
        for account, ids in told.items()
        for identifier in ids
        if identifier not in choice.ids and identifier not in wire
    ]


def _missing(
    accounts: Accounts, dynamic: dict[str, Ids], rows: list[RelationRow]
) -> list[Finding]:
    if accounts.dynamic is None:
        return []
    known = dict.fromkeys(row.relation for row in rows)
    absent = [
        relation.replace("_", " ")
        for relation in RELATIONS[:-1]
        if relation in known and not dynamic.get(relation)
    ]
    if not absent:
        return []
    return [
        Finding(
            kind="missing-relation",
            subject=accounts.id,
            page=accounts.dynamic_page,
            detail=f"states no {', '.join(absent)}",
            chosen="the other accounts' values",
            rule=MANUAL_FIRST.slug,
            severity="info",
        )
    ]
