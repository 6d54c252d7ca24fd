"""What is installed: one small JSON file a version.

The record is the commit point of every change: it names the tree, the index, the archive and the
manifest that belong together, and readers go through it. Reading needs no lock and creates nothing.
"""

import json
import os
from typing import Any, Final, NamedTuple

from mimcli.cache.names import is_version_name, version_key
from mimcli.cache.paths import ARCHIVES, INDEXES, MANIFESTS, TREES, CachePaths
from mimcli.commands import command
from mimcli.errors import CacheError

RECORD_FORMAT: Final = 1


class VersionRecord(NamedTuple):  # every command loads it; a dataclass of this size takes 3 ms
    """One installed version. Locations are relative to the cache's root, with `/`."""

    version: str
    title: str
    """The publication's own title, or empty."""
    issued: str | None
    """Its date of issue (ISO), where it states one."""
    tree: str
    index: str  # type: ignore[assignment]  # hides the method of tuples, which nobody wants here
    archive: str | None
    """The kept zip; None when the source was a folder."""
    manifest: str
    partial: bool
    """Whether it is a part of a publication: schemas only, or the pages of some domains."""
    full: bool
    """Whether `External Documents/` lies in the tree too."""
    added_at: str
    """ISO 8601, UTC, seconds."""
    source: str
    """The name of the zip or folder, or the address that it was fetched from."""
    source_fingerprint: str
    """See `Source.fingerprint`."""
    index_format: int
    index_bytes: int
    index_sha256: str
    archive_bytes: int
    tree_files: int
    tree_bytes: int
    rest_files: int
    """Files in `External Documents/`, extracted or not."""
    rest_bytes: int
    program: str
    """The version of `mim` that installed it."""

    def locations(self) -> dict[str, str]:
        """Return where its parts lie, by bucket."""
        parts = {TREES: self.tree, INDEXES: self.index, MANIFESTS: self.manifest}
        return parts if self.archive is None else {**parts, ARCHIVES: self.archive}


class RecordListing(NamedTuple):
    """The records that can be read, newest version first, and what is wrong with the others."""

    records: tuple[VersionRecord, ...]
    errors: tuple[CacheError, ...]


def version_names(paths: CachePaths) -> tuple[str, ...]:
    """Return the names of the installed versions, newest first, without reading any record.

    Raises CacheError if the cache's folder cannot be listed; an absent one is an empty cache.
    """
    try:
        files = os.listdir(paths.versions)  # noqa: PTH208  (names are enough)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise CacheError(
            f"the cache {paths.root} cannot be read: {error.strerror or error}",
            hint="name another folder with --cache-dir or MIM_CACHE_DIR",
        ) from None
    names = [name[:-5] for name in files if name.endswith(".json") and is_version_name(name[:-5])]
    return tuple(sorted(names, key=version_key, reverse=True))


def installed_spelling(paths: CachePaths, version: str) -> str | None:
    """Return the name of an installed version as it is spelled there; None if it is not there."""
    names = version_names(paths)
    if version in names:
        return version
    folded = version.lower()
    return next((name for name in names if name.lower() == folded), None)


def find_record(paths: CachePaths, version: str) -> VersionRecord | None:
    """Return the record of a version, found without regard to case; None if it is not installed.

    Raises CacheError if the record is damaged, or of a newer format than this program reads.
    """
    if not is_version_name(version):
        return None
    try:
        return _read(paths, version)
    except FileNotFoundError:
        spelling = installed_spelling(paths, version)
    try:
        return _read(paths, spelling) if spelling is not None else None
    except FileNotFoundError:
        return None


def read_records(paths: CachePaths) -> RecordListing:
    """Return every record. Raises CacheError only if the cache's folder cannot be listed."""
    records: list[VersionRecord] = []
    errors: list[CacheError] = []
    for version in version_names(paths):
        try:
            records.append(_read(paths, version))
        except FileNotFoundError:
            continue  # removed since the listing
        except CacheError as error:
            errors.append(error)
    return RecordListing(tuple(records), tuple(errors))


def encode_record(record: VersionRecord) -> bytes:
    """Return the JSON of a record."""
    content = {"format": RECORD_FORMAT, **record._asdict()}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def decode_record(data: bytes, version: str) -> VersionRecord:
    """Return the record in `data`. Raises CacheError if it is damaged or of a newer format."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        raise _damaged(version) from None
    if not isinstance(content, dict) or type(content.get("format")) is not int:
        raise _damaged(version)
    if content["format"] > RECORD_FORMAT:
        raise CacheError(
            f"version {version} was added by a newer mim (record format {content['format']}, this"
            f" program reads {RECORD_FORMAT})",
            hint="upgrade mim, or name another cache with --cache-dir",
        )
    values = {name: content[name] for name in _TYPES if name in content}
    if len(values) != len(_TYPES) or not all(map(_fits, _TYPES.values(), values.values())):
        raise _damaged(version)
    record = VersionRecord(**values)
    if record.version != version or not all(
        _is_location(*pair) for pair in record.locations().items()
    ):
        raise _damaged(version)
    return record


def _read(paths: CachePaths, version: str) -> VersionRecord:
    try:
        with open(paths.record_file(version), "rb") as stream:  # noqa: PTH123  (half the time)
            data = stream.read()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise CacheError(
            f"the record of version {version} cannot be read: {error.strerror or error}",
            hint=f"check the cache folder {paths.root}",
        ) from None
    return decode_record(data, version)


def _damaged(version: str) -> CacheError:
    return CacheError(
        f"the record of version {version} in the cache is damaged",
        hint=f"add that version again, or remove it with: {command('remove', version)}",
    )


def _is_location(store: str, location: str) -> bool:
    """Tell whether a record names something directly in its bucket, as `remove` relies on.

    The bucket may be that of an older format: a record of it can be read, and is no damaged one.
    """
    bucket, _, name = location.partition("/")
    kind, _, number = bucket.partition("-v")
    current, _, newest = store.partition("-v")
    return (
        kind == current
        and number in map(str, range(1, int(newest) + 1))
        and name.strip(".") != ""
        and not any(character in name for character in "/\\:\0")
    )


def _fits(kind: str, value: Any) -> bool:
    """Tell whether a JSON value is of a field's type."""
    allowed: dict[str, tuple[type, ...]] = {
        "str": (str,),
        "int": (int,),
        "bool": (bool,),
        "str | None": (str, type(None)),
    }
    return type(value) in allowed[kind]


_TYPES: Final = {
    name: kind.__name__ if isinstance(kind, type) else str(kind)
    for name, kind in VersionRecord.__annotations__.items()
}
