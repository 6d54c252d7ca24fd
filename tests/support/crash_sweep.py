"""Stop an installation dead at each of its operations on files in turn, and look at the cache.

Usage: crash_sweep.py CACHE FIRST_SOURCE SECOND_SOURCE. Prints how many stops it made.
"""

import os
import sys
from pathlib import Path

from mimcli.cache.paths import CachePaths
from mimcli.sources.open import open_source
from support.cache_work import add, sound_record

OPERATIONS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect"}


def stop_at(number: int) -> None:
    """Let this process die at its n-th operation that could change a file."""
    left = [number]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in OPERATIONS:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)

    sys.addaudithook(hook)


def stopped(number: int, cache: Path, source: Path) -> bool:
    """Install in a process that is stopped; tell whether it was before its end."""
    child = os.fork()
    if child == 0:
        stop_at(number)
        add(cache, source)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, 9), status
    return status == 9


def completed(cache: Path, source: Path) -> None:
    """Install in a process that is not stopped."""
    child = os.fork()
    if child == 0:
        add(cache, source)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main(cache: Path, first: Path, second: Path) -> int:
    """Sweep over all moments; return how many there were."""
    prints = {}
    for source in (first, second):
        with open_source(source) as opened:
            prints[source] = opened.fingerprint
    completed(cache, first)
    current, other = first, second
    number = 0
    while stopped(number, cache, other):
        record = sound_record(cache)
        assert record is not None, number
        assert record.source_fingerprint in prints.values(), number
        if record.source_fingerprint == prints[other]:
            current, other = other, current
        number += 1
    assert sound_record(cache).source_fingerprint == prints[other]
    # The last one went through to its end, and so cleaned up after all the others.
    paths = CachePaths(cache)
    assert list(paths.temporary.iterdir()) == []
    for bucket in ("tree-v1", "index-v2", "archive-v1", "manifest-v1"):
        assert len(list((cache / bucket).iterdir())) == 1, bucket
    return number


if __name__ == "__main__":
    sys.stdout.write(f"{main(*map(Path, sys.argv[1:4]))}\n")
