"""Work beside the main thread: copying a zip, flushing the disk."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from mimcli.errors import MimError, SourceError

_COPY_BYTES: Final = 4 * 1024 * 1024


class Background:
    """One thread whose failure is raised where it is awaited."""

    def __init__(self, work: Callable[[threading.Event], None]) -> None:
        self._work = work
        self._stop = threading.Event()
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the end; raise what went wrong."""
        self._thread.join()
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """Ask for the end, and wait for it."""
        self._stop.set()
        with suppress(RuntimeError):  # never started
            self._thread.join()

    def _run(self) -> None:
        try:
            self._work(self._stop)
        except (OSError, MimError) as error:
            self._error = error


def copy_file(origin: Path, target: Path, stop: threading.Event) -> None:
    """Copy a source's zip, in pieces so that `stop` ends it. Raises SourceError or OSError.

    Which of the two says whose fault it is: the source cannot be read, or the cache not written.
    """
    try:
        reading = origin.open("rb", buffering=0)
    except OSError as error:
        raise _unreadable(origin, error) from None
    with reading, target.open("xb", buffering=0) as copy:
        while not stop.is_set():
            try:
                piece = reading.read(_COPY_BYTES)
            except OSError as error:
                raise _unreadable(origin, error) from None
            if not piece:
                break
            while piece:
                piece = piece[copy.write(piece) :]


def _unreadable(origin: Path, error: OSError) -> SourceError:
    return SourceError(
        f"{origin.name} cannot be read: {error.strerror or error}",
        hint="check that the file is still there",
    )
