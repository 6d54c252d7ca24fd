"""Pipes are read to their end; one that nobody writes to is told at once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from mimcli.errors import InputError
from mimcli.query.message_files import MessageFile, content_of, message_files
from mimcli.sources import pipes
from mimcli.sources.message_file import read_message_file

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipes, "_PATIENCE", 0.01)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipes, "_PATIENCE", 60.0)


def _of(pipe: Path) -> MessageFile:
    (file,), _ = message_files([str(pipe)])
    return file


@contextmanager
def _written(pipe: Path, data: bytes) -> Iterator[None]:
    def write() -> None:
        with suppress(BrokenPipeError), pipe.open("wb", buffering=0) as stream:
            stream.write(data)

    thread = Thread(target=write)
    thread.start()
    yield
    thread.join()


@pytest.mark.usefixtures("hasty")
def test_a_pipe_that_nobody_writes_to_is_told(pipe: Path) -> None:
    with pytest.raises(OSError, match="nothing writes to it"):
        content_of(_of(pipe))
    with pytest.raises(InputError, match="nothing writes to it"):
        read_message_file(pipe)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("data", [b"", b"<a/>", bytes(3_000_000)])
def test_a_pipe_is_read_to_its_end(pipe: Path, data: bytes) -> None:
    for read in (lambda: content_of(_of(pipe)), lambda: read_message_file(pipe)):
        with _written(pipe, data):
            assert read() == data


@pytest.mark.usefixtures("hasty")
def test_a_writer_may_take_its_time(pipe: Path) -> None:
    """It has opened the pipe, but what it writes comes when nothing is in it any more."""
    asked = Event()

    def write(handle: int) -> None:
        asked.wait()
        os.write(handle, b"<a/>")
        os.close(handle)

    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    thread = Thread(target=write, args=(os.open(pipe, os.O_WRONLY),))
    os.close(reader)
    thread.start()
    blocking = os.set_blocking

    def note(handle: int, value: bool) -> None:
        blocking(handle, value)
        asked.set()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "set_blocking", note)
        assert content_of(_of(pipe)) == b"<a/>"
    thread.join()


@pytest.mark.usefixtures("patient")
def test_more_than_a_message_is_not_kept(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mimcli.query.message_files.MAX_MESSAGE_BYTES", 1_000_000)
    with _written(pipe, bytes(2_000_000)):
        assert content_of(_of(pipe)) is None
