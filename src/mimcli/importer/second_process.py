"""A second process that takes its share of an import's jobs: the side of the process that has it.

It is a plain `python -m mimcli.importer.work` that talks through its pipes: nothing is forked, it
works alike on every system, and it ends when this process does. It is started before this process
loads what both need (lxml, the parsers: 0.15 s), so that both are ready at once.
"""

import os
import pickle
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, NamedTuple, Self

from mimcli.errors import ImportFailedError, MimError
from mimcli.importer.jobs import Job, Jobs

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LARGE_BYTES: Final = 2 * 1024 * 1024
"""Of a zip; a smaller one is done before a second process is ready."""

PIPE_BYTES: Final = 1024 * 1024
"""What nearly every answer fits in: while a pipe is full, whoever writes to it can only wait."""

AHEAD: Final = 2
"""Jobs handed over and not answered yet: with one, it would idle while its answer is unpacked."""


_LENGTH = struct.Struct("<Q")

Answered = Callable[[Job, Any], None]
"""Takes a job and what it gave."""


class _OfJobError(Exception):
    """A job failed as the disk does; what the pipes do is another thing."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


class SecondProcess:
    """Another interpreter, and the thread that hands it jobs (a context manager).

    It costs nothing until `start`, and is ended on the way out, whatever it is doing.
    """

    @classmethod
    def for_source(cls, origin: Path) -> Self:
        """Return one that is started already if the source is a zip large enough to need it."""
        second = cls()
        with suppress(OSError):  # told where the source is opened
            if origin.is_file() and origin.stat().st_size > LARGE_BYTES:
                second.start()
        return second

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._failure: MimError | OSError | None = None

    def start(self) -> None:
        """Start it, unless it was started before or the machine has one core."""
        if self._process is None and sys.executable and (os.cpu_count() or 1) > 1:
            self._process = subprocess.Popen(
                # -P: it must not load modules from the current folder.
                [sys.executable, "-P", "-m", "mimcli.importer.work"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                # Ctrl-C is for this process, which ends that one without a trace.
                start_new_session=True,
            )
            _widen(self._process.stdin)
            _widen(self._process.stdout)

    @property
    def running(self) -> bool:
        """Whether it was started."""
        return self._process is not None

    def share(self, jobs: Jobs, answered: Answered) -> None:
        """Let it take jobs until there are none and no more can come.

        `answered` is called, in another thread, with each job and what it gave.
        """
        if self._process is not None:
            self._thread = threading.Thread(target=self._run, args=(jobs, answered), daemon=True)
            self._thread.start()

    def join(self) -> None:
        """Wait for the last job handed over; raise what went wrong with any (MimError, OSError)."""
        if self._thread is not None:
            self._thread.join()
        if self._failure is not None:
            raise self._failure

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End it, whatever it is doing; nothing is written by it any more when this returns."""
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.kill()
        self._process.wait()

    def _run(self, jobs: Jobs, answered: Answered) -> None:
        try:
            self._hand_out(jobs, answered)
        except MimError as error:
            self._failure = error
        except _OfJobError as error:
            self._failure = error.reason
        except Exception as error:  # noqa: BLE001  (a job that is lost in silence is lost files)
            self._failure = ImportFailedError(
                f"the second process of the import ended early ({error or type(error).__name__})",
                hint="nothing was added; try again",
            )
        if self._failure is not None:
            jobs.clear()

    def _hand_out(self, jobs: Jobs, answered: Answered) -> None:
        assert self._process is not None  # noqa: S101  (started before)
        outgoing, incoming = self._process.stdin, self._process.stdout
        assert outgoing is not None  # noqa: S101  (asked for when it was started)
        assert incoming is not None  # noqa: S101
        waiting: deque[Job] = deque()
        while True:
            while len(waiting) < AHEAD and (job := jobs.take(wait=not waiting)):
                content = job.content if isinstance(job, Packed) else _packed(job)
                _write(outgoing, content)
                waiting.append(job._replace(content=b"") if isinstance(job, Packed) else job)
                del job, content  # megabytes, while it waits for the answer
            if not waiting:
                return
            answer = receive(incoming)
            if isinstance(answer, MimError):
                raise answer
            if isinstance(answer, OSError):
                raise _OfJobError(answer)
            answered(waiting.popleft(), answer)


def send(pipe: IO[bytes], value: object) -> None:
    """Write one value to a pipe, in one piece. Raises OSError.

    In many pieces, each would wait for the interpreter's lock while another thread works.
    """
    _write(pipe, _packed(value))


def _packed(value: object) -> bytes:
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def _write(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Return the next value from a pipe of our own processes. Raises EOFError at its end."""
    header = pipe.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(header)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return pickle.loads(content)  # noqa: S301  (from our own process, started above)


class Packed(NamedTuple):
    """A job made ready to be sent by whoever has it, so that the sending takes no time of theirs.

    Without it, the thread that sends would contend with them for the interpreter's lock.
    """

    content: bytes
    size: int

    @classmethod
    def of(cls, job: Job) -> Self:
        """Return a job packed."""
        return cls(_packed(job), job.size)

    def run(self) -> Any:
        """Do the job that is packed."""
        job: Job = pickle.loads(self.content)  # noqa: S301  (packed by our own process)
        return job.run()


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a pipe hold an answer as a whole, where the system has means to say so (Linux)."""
    if pipe is not None and fcntl is not None and hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):  # the user has too many pipes: it only goes slower
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
