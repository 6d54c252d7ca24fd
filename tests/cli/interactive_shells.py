"""An interactive shell on a real pseudo-terminal, driven key by key."""

import os
import re
import select
import signal
import struct
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-Z\\^_=>]|\r"
)


class InteractiveShell:
    """Types keys, and waits for what the screen says."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        import fcntl  # noqa: PLC0415 (not on Windows, where these tests are skipped)
        import pty  # noqa: PLC0415
        import termios  # noqa: PLC0415

        self.process, self.terminal = pty.fork()
        if self.process == 0:
            try:
                fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
                os.execvpe(command[0], list(command), dict(environment))
            finally:
                os._exit(127)
        self.seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self.terminal)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)

    def type(self, keys: str) -> None:
        """Type keys; what was seen before is forgotten."""
        self.seen = ""
        os.write(self.terminal, keys.encode())

    def wait_for(self, pattern: str, timeout: float = 20.0) -> str:
        """Return what was shown since the last keys, as soon as a pattern is in it."""
        deadline = time.monotonic() + timeout
        while not re.search(pattern, self.seen):
            if time.monotonic() > deadline:
                raise TimeoutError(f"no {pattern!r} in {self.seen!r}")
            ready, _, _ = select.select([self.terminal], [], [], 0.1)
            if ready:
                text = os.read(self.terminal, 65536).decode("utf-8", "replace")
                self.seen += _ESCAPES.sub("", text)
        return self.seen
