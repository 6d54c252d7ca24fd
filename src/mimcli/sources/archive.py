"""A zip that holds a MiM at any depth."""

import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from mimcli.errors import InputError, SourceError
from mimcli.sources.directory import AGAIN, STORED, Entry, read_directory, read_entries
from mimcli.sources.interface import LeftOut, SourceFile, fingerprint_of
from mimcli.sources.names import printable


class ArchivePortion(NamedTuple):
    """Some files of a zip; every reader has its own handle."""

    path: Path
    description: str
    entries: tuple[Entry, ...]

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """What it will read."""
        return tuple(entry.file for entry in self.entries)

    def read(self) -> Iterator[tuple[SourceFile, bytes]]:
        """Yield each file and its bytes, checked. Raises SourceError."""
        try:
            with _open(self.path) as stream:
                for entry, packed in read_entries(stream, self.entries):
                    yield entry.file, _unpacked(entry, packed)
        except SourceError as error:
            message = f"{self.description} is damaged: {error.message}"
            raise SourceError(message, hint=error.hint) from None
        except OSError as error:
            raise _unreadable(self.path, error) from None


class ArchiveSource:
    """A zip that holds a MiM. Satisfies `Source`."""

    is_archive = True

    def __init__(self, path: Path) -> None:
        """Read and check the list of files. Raises InputError or SourceError."""
        self.path = path
        self.description = path.name
        with _open(path) as stream:
            self._state = _state(path)
            directory = read_directory(stream, self.description)
        self._entries = directory.entries
        self.partial = directory.root.partial
        self.left_out: tuple[LeftOut, ...] = directory.left_out
        self.files: tuple[SourceFile, ...] = tuple(entry.file for entry in self._entries.values())

    @cached_property
    def fingerprint(self) -> str:
        """The identity of the content, from the central directory alone."""
        return fingerprint_of(self.files)

    def read(self, path: str) -> bytes:
        """Return the content of one file. Raises SourceError, KeyError for an unknown path."""
        portion = ArchivePortion(self.path, self.description, (self._entries[path],))
        return next(data for _, data in portion.read())

    def portion(self, files: Sequence[SourceFile]) -> ArchivePortion:
        """Return a reader of these files, in the order in which they lie in the zip."""
        entries = [self._entries[file.path] for file in files]
        entries.sort(key=lambda entry: entry.offset)
        return ArchivePortion(self.path, self.description, tuple(entries))

    def check_unchanged(self) -> None:
        """Raise SourceError if the zip was written to since it was opened."""
        if _state(self.path) != self._state:
            raise SourceError(
                f"{self.description} changed while it was read", hint="wait until it is complete"
            )

    def close(self) -> None:
        """Do nothing: no handle stays open between reads."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _unpacked(entry: Entry, packed: bytes) -> bytes:
    """Return an entry's content. It never unpacks more than one byte beyond the declared size."""
    file = entry.file
    name = printable(file.path)
    if entry.method == STORED:
        data = packed
    else:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = unpacker.decompress(packed, file.size + 1)
        except zlib.error:
            raise SourceError(f"{name} does not unpack", hint=AGAIN) from None
    if len(data) > file.size:
        raise SourceError(f"{name} unpacks to more than it declares", hint=AGAIN)
    if len(data) < file.size or len(packed) < entry.packed:
        raise SourceError(f"{name} ends too early", hint=AGAIN)
    if zlib.crc32(data) != file.crc32:
        raise SourceError(f"{name} has a wrong checksum", hint=AGAIN)
    return data


def _open(path: Path) -> BinaryIO:
    # Unbuffered: an entry is read in three calls, and a buffer would copy its bytes once more.
    try:
        return path.open("rb", buffering=0)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"{path}: {reason}", hint="check that the file is there and may be read"
        ) from None


def _state(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from None
    return status.st_size, status.st_mtime_ns


def _unreadable(path: Path, error: OSError) -> SourceError:
    return SourceError(
        f"{path.name} cannot be read: {error.strerror or error}",
        hint="check that the file is still there",
    )
