"""The files that are checked for messages: found, looked at once, and read."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, NamedTuple

from mimcli.parse.xmlio import MAX_MESSAGE_BYTES

STDIN = "-"
_PIECE = 1024 * 1024
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class MessageFile(NamedTuple):
    """A file to judge, or why it cannot be."""

    path: str
    """As it is shown, with `/`."""
    location: str
    """As the operating system opens it."""
    folder: str | None = None
    """The folder in which it was found, if it was not named."""
    problem: str | None = None
    """Why it cannot be read, if that is known already."""
    size: int = 0
    """Bytes, when it was found; 0 of what has no size."""
    plain: bool = False
    """Whether it was a plain file then, no pipe or device."""


def message_files(targets: Sequence[str]) -> tuple[list[MessageFile], list[str]]:
    """Return the files of targets, each once, in the order of these, and which are folders."""
    files: list[MessageFile] = []
    folders: list[str] = []
    seen: set[str] = set()
    here = _here()
    for target in targets:
        mode, size = (0, 0) if target == STDIN else _looked_at(target)
        found: Iterable[MessageFile]
        if stat.S_ISDIR(mode):
            folders.append(target)
            found = _of_folder(target)
        else:
            path = target.replace(os.sep, "/")
            found = (MessageFile(path, target, None, None, size, stat.S_ISREG(mode)),)
        for one in found:
            place = STDIN if one.location == STDIN else _place(here, one.location)
            if place not in seen:
                seen.add(place)
                files.append(one)
    return files, folders


def _place(here: str, location: str) -> str:
    """Return what `os.path.abspath` does, which would ask for the folder again at each file."""
    if os.sep == "/" and location[:1] != "/":
        place = f"{here}/{location}"
        if "/." not in place and "//" not in place and not place.endswith("/"):
            return place  # as nearly all are: a fourth of the time of making it sure
    # A link is a file of its own.
    return os.path.normpath(os.path.join(here, location))  # noqa: PTH118


def _here() -> str:
    try:
        return os.getcwd()  # noqa: PTH109  (joined to thousands of strings)
    except OSError:  # it was removed
        return ""


def _looked_at(location: str) -> tuple[int, int]:
    """Return a file's mode and bytes; (0, 0) of what is none."""
    try:
        status = os.stat(location)  # noqa: PTH116  (as the user gave it)
    except (OSError, ValueError):  # who reads it will tell
        return 0, 0
    return status.st_mode, status.st_size if stat.S_ISREG(status.st_mode) else 0


def _of_folder(folder: str) -> Iterator[MessageFile]:
    from mimcli.model.retirement_check import (  # noqa: PLC0415  (for folders only: 1 ms)
        ScanProblem,
    )
    from mimcli.sources.tree_scan import walk_files  # noqa: PLC0415  (as above: 3 ms)

    for found in walk_files(folder):
        if isinstance(found, ScanProblem):
            yield MessageFile(found.path, found.path, folder, problem=found.detail)
        else:
            mode, size = _looked_at(found.location)
            yield MessageFile(found.path, found.location, folder, None, size, stat.S_ISREG(mode))


def content_of(file: MessageFile) -> bytes | None:
    """Return a file's bytes; None if they are too many. Raises OSError and ValueError."""
    location = file.location
    if location == STDIN:
        return _whole(sys.stdin.buffer)
    if file.plain and file.size <= MAX_MESSAGE_BYTES:
        data = _at_once(location, file.size)
        if len(data) == file.size:
            return data
    from mimcli.sources.pipes import (  # noqa: PLC0415  (most files are plain)
        content_of_pipe,
        is_pipe,
        never_waiting,
    )

    with open(location, "rb", buffering=0, opener=never_waiting) as stream:
        if is_pipe(stream.fileno()):
            return content_of_pipe(stream.fileno(), MAX_MESSAGE_BYTES)
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            return _whole(stream)
        return stream.readall() if status.st_size <= MAX_MESSAGE_BYTES else None


def _at_once(location: str, size: int) -> bytes:
    """Return what one reading gives of a file that had a size: more or less if it has changed."""
    handle = os.open(location, os.O_RDONLY | _BINARY)
    try:
        return os.read(handle, size + 1)
    finally:
        os.close(handle)


def _whole(stream: IO[bytes]) -> bytes | None:
    """Return what a pipe or device yields; None if it does not come to an end."""
    pieces, length = [], 0
    while piece := stream.read(_PIECE):
        pieces.append(piece)
        length += len(piece)
        if length > MAX_MESSAGE_BYTES:
            return None
    return b"".join(pieces)


class Copies:
    """Tells which files are copies of another, and reads few of them for that."""

    MOST_READ = 100
    """Files of the size of another that are read; more of that size are taken for copies of it."""

    def __init__(self, files: Sequence[MessageFile]) -> None:
        self._files = files
        self._read: dict[int, int] = {}

    def same(self, first: int, second: int) -> bool:
        """Return whether two files, by their numbers, have the same bytes."""
        one, other = self._files[first], self._files[second]
        if not (one.plain and other.plain) or one.size != other.size:
            return False
        count = self._read[first] = self._read.get(first, 0) + 1
        if count > self.MOST_READ:
            return True
        from filecmp import cmp  # noqa: PLC0415  (only for messages of one id)

        try:
            return cmp(one.location, other.location, shallow=False)
        except OSError:
            return False
