"""What SQLite says when the disk fails it, as the operating system would say it."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PRIMARY = 0xFF
"""The bits of an extended result code that say what kind of failure it is."""

_NUMBERS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CORRUPT: errno.EIO,
    sqlite3.SQLITE_NOTADB: errno.EIO,
    sqlite3.SQLITE_NOLFS: errno.EFBIG,
}
"""By SQLite's result code. What it calls corrupt or no database was written by us a moment ago."""


@contextmanager
def failing_as_system(file: Path) -> Iterator[None]:
    """Turn an error of SQLite's that its disk made into the OSError of its kind.

    Whoever knows which folder that is turns that into words. Other errors of SQLite are ours.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        number = _NUMBERS.get(code & _PRIMARY) if code is not None else None
        if number is None:
            raise
        raise OSError(number, os.strerror(number), str(file)) from error
