"""One interaction."""

from mimcli.data.services import services_of
from mimcli.model.answers.interaction import Interaction, ReceiverResponsibility
from mimcli.model.named import Named
from mimcli.query.artefact import artefact_row, examples_of, if_known
from mimcli.query.findings import findings_of
from mimcli.query.manual import Manual

SERVICE_PREFIX = "urn:nhs:names:services:"


def show_interaction(manual: Manual, identifier: str) -> Interaction:
    """Return one interaction with its relations; the id must be in the index."""
    row, domain, retirement = artefact_row(manual, identifier)
    relations: dict[str, list[Named]] = {}
    for relation, other, title in manual.rows(
        "SELECT relation, object, coalesce(artefact.title, relation.title) FROM relation"
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
        sending_roles=if_known(manual, tuple(relations.get("sending_role", ())), relations=True),
        receiving_roles=if_known(
            manual, tuple(relations.get("receiving_role", ())), relations=True
        ),
        trigger_event=one("trigger_event"),
        transmission_wrapper=one("transmission_wrapper"),
        control_act_wrapper=one("control_act_wrapper"),
        message_type=one("message_type"),
        wire_payload=one("wire_payload"),
        receiver_responsibilities=if_known(
            manual,
            tuple(
                ReceiverResponsibility(*pair)
                for pair in manual.rows(
                    "SELECT reason, response FROM responsibility WHERE interaction = ?"
                    " ORDER BY position",
                    identifier,
                )
            ),
        ),
        schema=schema[0] if schema else None,
        examples=examples_of(manual, [identifier, *payloads[:1]]),
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
