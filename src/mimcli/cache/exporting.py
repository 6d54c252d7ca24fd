"""One version of the cache as one file, for machines that cannot get it otherwise.

The file is a MiM's zip: the kept one, or one that is made of the tree. The index does not travel:
it is made anew where the file arrives, so that nothing in the file need be trusted.
"""

import shutil
import zipfile
import zlib
from pathlib import Path
from typing import Final

from mimcli.cache.manifest import EXTRACTED, read_manifest
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import VersionRecord
from mimcli.errors import CacheError, InputError, MimError
from mimcli.files import replacing
from mimcli.progress import Progress
from mimcli.sources.archive import ArchiveSource
from mimcli.sources.label import Label, encode_label

_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""One date for all, so that the same tree gives the same bytes."""


def export_version(
    paths: CachePaths, record: VersionRecord, target: Path, progress: Progress
) -> int:
    """Write a version to `target`, whole or not at all; return the file's size in bytes.

    Raises CacheError if the version is not as it was installed, InputError if the file cannot be
    written.
    """
    label = encode_label(Label(record.version, record.source))
    try:
        with replacing(target) as temporary:
            if record.archive is not None:
                kept = paths.resolve(record.archive)
                if not kept.is_file():
                    raise _changed(record, record.archive)
                shutil.copyfile(kept, temporary)
            else:
                _pack(paths, record, temporary, progress)
            with zipfile.ZipFile(temporary, "a") as archive:
                archive.comment = label
            _check(temporary, record)
            return temporary.stat().st_size
    except (OSError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"cannot write {target}: {reason}") from None
    finally:
        progress.finish()


def _pack(paths: CachePaths, record: VersionRecord, target: Path, progress: Progress) -> None:
    """Make a zip of the tree's files, each checked against what was installed."""
    lines = read_manifest(paths.resolve(record.manifest), record.source_fingerprint)
    tree = paths.resolve(record.tree)
    progress.start(sum(line.size for line in lines), "packing")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for line in lines:
            if line.state != EXTRACTED:
                continue
            data = _read(tree / line.path, record)
            if zlib.crc32(data) != line.crc32:
                raise _changed(record, line.path)
            entry = zipfile.ZipInfo(line.path, date_time=_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
            progress.advance(line.size)


def _read(file: Path, record: VersionRecord) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise _changed(record, file.name) from None


def _check(target: Path, record: VersionRecord) -> None:
    """Raise CacheError unless the zip holds just what was installed."""
    try:
        with ArchiveSource(target) as source:
            same = source.fingerprint == record.source_fingerprint
    except MimError:
        same = False
    if not same:
        raise _changed(record, "its files")


def _changed(record: VersionRecord, what: str) -> CacheError:
    return CacheError(
        f"MiM {record.version} in the cache is not as it was installed:"
        f" {what} is missing or changed",
        hint=f"`mim cache verify {record.version}` tells more; add it again to mend it",
    )
