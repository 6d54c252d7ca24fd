"""Writing a file whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from mimcli.errors import InputError


def write_atomically(target: Path, data: bytes) -> None:
    """Write `data` to `target` through a synced temporary file beside it.

    A reader sees the old file or the new one, never half of one. Raises InputError when the
    folder is missing, or cannot be written.
    """
    # Loads shutil and random (4 ms) for the few calls that write a file.
    import tempfile  # noqa: PLC0415

    try:
        handle, name = tempfile.mkstemp(prefix=".mim-", dir=target.parent or Path())
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(target)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise InputError(f"cannot write {target}: {error.strerror}") from None
