"""The process's streams: UTF-8 everywhere, LF line ends, colour on Windows consoles."""

import errno
import os
import sys
from contextlib import suppress
from io import RawIOBase, TextIOWrapper
from pathlib import Path


def prepare_streams() -> None:
    """Make stdout and stderr write UTF-8, whatever the locale or the console's code page.

    A closed stderr (`2>&-`) swallows what it gets. So does a closed stdout on Windows, where a
    program without a console has none; elsewhere who closed it (`>&-`) is told that nothing can
    be written.
    """
    # Opened in this order, so that a file opened later cannot come to lie on descriptor 1 or 2.
    if sys.stdout is None:
        sys.stdout = _nowhere() if sys.platform == "win32" else _closed()
    elif isinstance(getattr(sys.stdout, "buffer", None), RawIOBase):
        # PYTHONUNBUFFERED: one write may then be cut short, on a disk that is nearly full say, and
        # nothing tells. A buffer writes all or fails.
        sys.stdout = open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A legacy console or a C locale would raise on the first character it lacks.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _nowhere() -> TextIOWrapper:
    return Path(os.devnull).open("w", encoding="utf-8")


def _closed() -> TextIOWrapper:
    """Return a stream that takes no write, on the lowest descriptor that is free."""
    return open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: PTH123


def say(line: str) -> None:
    """Write one line on stderr; who cannot be told is not told.

    Control characters that a user's words or a file's name bring are made visible (line breaks are
    blanks), and a word that is far longer than any name is shortened.
    """
    if len(line) > _LONGEST_WORD:
        line = " ".join(map(_shortened, line.split(" ")))
    if not line.isprintable():
        from mimcli.render.plain import visible  # noqa: PLC0415  (for odd words only)

        line = visible(line).replace("\n", " ")
    with suppress(OSError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


_LONGEST_WORD = 500
"""Letters; the longest path of a manual has some 400."""


def _shortened(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    half = _LONGEST_WORD // 2
    return f"{word[:half]}…{word[-half:]}"


def is_closed_pipe(error: OSError) -> bool:
    """Return whether the reader of a pipe has gone (`| head`): Windows says so in its own way."""
    return error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL)


def discard_stdout() -> None:
    """Send whatever stdout still has to nowhere, so that the interpreter's last flush succeeds."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # a stream without a descriptor: a test's, or a closed one
        sys.stdout = _nowhere()


def enable_windows_colour() -> bool:
    """Switch a Windows console to ANSI sequences; return whether it takes them."""
    if sys.platform != "win32":
        return True
    import ctypes  # noqa: PLC0415  (Windows only)

    kernel = ctypes.windll.kernel32
    handle = kernel.GetStdHandle(-11)
    mode = ctypes.c_uint32()
    if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
        return False
    return bool(kernel.SetConsoleMode(handle, mode.value | 0x0004))
