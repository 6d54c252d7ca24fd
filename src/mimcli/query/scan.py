"""Artefact ids in files, folders and standard input."""

import io
import os
import stat
import tempfile
from collections.abc import Iterator
from typing import IO, BinaryIO

from mimcli.errors import InputError
from mimcli.model.retirement_check import Occurrence, ScanProblem
from mimcli.query.id_finder import CHUNK_BYTES, find_ids, find_ids_in_name, may_hold_ids
from mimcli.sources.tree_scan import TreeFile, walk_files

_IN_MEMORY = 16 * 1024 * 1024
"""A stream that cannot be read twice is kept in memory up to this size, then in a file."""


def scan_path(path: str) -> Iterator[Occurrence | ScanProblem]:
    """Yield the ids in a file, or in the files of a folder, and what could not be read.

    A file is always searched; of a folder, what `.gitignore` does not leave out. Files come in
    order of name, depth first, and ids in the order of the text, after those in the file's name.
    Raises InputError if there is no such path.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  (the path stays as the user gave it)
    except (OSError, ValueError) as error:
        raise InputError(
            f"no file or folder {path!r}",
            hint="a target is a domain, an artefact id, a file, a folder, or - for stdin",
        ) from error
    if stat.S_ISDIR(mode):
        for found in walk_files(path):
            if isinstance(found, ScanProblem):
                yield found
            else:
                yield from _scan_file(found)
        return
    yield from _scan_file(TreeFile(path.replace(os.sep, "/"), path), twice=stat.S_ISREG(mode))


def scan_stream(stream: IO[bytes], name: str = "-") -> Iterator[Occurrence]:
    """Yield the ids in a stream that need not be seekable, such as standard input."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as kept:
        while data := stream.read(CHUNK_BYTES):
            kept.write(data)
        for line, column, identifier in find_ids(kept):  # type: ignore[arg-type]
            yield Occurrence(name, line, column, identifier)


def _scan_file(file: TreeFile, *, twice: bool = True) -> Iterator[Occurrence | ScanProblem]:
    """Yield the ids in a file's name and text; `twice`: it can be read more than once."""
    for column, identifier in find_ids_in_name(file.path.rpartition("/")[2]):
        yield Occurrence(file.path, 0, column, identifier)
    try:
        with open(file.location, "rb", buffering=0) as stream:  # noqa: PTH123  (faster by half)
            if not twice:
                yield from scan_stream(stream, file.path)
                return
            whole = _whole_if_small(stream)
            if whole is not None and not may_hold_ids(whole):
                return
            source: BinaryIO = io.BufferedReader(stream) if whole is None else io.BytesIO(whole)
            for line, column, identifier in find_ids(source):
                yield Occurrence(file.path, line, column, identifier)
    except OSError as error:
        yield ScanProblem(file.path, error.strerror or type(error).__name__)


def _whole_if_small(stream: io.FileIO) -> bytes | None:
    """Return a file's bytes if one chunk holds them, else None, wound back."""
    data = stream.read(CHUNK_BYTES)
    if len(data) < CHUNK_BYTES and not stream.read(1):
        return data
    stream.seek(0)
    return None
