"""A manual that can be asked: one MiM version, from the cache or from the bundled catalogue."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mimcli.errors import CacheError, NotCachedError

Row = tuple[Any, ...]


class Manual(NamedTuple):
    """One MiM version, open for questions."""

    version: str
    source: str
    """`cache` or `bundled`."""
    connection: sqlite3.Connection
    tree: Path | None = None
    """The extracted publication; None for the bundled catalogue."""
    partial: bool = False
    """Whether only part of the publication is at hand (schemas, say)."""

    def rows(self, sql: str, *parameters: object) -> list[Row]:
        """Return all rows of one query."""
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            raise _damaged(self.version, error) from None

    def row(self, sql: str, *parameters: object) -> Row | None:
        """Return the first row of one query, or None."""
        try:
            found: Row | None = self.connection.execute(sql, parameters).fetchone()
        except sqlite3.DatabaseError as error:
            raise _damaged(self.version, error) from None
        return found

    def need_tree(self, what: str) -> Path:
        """Return the publication's folder; NotCachedError names the command that would help."""
        if self.tree is None:
            raise not_cached(self.version, what)
        return self.tree

    def need_cache(self, what: str) -> None:
        """Raise NotCachedError unless this manual is in the cache."""
        if self.source != "cache":
            raise not_cached(self.version, what)


def _damaged(version: str, error: sqlite3.DatabaseError) -> CacheError:
    return CacheError(
        f"the index of MiM {version} is damaged: {error}",
        hint=f"`mim cache verify {version}` tells more; `mim add --force` makes it anew",
    )


def not_cached(version: str, what: str) -> NotCachedError:
    """Return the error that `what` needs a version which is not in the cache."""
    return NotCachedError(
        f"{what} needs MiM {version}, which is not in the cache",
        hint=f"download MiM {version} and run: mim add MiM-{version}.zip",
    )


def partly_cached(version: str, what: str) -> NotCachedError:
    """Return the error that `what` needs more of a version than the part that the cache has."""
    return NotCachedError(
        f"{what} needs the whole of MiM {version}; the cache has a part of it",
        hint=f"download MiM {version} and run: mim add MiM-{version}.zip",
    )


def not_installed(version: str, installed: Sequence[str]) -> NotCachedError:
    """Return the error that a version which a keeping command names is not in the cache."""
    there = f"these are: {', '.join(installed)}" if installed else "the cache is empty"
    return NotCachedError(f"MiM {version} is not in the cache", hint=there)
