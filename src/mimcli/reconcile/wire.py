"""What an interaction carries on the wire, as its schema has it: wrappers and payload.

A schema tells it twice: by the schemas that it includes, and by the types that its own types are
built from (`<MCCI_MT...>.CommunicationFunctionRcv`, `<MCAI_MT...>.Author`,
`<payload>.<root class>`). The types are what validates, so they are asked first; a few schemas
include a payload without any type of it, and are believed for want of better.
"""

from collections.abc import Iterable, Iterator

from mimcli.model.findings import Finding
from mimcli.model.statements import SchemaStatement
from mimcli.reconcile.artefact_files import leading_id
from mimcli.reconcile.rules import WIRE_WRAPPERS

TRANSMISSION_PREFIXES = ("MCCI_MT",)
"""HL7 v3 puts transmission wrappers into the message control domain."""
CONTROL_ACT_PREFIXES = ("MCAI_MT", "QUQI_MT")
"""HL7 v3's message act and query infrastructure domains."""
SHARED_PREFIXES = ("UKCT_", "COCT_", "RCCT_", "COCD_")
"""Common message element types and templates: parts, never a whole payload."""

Ids = tuple[str, ...]


def sorted_out(identifiers: Iterable[str]) -> dict[str, Ids]:
    """Return the wrappers and the payload among artefact ids, each under its relation's name."""
    found: dict[str, list[str]] = {}
    for identifier in dict.fromkeys(identifiers):
        if identifier.startswith(TRANSMISSION_PREFIXES):
            found.setdefault("transmission_wrapper", []).append(identifier)
        elif identifier.startswith(CONTROL_ACT_PREFIXES):
            found.setdefault("control_act_wrapper", []).append(identifier)
        elif not identifier.startswith(SHARED_PREFIXES) and identifier[5:7] == "MT":
            found.setdefault("wire_payload", []).append(identifier)
    return {relation: tuple(ids) for relation, ids in found.items()}


def wire_relations(
    subject: str, schema: SchemaStatement | None
) -> tuple[dict[str, Ids], list[Finding]]:
    """Return what an interaction's schema carries, and where its two accounts of it differ."""
    if schema is None:
        return {}, []
    included = sorted_out(leading_id(target) for _, target in schema.references)
    carried = sorted_out(schema.carried)
    wire = included | carried
    return wire, list(_findings(subject, schema, included, carried))


def _findings(
    subject: str, schema: SchemaStatement, included: dict[str, Ids], carried: dict[str, Ids]
) -> Iterator[Finding]:
    for relation, ids in included.items():
        for identifier in ids:
            if identifier not in carried.get(relation, ()):
                yield Finding(
                    kind="unused-include",
                    subject=subject,
                    page=schema.path,
                    detail=f"The schema includes {identifier}, but carries no type of it.",
                    chosen=", ".join(carried.get(relation, ids)),
                    rule=WIRE_WRAPPERS.slug,
                    severity="info",
                )
    if schema.foreign and "wire_payload" not in {**included, **carried}:
        yield Finding(
            kind="foreign-payload",
            subject=subject,
            page=schema.path,
            detail=f"The schema carries {', '.join(schema.foreign)}, which is of no message type.",
            severity="info",
        )
