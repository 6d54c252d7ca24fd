"""The list of all files of an installed publication, extracted or not.

A TSV of `path, size, crc32 (8 hex digits), state`, sorted by path, below one line that names the
format. Paths hold no tab and no newline: a source refuses such names.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from mimcli.errors import CacheError
from mimcli.sources.interface import SourceFile, fingerprint_of

EXTRACTED: Final = "extracted"
"""In the tree."""
ARCHIVED: Final = "archived"
"""In the kept zip only (for a folder as source: still in that folder only)."""

_HEAD: Final = "#mim-manifest\t1"
_COLUMNS: Final = 4


class ManifestLine(NamedTuple):
    """One file."""

    path: str
    size: int
    crc32: int
    state: str


def encode_manifest(lines: Iterable[ManifestLine]) -> bytes:
    """Return the text of a manifest."""
    body = [f"{path}\t{size}\t{crc32:08x}\t{state}" for path, size, crc32, state in lines]
    return "\n".join([_HEAD, *body, ""]).encode()


def decode_manifest(data: bytes) -> tuple[ManifestLine, ...]:
    """Return the lines of a manifest. Raises ValueError if it is none."""
    head, *body = data.decode().split("\n")
    if head != _HEAD or not body or body.pop() != "":
        raise ValueError("not a manifest")
    lines: list[ManifestLine] = []
    for text in body:
        cells = text.split("\t")
        if len(cells) != _COLUMNS or cells[3] not in (EXTRACTED, ARCHIVED):
            raise ValueError("not a line of a manifest")
        lines.append(ManifestLine(cells[0], int(cells[1]), int(cells[2], 16), cells[3]))
    return tuple(lines)


def read_manifest(path: Path, fingerprint: str) -> tuple[ManifestLine, ...]:
    """Return a version's manifest, checked against the fingerprint of what was installed.

    Raises CacheError if it is missing or damaged.
    """
    try:
        lines = decode_manifest(path.read_bytes())
    except (OSError, ValueError):
        lines = ()
    files = (SourceFile(line.path, line.size, line.crc32) for line in lines)
    if fingerprint_of(files) != fingerprint:
        raise CacheError(
            f"the list of files {path.name} in the cache is missing or damaged",
            hint="remove that version with mim remove, then add it again",
        )
    return lines
