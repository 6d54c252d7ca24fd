"""The progress bar on stderr: only on a terminal, and only when there is something to wait for."""

import sys
import time

from mimcli.progress import SILENT, Progress

_WIDTH = 24
_PAUSE = 0.1
"""Seconds between two pictures; nothing is drawn of work that is shorter."""


class ProgressBar:
    """Draws one line on a terminal, and wipes it out at the end."""

    def __init__(self) -> None:
        self._total = 1
        self._done = 0
        self._what = ""
        self._drawn = 0.0

    def start(self, total: int, what: str) -> None:
        """Begin a piece of work of `total` bytes."""
        self._total, self._done, self._what = max(total, 1), 0, what
        self._drawn = time.monotonic()

    def advance(self, amount: int) -> None:
        """Draw the line again, if it is some time since it was drawn."""
        self._done += amount
        now = time.monotonic()
        if now - self._drawn < _PAUSE:
            return
        self._drawn = now
        share = min(1.0, self._done / self._total)
        bar = ("#" * int(share * _WIDTH)).ljust(_WIDTH, ".")
        done, total = self._done // 1_000_000, self._total // 1_000_000
        sys.stderr.write(f"\r{self._what} [{bar}] {share:4.0%}  {done} of {total} MB ")
        sys.stderr.flush()

    def finish(self) -> None:
        """Wipe the line out."""
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def progress_for(*, quiet: bool) -> Progress:
    """Return a bar where a person sees it, else silence."""
    visible = not quiet and sys.stderr is not None and sys.stderr.isatty()
    return ProgressBar() if visible else SILENT
