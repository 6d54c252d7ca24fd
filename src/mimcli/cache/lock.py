"""One writer at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mimcli.cache.files import cache_failure, reporting, write_small
from mimcli.cache.paths import CachePaths
from mimcli.errors import CacheError

TAG = b"""Signature: 8a477f597d28d172789f06886806bc55
# This folder is a cache of mim, the explorer of the NHS Spine Message Implementation Manual.
# For information about cache directory tags see https://bford.info/cachedir/
"""


@dataclass(frozen=True, slots=True)
class WriteAccess:
    """The right to change a cache: only `write_access` gives it, and every writer asks for it."""

    paths: CachePaths


@contextmanager
def write_access(
    paths: CachePaths,
    *,
    waiting: Callable[[str], None] | None = None,
    timeout: float | None = None,
) -> Iterator[WriteAccess]:
    """Hold the cache's lock; creates the cache's folder if need be.

    `waiting` is told once, in a sentence, if another process holds it. `timeout` is in seconds;
    None waits for ever. The system frees the lock of a process that dies. Raises CacheError if
    the cache cannot be written or the time is over.
    """
    # Imported here because it takes 20 ms (it loads asyncio), which no reader should pay.
    import filelock  # noqa: PLC0415

    with reporting(paths.root):
        paths.root.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(paths.lock_file)
    try:
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            if waiting is not None:
                waiting(f"waiting for another mim that writes to {paths.root}")
            lock.acquire(timeout=-1 if timeout is None else timeout, poll_interval=0.1)
    except filelock.Timeout:
        raise CacheError(
            f"another mim is writing to the cache {paths.root}",
            hint="try again when it has ended, or name another folder with --cache-dir",
        ) from None
    except OSError as error:
        raise cache_failure(error, paths.root) from error
    except NotImplementedError:
        raise CacheError(
            f"the disk of the cache {paths.root} has no file locks",
            hint="name a folder on a local disk with --cache-dir or MIM_CACHE_DIR",
        ) from None
    try:
        with reporting(paths.root):
            if not paths.tag_file.exists():
                write_small(paths, paths.tag_file, TAG)
        yield WriteAccess(paths)
    finally:
        lock.release()
