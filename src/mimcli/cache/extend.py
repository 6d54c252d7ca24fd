"""Changes of an installed version that leave its tree as it is."""

from pathlib import Path
from typing import NamedTuple

from mimcli.cache.extraction import make_jobs, run_jobs
from mimcli.cache.files import (
    cache_failure,
    flush_file_system,
    flush_folder,
    move,
    new_token,
    remove_path,
    write_small,
)
from mimcli.cache.lock import WriteAccess
from mimcli.cache.manifest import EXTRACTED, ManifestLine, encode_manifest, read_manifest
from mimcli.cache.paths import GENERATION_MARK, CachePaths
from mimcli.cache.records import VersionRecord, encode_record
from mimcli.errors import CacheError, MimError
from mimcli.progress import SILENT, Progress
from mimcli.sources.archive import ArchiveSource
from mimcli.sources.interface import LeftOut, Source, is_rest


class Extended(NamedTuple):
    """What `extract_rest` did."""

    record: VersionRecord
    left_out: tuple[LeftOut, ...]
    """Files of `External Documents/` that cannot be unpacked on every system."""


def has_rest_elsewhere(record: VersionRecord) -> bool:
    """Tell whether `External Documents/` lies only in the folder that was added.

    Then `extract_rest` must be given that folder, now, for it not to be lost.
    """
    return not record.full and record.archive is None


def extract_rest(
    access: WriteAccess,
    record: VersionRecord,
    progress: Progress = SILENT,
    source: Source | None = None,
) -> Extended:
    """Put `External Documents/` into the tree, from the kept zip or from `source`.

    A second time it does nothing. Raises CacheError; the version is then as it was. The tree's
    other files, the index and running readers are not touched.
    """
    if record.full:
        return Extended(record, ())
    paths = access.paths
    origin = source if source is not None else _kept_archive(paths, record)
    if origin.fingerprint != record.source_fingerprint:
        raise CacheError(
            f"{origin.description} is not what version {record.version} was made from",
            hint="add it again, to replace that version",
        )
    folder = paths.temporary / new_token()
    try:
        files = [file for file in origin.files if is_rest(file.path)]
        run_jobs(make_jobs(origin, files, folder, paths.root), "extracting the rest", progress)
        flush_file_system(folder)
        for part in sorted({file.path.partition("/")[0] for file in files}):
            target = paths.resolve(record.tree) / part
            remove_path(target)  # what an interrupted call left there; no record counts on it
            move(folder / part, target)
        flush_folder(paths.resolve(record.tree))
        return Extended(_published_as_full(paths, record), origin.left_out)
    except OSError as error:
        raise cache_failure(error, paths.root) from error
    finally:
        remove_path(folder)


def _published_as_full(paths: CachePaths, record: VersionRecord) -> VersionRecord:
    old = paths.resolve(record.manifest)
    lines = read_manifest(old, record.source_fingerprint)
    location = f"{old.parent.name}/{_other_name(old)}"
    data = encode_manifest(ManifestLine(*line[:3], EXTRACTED) for line in lines)
    write_small(paths, paths.resolve(location), data)
    changed = record._replace(full=True, manifest=location)
    write_small(paths, paths.record_file(record.version), encode_record(changed))
    remove_path(old)
    return changed


def _other_name(old: Path) -> str:
    """Return a name of the same version that no file beside `old` has."""
    base = old.name.removesuffix(old.suffix).partition(GENERATION_MARK)[0]
    number = 2
    while (old.parent / f"{base}{GENERATION_MARK}{number}{old.suffix}").exists():
        number += 1
    return f"{base}{GENERATION_MARK}{number}{old.suffix}"


def _kept_archive(paths: CachePaths, record: VersionRecord) -> Source:
    """Return the zip that the cache kept."""
    if record.archive is None:
        raise CacheError(
            f"version {record.version} was added from a folder, and no zip of it is kept",
            hint="add that folder again",
        )
    try:
        return ArchiveSource(paths.resolve(record.archive))
    except MimError as error:
        raise CacheError(
            f"the kept zip of version {record.version} is missing or damaged ({error.message})",
            hint="add that version again",
        ) from None
