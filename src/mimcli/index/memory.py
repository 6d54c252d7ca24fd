"""A bundled catalogue as an index in memory, so that the same questions can be asked of it."""

import sqlite3

from mimcli.index.filling import fill_rest, fill_what_is_searched, schema_sql
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.knowledge.catalogue import Catalogue, inferred_domains
from mimcli.model.publication import (
    ArtefactRow,
    DefinitionRow,
    DomainRow,
    Publication,
    RelationRow,
)


def catalogue_connection(catalogue: Catalogue) -> sqlite3.Connection:
    """Return an index in memory that holds what the catalogue holds: names and relations."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(schema_sql())
    connection.execute("BEGIN")
    publication = _publication(catalogue)
    fill_what_is_searched(connection, publication)
    fill_rest(connection, publication)
    connection.execute("COMMIT")
    return connection


def _publication(catalogue: Catalogue) -> Publication:
    domains = [
        DomainRow(
            number,
            one.name,
            one.folder,
            one.category or None,
            one.status or None,
            one.version or None,
            one.version_status or None,
            None,
            None,
            one.page or None,
        )
        for number, one in enumerate(catalogue.domains, start=1)
    ]
    numbers = {row.name: row.id for row in domains}
    artefacts = [
        ArtefactRow(
            one.id,
            one.kind,
            parsed.stem,
            one.title or None,
            None,
            numbers.get(one.domain),
            one.section or None,
            None,
            None,
            one.standing or "defined",
        )
        for one in catalogue.artefacts
        if (parsed := parse_artefact_id(one.id))
    ]
    positions: dict[tuple[str, str], int] = {}
    relations = []
    for one in catalogue.relations:
        position = positions.get((one.subject, one.relation), 0)
        positions[one.subject, one.relation] = position + 1
        relations.append(
            RelationRow(one.subject, one.relation, position, one.object, None, "bundled")
        )
    return Publication(
        meta={"mim_version": catalogue.version, "issued": catalogue.issued, "partial": "1"},
        domains=tuple(domains),
        artefacts=tuple({row.id: row for row in artefacts}.values()),
        relations=tuple(relations),
        responsibilities=(),
        definitions=tuple(
            {
                one.id: DefinitionRow(one.id, one.entry_class, *(None,) * 6)
                for one in catalogue.artefacts
                if one.entry_class
            }.values()
        ),
        views=(),
        table_rows=(),
        prose=(),
        schemas=(),
        schema_references=(),
        examples=(),
        files=(),
        findings=tuple(inferred_domains(catalogue.artefacts)),
    )
