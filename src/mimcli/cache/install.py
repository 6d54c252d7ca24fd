"""Is it there already? And the plain way to install, one step after the other."""

from collections.abc import Callable
from pathlib import Path

from mimcli.cache.lock import WriteAccess
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import VersionRecord, find_record
from mimcli.cache.staging import Facts, Staging
from mimcli.errors import CacheError
from mimcli.progress import SILENT, Progress
from mimcli.sources.interface import Source


def already_installed(
    paths: CachePaths, version: str, fingerprint: str, index_format: int
) -> VersionRecord | None:
    """Return the record of `version` if installing this content again would change nothing.

    None if it is not there, is of other content, has an older index, or is so damaged that it
    shows at once: a part is missing or has another size. A thorough look is `verify`.
    """
    try:
        record = find_record(paths, version)
    except CacheError:
        return None
    if (
        record is None
        or record.source_fingerprint != fingerprint
        or record.index_format != index_format
        or not _is_whole(paths, record)
    ):
        return None
    return record


def install(
    access: WriteAccess,
    source: Source,
    version: str,
    build: Callable[[Path, Path], Facts],
    progress: Progress = SILENT,
) -> VersionRecord:
    """Extract, build the index with `build(tree, index)`, publish; return the new record.

    Raises SourceError, CacheError, or what `build` raises; the cache is then as it was.
    """
    with Staging(access, source, version) as staging:
        staging.extract(progress)
        return staging.publish(build(staging.tree, staging.index))


def _is_whole(paths: CachePaths, record: VersionRecord) -> bool:
    try:
        return (
            paths.resolve(record.tree).is_dir()
            and paths.resolve(record.manifest).is_file()
            and paths.resolve(record.index).stat().st_size == record.index_bytes
            and (
                record.archive is None
                or paths.resolve(record.archive).stat().st_size == record.archive_bytes
            )
        )
    except OSError:
        return False
