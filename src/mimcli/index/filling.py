"""The rows of a publication into the tables of an index, in an order that the content decides."""

import sqlite3
from collections.abc import Iterable, Sequence
from importlib.resources import files

from mimcli.model.findings import Finding
from mimcli.model.publication import Publication
from mimcli.model.reference import ReferenceTables

_SCHEMAS = ("schema.sql", "content_model.sql", "diagrams.sql", "reference.sql")


def schema_sql() -> str:
    """Return the statements that make an empty index."""
    folder = files("mimcli.index")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in _SCHEMAS)


def make_tables(connection: sqlite3.Connection) -> list[str]:
    """Make an index's empty tables; return what makes its indexes, faster when they are full."""
    connection.executescript(schema_sql())
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL ORDER BY rowid"
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    return [statement for _, statement in indexes]


def unsafe_but_fast(connection: sqlite3.Connection) -> None:
    """Let a file be written that is not in use until it is moved into place, whole and synced."""
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")


def fill_what_is_searched(connection: sqlite3.Connection, publication: Publication) -> None:
    """Insert the tables that the full text is made of."""
    _insert(connection, "domain", publication.domains)
    _insert(connection, "artefact", publication.artefacts)
    _insert(connection, "example", _in_order(publication.examples, 2))
    _insert(connection, "file", sorted((path.lower(), path) for path in publication.files))
    _insert(connection, "vocabulary", publication.reference.vocabularies)
    _insert(connection, "code", publication.reference.codes)
    _insert(connection, "oid", _in_order(publication.reference.oids))
    _insert(connection, "datatype", publication.reference.datatypes)


def fill_rest(connection: sqlite3.Connection, publication: Publication) -> None:
    """Insert all other tables."""
    _insert(connection, "meta", sorted(publication.meta.items()))
    _insert(connection, "relation", sorted(publication.relations))
    _insert(connection, "responsibility", sorted(publication.responsibilities))
    _insert(connection, "definition", _in_order(publication.definitions))
    _insert(connection, "tabular_view", _in_order(publication.views))
    _insert(connection, "table_row", publication.table_rows)
    _insert(connection, "prose", list(enumerate(publication.prose, start=1)))
    _insert(connection, "schema", sorted(publication.schemas))
    _insert(connection, "schema_reference", sorted(publication.schema_references))
    contents = publication.contents()
    _insert(connection, "schema_type", contents.types)
    # Sorted by owner and position, which no two rows share.
    _insert(connection, "schema_part", sorted(contents.parts))
    _insert(connection, "schema_facet", sorted(contents.facets))
    _insert(connection, "diagram", publication.diagrams.rows)
    _insert(connection, "diagram_item", publication.diagrams.items)
    _fill_reference(connection, publication.reference)
    _insert(connection, "finding", _finding_rows(publication.findings))


def _fill_reference(connection: sqlite3.Connection, tables: ReferenceTables) -> None:
    """Insert the other tables of reference; those that have a number are in its order already."""
    _insert(connection, "subset", tables.subsets)
    _insert(connection, "datatype_part", tables.datatype_parts)
    _insert(connection, "datatype_rule", tables.datatype_rules)
    _insert(connection, "mention", sorted(tables.mentions))
    _insert(connection, "template_constraint", _in_order(tables.constraints))
    _insert(connection, "constraint_template", sorted(tables.constraint_templates))
    _insert(connection, "constraint_model", sorted(tables.constraint_models))
    _insert(connection, "template_list", sorted(tables.template_lists))
    _insert(connection, "template_reference", sorted(tables.template_references))
    _insert(connection, "record_element", _in_order(tables.record_elements, 2))
    _insert(connection, "artefact_page", _in_order(tables.artefact_pages, 3))


def _in_order(rows: Iterable[tuple[object, ...]], cells: int = 1) -> list[tuple[object, ...]]:
    """Return rows in order of their first cells, which are text."""
    return sorted(rows, key=lambda row: [str(cell) for cell in row[:cells]])


def _finding_rows(findings: Iterable[Finding]) -> list[tuple[object, ...]]:
    return [
        (
            number,
            one.severity,
            one.kind,
            one.subject,
            one.page or None,
            one.anchor or None,
            one.detail,
            one.chosen or None,
            one.rule or None,
        )
        for number, one in enumerate(sorted(set(findings)), start=1)
    ]


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Sequence[object]]) -> None:
    if rows:
        statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608  (our own table names)
        # sqlite3 takes plain tuples apart a quarter faster than named ones.
        connection.executemany(statement, map(tuple, rows))
