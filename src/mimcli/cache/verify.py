"""Whether an installed version is still what was installed."""

import os
import sqlite3
import stat
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from mimcli.cache.extraction import PART_BYTES, WORKERS
from mimcli.cache.manifest import ARCHIVED, EXTRACTED, ManifestLine, read_manifest
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import VersionRecord
from mimcli.cache.staging import sha256_of
from mimcli.errors import CacheError, MimError
from mimcli.progress import SILENT, Progress
from mimcli.sources.archive import ArchiveSource
from mimcli.sources.interface import is_rest

_FILE_COST: Final = 4096
"""Bytes that an empty file counts for in the progress: opening it takes as long."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is not as it was installed."""

    kind: str
    """`missing`, `changed` or `extra` (files of the tree); `index`, `archive` or `manifest`."""
    path: str
    """Relative to the MiM's root; for the last three kinds, relative to the cache's root."""
    detail: str
    """What is wrong, in a few words."""


def verify(
    paths: CachePaths, record: VersionRecord, progress: Progress = SILENT
) -> tuple[Problem, ...]:
    """Compare all of a version with its manifest: every file's bytes, the index, the kept zip.

    Returns what differs, sorted; nothing if all is well. Needs no lock and changes nothing.
    """
    try:
        lines = read_manifest(paths.resolve(record.manifest), record.source_fingerprint)
    except CacheError as error:
        return (Problem("manifest", record.manifest, error.message),)
    problems = list(_index_problems(paths, record))
    problems += _archive_problems(paths, record, lines, progress)
    problems += _tree_problems(paths.resolve(record.tree), lines, progress)
    return tuple(sorted(problems))


def _tree_problems(tree: Path, lines: Sequence[ManifestLine], progress: Progress) -> list[Problem]:
    known = {line.path for line in lines}
    problems = [
        Problem("extra", path, "is not part of the publication")
        for path in _walk(tree)
        if path not in known
    ]
    expected = [line for line in lines if line.state == EXTRACTED]
    progress.start(sum(line.size + _FILE_COST for line in expected), "verifying")
    try:
        with ThreadPoolExecutor(WORKERS) as pool:
            parts = _parts(expected)
            for part, found in zip(
                parts, pool.map(lambda part: _compared(tree, part), parts), strict=True
            ):
                problems += found
                progress.advance(sum(line.size + _FILE_COST for line in part))
    finally:
        progress.finish()
    return problems


def _parts(lines: Sequence[ManifestLine]) -> list[list[ManifestLine]]:
    parts: list[list[ManifestLine]] = [[]]
    size = 0
    for line in lines:
        parts[-1].append(line)
        size += line.size
        if size > PART_BYTES:
            parts.append([])
            size = 0
    return parts


def _compared(tree: Path, lines: Sequence[ManifestLine]) -> list[Problem]:
    return [problem for line in lines if (problem := _difference(tree, line)) is not None]


def _difference(tree: Path, line: ManifestLine) -> Problem | None:
    name = f"{tree}/{line.path}"
    try:
        if not stat.S_ISREG(os.lstat(name).st_mode):
            return Problem("changed", line.path, "is no longer a plain file")
        with open(name, "rb", buffering=0) as stream:  # noqa: PTH123  (thousands of them)
            data = stream.read(line.size + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Problem("missing", line.path, "is not there")
    except OSError as error:
        return Problem("changed", line.path, f"cannot be read: {error.strerror or error}")
    if len(data) != line.size:
        return Problem("changed", line.path, "has another size")
    if zlib.crc32(data) != line.crc32:
        return Problem("changed", line.path, "has other content")
    return None


def _walk(tree: Path) -> Iterator[str]:
    """Yield the path of everything in the tree that is not a folder."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(tree / prefix) as entries:
                for entry in entries:
                    path = prefix + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{path}/")
                    else:
                        yield path
        except OSError:
            continue  # its files are then found missing


def _index_problems(paths: CachePaths, record: VersionRecord) -> Iterator[Problem]:
    path = paths.resolve(record.index)
    try:
        if sha256_of(path) == record.index_sha256:
            return
        uri = f"file:{quote(str(path.absolute()))}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            answer = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except OSError as error:
        yield Problem("index", record.index, f"cannot be read: {error.strerror or error}")
    except sqlite3.Error as error:
        yield Problem("index", record.index, f"is damaged: {error}")
    else:
        detail = "was changed" if answer == "ok" else f"is damaged: {answer.splitlines()[0]}"
        yield Problem("index", record.index, detail)


def _archive_problems(
    paths: CachePaths,
    record: VersionRecord,
    lines: Sequence[ManifestLine],
    progress: Progress,
) -> list[Problem]:
    """Check the kept zip: its list, and the content of every file that lies there only."""
    if record.archive is None:
        return []
    wanted = {line.path for line in lines if line.state == ARCHIVED}
    try:
        with ArchiveSource(paths.resolve(record.archive)) as source:
            if source.fingerprint != record.source_fingerprint:
                return [Problem("archive", record.archive, "is not the zip that was added")]
            files = [file for file in source.files if file.path in wanted and is_rest(file.path)]
            portions = [source.portion(files[start::WORKERS]) for start in range(WORKERS)]
            progress.start(sum(file.size for file in files), "verifying the zip")
            try:
                with ThreadPoolExecutor(WORKERS) as pool:
                    for size in pool.map(
                        lambda portion: sum(len(data) for _, data in portion.read()), portions
                    ):
                        progress.advance(size)
            finally:
                progress.finish()
    except MimError as error:
        return [Problem("archive", record.archive, error.message)]
    return []
