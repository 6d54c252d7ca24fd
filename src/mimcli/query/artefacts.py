"""Interactions, message types, application roles and trigger events, one at a time."""

from mimcli.data.services import services_of
from mimcli.model.answers.artefacts import Interaction, MessageType, Part, ReceiverResponsibility
from mimcli.model.named import Named
from mimcli.query.domain_status import domain_statuses
from mimcli.query.findings import findings_of
from mimcli.query.manual import Manual, Row

SERVICE_PREFIX = "urn:nhs:names:services:"


def show_interaction(manual: Manual, identifier: str) -> Interaction:
    """Return one interaction with its relations; the id must be in the index."""
    row, domain, retirement = _artefact(manual, identifier)
    relations: dict[str, list[Named]] = {}
    for relation, other, title in manual.rows(
        "SELECT relation, object, coalesce(relation.title, artefact.title) FROM relation"
        " LEFT JOIN artefact ON artefact.id = relation.object WHERE subject = ?"
        " ORDER BY relation, position",
        identifier,
    ):
        relations.setdefault(relation, []).append(Named(other, title or ""))

    def one(relation: str) -> Named | None:
        return next(iter(relations.get(relation, ())), None)

    schema = manual.row("SELECT path FROM schema WHERE id = ? ORDER BY path", identifier)
    payloads = [item.id for item in (one("message_type"), one("wire_payload")) if item]
    return Interaction(
        kind="interaction",
        id=identifier,
        title=row[0],
        domain=domain,
        section=row[3],
        description=row[1],
        sending_roles=tuple(relations.get("sending_role", ())),
        receiving_roles=tuple(relations.get("receiving_role", ())),
        trigger_event=one("trigger_event"),
        transmission_wrapper=one("transmission_wrapper"),
        control_act_wrapper=one("control_act_wrapper"),
        message_type=one("message_type"),
        wire_payload=one("wire_payload"),
        receiver_responsibilities=tuple(
            ReceiverResponsibility(*pair)
            for pair in manual.rows(
                "SELECT reason, response FROM responsibility WHERE interaction = ?"
                " ORDER BY position",
                identifier,
            )
        ),
        schema=schema[0] if schema else None,
        examples=_examples(manual, [identifier, *payloads[:1]]),
        service_names=tuple(
            dict.fromkeys(
                f"{SERVICE_PREFIX}{service.service}:{identifier}"
                for service in services_of(identifier)
            )
        ),
        retirement=retirement,
        page=row[4],
        anchor=row[5],
        standing=row[6],
        findings=findings_of(manual, identifier),
    )


def show_message_type(manual: Manual, identifier: str) -> MessageType:
    """Return one message type, CMET or template and the files that are its own."""
    row, domain, retirement = _artefact(manual, identifier)
    files = (
        manual.row(
            "SELECT entry_class, tabular_view, rmim, mif, schema, tabular_view_id, rmim_id"
            " FROM definition WHERE id = ?",
            identifier,
        )
        or (None,) * 7
    )
    used_by = manual.rows(
        "SELECT DISTINCT artefact.id, artefact.title FROM relation JOIN artefact"
        " ON artefact.id = relation.subject WHERE object = ? ORDER BY artefact.id",
        identifier,
    )
    return MessageType(
        kind=row[7],
        id=identifier,
        title=row[0],
        domain=domain,
        section=row[3],
        description=row[1],
        entry_class=files[0],
        tabular_view=files[1],
        rmim=files[2],
        mif=files[3],
        schema=files[4],
        used_by=tuple(Named(one[0], one[1] or "") for one in used_by),
        examples=_examples(manual, [identifier]),
        retirement=retirement,
        page=row[4],
        anchor=row[5],
        standing=row[6],
        tabular_view_id=files[5],
        rmim_id=files[6],
        findings=findings_of(manual, identifier),
    )


def show_part(manual: Manual, identifier: str) -> Part:
    """Return one application role or trigger event with the interactions it takes part in."""
    row, domain, _ = _artefact(manual, identifier)
    interactions = manual.rows(
        "SELECT DISTINCT artefact.id, artefact.title FROM relation JOIN artefact"
        " ON artefact.id = relation.subject WHERE object = ? ORDER BY artefact.rowid",
        identifier,
    )
    return Part(
        kind=row[7],
        id=identifier,
        title=row[0],
        description=row[1],
        domain=domain,
        section=row[3],
        interactions=tuple(Named(one[0], one[1] or "") for one in interactions),
        page=row[4],
        anchor=row[5],
        standing=row[6],
        findings=findings_of(manual, identifier),
    )


def _artefact(manual: Manual, identifier: str) -> tuple[Row, str | None, str]:
    row = manual.row(
        "SELECT artefact.title, artefact.description, artefact.domain, section, artefact.page,"
        " anchor, standing, kind, domain.name FROM artefact"
        " LEFT JOIN domain ON domain.id = artefact.domain WHERE artefact.id = ?",
        identifier,
    )
    assert row is not None  # noqa: S101  (names.resolve found it in the same index)
    if row[2] is None:
        return row, None, "not-listed"
    return row, row[8], domain_statuses(manual)[row[2]]


def _examples(manual: Manual, artefacts: list[str]) -> tuple[str, ...]:
    for artefact in artefacts:
        rows = manual.rows("SELECT path FROM example WHERE artefact = ? ORDER BY path", artefact)
        if rows:
            return tuple(str(row[0]) for row in rows)
    return ()
