"""Full text: making and filling it, of an index's tables and of the pages' words."""

import marshal
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, Self

from mimcli.index.failure import failing_as_system
from mimcli.index.filling import fill_what_is_searched, make_tables, unsafe_but_fast
from mimcli.index.search_passages import Gathering
from mimcli.index.search_tables import add_message_tables, add_tables
from mimcli.model.content_model import no_contents
from mimcli.model.diagrams import NO_DIAGRAMS
from mimcli.model.passages import PageText, Passage
from mimcli.model.publication import Publication, TableRowRow
from mimcli.model.reference import ReferenceTables

_REBUILD = "INSERT INTO search (search) VALUES ('rebuild')"
"""All of it at once: in pieces it would take half as long again, and more room."""


def search_sql() -> str:
    """Return the statements that make an empty full text index."""
    return files("mimcli.index").joinpath("search.sql").read_text(encoding="utf-8")


def fill_search(connection: sqlite3.Connection) -> None:
    """Make and fill the full text index of an index without pages and message tables."""
    gathering = Gathering(connection)
    gathering.add_domains()
    add_tables(gathering)
    _write(gathering, connection)


class SearchTask(NamedTuple):
    """Making the full text index of a publication, in a file of its own (picklable).

    It takes as long as all other tables of the index together, and needs no part of that file, so
    another process can do it meanwhile. The order of the passages is that of the pages' paths and
    of the tables alone.
    """

    searched: Publication
    """What of the publication is searched, but for what follows."""
    texts: bytes
    """Its texts, and of each the passages, as plain tuples that are marshalled: that is to be sent
    to another process, which waits for it, in a quarter of the time of named ones."""
    table_rows: bytes
    """The rows of its message tables, likewise."""
    file: Path
    """Must not exist; `take_over_search` removes it."""
    size: int = 0
    """Bytes of the publication's files that are done with it."""

    @classmethod
    def of(cls, publication: Publication, file: Path) -> Self:
        """Return the task for a publication."""
        tables = publication.reference
        searched = publication._replace(
            relations=(),
            responsibilities=(),
            definitions=(),
            schemas=(),
            schema_references=(),
            table_rows=(),
            texts=(),
            findings=(),
            contents=no_contents,
            diagrams=NO_DIAGRAMS,
            reference=ReferenceTables(
                vocabularies=tables.vocabularies,
                codes=tables.codes,
                oids=tables.oids,
                datatypes=tables.datatypes,
            ),
        )
        texts = sorted(publication.texts, key=lambda one: one.page)
        return cls(
            searched,
            marshal.dumps([(one.page, one.title, [*map(tuple, one.passages)]) for one in texts]),
            marshal.dumps([*map(tuple, publication.table_rows)]),
            file,
        )

    def run(self) -> None:
        """Do it. Raises OSError when the disk is full, or fails in another way."""
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as tables:
            make_tables(tables)
            fill_what_is_searched(tables, self.searched)
            gathering = Gathering(tables)
            gathering.add_domains()
            gathering.add_pages(
                PageText(page, title, tuple(map(Passage._make, passages)))
                for page, title, passages in _unmarshalled(self.texts)
            )
            add_tables(gathering)
        rows = tuple(map(TableRowRow._make, _unmarshalled(self.table_rows)))
        add_message_tables(gathering, self.searched.views, rows, self.searched.prose)
        with (
            failing_as_system(self.file),
            closing(sqlite3.connect(self.file, isolation_level=None)) as own,
        ):
            unsafe_but_fast(own)
            _write(gathering, own)


def _unmarshalled(content: bytes) -> Any:
    return marshal.loads(content)  # noqa: S302  (from `SearchTask.of`, in this program)


def take_over_search(connection: sqlite3.Connection, file: Path) -> None:
    """Move the full text index from the file of a task that has run into the index."""
    connection.execute("ATTACH ? AS beside", (str(file),))
    connection.executescript(search_sql())
    connection.execute("BEGIN")
    tables = connection.execute(
        "SELECT name FROM beside.sqlite_schema"
        " WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid"
    )
    for (name,) in tables.fetchall():
        connection.execute(f"DELETE FROM main.{name}")  # noqa: S608  (our own table names)
        connection.execute(f"INSERT INTO main.{name} SELECT * FROM beside.{name}")  # noqa: S608
    connection.execute("COMMIT")
    connection.execute("DETACH beside")
    file.unlink()


def _write(gathering: Gathering, connection: sqlite3.Connection) -> None:
    connection.executescript(search_sql())
    connection.execute("BEGIN")
    gathering.write(connection)
    connection.execute(_REBUILD)
    connection.execute("COMMIT")
