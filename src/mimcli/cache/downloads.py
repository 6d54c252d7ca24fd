"""Where `mim fetch` keeps what it has so far, so that the next call goes on from there.

`downloads-v1/VERSION/` has what came of one version, and is removed once that is in the cache;
`downloads-v1/VERSION.lock` is held by the one that fetches it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mimcli.cache.files import cache_failure, remove_path, reporting
from mimcli.cache.lock import write_access
from mimcli.cache.names import check_version_name
from mimcli.cache.paths import CachePaths
from mimcli.errors import CacheError

_LOCK = ".lock"


@contextmanager
def download_area(
    paths: CachePaths, version: str, waiting: Callable[[str], None] = lambda _: None
) -> Iterator[Path]:
    """Hold the folder in which a version's download lies; it is made if need be.

    The lock of the cache is not held meanwhile: others may add versions while this one downloads.
    Raises CacheError if it cannot be made.
    """
    import filelock  # noqa: PLC0415  (20 ms, as in cache.lock)

    check_version_name(version)
    folder = paths.downloads / version.lower()
    with write_access(paths, waiting=waiting), reporting(paths.root):
        folder.parent.mkdir(exist_ok=True)
    lock = filelock.FileLock(folder.with_name(folder.name + _LOCK))
    try:
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            waiting(f"waiting for another mim that fetches MiM {version}")
            lock.acquire(poll_interval=0.2)
        with reporting(paths.root):
            folder.mkdir(exist_ok=True)
    except (OSError, NotImplementedError) as error:
        failure = error if isinstance(error, OSError) else OSError(str(error))
        raise cache_failure(failure, paths.root) from error
    try:
        yield folder
    finally:
        with suppress(OSError):
            folder.rmdir()  # if nothing is in it
        lock.release()


def downloads(paths: CachePaths) -> list[Path]:
    """Return the folders of downloads, unfinished ones all of them."""
    try:
        names = sorted(os.listdir(paths.downloads))  # noqa: PTH208  (names are enough)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [paths.downloads / name for name in names if not name.endswith(_LOCK)]


@contextmanager
def idle_download(folder: Path) -> Iterator[bool]:
    """Hold a download's folder if nobody works in it, and tell whether it is held."""
    import filelock  # noqa: PLC0415  (as above)

    lock = filelock.FileLock(folder.with_name(folder.name + _LOCK))
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def clear(folder: Path) -> None:
    """Remove what a download's folder holds. Raises CacheError if that cannot be done."""
    for path in sorted(folder.iterdir()):
        if not remove_path(path):
            raise CacheError(
                f"{path} cannot be removed", hint="remove it yourself, then run it again"
            )
