"""What in a cache nothing refers to: the remains of interrupted and of replaced installations."""

import os
import re
from pathlib import Path
from typing import Final

from mimcli.cache.paths import DOWNLOADS, FETCHED, STORES, VERSIONS, CachePaths, version_of
from mimcli.cache.records import find_record, version_names
from mimcli.errors import CacheError

_BUCKET: Final = re.compile(
    r"(archive|downloads|fetched|index|manifest|tree|use|version)-v(\d{1,6})(?:\.txt)?"
)
_CURRENT: Final = {"use": 1} | {
    name.partition("-v")[0]: int(name.partition("-v")[2])
    for name in (*STORES, VERSIONS, DOWNLOADS, FETCHED)
}


def temporary_leftovers(paths: CachePaths) -> list[Path]:
    """Return all work in progress: leftovers, if the caller holds the lock."""
    return [paths.temporary / name for name in _listed(paths.temporary)]


def unreferenced(paths: CachePaths) -> list[Path]:
    """Return what lies in the buckets and belongs to no record.

    What might belong to a record that this program cannot read is not returned: all of a version
    whose record is damaged or newer, and everything if a newer program keeps records here.
    """
    if any(kind == "version" and number > _CURRENT[kind] for kind, number in _buckets(paths)):
        return []
    used: set[str] = set()
    unknown: set[str] = set()
    for version in version_names(paths):
        try:
            record = find_record(paths, version)
        except CacheError:
            unknown.add(version)
            continue
        if record is not None:
            used.update(record.locations().values())
    return [
        paths.root / store / name
        for store in STORES
        for name in _listed(paths.root / store)
        if f"{store}/{name}" not in used and version_of(store, name) not in unknown
    ]


def belonging_to(paths: CachePaths, version: str) -> list[Path]:
    """Return everything in the buckets that is of one version, of any installation of it."""
    return [
        paths.root / store / name
        for store in STORES
        for name in _listed(paths.root / store)
        if version_of(store, name) == version
    ]


def older_buckets(paths: CachePaths) -> list[Path]:
    """Return the buckets of formats that this program's have replaced."""
    return [
        paths.root / name
        for (kind, number), name in _buckets(paths).items()
        if number < _CURRENT[kind]
    ]


def _buckets(paths: CachePaths) -> dict[tuple[str, int], str]:
    matches = ((_BUCKET.fullmatch(name), name) for name in _listed(paths.root))
    return {(match[1], int(match[2])): name for match, name in matches if match}


def _listed(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208  (names are enough)
    except (FileNotFoundError, NotADirectoryError):
        return []
