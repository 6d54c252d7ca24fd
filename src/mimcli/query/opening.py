"""Which version is asked, and opening it: from the cache, else the bundled catalogue."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mimcli.cache.chosen import used_version
from mimcli.cache.names import version_key
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import VersionRecord, find_record, read_records, version_names
from mimcli.commands import command
from mimcli.data.bundled import bundled_catalogues
from mimcli.errors import CacheError, NotCachedError
from mimcli.index.format import INDEX_FORMAT
from mimcli.query.manual import Manual


def open_manual(paths: CachePaths, requested: str | None, asked_by: str | None = None) -> Manual:
    """Return the manual to ask.

    That is `requested`, else the version chosen with `mim use`, else the newest in the cache,
    else the newest bundled one. NotCachedError for a version that is neither cached nor bundled;
    it says who asks for that, if `asked_by` does: an option, a variable, a project's file.
    """
    version = requested or used_version(paths) or newest_cached(paths)
    if version is None:
        return open_bundled(bundled_catalogues()[-1])
    record = find_record(paths, version)
    if record is not None:
        return open_cached(paths, record)
    if version in bundled_catalogues():
        return open_bundled(version)
    known = sorted({*version_names(paths), *bundled_catalogues()}, key=version_key)
    by = f" ({asked_by} asks for it)" if asked_by else ""
    raise NotCachedError(
        f"MiM {version} is not in the cache{by}",
        hint=f"these can be asked: {', '.join(known)}; `mim fetch VERSION` gets another,"
        " `mim add` takes a zip or folder of it",
    )


def newest_cached(paths: CachePaths) -> str | None:
    """Return the newest version in the cache, or None."""
    names = version_names(paths)
    return names[0] if names else None


def askable_versions(paths: CachePaths) -> list[str]:
    """Return the versions that can be asked, newest first: the cached and the bundled ones."""
    return sorted({*version_names(paths), *bundled_catalogues()}, key=version_key, reverse=True)


def open_cached(paths: CachePaths, record: VersionRecord) -> Manual:
    """Return a version of the cache. CacheError for an index that cannot be read."""
    if record.index_format > INDEX_FORMAT:
        raise CacheError(
            f"the index of MiM {record.version} was made by a newer mim ({record.program})",
            hint="upgrade mim, or use another cache: --cache-dir",
        )
    if record.index_format < INDEX_FORMAT:
        raise CacheError(
            f"the index of MiM {record.version} was made by an older mim ({record.program})",
            hint=f"add it again: {add_again(paths, record)}",
        )
    tree = paths.resolve(record.tree)
    try:
        connection = open_read_only(paths.resolve(record.index))
    except sqlite3.Error:
        if reason := _why_unreadable(paths.resolve(record.index)):
            raise CacheError(
                f"the index of MiM {record.version} cannot be read: {reason}",
                hint=f"see that you may read {paths.resolve(record.index)}",
            ) from None
        raise CacheError(
            f"the index of MiM {record.version} is missing or damaged",
            hint=f"add it again: {add_again(paths, record)}",
        ) from None
    again = add_again(paths, record)
    return Manual(record.version, "cache", connection, tree, record.partial, again)


def _why_unreadable(index: Path) -> str | None:
    """Return what the system says of a file that is there and may not be read; None if it may."""
    try:
        index.open("rb").close()
    except FileNotFoundError:
        return None
    except OSError as error:
        return error.strerror or str(error)
    return None


def add_again(paths: CachePaths, record: VersionRecord) -> str:
    """Return the command that adds a version of the cache anew, from its kept zip if it has one.

    With the version, as the publication itself may not state it.
    """
    if record.archive is None and "://" in record.source:
        return command("fetch", record.version, "--force")
    source = str(paths.resolve(record.archive)) if record.archive else record.source
    return command("add", "--force", source, "--as", record.version)


def open_bundled(version: str) -> Manual:
    """Return a version of the bundled catalogue, loaded into memory."""
    from mimcli.data.catalogues import load_catalogue  # noqa: PLC0415  (only with no MiM at hand)
    from mimcli.index.memory import catalogue_connection  # noqa: PLC0415

    return Manual(version, "bundled", catalogue_connection(load_catalogue(version)), None, True)


def every_cached(
    paths: CachePaths, unreadable: Callable[[CacheError], object] = lambda _: None
) -> Iterator[Manual]:
    """Yield each readable version of the cache, newest first.

    The others are left out; `unreadable` is told of each.
    """
    listing = read_records(paths)
    for problem in listing.errors:
        unreadable(problem)
    for record in listing.records:
        try:
            manual = open_cached(paths, record)
        except CacheError as error:
            unreadable(error)
        else:
            yield manual


def whole_versions(paths: CachePaths) -> Iterator[Manual]:
    """Yield each readable version of the cache that is there as a whole, newest first."""
    return (one for one in every_cached(paths) if not one.partial)


class _Reader(sqlite3.Connection):
    """A connection that may be asked in a copy of the process too (`fork`).

    SQLite forbids to use one there, or to close it: the copy opens one of its own when it first
    asks. What was learned from the index stays known, as the manual is the same.
    """

    def __init__(self, uri: str) -> None:
        options: dict[str, Any] = {"isolation_level": None, "check_same_thread": False}
        super().__init__(uri, uri=True, **options)
        self._uri = uri
        self._copies = _copies
        self._own: _Reader | None = None

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run one statement."""
        if self._copies == _copies:
            return super().execute(sql, parameters)
        if self._own is None:
            self._own = _Reader(self._uri)
        return self._own.execute(sql, parameters)


_copies = 0
"""How many copies of copies of the first process this one is."""


def _note_copy() -> None:
    global _copies  # noqa: PLW0603  (what it counts is the process's own)
    _copies += 1


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_note_copy)


def open_read_only(index: Path) -> sqlite3.Connection:
    """Return a connection that writes nothing and creates nothing. sqlite3.Error if it cannot."""
    # An index is never changed in place, so SQLite need not look for journals or locks.
    connection = _Reader(index.absolute().as_uri() + "?mode=ro&immutable=1")
    try:
        connection.execute("SELECT value FROM meta WHERE key = 'mim_version'").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
