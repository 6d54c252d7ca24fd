"""Being asked to end (`kill`, a job's time limit): what is half done is cleared away first."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from mimcli.exitcodes import ExitCode


@contextmanager
def clearing_up() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does, on the way out of every `with`.

    The exit code is the one that a shell tells of a program that the signal ended.
    """
    if threading.current_thread() is not threading.main_thread():  # only it can be told
        yield
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(ExitCode.TERMINATED)
