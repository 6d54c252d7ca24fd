"""Something that may judge a message: an artefact of a version, with its schema."""

from typing import NamedTuple

from mimcli.messages.roots import HL7, RootFacts
from mimcli.messages.schemas import SchemaKey, schema_key
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.validation import Kind, Subject
from mimcli.query.manual import Manual

_KINDS: dict[str, Kind] = {
    "MCCI": "wrapper",
    "MCAI": "control_act",
    "QUQI": "control_act",
    "UKCT": "fragment",
    "COCT": "fragment",
    "RCCT": "fragment",
    "COCD": "fragment",
}
"""What the models are whose ids begin so; all others are payloads."""


class Candidate(NamedTuple):
    """Something that may judge a message."""

    manual: Manual
    subject: Subject
    schema: SchemaKey
    """Of the schema to compile."""
    guessed: bool = False
    """Whether only the name of the message's root element speaks for it."""
    sent: bool = False
    """Of a guessed one: whether interactions carry it as it is."""


def candidate_of(
    manual: Manual, identifier: str, schema: str, facts: RootFacts, why: str
) -> Candidate:
    """Return what judges a message by a schema (its path) of an artefact; `why`, in words."""
    row = manual.row("SELECT target_namespace FROM schema WHERE path = ?", schema)
    subject = Subject(
        kind=_kind(identifier, facts, batch=bool(row and row[0] not in (HL7, None))),
        artefact=identifier,
        root=facts.name,
        schema=schema,
        mim=manual.version,
        why=why,
        wrap=_wrap(manual, identifier, schema, facts.name),
        namespace_added=not facts.namespace,
    )
    namespace = str(row[0]) if row and row[0] else ""
    return Candidate(manual, subject, schema_key(manual, subject, namespace))


def _kind(identifier: str, facts: RootFacts, *, batch: bool) -> Kind:
    parsed = parse_artefact_id(identifier)
    if batch:
        return "batch"
    if parsed is not None and parsed.kind_code == "IN":
        return "interaction"
    if facts.name == "ClinicalDocument":
        return "cda_templated" if facts.templated else "cda_wire"
    return _KINDS.get(identifier[:4], "payload")


def _wrap(manual: Manual, identifier: str, schema: str, root: str) -> str | None:
    """Return the type to declare a root element with, if its schema has no such element."""
    row = manual.row(
        "SELECT 1 FROM schema_type WHERE schema = ? AND kind = 'element' AND name = ?", schema, root
    )
    if row:
        return None
    names = (f"{identifier}.{root}", root)
    row = manual.row(
        "SELECT name FROM schema_type WHERE kind = 'complex' AND name IN (?, ?)"
        " ORDER BY name = ? DESC",
        *names,
        names[0],
    )
    return str(row[0]) if row else None
