"""Extracting and parsing at once, on two cores: this process and one beside it.

Each job's files are unpacked, checked, written to the tree and, if a question needs them, parsed
while their bytes are at hand. Both processes take jobs from one queue, those with pages first: when
these are done, this process puts the pages together while the other one extracts what is left; and
this one writes the tables of the index while the other one makes its full text.
Run as a module, this is the second process.
"""

import os
import queue
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, NamedTuple, Self

from mimcli.cache.extraction import ExtractionJob
from mimcli.errors import ImportFailedError, MimError
from mimcli.garbage import without_collections
from mimcli.importer.jobs import Job, Jobs
from mimcli.importer.pages import Parsed, kind_of, parse_page
from mimcli.importer.second_process import Packed, SecondProcess, receive, send
from mimcli.progress import Progress

WORTHWHILE_BYTES = 8 * 1024 * 1024
"""Unpacked; below this a second process costs more to start (0.2 s) than it saves."""


class ReadingJob(NamedTuple):
    """Some files to be extracted, and those of them that are pages to be parsed."""

    extraction: ExtractionJob

    @property
    def size(self) -> int:
        """Bytes that it will write."""
        return self.extraction.size

    @property
    def has_pages(self) -> bool:
        """Whether any of its files is parsed."""
        return any(is_page(file.path) for file in self.extraction.portion.files)

    def run(self) -> list[Parsed]:
        """Extract the files and return what the pages among them give. Raises MimError."""
        parsed = []
        for file, data in self.extraction.run():
            kind = kind_of(file.path)
            if kind is not None:
                parsed.append(parse_page(kind, file.path, data))
        return parsed


def _has_pages(job: Job) -> bool:
    return isinstance(job, ReadingJob) and job.has_pages


def is_page(path: str) -> bool:
    """Tell whether a file is parsed when it is extracted."""
    return kind_of(path) is not None


def turn_of(path: str) -> int:
    """Return when a file's turn is: pages that take long first, so that both processes end at once.

    Of a model or an example little more is read than how it begins; what is no page comes last.
    """
    if not is_page(path):
        return 2
    return int(path.lower().endswith((".mif", ".xml")))


class Work:
    """The jobs of one import (a context manager).

    `jobs` are those with pages, then those without. On the way out nothing is written any more,
    whatever happened.
    """

    def __init__(
        self, jobs: Sequence[ExtractionJob], progress: Progress, second: SecondProcess
    ) -> None:
        reading = [ReadingJob(job) for job in jobs]
        self._jobs = Jobs(reading)
        self._total = sum(job.size for job in reading)
        self._pages = sum(job.has_pages for job in reading)
        """Jobs with pages."""
        self._parsed: list[list[Parsed]] = []
        """What each job with pages gave. Only appended to, which two threads may do."""
        self._done: deque[int] = deque()
        """Bytes of finished jobs that the progress was not told of."""
        self._progress = progress
        self._second = second

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._jobs.clear()
        self._second.stop()
        self._progress.finish()

    def parse_pages(self) -> list[Parsed]:
        """Run jobs until all pages are parsed, and return what they gave; raise the first failure.

        The jobs without pages are left to the second process, which has little else to do while
        this one puts the pages together.
        """
        self._progress.start(self._total, "reading")
        if self._total > WORTHWHILE_BYTES:
            self._second.start()
            self._second.share(self._jobs, self._answered)
        while (job := self._jobs.take_if(_has_pages)) is not None:
            self._run(job)
        self._jobs.wait_for(self._all_parsed)  # the last ones are with the second process
        if not self._all_parsed():
            self._second.join()
        parsed = [page for pages in self._parsed for page in pages]
        self._parsed.clear()
        return parsed

    def beside(self, job: Job) -> Callable[[], None]:
        """Let the second process, if there is one, do a job as the next while this one goes on.

        Returns what waits for its end, and for that of all jobs that are left.
        """
        self._jobs.put_first(Packed.of(job) if self._second.running else job)
        return self.finish

    def finish(self) -> None:
        """Run all jobs that are left; raise the first failure."""
        self._jobs.close()
        while self._run_next():
            pass
        self._second.join()

    def _run_next(self) -> bool:
        """Run one more job in this process; tell whether there was one."""
        job = self._jobs.take()
        if job is None:
            return False
        self._run(job)
        return True

    def _run(self, job: Job) -> None:
        self._answered(job, job.run())
        self._progress.advance(sum(self._done.popleft() for _ in range(len(self._done))))

    def _answered(self, job: Job, answer: Any) -> None:
        if _has_pages(job):
            self._parsed.append(answer)
        self._done.append(job.size)
        self._jobs.look_again()

    def _all_parsed(self) -> bool:
        return len(self._parsed) == self._pages


def _serve() -> None:
    """Answer jobs from stdin on stdout until stdin ends."""
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_receive_all, args=(jobs,), daemon=True).start()
    outgoing = sys.stdout.buffer
    sys.stdout = sys.stderr
    while True:
        try:
            answer: object = jobs.get().run()
        except (MimError, OSError) as error:
            answer = error
        except Exception as error:  # noqa: BLE001  (told by the other process, in one line)
            answer = ImportFailedError(f"a file could not be added: {error!r}")
        with suppress(BrokenPipeError):
            send(outgoing, answer)


def _receive_all(jobs: "queue.SimpleQueue[Job]") -> None:
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
