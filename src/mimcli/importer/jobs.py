"""The jobs of an import, from which two processes take."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Protocol


class Job(Protocol):
    """A piece of an import's work, for whichever process is free (picklable)."""

    @property
    def size(self) -> int:
        """Bytes of the publication's files that are done with it."""

    def run(self) -> Any:
        """Do it; return what it gave (picklable). Raises MimError."""


class Jobs:
    """The jobs that nobody has taken yet, for takers in several threads."""

    def __init__(self, jobs: Iterable[Job] = ()) -> None:
        self._jobs = deque(jobs)
        self._closed = False
        self._changed = threading.Condition()

    def put_first(self, job: Job) -> None:
        """Add a job that is taken before all others."""
        with self._changed:
            self._jobs.appendleft(job)
            self._changed.notify_all()

    def take(self, *, wait: bool = False) -> Job | None:
        """Return the next job; None if there is none, or if so when no more can come (`wait`)."""
        with self._changed:
            while wait and not self._jobs and not self._closed:
                self._changed.wait()
            return self._jobs.popleft() if self._jobs else None

    def take_if(self, wanted: Callable[[Job], bool]) -> Job | None:
        """Return the next job if it is wanted; None if it is not, or if there is none."""
        with self._changed:
            return self._jobs.popleft() if self._jobs and wanted(self._jobs[0]) else None

    def look_again(self) -> None:
        """Let those who `wait_for` something see whether it is so now."""
        with self._changed:
            self._changed.notify_all()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until a condition holds, or no more jobs can come."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or condition())

    def close(self) -> None:
        """Say that no more will come."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def clear(self) -> None:
        """Forget all jobs, and say that no more will come."""
        with self._changed:
            self._jobs.clear()
        self.close()
