"""One installation in the making: invisible until it is published, gone if it is not.

    with write_access(paths) as access, Staging(access, source, version) as staging:
        for job in staging.jobs():          # in threads or in other processes, in any order;
            for file, data in job.run():    # each file is written, and its bytes are there to parse
                ...
        build(staging.tree, staging.index)
        record = staging.publish(...)

Everything is made in a folder of `tmp/` that only this installation knows. Publishing moves the
parts to names that no record uses, then replaces the record: a kill before that moment leaves the
old state, after it the new one. What the kill leaves behind, the next writer removes.
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from mimcli.cache.background import Background, copy_file
from mimcli.cache.extraction import ExtractionJob, make_jobs, run_jobs
from mimcli.cache.files import (
    cache_failure,
    flush_file,
    flush_file_system,
    flush_folder,
    move,
    new_token,
    remove_path,
    reporting,
    write_new,
    write_small,
)
from mimcli.cache.leftovers import belonging_to, temporary_leftovers, unreferenced
from mimcli.cache.lock import WriteAccess
from mimcli.cache.manifest import ARCHIVED, EXTRACTED, ManifestLine, encode_manifest
from mimcli.cache.names import check_version_name
from mimcli.cache.paths import (
    ARCHIVES,
    INDEXES,
    MANIFESTS,
    STORES,
    TREES,
    generation_name,
)
from mimcli.cache.records import VersionRecord, encode_record, installed_spelling
from mimcli.errors import CacheError, MimError
from mimcli.progress import SILENT, Progress
from mimcli.sources.interface import Source, is_rest


class Facts(NamedTuple):
    """What a record says about an installation beside what the cache knows itself."""

    title: str
    issued: str | None
    index_format: int
    program: str
    """The version of `mim`."""
    partial: bool = False
    """Whether it is a part of a publication."""
    source: str | None = None
    """In place of the source's own description: the address that it was fetched from."""


class Staging:
    """An installation in the making (a context manager)."""

    def __init__(self, access: WriteAccess, source: Source, version: str) -> None:
        """Prepare the installation of `source` as `version`. Raises UsageError for its name."""
        self._paths = access.paths
        self._source = source
        check_version_name(version)
        self.version = installed_spelling(self._paths, version) or version
        self._folder = self._paths.temporary / new_token()
        self.tree = self._folder / "tree"
        """Where the publication is extracted to, without `External Documents/`."""
        self.index = self._folder / "index.db"
        """Where the caller builds the index."""
        self._archive = self._folder / "archive.zip"
        self._copying = (
            Background(lambda stop: copy_file(source.path, self._archive, stop))
            if source.is_archive
            else None
        )
        self._flushing: list[Background] = []

    def __enter__(self) -> Self:
        with reporting(self._paths.root):
            for path in [*temporary_leftovers(self._paths), *unreferenced(self._paths)]:
                remove_path(path)
            try:
                self.tree.mkdir(parents=True)
            except BaseException:  # Ctrl-C just now: there is no way out of a block not entered
                remove_path(self._folder)
                raise
        if self._copying is not None:
            self._copying.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for background in self._beside():
            background.stop()
        remove_path(self._folder)
        if error is not None:
            with suppress(MimError):  # the first failure is the one to tell
                for path in unreferenced(self._paths):
                    remove_path(path)

    def jobs(self, turn: Callable[[str], int] = bool) -> list[ExtractionJob]:
        """Return the work of extracting the tree; the caller runs every job to its end.

        Files come by the turn that their paths have.
        """
        # The fingerprint first: with it, a folder's files have their checksums.
        _ = self._source.fingerprint
        files = [file for file in self._source.files if not is_rest(file.path)]
        files.sort(key=lambda file: turn(file.path))
        return make_jobs(self._source, files, self.tree, self._paths.root)

    def extract(self, progress: Progress = SILENT) -> None:
        """Extract the tree in threads. Raises SourceError or CacheError."""
        run_jobs(self.jobs(), "extracting", progress)
        self.flush()

    def flush(self) -> None:
        """Begin to flush the tree to the disk, in the background.

        Call it after the last job; a call before leaves that one less to write.
        """
        flushing = Background(lambda _: flush_file_system(self._folder))
        flushing.start()
        self._flushing.append(flushing)

    def _beside(self) -> list[Background]:
        return [*([self._copying] if self._copying is not None else []), *self._flushing]

    def publish(self, facts: Facts) -> VersionRecord:
        """Make the installation the version's current one, and return its record.

        Raises CacheError or SourceError; the cache is then as it was.
        """
        if not self._flushing:
            self.flush()
        try:
            for background in self._beside():
                background.join()
            self._source.check_unchanged()
            record = self._record(facts)
            self._move_into_place(record)
            write_small(self._paths, self._paths.record_file(self.version), encode_record(record))
        except OSError as error:
            raise cache_failure(error, self._paths.root) from error
        for path in belonging_to(self._paths, self.version):
            if f"{path.parent.name}/{path.name}" not in record.locations().values():
                remove_path(path)
        return record

    def _record(self, facts: Facts) -> VersionRecord:
        files = self._source.files
        tree = [file for file in files if not is_rest(file.path)]
        if _count(self.tree) != len(tree):
            raise CacheError(
                "files of the extracted publication went missing while its index was built",
                hint="add it again; nothing else should write to the cache",
            )
        rest = [file for file in files if is_rest(file.path)]
        name = self._free_name()
        return VersionRecord(
            version=self.version,
            title=facts.title,
            issued=facts.issued,
            tree=f"{TREES}/{name}",
            index=f"{INDEXES}/{name}.db",
            archive=f"{ARCHIVES}/{name}.zip" if self._copying is not None else None,
            manifest=f"{MANIFESTS}/{name}.tsv",
            partial=facts.partial,
            full=not rest,
            added_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            source=facts.source or self._source.description,
            source_fingerprint=self._source.fingerprint,
            index_format=facts.index_format,
            index_bytes=self.index.stat().st_size,
            index_sha256=sha256_of(self.index),
            archive_bytes=self._archive.stat().st_size if self._copying is not None else 0,
            tree_files=len(tree),
            tree_bytes=sum(file.size for file in tree),
            rest_files=len(rest),
            rest_bytes=sum(file.size for file in rest),
            program=facts.program,
        )

    def _move_into_place(self, record: VersionRecord) -> None:
        lines = [
            ManifestLine(path, size, crc32 or 0, ARCHIVED if is_rest(path) else EXTRACTED)
            for path, size, crc32 in self._source.files
        ]
        manifest = self._folder / "manifest.tsv"
        write_new(str(manifest), encode_manifest(lines))
        moves = [(self.index, record.index), (manifest, record.manifest)]
        if record.archive is not None:
            moves.append((self._archive, record.archive))
        for source, _ in moves:
            flush_file(source)
        for source, location in [*moves, (self.tree, record.tree)]:
            target = self._paths.resolve(location)
            target.parent.mkdir(exist_ok=True)
            move(source, target)
            flush_folder(target.parent)

    def _free_name(self) -> str:
        """Return a name for the parts that nothing in any bucket has."""
        number = 1
        while any(
            os.path.lexists(self._paths.root / store / f"{name}{suffix}")
            for name in [generation_name(self.version, number)]
            for store, suffix in STORES.items()
        ):
            number += 1
        return generation_name(self.version, number)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 (hex) of a file. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _count(folder: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(folder))
