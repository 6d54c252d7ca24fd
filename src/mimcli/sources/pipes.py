"""Reading what the command line names, which may be a pipe that nothing writes to."""

import errno
import os
import select
import stat

_PATIENCE = 1.0
"""Seconds in which whoever is to write to a named pipe has to open it: it may have just begun."""

_PIECE = 1024 * 1024
_NEVER_WAIT = getattr(os, "O_NONBLOCK", 0)


def never_waiting(path: str, flags: int) -> int:
    """Open a file as the `opener` of `open`: of a named pipe that does not wait for its writer."""
    return os.open(path, flags | _NEVER_WAIT)


def is_pipe(handle: int) -> bool:
    """Return whether an open file is a pipe; from now on reading any other waits, as usual."""
    mode = os.fstat(handle).st_mode
    if not _NEVER_WAIT:  # on Windows, where no file's name stands for such a pipe
        return False
    if not stat.S_ISFIFO(mode) and not stat.S_ISREG(mode):
        os.set_blocking(handle, True)
    return stat.S_ISFIFO(mode)


def content_of_pipe(handle: int, most: int) -> bytes | None:
    """Return all that comes out of a pipe opened by `never_waiting`; None if that is more than so.

    One that somebody writes to is read to its end, however long that takes. Raises OSError, also
    for one that nobody opens to write.
    """
    begun = bool(select.select((handle,), (), (), _PATIENCE)[0])
    try:
        piece = os.read(handle, _PIECE)
    except BlockingIOError:  # it has a writer, who thinks
        begun = True
        os.set_blocking(handle, True)
        piece = os.read(handle, _PIECE)
    if not begun and not piece:
        raise BrokenPipeError(errno.EPIPE, "it is a pipe, and nothing writes to it")
    os.set_blocking(handle, True)
    pieces, length = [], 0
    while piece:
        pieces.append(piece)
        length += len(piece)
        if length > most:
            return None
        piece = os.read(handle, _PIECE)
    return b"".join(pieces)
