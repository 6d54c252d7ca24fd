"""What every source of a MiM offers: a list of files, their bytes, and an identity."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self


class SourceFile(NamedTuple):
    """One file of a publication, before it is read."""

    path: str
    """Relative to the MiM's root, with `/`."""
    size: int
    """Bytes, unpacked."""
    crc32: int | None = None
    """CRC-32 of the content; None where the source does not know it before reading."""


class LeftOut(NamedTuple):
    """A file of `External Documents/` that is not taken, and why."""

    path: str
    reason: str


class Portion(Protocol):
    """Some files of a source, to be read in one thread or in another process (picklable)."""

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """What it will read."""

    def read(self) -> Iterator[tuple[SourceFile, bytes]]:
        """Yield each file, with its CRC known, and its bytes. Raises SourceError."""


class Source(Protocol):
    """A MiM at its origin. Reading checks sizes and CRCs and never trusts either."""

    @property
    def path(self) -> Path:
        """Where it lies on this machine."""

    @property
    def description(self) -> str:
        """What it is called: the name of the zip or folder, without the folders above it."""

    @property
    def partial(self) -> bool:
        """Whether it holds schemas only, without the pages of a whole publication."""

    @property
    def is_archive(self) -> bool:
        """Whether it is one file that the cache can keep as it is."""

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """Every file that can be taken, sorted by path."""

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What cannot be taken; only ever under `External Documents/`."""

    @property
    def fingerprint(self) -> str:
        """The identity of the content: SHA-256 (hex) over path, size and CRC of every file.

        The same publication has the same fingerprint as a zip and as a folder.
        """

    def read(self, path: str) -> bytes:
        """Return the content of one file. Raises SourceError, KeyError for an unknown path."""

    def portion(self, files: Sequence[SourceFile]) -> Portion:
        """Return a reader of these files."""

    def check_unchanged(self) -> None:
        """Raise SourceError if the source was replaced since it was opened."""

    def close(self) -> None:
        """Let go of the source."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def fingerprint_of(files: Iterable[SourceFile]) -> str:
    """Return the SHA-256 (hex) over `path, size, CRC` of files that are sorted by path."""
    lines = [f"{path}\0{size}\0{crc32 or 0:08x}\n" for path, size, crc32 in files]
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def is_rest(path: str) -> bool:
    """Tell whether a path lies in `External Documents/`, which no question needs."""
    return path[:19].lower() == "external documents/"
