"""The two forms of a CDA document: the templated one that a domain models, the generic one sent.

Their manuals model `POCD_MT150001UK06`; the interactions' schemas carry `POCD_MT000001UK04` (rule
model-and-wire). A place is looked for in the model that was named, then in the one on the wire.
"""

from mimcli.query.manual import Manual


def wire_model(manual: Manual, artefact: str) -> str | None:
    """Return the model that is sent in the place of a message type; None if it is sent itself."""
    row = manual.row(
        "SELECT carried.object FROM relation modelled JOIN relation carried"
        " ON carried.subject = modelled.subject AND carried.relation = 'wire_payload'"
        " WHERE modelled.object = ?1 AND modelled.relation = 'message_type'"
        " ORDER BY carried.object = ?1 DESC, carried.object DESC",
        artefact,
    )
    return row[0] if row and row[0] != artefact else None


def is_sent(manual: Manual, artefact: str) -> bool:
    """Return whether the schema of an interaction includes that of an artefact, or none says so."""
    rows = manual.rows(
        "WITH RECURSIVE user (path) AS (SELECT path FROM schema WHERE id = ?"
        " UNION SELECT schema_reference.schema FROM schema_reference JOIN user ON target = path)"
        " SELECT schema.id FROM user JOIN schema ON schema.path = user.path",
        artefact,
    )
    return not rows or any((row[0] or "")[5:7] == "IN" for row in rows)
