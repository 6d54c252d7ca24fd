"""The label of a zip that `mim export` wrote: what the cache knew of the version.

It is the zip's comment, so that the zip is a MiM like any other, with the same fingerprint.
"""

import json
from pathlib import Path
from typing import Final, NamedTuple

from mimcli.errors import InputError, SourceError

_FORMAT: Final = 1
_KEY: Final = "mim-export"
_START: Final = b"PK\x03\x04"
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_MOST_COMMENT: Final = 0xFFFF


class Label(NamedTuple):
    """What an exported version says of itself."""

    version: str
    """The name that it was filed under."""
    source: str
    """Where it came from."""


def encode_label(label: Label) -> bytes:
    """Return the zip comment that says it."""
    content = {_KEY: _FORMAT, **label._asdict()}
    return json.dumps(content, ensure_ascii=False).encode()[:_MOST_COMMENT]


def read_label(path: Path) -> Label | None:
    """Return the label of a zip; None if it has none.

    Raises InputError for no readable file, SourceError for a zip whose end, where the label is, has
    been cut off.
    """
    try:
        with path.open("rb") as file:
            is_zip = file.read(len(_START)) == _START
            size = file.seek(0, 2)
            file.seek(max(0, size - _END_SIZE - _MOST_COMMENT))
            tail = file.read()
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror or error}", hint="give the path of a file of `mim export`"
        ) from None
    at = tail.rfind(_END)
    if is_zip and (at < 0 or len(tail) - at < _END_SIZE + _said_length(tail[at:])):
        raise SourceError(
            f"{path} is cut off: the end of the zip is missing",
            hint="copy it again, or export it anew where it came from",
        )
    try:
        content = json.loads(tail[at + _END_SIZE :]) if at >= 0 else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or content.get(_KEY) != _FORMAT:
        return None
    version, source = content.get("version"), content.get("source")
    if not isinstance(version, str) or not isinstance(source, str):
        return None
    return Label(version, source)


def _said_length(end: bytes) -> int:
    """Return how long the comment behind a zip's end record is, as that says itself."""
    return int.from_bytes(end[_END_SIZE - 2 : _END_SIZE], "little")
