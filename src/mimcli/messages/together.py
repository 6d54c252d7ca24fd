"""Many files judged by two processes, with the answers in the files' order.

The second one is a copy of this one (`fork`), made when the first files are judged: it then has
all modules and the compiled schemas, which no other way could hand over. Where a system cannot
copy a process (Windows; macOS, whose libraries do not bear it) this process does the work alone.
"""

import atexit
import marshal
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Final, NamedTuple, NoReturn

from mimcli.model.answers.validation import ValidatedMessage
from mimcli.progress import Progress

if TYPE_CHECKING:
    from mmap import mmap

FEW: Final = 64
"""So many files, or bytes of them (see LITTLE), are judged before another process is worth it."""

LITTLE: Final = 8 * 1024 * 1024
PORTION: Final = 16
"""Files that a process takes at a time."""

_MOST_PORTIONS: Final = 8000
"""Their numbers must fit into a pipe's buffer (64 KB)."""
_NUMBER: Final = struct.Struct("=Q")
_TOKEN: Final = struct.Struct("=I")

Answers = list[ValidatedMessage]
"""What is said of one file."""


class Work(NamedTuple):
    """How to judge."""

    judge: Callable[[int], Answers]
    """Judges the file of a number, in the copied process too."""
    sizes: Sequence[int]
    """The bytes of each file."""


def judged_together(work: Work, progress: Progress, *, alone: bool = False) -> list[Answers]:
    """Return what is said of each file, in order; `alone`: by this process only."""
    count, total = len(work.sizes), sum(work.sizes)
    progress.start(total, "Checking messages")
    try:
        if alone or not _is_worth_it(count, total):
            return [_told(number, work, progress) for number in range(count)]
        first = [_told(number, work, progress) for number in range(min(count, 2))]
        return _by_two(first, count, work, progress)
    finally:
        progress.finish()


def _is_worth_it(count: int, total: int) -> bool:
    enough = count > FEW or (count > 2 and total > LITTLE)  # noqa: PLR2004  (two are judged first)
    return enough and hasattr(os, "fork") and sys.platform != "darwin" and _cores() > 1


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _told(number: int, work: Work, progress: Progress) -> Answers:
    result = work.judge(number)
    progress.advance(work.sizes[number])
    return result


def _by_two(first: list[Answers], count: int, work: Work, progress: Progress) -> list[Answers]:
    """Return all results; the two processes take portions from one pipe, as each is ready."""
    from mmap import mmap  # noqa: PLC0415  (before there are two: 1 ms)

    start = len(first)
    size = max(PORTION if count > FEW else 1, (count - start) // _MOST_PORTIONS + 1)
    tokens, tokens_in = os.pipe()
    os.write(tokens_in, b"".join(map(_TOKEN.pack, range(start, count, size))))
    os.close(tokens_in)
    answers, answers_in = os.pipe()
    with mmap(-1, _NUMBER.size) as done:
        parent = os.getpid()
        child = os.fork()
        numbers = _numbers(tokens, size, count)
        if child == 0:
            os.close(answers)  # or nothing would tell it that nobody reads any more
            _work_as_copy(numbers, answers_in, done, work, parent)
        os.close(answers_in)
        results: dict[int, Answers] = dict(enumerate(first))
        try:
            told = 0
            for number in numbers:
                results[number] = _told(number, work, progress)
                (other,) = _NUMBER.unpack(done[:])
                progress.advance(other - told)
                told = other
            with open(answers, "rb", closefd=False) as pipe:
                results |= _received(pipe)
        finally:
            os.close(tokens)
            os.close(answers)
            with suppress(OSError):
                os.kill(child, signal.SIGKILL)
            # Its end takes some milliseconds, for which nothing has to wait.
            atexit.register(_reap, child)
    # What the other process took and did not answer (it was killed) is judged here.
    return [results[n] if n in results else _told(n, work, progress) for n in range(count)]


def _reap(child: int) -> None:
    with suppress(OSError):
        os.waitpid(child, 0)


def _numbers(tokens: int, size: int, count: int) -> Iterator[int]:
    while data := os.read(tokens, _TOKEN.size):
        (begin,) = _TOKEN.unpack(data)
        yield from range(begin, min(begin + size, count))


def _received(pipe: IO[bytes]) -> dict[int, Answers]:
    """Return what the copy said; nothing if it was ended in the middle of that."""
    try:
        plain, rest = marshal.loads(pipe.read())  # noqa: S302  (from our own copy)
    except (EOFError, ValueError, TypeError):
        return {}
    results = {number: [ValidatedMessage._make(one) for one in rows] for number, rows in plain}
    if rest:
        import pickle  # noqa: PLC0415  (2 ms, for what has problems)

        results |= pickle.loads(rest)  # noqa: S301  (as above)
    return results


def _packed(results: dict[int, Answers]) -> bytes:
    """Return the answers of the copy for `_received`.

    Messages without problems, as most are, are plain tuples of texts and numbers: to pickle and
    unpickle them as records would take 8 ms for 1,500.
    """
    plain: list[tuple[int, list[tuple[object, ...]]]] = []
    rest: dict[int, Answers] = {}
    for number, answers in results.items():
        if any(one.problems for one in answers):
            rest[number] = answers
        else:
            plain.append((number, [tuple(one) for one in answers]))
    pickled = b""
    if rest:
        import pickle  # noqa: PLC0415  (as above)

        pickled = pickle.dumps(rest, pickle.HIGHEST_PROTOCOL)
    return marshal.dumps((plain, pickled))


def _work_as_copy(
    numbers: Iterator[int], answers: int, done: "mmap", work: Work, parent: int
) -> NoReturn:
    """Judge portions in the copied process, and end it: nothing of the other's may run on.

    It ends with the other process, whatever that ended by.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        results: dict[int, Answers] = {}
        finished = 0
        for number in numbers:
            if os.getppid() != parent:
                break
            results[number] = work.judge(number)
            finished += work.sizes[number]
            done[:] = _NUMBER.pack(finished)
        with open(answers, "wb") as pipe:
            pipe.write(_packed(results))
    finally:
        os._exit(0)
