"""Writing a file whole or not at all."""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mimcli.errors import InputError


def pasteable(path: Path | str) -> str:
    """Return a path as a shell takes it: in quotes, if it has blanks or signs with a meaning."""
    text = str(path)
    if re.fullmatch(r"[\w./\\:+@%,=~-]+", text):
        return text
    if os.name != "nt" and re.search(r'["$`\\!\n]', text):
        return "'" + text.replace("'", "'\\''") + "'"
    return f'"{text}"'


def write_atomically(target: Path, data: bytes) -> None:
    """Write `data` to `target` through a synced temporary file beside it.

    A reader sees the old file or the new one, never half of one; the new one keeps the old one's
    permissions. A link is followed, and what is no plain file (a device, a pipe) is written to
    as it is; when the reader of a pipe has had enough, the rest is dropped. Raises InputError when
    the folder is missing, or cannot be written.
    """
    try:
        # Asked of the name itself: what `/dev/stdout` leads to may be a pipe, which has no path.
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            _write_through(target, data)
        else:
            place = target.resolve() if target.is_symlink() else target
            with replacing(place) as temporary:
                temporary.write_bytes(data)
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror or error}") from None


@contextmanager
def replacing(place: Path) -> Iterator[Path]:
    """Yield a new file beside `place`, which takes its name when all went well; else it is removed.

    It is flushed to the disk, and has the permissions of the file that it replaces. Raises OSError.
    """
    # Loads shutil and random (4 ms) for the few calls that write a file.
    import tempfile  # noqa: PLC0415

    mode = place.stat().st_mode if place.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=".mim-", dir=place.parent or Path())
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(place)
    finally:
        with suppress(OSError):
            temporary.unlink()


def _write_through(place: Path, data: bytes) -> None:
    with suppress(BrokenPipeError), place.open("wb", buffering=0) as file:
        while data:
            data = data[file.write(data) :]


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
