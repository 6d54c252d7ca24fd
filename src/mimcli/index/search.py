"""Full text: making and filling it, of an index's tables and of the pages' words."""

import sqlite3
from collections.abc import Iterable
from importlib.resources import files

from mimcli.index.search_passages import Gathering
from mimcli.index.search_tables import add_tables
from mimcli.model.passages import PageText


def search_sql() -> str:
    """Return the statements that make an empty full text index."""
    return files("mimcli.index").joinpath("search.sql").read_text(encoding="utf-8")


def fill_search(connection: sqlite3.Connection, texts: Iterable[PageText]) -> None:
    """Make and fill the full text index of an index whose other tables are filled.

    The order of the passages is that of the pages' paths and of the tables alone.
    """
    connection.executescript(search_sql())
    connection.execute("BEGIN")
    gathering = Gathering(connection)
    gathering.add_domains()
    gathering.add_pages(sorted(texts, key=lambda one: one.page))
    add_tables(gathering)
    gathering.write()
    connection.execute("COMMIT")
