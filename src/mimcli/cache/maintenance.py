"""The care of a cache: what it holds and how large that is, removing, pruning, choosing."""

from dataclasses import dataclass

from mimcli.cache.chosen import chosen_name
from mimcli.cache.downloads import downloads, idle_download
from mimcli.cache.fetched import fetched_file
from mimcli.cache.files import flush_folder, remove_path, reporting, size_of, write_small
from mimcli.cache.leftovers import belonging_to, older_buckets, temporary_leftovers, unreferenced
from mimcli.cache.lock import WriteAccess
from mimcli.cache.names import check_version_name
from mimcli.cache.paths import ARCHIVES, INDEXES, MANIFESTS, TREES, CachePaths
from mimcli.cache.records import installed_spelling, version_names
from mimcli.errors import NotCachedError


@dataclass(frozen=True, slots=True)
class VersionSize:
    """How many bytes one version takes."""

    version: str
    tree: int
    index: int
    archive: int
    manifest: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.tree + self.index + self.archive + self.manifest


@dataclass(frozen=True, slots=True)
class CacheSize:
    """How many bytes a cache takes."""

    versions: tuple[VersionSize, ...]
    leftovers: int
    """What `prune` would free, besides."""
    downloads: int = 0
    """What `mim fetch` has so far of versions that it has not finished."""

    @property
    def total(self) -> int:
        """All of it."""
        kept = sum(version.total for version in self.versions)
        return kept + self.leftovers + self.downloads


@dataclass(frozen=True, slots=True)
class Removed:
    """A file or folder that was removed."""

    path: str
    """Relative to the cache's root."""
    size: int
    """Bytes."""


def cache_size(paths: CachePaths) -> CacheSize:
    """Measure a cache. Creates nothing; an absent cache is empty."""
    loose = unreferenced(paths)
    versions: list[VersionSize] = []
    for version in version_names(paths):
        sizes = dict.fromkeys((TREES, INDEXES, ARCHIVES, MANIFESTS), 0)
        for path in belonging_to(paths, version):
            sizes[path.parent.name] += size_of(path) if path not in loose else 0
        versions.append(VersionSize(version, *sizes.values()))
    loose += temporary_leftovers(paths) + older_buckets(paths)
    unfinished = sum(map(size_of, downloads(paths)))
    return CacheSize(tuple(versions), sum(map(size_of, loose)), unfinished)


def remove(access: WriteAccess, version: str) -> tuple[Removed, ...]:
    """Remove a version, also one whose record is damaged; return what that freed.

    If it was the chosen one, nothing is chosen afterwards. Raises NotCachedError if it is not
    there, CacheError if its record cannot be removed.
    """
    paths = access.paths
    name = _installed(paths, version)
    record = paths.record_file(name)
    freed = [Removed(f"{record.parent.name}/{record.name}", size_of(record))]
    with reporting(paths.root):
        record.unlink()
        flush_folder(record.parent)
        if chosen_name(paths) == name:
            paths.used_file.unlink()
    parts = [*belonging_to(paths, name), fetched_file(paths, name)]
    for path in parts:
        size = size_of(path)
        if path.exists() and remove_path(path):
            freed.append(Removed(f"{path.parent.name}/{path.name}", size))
    return tuple(freed)


def prune(access: WriteAccess, *, unfinished: bool = False) -> tuple[Removed, ...]:
    """Remove what no version needs: leftovers of crashes, and buckets of older formats.

    With `unfinished` what `mim fetch` would go on from goes too, unless a process works at it.
    """
    paths = access.paths
    freed: list[Removed] = []
    for path in [*temporary_leftovers(paths), *unreferenced(paths), *older_buckets(paths)]:
        size = size_of(path)
        if remove_path(path):
            freed.append(Removed(path.relative_to(paths.root).as_posix(), size))
    for path in downloads(paths) if unfinished else ():
        with idle_download(path) as idle:
            size = size_of(path) if idle else 0
            if idle and remove_path(path):
                freed.append(Removed(path.relative_to(paths.root).as_posix(), size))
    return tuple(freed)


def use_version(access: WriteAccess, version: str) -> str:
    """Choose an installed version; return its name as it is spelled there.

    Raises NotCachedError if it is not there, CacheError if the choice cannot be written.
    """
    paths = access.paths
    name = _installed(paths, version)
    with reporting(paths.root):
        write_small(paths, paths.used_file, f"{name}\n".encode())
    return name


def forget_used_version(access: WriteAccess) -> None:
    """Choose none. Raises CacheError if that cannot be written."""
    with reporting(access.paths.root):
        access.paths.used_file.unlink(missing_ok=True)


def _installed(paths: CachePaths, version: str) -> str:
    check_version_name(version)
    name = installed_spelling(paths, version)
    if name is None:
        there = version_names(paths)
        hint = f"these are: {', '.join(there)}" if there else "the cache is empty"
        raise NotCachedError(f"MiM {version} is not in the cache", hint=hint)
    return name
