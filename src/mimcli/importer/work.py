"""Extracting and parsing at once, on two cores: this process and one beside it.

Each job's files are unpacked, checked, written to the tree and, if a question needs them, parsed
while their bytes are at hand. Both processes take jobs from one queue until it is empty. The
second one is a plain `python -m mimcli.importer.work` that talks through its pipes: nothing is
forked, it works alike on every system, and it ends when this process does.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Any

from mimcli.cache.extraction import ExtractionJob
from mimcli.errors import ImportFailedError, MimError
from mimcli.importer.pages import Parsed, kind_of, parse_page
from mimcli.progress import Progress

WORTHWHILE_BYTES = 8 * 1024 * 1024
"""Below this a second process costs more to start (0.2 s) than it saves."""


def run_job(job: ExtractionJob) -> list[Parsed]:
    """Extract a job's files and return what the pages among them give."""
    parsed = []
    for file, data in job.run():
        kind = kind_of(file.path)
        if kind is not None:
            parsed.append(parse_page(kind, file.path, data))
    return parsed


def run_jobs(jobs: Sequence[ExtractionJob], progress: Progress) -> list[Parsed]:
    """Run all jobs to their end, in two processes when that pays; raise the first failure."""
    queue = deque(jobs)
    total = sum(job.size for job in jobs)
    progress.start(total, "reading")
    parsed: list[Parsed] = []
    helper = _Helper(queue, parsed) if _two_pay(total) else None
    try:
        if helper:
            helper.start()
        while True:
            try:
                job = queue.popleft()
            except IndexError:
                break
            parsed.extend(run_job(job))
            progress.advance(job.size + (helper.take_done() if helper else 0))
        if helper:
            helper.join()
            progress.advance(helper.take_done())
    finally:
        queue.clear()
        if helper:
            helper.stop()
        progress.finish()
    return parsed


def _two_pay(total: int) -> bool:
    return total > WORTHWHILE_BYTES and bool(sys.executable) and (os.cpu_count() or 1) > 1


class _Helper:
    """A second process, and the thread that hands it jobs."""

    def __init__(self, queue: "deque[ExtractionJob]", parsed: list[Parsed]) -> None:
        self._queue = queue
        self._parsed = parsed
        self._done: deque[int] = deque()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            [sys.executable, "-m", "mimcli.importer.work"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )

    def start(self) -> None:
        self._thread.start()

    def _run(self) -> None:
        assert self._process.stdin is not None  # noqa: S101  (asked for above)
        assert self._process.stdout is not None  # noqa: S101
        try:
            while True:
                job = self._queue.popleft()
                _send(self._process.stdin, job)
                answer = _receive(self._process.stdout)
                if isinstance(answer, BaseException):
                    raise answer
                self._parsed.extend(answer)
                self._done.append(job.size)
        except IndexError:
            return
        except MimError as error:
            self._failure = error
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self._failure = ImportFailedError(
                f"the second process of the import ended early ({error or type(error).__name__})",
                hint="nothing was added; try again",
            )
        self._queue.clear()

    def take_done(self) -> int:
        """Return the bytes that it has done since it was last asked."""
        return sum(self._done.popleft() for _ in range(len(self._done)))

    def join(self) -> None:
        """Wait for the last job handed over; raise what went wrong with any."""
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.kill()
        self._process.wait()


def _send(pipe: IO[bytes], value: Any) -> None:
    pickle.dump(value, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    return pickle.load(pipe)  # noqa: S301  (from our own child, started above)


def _serve() -> None:
    """Answer jobs from stdin on stdout until stdin ends."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while True:
        try:
            job: ExtractionJob = pickle.load(incoming)  # noqa: S301  (from our own parent)
        except EOFError:
            return
        try:
            answer: object = run_job(job)
        except MimError as error:
            answer = error
        with suppress(BrokenPipeError):
            _send(outgoing, answer)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        _serve()
