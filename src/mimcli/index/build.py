"""Writing the index: a new SQLite file, byte for byte the same for the same publication."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from mimcli.index.failure import failing_as_system
from mimcli.index.filling import fill_rest, fill_what_is_searched, make_tables, unsafe_but_fast
from mimcli.index.format import INDEX_FORMAT
from mimcli.index.search import SearchTask, take_over_search
from mimcli.model.publication import Publication

Beside = Callable[[SearchTask], Callable[[], None]]
"""Takes a task to be run beside the caller's own work; what it returns waits for its end."""


def build_index(publication: Publication, target: Path, beside: Beside) -> None:
    """Write a new index file at `target` (which must not exist).

    The full text index is made by a task that `beside` is given, in a file of its own.
    Raises OSError when the disk is full, or fails in another way.
    """
    beside_target = target.with_name(f"{target.name}-search")
    wait_for_search = beside(SearchTask.of(publication, beside_target))
    with failing_as_system(target):
        connection = sqlite3.connect(target, isolation_level=None)
        try:
            _fill(connection, publication, beside_target, wait_for_search)
        finally:
            connection.close()


def _fill(
    connection: sqlite3.Connection,
    publication: Publication,
    beside_target: Path,
    wait_for_search: Callable[[], None],
) -> None:
    unsafe_but_fast(connection)
    indexes = make_tables(connection)
    connection.execute(f"PRAGMA user_version = {INDEX_FORMAT}")
    connection.execute("BEGIN")
    fill_what_is_searched(connection, publication)
    fill_rest(connection, publication)
    for statement in indexes:
        connection.execute(statement)
    connection.execute("COMMIT")
    wait_for_search()
    take_over_search(connection, beside_target)
    connection.execute("ANALYZE")
