"""Several XML documents one after the other: where each ends."""

import re
from collections.abc import Iterator
from contextlib import suppress
from xml.parsers import expat

from mimcli.model.validation import LocatedMessage

MOST_DOCUMENTS = 100_000

_FIRST = 2048
"""Bytes that are read at first; then twice as many each time."""
_BLANK = re.compile(rb"[\s\0]*")


def document_end(data: bytes, start: int) -> int | None:
    """Return the offset at which the document that begins at `start` ends.

    None if it does not end, or is not well-formed.
    """
    return read_from(data, start)[0]


def read_from(data: bytes, start: int) -> tuple[int | None, int]:
    """Return the same, and how many bytes were read for that, at most."""
    parser = expat.ParserCreate()
    depth = 0
    end: list[int] = []

    def begin(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1

    def finish(_name: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            end.append(parser.CurrentByteIndex)
            parser.EndElementHandler = None

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    # What follows the document is none; and expat asks Python for encodings that it does not know.
    view = memoryview(data)
    position, size = start, _FIRST
    with suppress(expat.ExpatError, LookupError, ValueError):
        while position < len(data) and not end:
            position, size = position + size, size * 2
            parser.Parse(view[position - size // 2 : position], position >= len(data))
    parser.StartElementHandler = parser.EndElementHandler = None  # or it is kept, and all it has
    if not end:
        return None, position - start
    close = data.find(b">", start + end[0])
    return close + 1 if close >= 0 else None, position - start


def past_blanks(data: bytes, offset: int) -> int:
    """Return where what follows an offset begins: past blanks and zeros."""
    match = _BLANK.match(data, offset)
    return match.end() if match else offset


def documents_of(place: LocatedMessage) -> Iterator[LocatedMessage]:
    """Yield each of several documents; the last one may be broken. One only: nothing."""
    data, start, count = place.data, 0, 0
    line = place.line
    pieces: list[tuple[int, int, int]] = []
    while count < MOST_DOCUMENTS:
        count += 1
        end = document_end(data, start) if count < MOST_DOCUMENTS else None
        pieces.append((start, len(data) if end is None else end, line))
        if end is None or past_blanks(data, end) == len(data):
            break
        begin = past_blanks(data, end)
        line += data.count(b"\n", start, begin)
        start = begin
    if len(pieces) == 1:
        return
    for number, (start, end, line) in enumerate(pieces, start=1):
        step = f"message {number}"
        column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", "replace")) + 1
        part = " > ".join(filter(None, (place.part, step)))
        yield place._replace(data=data[start:end], part=part, line=line, column=column)
