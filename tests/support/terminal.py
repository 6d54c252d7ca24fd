"""Runs a command in a real pseudo-terminal of a given size."""

import contextlib
import errno
import os
import re
import select
import struct
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # operating system commands: links, titles
    r"|\x1b[@-Z\\^_]"
    r"|\x1b\[[0-?]*[ -/]*[@-~]"
)


@dataclass(frozen=True, slots=True)
class Screen:
    """What a command wrote to its terminal, and how it ended."""

    raw: str
    """Everything, escapes and all; line ends as `\\n`."""
    code: int

    @property
    def text(self) -> str:
        """Without colours, links and other escapes."""
        return _ESCAPES.sub("", self.raw)

    @property
    def lines(self) -> list[str]:
        """The text's lines, blanks at their end removed."""
        return [line.rstrip() for line in self.text.splitlines()]


def run_in_terminal(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    columns: int = 100,
    rows: int = 40,
    keys: bytes = b"",
    timeout: float = 60.0,
) -> Screen:
    """Run a command with stdin, stdout and stderr on one new terminal; return its screen.

    `keys` is typed at once. COLUMNS and LINES are left out of the environment, so that the program has
    to ask the terminal. Raises TimeoutError, and ends the command, when it takes too long.
    """
    import fcntl  # noqa: PLC0415 (not on Windows, where these tests are skipped)
    import pty  # noqa: PLC0415
    import termios  # noqa: PLC0415

    settings = {key: value for key, value in environment.items() if key not in ("COLUMNS", "LINES")}
    settings.setdefault("TERM", "xterm-256color")
    process, descriptor = pty.fork()
    if process == 0:
        try:
            size = struct.pack("HHHH", rows, columns, 0, 0)
            fcntl.ioctl(1, termios.TIOCSWINSZ, size)
            os.execvpe(command[0], list(command), settings)
        finally:
            os._exit(127)
    with contextlib.suppress(OSError):
        if keys:
            os.write(descriptor, keys)
    return Screen(*_collect(process, descriptor, time.monotonic() + timeout))


def _collect(process: int, descriptor: int, deadline: float) -> tuple[str, int]:
    written = bytearray()
    try:
        while True:
            if time.monotonic() > deadline:
                os.kill(process, 9)
                os.waitpid(process, 0)
                raise TimeoutError(bytes(written[-500:]).decode("utf-8", "replace"))
            ready, _, _ = select.select([descriptor], [], [], 0.2)
            if not ready:
                continue
            try:
                piece = os.read(descriptor, 65536)
            except OSError as error:
                if error.errno != errno.EIO:
                    raise
                break  # Linux says so when the last writer is gone.
            if not piece:
                break
            written += piece
    finally:
        os.close(descriptor)
    _, status = os.waitpid(process, 0)
    text = bytes(written).decode("utf-8", "replace").replace("\r\n", "\n")
    return text, os.waitstatus_to_exitcode(status)
