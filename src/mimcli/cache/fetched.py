"""What is recorded of a version that `mim fetch` got: the address, the checksum, what was missing.

It lies in `fetched-v1/VERSION.json`.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from mimcli.cache.files import reporting, write_small
from mimcli.cache.lock import WriteAccess
from mimcli.cache.paths import FETCHED, CachePaths
from mimcli.model.answers.keeping import MissingPage

FORMAT: Final = 1


class Fetched(NamedTuple):
    """One fetched version."""

    version: str
    form: str
    """`zip` or `website`."""
    address: str
    page: str | None
    bytes: int
    sha256: str | None
    """Of the zip."""
    etag: str
    last_modified: str
    pages: int | None
    missing: tuple[MissingPage, ...]
    source_fingerprint: str
    """Of the publication that it became: another one may have taken its place since."""
    fetched_at: str
    """ISO 8601, UTC."""


def fetched_file(paths: CachePaths, version: str) -> Path:
    """Return where the record of a version lies."""
    return paths.root / FETCHED / f"{version}.json"


def write_fetched(access: WriteAccess, fetched: Fetched) -> None:
    """Record how a version was fetched. Raises CacheError."""
    content = {"format": FORMAT, **fetched._asdict()}
    content["missing"] = [one._asdict() for one in fetched.missing]
    data = (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
    with reporting(access.paths.root):
        write_small(access.paths, fetched_file(access.paths, fetched.version), data)


def read_fetched(paths: CachePaths, version: str, fingerprint: str) -> Fetched | None:
    """Return how the installed publication was fetched; None if it was not, or is not known."""
    with suppress(OSError, ValueError, TypeError, RecursionError):
        content = json.loads(fetched_file(paths, version).read_bytes())
        if content.pop("format") == FORMAT and content["source_fingerprint"] == fingerprint:
            missing = tuple(MissingPage(**one) for one in content.pop("missing"))
            return Fetched(**content, missing=missing)
    return None
