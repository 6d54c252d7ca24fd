"""The process's streams: UTF-8 everywhere, LF line ends, colour on Windows consoles."""

import sys
from io import TextIOWrapper


def prepare_streams() -> None:
    """Make stdout and stderr write UTF-8, whatever the locale or the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A legacy console or a C locale would raise on the first character it lacks.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


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
