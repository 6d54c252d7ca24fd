"""Timing of whole commands: several, side by side, in turns, so that noise hits all alike."""

import os
import pty
import resource
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

TERMINAL_ROWS = 5000
"""So tall that no answer waits in a pager for a key."""
TERMINAL_COLUMNS = 120


@dataclass(frozen=True)
class Command:
    """One command to be timed."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], object] = lambda: None
    """Called before each run, outside the time."""
    terminal: bool = False


@dataclass(frozen=True)
class Timing:
    """Medians over all rounds, in seconds."""

    wall: float
    processor: float
    """User and system time, of the process and the children that it waited for."""
    rounds: int


def time_in_turns(commands: Sequence[Command], rounds: int) -> dict[str, Timing]:
    """Run all commands in turns (A B C, A B C ...) and return their medians by name.

    The first round is thrown away when there are more than two: it warms the file cache.
    """
    runs: dict[str, list[tuple[float, float]]] = {command.name: [] for command in commands}
    for number in range(rounds + (1 if rounds > 2 else 0)):  # noqa: PLR2004
        turn = commands if number % 2 == 0 else list(reversed(commands))
        for command in turn:
            command.prepare()
            seconds = run_once(command)
            if number or rounds <= 2:  # noqa: PLR2004
                runs[command.name].append(seconds)
    return {
        name: Timing(
            statistics.median(wall for wall, _ in times),
            statistics.median(processor for _, processor in times),
            len(times),
        )
        for name, times in runs.items()
    }


def run_once(command: Command) -> tuple[float, float]:
    """Return the wall and the processor seconds of one run. Raises RuntimeError if it failed."""
    environment = {**os.environ, **command.environment}
    return (_in_terminal if command.terminal else _in_pipe)(command, environment)


def _in_pipe(command: Command, environment: Mapping[str, str]) -> tuple[float, float]:
    with tempfile.TemporaryFile() as errors:
        before = _children_seconds()
        began = time.perf_counter()
        with subprocess.Popen(
            command.arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
        ) as process:
            assert process.stdout is not None
            while process.stdout.read(1 << 16):
                pass
            code = process.wait()
        seconds = time.perf_counter() - began
        if code:
            errors.seek(0)
            raise _failed(command, code, errors.read())
    return seconds, _children_seconds() - before


def _in_terminal(command: Command, environment: Mapping[str, str]) -> tuple[float, float]:
    import fcntl  # noqa: PLC0415  (Unix only)
    import termios  # noqa: PLC0415

    ours, theirs = pty.openpty()
    size = struct.pack("HHHH", TERMINAL_ROWS, TERMINAL_COLUMNS, 0, 0)
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, size)
    before = _children_seconds()
    began = time.perf_counter()
    process = subprocess.Popen(
        command.arguments,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**environment, "TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(theirs)
    shown = _read_all(ours, process)
    code = process.wait()
    seconds = time.perf_counter() - began
    os.close(ours)
    if code or not shown:
        raise _failed(command, code, shown)
    return seconds, _children_seconds() - before


def _read_all(terminal: int, process: "subprocess.Popen[bytes]") -> bytes:
    shown = bytearray()
    while True:
        ready, _, _ = select.select([terminal], [], [], 10)
        if not ready and process.poll() is not None:
            return bytes(shown)
        try:
            piece = os.read(terminal, 1 << 16) if ready else b""
        except OSError:  # Linux says so when the last writer has closed its end
            return bytes(shown)
        if ready and not piece:
            return bytes(shown)
        shown += piece


def _failed(command: Command, code: int, said: bytes) -> RuntimeError:
    text = said.decode(errors="replace").strip()[-500:]
    return RuntimeError(f"{' '.join(command.arguments)}: exit {code}: {text}")


def _children_seconds() -> float:
    times = resource.getrusage(resource.RUSAGE_CHILDREN)
    return times.ru_utime + times.ru_stime


class MemoryWatch:
    """The peak of memory of a process and all below it (Linux): the sum of each one's own peak.

    The peaks need not fall on one moment, so this is a bound from above.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peaks: dict[int, int] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.004):
            pids = [self._pid]
            for pid in pids:
                pids += _children_of(pid)
                self._peaks[pid] = max(self._peaks.get(pid, 0), _peak_of(pid))

    @property
    def peaks(self) -> list[int]:
        """Each process's peak in bytes, largest first."""
        return sorted(self._peaks.values(), reverse=True)


def _children_of(pid: int) -> list[int]:
    try:
        text = "".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:
        return []
    return [int(one) for one in text.split()]


def _peak_of(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except (OSError, ProcessLookupError):
        pass
    return 0


def peak_memory(command: Command, *, may_say_no: bool = False) -> list[int]:
    """Run a command once; return its processes' peaks in bytes. Empty where there is no /proc.

    `may_say_no`: that it ends with 1 is an answer, too.
    """
    if sys.platform != "linux":
        return []
    command.prepare()
    with (
        subprocess.Popen(
            command.arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, **command.environment},
        ) as process,
        MemoryWatch(process.pid) as watch,
    ):
        _, errors = process.communicate()
        if process.returncode and not (may_say_no and process.returncode == 1):
            raise _failed(command, process.returncode, errors)
    return watch.peaks
