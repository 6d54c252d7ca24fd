"""The ways in which the cache's files are written, flushed, moved and removed.

What is flushed: records, indexes, manifests and the choice of version are written beside, flushed,
and moved into place; then their folder is flushed. The thousands of files of a tree are flushed
together with one call for the whole file system, in the background while the index is built.
Measured on ext4 with 3,700 files: 0.07 s, where a flush of each file takes 1.0 s on two threads.
Windows has no such call; there the tree is left to the system, and `mim cache verify` finds what
a power cut took.
"""

import errno
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mimcli.cache.paths import CachePaths
from mimcli.errors import CacheError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_RETRIES = 8
_FIRST_PAUSE = 0.02
"""Seconds; doubled each time, 5 s in all. On Windows a virus scanner or a reader may hold a file
for a moment, and moving it fails meanwhile."""


def cache_failure(error: OSError, root: Path) -> CacheError:
    """Return what to tell the user about an operating system's error while writing the cache."""
    if error.errno in _FULL:
        return CacheError(
            f"there is no room for it in the cache {root}",
            hint="free some space (mim cache prune, mim remove), or name another folder with"
            " --cache-dir",
        )
    if error.errno in _FORBIDDEN:
        return CacheError(
            f"the cache {root} cannot be written: {error.strerror}",
            hint="name a folder that you may write to with --cache-dir or MIM_CACHE_DIR",
        )
    where = f" ({error.filename})" if error.filename else ""
    return CacheError(
        f"the cache {root} cannot be written: {error.strerror or error}{where}",
        hint="name another folder with --cache-dir or MIM_CACHE_DIR",
    )


@contextmanager
def reporting(root: Path) -> Iterator[None]:
    """Turn any OSError into the CacheError that tells what to do about it."""
    try:
        yield
    except OSError as error:
        raise cache_failure(error, root) from error


def new_token() -> str:
    """Return a short name that no other process uses."""
    return os.urandom(4).hex()


def write_new(path: str, data: bytes) -> None:
    """Write a file that must not exist yet. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666)
    try:
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, data[written:])
    finally:
        os.close(handle)


def write_small(paths: CachePaths, target: Path, data: bytes) -> None:
    """Replace one file as a whole, and flush it. Raises OSError."""
    paths.temporary.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = paths.temporary / f"{new_token()}.part"
    try:
        write_new(str(beside), data)
        flush_file(beside)
        move(beside, target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    flush_folder(target.parent)


def move(source: Path, target: Path) -> None:
    """Rename, over an existing file if there is one; patient on Windows. Raises OSError."""
    pause = _FIRST_PAUSE
    for attempt in range(_RETRIES + 1):
        try:
            source.replace(target)
        except PermissionError:
            if sys.platform != "win32" or attempt == _RETRIES:
                raise
        else:
            return
        time.sleep(pause)
        pause *= 2


def flush_file(path: Path) -> None:
    """Wait until a file's content is on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(path: Path) -> None:
    """Wait until a folder's names are on the disk (nothing to do on Windows). Raises OSError."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_file_system(folder: Path) -> None:
    """Wait until all that was written near `folder` is on the disk. Raises OSError."""
    if sys.platform == "linux":
        # Imported here because only an import of a MiM needs it (10 ms).
        import ctypes  # noqa: PLC0415

        flush = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if flush is not None:
            handle = os.open(folder, os.O_RDONLY)
            try:
                if flush(handle) != 0:
                    number = ctypes.get_errno()
                    raise OSError(number, os.strerror(number))
            finally:
                os.close(handle)
            return
    if sys.platform != "win32":
        os.sync()


def remove_path(path: Path) -> bool:
    """Remove a file or a whole folder, as far as possible; tell whether it is gone."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return not os.path.lexists(path)


def size_of(path: Path) -> int:
    """Return the bytes of a file, or of all files in a folder; 0 for what is not there."""
    total = 0
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        total += size_of(Path(entry.path))
                    else:
                        total += entry.stat(follow_symlinks=False).st_size
    except NotADirectoryError:
        with suppress(OSError):
            total = path.lstat().st_size
    except OSError:
        total = 0
    return total
