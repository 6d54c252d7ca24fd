"""One application role or trigger event."""

from mimcli.model.answers.part import Part, RelatedInteraction
from mimcli.query.artefact import artefact_row
from mimcli.query.findings import findings_of
from mimcli.query.manual import Manual


def show_part(manual: Manual, identifier: str) -> Part:
    """Return one application role or trigger event with the interactions it takes part in."""
    row, domain, _ = artefact_row(manual, identifier)
    interactions = manual.rows(
        "SELECT DISTINCT artefact.id, coalesce(artefact.title, ''), relation FROM relation"
        " JOIN artefact ON artefact.id = relation.subject WHERE object = ?"
        " ORDER BY artefact.rowid, relation DESC",
        identifier,
    )
    return Part(
        kind=row[7],
        id=identifier,
        title=row[0],
        description=row[1],
        domain=domain,
        section=row[3],
        interactions=tuple(RelatedInteraction(*one) for one in interactions),
        page=row[4],
        anchor=row[5],
        standing=row[6],
        findings=findings_of(manual, identifier),
    )
