"""Full text: making and filling it, of an index's tables and of the pages' words."""

import sqlite3
import threading
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

from mimcli.index.search_passages import Gathering
from mimcli.index.search_tables import add_message_tables, add_tables
from mimcli.model.publication import Publication

_REBUILD = "INSERT INTO search (search) VALUES ('rebuild')"
"""All of it at once: in pieces it would take half as long again, and more room."""


def search_sql() -> str:
    """Return the statements that make an empty full text index."""
    return files("mimcli.index").joinpath("search.sql").read_text(encoding="utf-8")


def fill_search(connection: sqlite3.Connection) -> None:
    """Make and fill the full text index of an index without pages and message tables."""
    gathering = _gathered(connection, None)
    connection.executescript(search_sql())
    connection.execute("BEGIN")
    gathering.write(connection)
    connection.execute(_REBUILD)
    connection.execute("COMMIT")


class SearchBeside:
    """The full text index of an index whose other tables are filled (a context manager).

    It is made beside the caller's own work on the index: by another thread, in a file of its
    own (SQLite does it in one statement, outside the interpreter's lock); `take_over` brings it
    into the index. The order of the passages is that of the pages' paths and of the tables alone.
    """

    def __init__(
        self, connection: sqlite3.Connection, publication: Publication, file: Path
    ) -> None:
        """Gather the passages of the publication, whose tables `connection` has.

        `file` must not exist; it is gone in the end.
        """
        self._index = connection
        self._file = file
        gathering = _gathered(connection, publication)
        self._own = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        unsafe_but_fast(self._own)
        self._own.executescript(search_sql())
        self._own.execute("BEGIN")
        gathering.write(self._own)
        self._failure: sqlite3.Error | None = None
        self._thread = threading.Thread(target=self._make, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def take_over(self) -> None:
        """Wait for the full text, and copy it into the index. Raises sqlite3.Error."""
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        self._index.execute("ATTACH ? AS beside", (str(self._file),))
        self._index.executescript(search_sql())
        self._index.execute("BEGIN")
        tables = self._index.execute(
            "SELECT name FROM beside.sqlite_schema"
            " WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid"
        )
        for (name,) in tables.fetchall():
            self._index.execute(f"DELETE FROM main.{name}")  # noqa: S608  (our own table names)
            self._index.execute(f"INSERT INTO main.{name} SELECT * FROM beside.{name}")  # noqa: S608
        self._index.execute("COMMIT")
        self._index.execute("DETACH beside")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.join()
        self._own.close()
        self._file.unlink()

    def _make(self) -> None:
        try:
            self._own.execute(_REBUILD)
            self._own.execute("COMMIT")
        except sqlite3.Error as error:
            self._failure = error


def _gathered(connection: sqlite3.Connection, publication: Publication | None) -> Gathering:
    gathering = Gathering(connection)
    gathering.add_domains()
    if publication:
        gathering.add_pages(sorted(publication.texts, key=lambda one: one.page))
    add_tables(gathering)
    if publication:
        add_message_tables(gathering, publication)
    return gathering


def unsafe_but_fast(connection: sqlite3.Connection) -> None:
    """Let a file be written that is not in use until it is moved into place, whole and synced."""
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")
