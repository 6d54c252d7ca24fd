"""A manual that can be asked: one MiM version, from the cache or from the bundled catalogue."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mimcli.errors import CacheError, NotCachedError

if TYPE_CHECKING:
    from mimcli.model.retirement import RetirementList

Row = tuple[Any, ...]


def _bundled_list() -> "RetirementList":
    from mimcli.data.retirement_list import read_retirement_list  # noqa: PLC0415  (1 ms)

    return read_retirement_list()


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
    again: str | None = None
    """Of a version in the cache: the command that makes it anew."""
    retirement: "Callable[[], RetirementList]" = _bundled_list
    """Returns the retirement list that counts for the call."""

    def rows(self, sql: str, *parameters: object) -> list[Row]:
        """Return all rows of one query."""
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            raise _damaged(self, error) from None

    def row(self, sql: str, *parameters: object) -> Row | None:
        """Return the first row of one query, or None."""
        try:
            found: Row | None = self.connection.execute(sql, parameters).fetchone()
        except sqlite3.DatabaseError as error:
            raise _damaged(self, error) from None
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


def _damaged(manual: Manual, error: sqlite3.DatabaseError) -> CacheError:
    again = manual.again or "mim add --force"
    return CacheError(
        f"the index of MiM {manual.version} is damaged: {error}",
        hint=f"`mim cache verify {manual.version}` tells more; to make it anew: {again}",
    )


def not_cached(version: str, what: str) -> NotCachedError:
    """Return the error that `what` needs a version which is not in the cache."""
    return NotCachedError(
        f"{what} needs MiM {version}, which is not in the cache",
        hint=_how_to_get(version),
    )


def partly_cached(version: str, what: str) -> NotCachedError:
    """Return the error that `what` needs more of a version than the part that the cache has."""
    return NotCachedError(
        f"{what} needs the whole of MiM {version}; the cache has a part of it",
        hint=_how_to_get(version),
    )


def _how_to_get(version: str) -> str:
    """Return what to do to have a version: fetch it, if NHS England gives it out."""
    from mimcli.data.versions import read_versions  # noqa: PLC0415  (only for what cannot be had)

    if any(one.version == version and one.form for one in read_versions()):
        return f"get it: mim fetch {version}; or add a zip or folder that you have: mim add SOURCE"
    adding = f"add a zip or folder of it: mim add SOURCE --as {version}"
    return f"NHS England does not offer it; `mim versions` tells what the cache has; {adding}"


def not_installed(
    version: str, installed: Sequence[str], *, wanted: bool = False
) -> NotCachedError:
    """Return the error that a version which a keeping command names is not in the cache.

    `wanted`: it is to be there.
    """
    there = f"these are: {', '.join(installed)}" if installed else "the cache is empty"
    hint = f"{there}; {_how_to_get(version)}" if wanted else f"{there} (`mim versions`)"
    return NotCachedError(f"MiM {version} is not in the cache", hint=hint)
