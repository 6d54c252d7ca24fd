"""Unpacking gzip, all of its members, and zlib: no more than memory bears."""

import zlib
from typing import NamedTuple

MAGIC = b"\x1f\x8b"
MOST_MEMBERS = 10_000
_PIECE = 16_384
"""What is left over of a piece is copied at the end of each member."""


_EITHER = 47
"""Of zlib's: it sees by itself which of the two it is."""


def is_zlib(data: bytes) -> bool:
    """Return whether data begins as zlib's do, as HTTP's `deflate` sends them."""
    if data[:1] != b"x" or int.from_bytes(data[:2], "big") % 31:
        return False
    try:
        return bool(zlib.decompressobj().decompress(data[:_PIECE], 1))
    except zlib.error:
        return False


class Unpacked(NamedTuple):
    """What gzip data stands for: that of its members, one after the other."""

    content: bytes
    fault: str | None = None
    """Why it is not to be used, or nothing of it is left."""
    cut_off: bool = False
    """Whether the last member ends early."""
    rest: bool = False
    """Whether bytes that are no gzip data follow the last member."""


def unpacked(data: bytes, most: int) -> Unpacked:
    """Return what gzip data stands for; a `fault` if that has more than `most` bytes."""
    found: list[bytes] = []
    size = position = members = 0
    unpacker = zlib.decompressobj(wbits=_EITHER)
    waiting = b""
    while True:
        if not waiting:
            waiting, position = data[position : position + _PIECE], position + _PIECE
            if not waiting:
                return Unpacked(b"".join(found), cut_off=not unpacker.eof)
        if unpacker.eof:
            members += 1
            waiting = waiting.lstrip(b"\0")  # tapes are filled up with zeros
            if not waiting:
                continue
            if not (waiting + data[position : position + 1]).startswith(MAGIC):
                return Unpacked(b"".join(found), rest=True)
            if members == MOST_MEMBERS:
                return Unpacked(b"", f"the gzip data has more than {MOST_MEMBERS:,} members")
            unpacker = zlib.decompressobj(wbits=31)
        try:
            found.append(unpacker.decompress(waiting, most - size + 1))
        except zlib.error:
            return Unpacked(b"", "the gzip data is damaged")
        size += len(found[-1])
        if size > most:
            return Unpacked(b"", f"the gzip data unpacks to more than {most:,} bytes")
        waiting = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
