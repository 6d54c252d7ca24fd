"""Extracting and parsing at once, on two cores: this process and one beside it.

Each job's files are unpacked, checked, written to the tree and, if a question needs them, parsed
while their bytes are at hand. Both processes take jobs from one queue until it is empty. Run as
a module, this is the second process.
"""

import os
import queue
import sys
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

from mimcli.cache.extraction import ExtractionJob
from mimcli.errors import ImportFailedError, MimError
from mimcli.importer.memory import without_collections
from mimcli.importer.pages import Parsed, kind_of, parse_page
from mimcli.importer.second_process import SecondProcess, receive, send
from mimcli.progress import Progress

WORTHWHILE_BYTES = 8 * 1024 * 1024
"""Unpacked; below this a second process costs more to start (0.2 s) than it saves."""


def run_job(job: ExtractionJob) -> list[Parsed]:
    """Extract a job's files and return what the pages among them give."""
    parsed = []
    for file, data in job.run():
        kind = kind_of(file.path)
        if kind is not None:
            parsed.append(parse_page(kind, file.path, data))
    return parsed


def run_jobs(
    jobs: Sequence[ExtractionJob], progress: Progress, second: SecondProcess
) -> list[Parsed]:
    """Run all jobs to their end, in two processes when that pays; raise the first failure."""
    waiting = deque(jobs)
    total = sum(job.size for job in jobs)
    progress.start(total, "reading")
    parsed: list[Parsed] = []
    try:
        if total > WORTHWHILE_BYTES:
            second.start()
            second.share(waiting, parsed)
        while waiting:
            try:
                job = waiting.popleft()
            except IndexError:  # the other process took the last one in between
                break
            parsed.extend(run_job(job))
            progress.advance(job.size + second.take_done())
        second.join()
        progress.advance(second.take_done())
    finally:
        waiting.clear()
        second.stop()
        progress.finish()
    return parsed


def _serve() -> None:
    """Answer jobs from stdin on stdout until stdin ends."""
    jobs: queue.SimpleQueue[ExtractionJob] = queue.SimpleQueue()
    threading.Thread(target=_receive_all, args=(jobs,), daemon=True).start()
    outgoing = sys.stdout.buffer
    sys.stdout = sys.stderr
    while True:
        try:
            answer: object = run_job(jobs.get())
        except MimError as error:
            answer = error
        except Exception as error:  # noqa: BLE001  (told by the other process, in one line)
            answer = ImportFailedError(f"a file could not be added: {error!r}")
        with suppress(BrokenPipeError):
            send(outgoing, answer)


def _receive_all(jobs: "queue.SimpleQueue[ExtractionJob]") -> None:
    """Put all jobs from stdin into a queue; at its end, end this process at once.

    A thread of its own: the other process never waits to hand over a job while this one waits to
    hand over an answer. And when the other process dies, nothing more is written.
    """
    with suppress(EOFError, OSError):
        while True:
            jobs.put(receive(sys.stdin.buffer))
    os._exit(0)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt), without_collections():
        _serve()
