"""Fetch in processes that are killed at random moments, then in one that is not.

Usage: fetch_sweep.py CACHE VERSION ADDRESS KILLS SEED. Prints how many were killed on the way.
"""

import os
import random
import signal
import sys
from pathlib import Path

from mimcli.cache.paths import CachePaths
from mimcli.importer.fetched_files import Tools, Wish
from mimcli.importer.fetching import fetch
from mimcli.sources.website.asking import Patience
from mimcli.sources.website.http import HttpFetcher

EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.link", "socket.connect"}


class Dying:
    """A progress that is the end of its process at the n-th step, or file operation."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def start(self, total: int, what: str, unit: str = "") -> None: ...
    def extend(self, amount: int) -> None: ...
    def finish(self) -> None: ...

    def advance(self, amount: int) -> None:
        self.step()


def attempt(cache: Path, version: str, address: str, steps: int | None) -> int:
    """Fetch in a process of its own that dies after so many steps; return how it ended."""
    child = os.fork()
    if child == 0:
        progress = Dying(10**9 if steps is None else steps)
        sys.addaudithook(lambda event, _: progress.step() if event in EVENTS else None)
        wish = Wish(version, address, address, delay=0.0, connections=4)
        tools = Tools(patience=Patience(3, 0.0, lambda _: None), progress=progress)
        report = fetch(CachePaths(cache), wish, tools, HttpFetcher)
        os._exit(0 if report.held.version == version else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(cache: Path, version: str, address: str, kills: int, seed: int) -> int:
    """Return how many processes were killed before one came to its end."""
    moments = random.Random(seed)
    for number in range(kills):
        code = attempt(cache, version, address, moments.randrange(1, 300))
        if code == 0:
            return number
        assert code == -signal.SIGKILL, code
    assert attempt(cache, version, address, None) == 0
    return kills


if __name__ == "__main__":
    words = sys.argv[1:]
    sys.stdout.write(f"{main(Path(words[0]), words[1], words[2], int(words[3]), int(words[4]))}\n")
