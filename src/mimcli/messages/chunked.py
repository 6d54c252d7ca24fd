"""HTTP's `Transfer-Encoding: chunked`: a body in pieces, each with its length before it."""

import re
from typing import NamedTuple

_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_BREAK = re.compile(rb"\r?\n")


class Unchunked(NamedTuple):
    """What the chunks of a body are together."""

    content: bytes
    end: int
    """Where the chunks end."""
    fault: str | None = None
    """Why it cannot be all."""


def unchunked(data: bytes, start: int) -> Unchunked | None:
    """Return what the body that begins at an offset is; None if it is in no chunks.

    So is one that was put together before it was kept, though its headers were not changed.
    """
    found: list[bytes] = []
    position = start
    if _SIZE.match(data, start) is None:
        return None
    while size := _SIZE.match(data, position):
        length = int(size[1], 16)
        position = size.end() + length
        if not length:
            return Unchunked(b"".join(found), position)
        found.append(data[size.end() : position])
        after = _BREAK.match(data, position)
        if after is None:
            break
        position = after.end()
    return Unchunked(b"".join(found), min(position, len(data)), "its last chunk is missing")
