"""The progress bar on stderr: only on a terminal, and only when there is something to wait for.

rich's would take 48 ms to load and a thread to draw, and hide the cursor: a killed `mim add` would
leave it hidden. This one is a line that is written again.
"""

import os
import shutil
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
        self._unit = ""
        self._drawn = 0.0
        self._length = 0

    def start(self, total: int, what: str, unit: str = "") -> None:
        """Begin a piece of work of `total` bytes, or of another unit."""
        self.finish()
        self._unit = unit
        self._total, self._done, self._what = max(total, 1), 0, what
        self._drawn = time.monotonic()

    def extend(self, amount: int) -> None:
        """Take that there is more to do."""
        self._total += amount

    def advance(self, amount: int) -> None:
        """Draw the line again, if it is some time since it was drawn."""
        self._done += amount
        now = time.monotonic()
        if now - self._drawn < _PAUSE:
            return
        self._drawn = now
        room = shutil.get_terminal_size((80, 24)).columns - 1
        line = progress_line(self._what, self._done, self._total, room, self._unit)
        self._write(line.ljust(self._length))
        self._length = len(line)

    def finish(self) -> None:
        """Wipe the line out, if one was drawn."""
        if self._length:
            # Blanks, not an escape: a legacy console would print the escape.
            self._write(" " * self._length + "\r")
            self._length = 0

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r{line}")
        sys.stderr.flush()


def progress_line(what: str, done: int, total: int, room: int, unit: str = "") -> str:
    """Return one picture of the bar, at most `room` columns wide.

    `done` and `total` are bytes, unless there is another unit; the words give way first, then the
    bar.
    """
    share = min(1.0, done / total)
    size, unit = (1, unit) if unit else _unit_of(total)
    numbers = f"{share:4.0%}  {done // size} of {total // size} {unit}"
    bar = "[" + ("#" * int(share * _WIDTH)).ljust(_WIDTH, ".") + "]"
    if len(bar) + len(numbers) + 2 > room:
        return numbers.strip()[:room]
    left = room - len(bar) - len(numbers) - 2
    words = what if len(what) <= left else what[: max(0, left - 1)] + "…"
    return f"{words} {bar} {numbers}"


def _unit_of(total: int) -> tuple[int, str]:
    """Return the unit in which a number of bytes has at least two digits, and how many it is of."""
    units = ((1_000_000, "MB"), (1_000, "kB"))
    return next((unit for unit in units if total >= 10 * unit[0]), (1, "B"))


def progress_for(*, quiet: bool) -> Progress:
    """Return a bar where a person sees it, else silence."""
    seen = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return ProgressBar() if seen and not quiet else SILENT
