"""A zip's central directory, read and checked: what may be taken, and what not.

Three grades of fault:

* What no honest zip of a publication has (names that leave the folder, entries that overlap,
  more entries or bytes than the limits) refuses the whole archive, wherever in it it is.
* What cannot be unpacked safely or on every system (a name that Windows refuses, a link, two names
  that differ by case only, encryption, an unknown compression, an absurd ratio) refuses the
  archive if it is one of the files that questions need.
* The same under `External Documents/` leaves out that one file: the exports there come from many
  tools, no question needs them, and the kept zip still holds them.

What lies outside the MiM's folder is neither checked for the second grade nor ever unpacked.
"""

import os
import stat
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from mimcli.errors import SourceError
from mimcli.sources.interface import LeftOut, SourceFile, is_rest
from mimcli.sources.names import clash_words, escape_fault, portability_fault, printable, twins
from mimcli.sources.roots import Root, find_root

MAX_ENTRIES: Final = 250_000
"""Six times a whole publication with its External Documents (38,000)."""

MAX_DIRECTORY_BYTES: Final = 32 * 1024 * 1024
"""Of the central directory, checked before it is read: five times a whole publication's. It keeps
a forged directory from filling the memory before its entries can be counted."""

MAX_TOTAL_BYTES: Final = 4 * 1024 * 1024 * 1024
"""Unpacked, of the whole MiM: eight times a publication (470 MB)."""

MAX_FILE_BYTES: Final = 256 * 1024 * 1024
"""Unpacked, of one file; the largest page has 3 MB, and files are held in memory whole."""

MAX_RATIO: Final = 250
"""Unpacked to packed, for files that are not small; the best that a publication's page reaches is
57, and a bomb's is near 1,000."""

RATIO_FROM_BYTES: Final = 1024 * 1024
"""Smaller files may have any ratio: they cannot do harm."""

STORED: Final = 0
DEFLATED: Final = 8

AGAIN: Final = "get the zip again, or unpack it with another program and add the folder"
ZIP_AGAIN: Final = "if you trust it, unpack it yourself, zip it anew, and add that"

_LOCAL_HEADER_BYTES = 30
_END_BYTES = 22
_END_SIGNATURE = b"PK\5\6"
_END_64_SIGNATURE = b"PK\6\6"
_LOCATOR_64_SIGNATURE = b"PK\6\7"
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000


_METHODS: Final = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz"}
_COMPRESSED: Final = "is compressed by"


class Entry(NamedTuple):
    """Where in the zip one file lies."""

    file: SourceFile
    offset: int
    """Of the entry's local header."""
    packed: int
    """Bytes of compressed data, as the central directory declares them."""
    method: int
    limit: int
    """Where the next entry begins: reading never goes beyond."""
    name: str
    """As the central directory has it, decoded."""


class Directory(NamedTuple):
    """What a zip offers."""

    root: Root
    entries: dict[str, Entry]
    """By path relative to the MiM's root, sorted."""
    left_out: tuple[LeftOut, ...]


def read_directory(stream: BinaryIO, description: str) -> Directory:
    """Return what the zip on `stream` offers. Raises SourceError with the first fault found."""
    infos = _listed(stream, description)
    limits = _limits(infos, stream, description)
    names = [_name(info) for info in infos]
    for info, name in zip(infos, names, strict=True):
        fault = escape_fault(info.orig_filename)
        if fault is None and name is not info.orig_filename:
            fault = escape_fault(name)
        if fault:
            raise _refused(description, name, fault)
    files = [pair for pair in zip(names, infos, strict=True) if not pair[0].endswith("/")]
    root = find_root((name for name, _ in files), description)
    return _chosen(files, root, limits, description)


def _chosen(
    files: list[tuple[str, zipfile.ZipInfo]], root: Root, limits: dict[int, int], description: str
) -> Directory:
    inside = [
        (name[len(root.prefix) :], info) for name, info in files if name.startswith(root.prefix)
    ]
    # Needed files first: of two that clash, the one under External Documents/ is left out.
    inside.sort(key=lambda pair: (is_rest(pair[0]), pair[0]))
    clashes = twins(path for path, _ in inside)
    duplicates = _duplicates(inside)
    entries: dict[str, Entry] = {}
    left_out: list[LeftOut] = []
    total = 0
    for path, info in inside:
        fault = _fault(path, info)
        if fault is None and (path in clashes or path in duplicates):
            fault = clash_words(path, clashes.get(path, path))
        if fault is not None:
            if not is_rest(path):
                raise _refused(description, path, fault)
            left_out.append(LeftOut(path, fault))
            continue
        total += info.file_size
        entries[path] = Entry(
            SourceFile(path, info.file_size, info.CRC),
            info.header_offset,
            info.compress_size,
            info.compress_type,
            limits[info.header_offset],
            info.orig_filename,
        )
    if total > MAX_TOTAL_BYTES:
        raise SourceError(
            f"{description} would unpack to {total:,} bytes; the limit is {MAX_TOTAL_BYTES:,}",
            hint="this is no publication of the MiM; if it holds one, add only its folder",
        )
    return Directory(root, dict(sorted(entries.items())), tuple(left_out))


def _fault(path: str, info: zipfile.ZipInfo) -> str | None:
    """Say why one file cannot be taken; None if it can."""
    fault = None
    if info.flag_bits & _ENCRYPTED:
        fault = "is encrypted"
    elif info.compress_type not in (STORED, DEFLATED):
        method = _METHODS.get(info.compress_type, f"method {info.compress_type}")
        fault = f"{_COMPRESSED} {method}, which is not read here"
    elif not _is_regular(info):
        fault = "is a link or a special file"
    elif info.file_size > MAX_FILE_BYTES:
        fault = f"would unpack to {info.file_size:,} bytes; the limit is {MAX_FILE_BYTES:,}"
    elif info.file_size > max(RATIO_FROM_BYTES, MAX_RATIO * info.compress_size):
        fault = f"would unpack to more than {MAX_RATIO} times its size, as a zip bomb does"
    else:
        fault = portability_fault(path)
    return fault


def _is_regular(info: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a plain file, by the Unix mode if it has one."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    return kind in (0, stat.S_IFREG)


def _duplicates(inside: list[tuple[str, zipfile.ZipInfo]]) -> set[str]:
    times = Counter(path for path, _ in inside)
    return {path for path, count in times.items() if count > 1}


def _name(info: zipfile.ZipInfo) -> str:
    """Return an entry's name. `filename` is cut at a NUL, and rewritten on Windows."""
    return info.orig_filename if info.orig_filename.isascii() else info.filename


def _refused(description: str, name: str, fault: str) -> SourceError:
    hint = ZIP_AGAIN
    if fault == "is encrypted":
        hint = "unpack it with its password and add the folder"
    if fault.startswith(_COMPRESSED):
        hint = "unpack it with another program and add the folder"
        return SourceError(f"{description} cannot be read: {printable(name)} {fault}", hint=hint)
    return SourceError(f"{description} is not safe to unpack: {printable(name)} {fault}", hint=hint)


def _limits(infos: list[zipfile.ZipInfo], stream: BinaryIO, description: str) -> dict[int, int]:
    """Return where the bytes of each entry must end, by its offset; raises on an overlap."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    end = stream.seek(0, os.SEEK_END)
    limits: dict[int, int] = {}
    for info in reversed(ordered):
        least = _LOCAL_HEADER_BYTES + len(info.orig_filename) + info.compress_size
        if info.header_offset < 0 or info.header_offset + least > end:
            raise SourceError(
                f"{description} is damaged: {printable(_name(info))} reaches into other entries",
                hint=AGAIN,
            )
        limits[info.header_offset] = end
        end = info.header_offset
    return limits


def _listed(stream: BinaryIO, description: str) -> list[zipfile.ZipInfo]:
    """Return the central directory's entries; raises SourceError if it cannot be read."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    start = stream.read(4)
    declared = _declared_size(stream, size)
    if declared is None:
        if start[:2] == b"PK":
            raise SourceError(f"{description} is truncated: its end is missing", hint=AGAIN)
        raise SourceError(
            f"{description} is not a zip", hint="a MiM is added from a zip or from a folder"
        )
    if declared > MAX_DIRECTORY_BYTES:
        raise _too_many(description)
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
        OverflowError,
        struct.error,
        OSError,
    ) as error:
        reason = printable(str(error)) or type(error).__name__
        raise SourceError(
            f"{description} is damaged: its list of files cannot be read ({reason})", hint=AGAIN
        ) from None
    if len(infos) > MAX_ENTRIES:
        raise _too_many(description)
    return infos


def _is_called(name: str, local: bytes) -> bool:
    """Tell whether the local header's name is an entry's, in either encoding that zips have."""
    if name.isascii():
        return local == name.encode()
    encodings = ("utf-8", "cp437")
    return any(local == name.encode(encoding, "replace") for encoding in encodings)


def _too_many(description: str) -> SourceError:
    return SourceError(
        f"{description} has more than {MAX_ENTRIES:,} entries",
        hint="this is no publication of the MiM; if it holds one, add only its folder",
    )


def _declared_size(stream: BinaryIO, size: int) -> int | None:
    """Return the bytes that the central directory says it has; None without an end record."""
    tail_size = min(size, _END_BYTES + 0xFFFF + 20)
    stream.seek(size - tail_size)
    tail = stream.read(tail_size)
    at = tail.rfind(_END_SIGNATURE)
    if at < 0 or at + _END_BYTES > len(tail):
        return None
    declared = int(struct.unpack_from("<L", tail, at + 12)[0])
    if at >= 20 and tail.startswith(_LOCATOR_64_SIGNATURE, at - 20):  # noqa: PLR2004  (its length)
        stream.seek(min(size, int(struct.unpack_from("<Q", tail, at - 12)[0])))
        record = stream.read(56)
        if record.startswith(_END_64_SIGNATURE) and len(record) == 56:  # noqa: PLR2004
            declared = max(declared % 0xFFFFFFFF, int(struct.unpack_from("<Q", record, 40)[0]))
    return declared


def read_entries(stream: BinaryIO, entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, bytes]]:
    """Yield each entry with its packed bytes. Raises SourceError for a false local header."""
    for entry in entries:
        stream.seek(entry.offset)
        header = stream.read(_LOCAL_HEADER_BYTES + 3 * len(entry.name))  # in UTF-8, at most
        if len(header) < _LOCAL_HEADER_BYTES or not header.startswith(b"PK\3\4"):
            raise SourceError(f"{printable(entry.file.path)} is not where the zip says", hint=AGAIN)
        name_length, extra_length = struct.unpack_from("<HH", header, 26)
        if not _is_called(entry.name, header[_LOCAL_HEADER_BYTES:][:name_length]):
            raise SourceError(
                f"{printable(entry.file.path)} has another name at its own place in the zip",
                hint=AGAIN,
            )
        begin = entry.offset + _LOCAL_HEADER_BYTES + name_length + extra_length
        if begin + entry.packed > entry.limit:
            raise SourceError(
                f"{printable(entry.file.path)} reaches into other entries of the zip", hint=AGAIN
            )
        stream.seek(begin)
        yield entry, stream.read(entry.packed)
