"""Artefact ids in bytes of any kind and encoding: where each stands, in bounded memory.

A file is first sifted as raw bytes for what could be an id, with or without zero bytes between
the letters (UTF-16, UTF-32). Only a file that has one is read again: in the encoding that its
byte order mark, or the shape of what was sifted out, shows; else as UTF-8 if it is, and as one byte
a character if not (windows-1252, Latin-1: ids and line ends are the same bytes in both). A file
that mixes encodings, as a compiled program does, is searched as raw bytes.

Ids are those of interactions, message types, templates, application roles and trigger events, in
any letter case, and within service names, URLs (percent-encoded too) and names of classes.
R-MIM and tabular view ids name pages of the manual, not messages, and are not looked for. An id
without its revision, a stem, is found where it stands by itself (`PRPA_IN000203`, in a table of
names or a file's name), not as the beginning of a longer word.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

CHUNK_BYTES = 1 << 20
_MARGIN = 128
"""No id, with zero bytes between its letters and what may not follow it, is longer."""
_CONTEXT = 8
"""No look behind an id is longer."""

Found = tuple[int, int, str]
"""Line and column (both 1-based, the column in characters) and the id or stem in upper case."""


_SIEVE = re.compile(
    rb"_\0{0,3}(?:I\0{0,3}N|M\0{0,3}T|T\0{0,3}[PE]|A\0{0,3}R)(?:\0{0,3}[0-9]){6}", re.IGNORECASE
)
_ESCAPED = r"(?<=%[0-9A-Fa-f]{2})|(?<=\\x[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4})"


@dataclass(frozen=True, slots=True)
class _Search:
    """How to find ids in decoded text: quickly what could be one, then whether it is."""

    underscore: re.Pattern[str]
    """Matches from an id's underscore on."""
    whole: re.Pattern[str]
    """Matches an id from its first letter on."""
    backs: range
    """How far before the underscore an id can begin."""

    def matches(self, text: str, start: int) -> Iterator[re.Match[str]]:
        """Yield the match of each id that begins at `start` or later."""
        for rough in self.underscore.finditer(text, start):
            for back in self.backs:
                begin = rough.start() - back
                match = self.whole.match(text, begin) if begin >= start else None
                if match:
                    yield match
                    break


def _search(gap: str, longest_gap: int) -> _Search:
    """Return the search for ids with `gap` between their characters.

    An id stands by itself, behind an escape (`%3A`, in JSON `u0022` with a backslash), or behind a
    lower-case letter: within a name such as `sendPRPA_IN000203UK03`, or after a backslash and `n`.
    """
    letter, digit = "[A-Z]", "[0-9]"
    kind = "|".join(f"{a}{gap}{b}" for a, b in ("IN", "MT", "TP", "AR", "TE"))
    revision = gap.join(["", *[letter] * 2, *[digit] * 2])
    end = f"(?:{revision}(?!{gap}[0-9])|(?!{gap}[0-9A-Za-z]))"
    head, tail = [letter] * 4, ["_", f"(?:{kind})", *[digit] * 6]
    identifier = gap.join(head + tail)
    before = rf"(?:(?<![A-Za-z0-9])|{_ESCAPED})"
    return _Search(
        re.compile(f"(?i:{gap.join(tail)})", re.ASCII),
        re.compile(rf"(?:{before}(?i:{identifier}{end})|(?<=[a-z]){identifier}{end})", re.ASCII),
        range(len(head), len(head) * (longest_gap + 1) + 1),
    )


_IN_TEXT = _search("", 0)
_IN_RAW_BYTES = _search(r"\0{0,3}", 3)
_RAW = "raw"
_WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "8-bit"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)


def may_hold_ids(data: bytes) -> bool:
    """Return whether bytes could hold an id in some encoding (quick; True may turn out wrong)."""
    return _SIEVE.search(data) is not None


def find_ids_in_name(name: str) -> Iterator[tuple[int, str]]:
    """Yield (1-based column, id) for each id in a file's name."""
    for match in _IN_TEXT.matches(name, 0):
        yield match.start() + 1, match[0].upper()


def find_ids(stream: BinaryIO, chunk_bytes: int = CHUNK_BYTES) -> Iterator[Found]:
    """Yield each id in a seekable stream, in order, holding a few chunks of it at a time."""
    encoding = _encoding_of(stream, chunk_bytes)
    if encoding is None:
        return
    if encoding in _WIDE:
        # Zero bytes show 16-bit text, but it may start at an odd byte, or be a part of the file.
        plain, raw = (_count(_ids_in(stream, how, chunk_bytes)) for how in (encoding, _RAW))
        encoding = encoding if plain >= raw else _RAW
    yield from _ids_in(stream, encoding, chunk_bytes)


def _ids_in(stream: BinaryIO, encoding: str, chunk_bytes: int) -> Iterator[Found]:
    """Return the ids in a stream that is read in one encoding, or as raw bytes."""
    stream.seek(0)
    if encoding == _RAW:
        return _find_in_texts(_decoded(stream, "latin-1", chunk_bytes), _IN_RAW_BYTES)
    return _find_in_texts(_decoded(stream, encoding, chunk_bytes), _IN_TEXT)


def _count(found: Iterator[Found]) -> int:
    return sum(1 for _ in found)


def _encoding_of(stream: BinaryIO, chunk_bytes: int) -> str | None:
    """Return the encoding to read a stream in, `raw` for a mixture, None if it holds no id."""
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    shapes = _shapes(stream, chunk_bytes)
    if not shapes:
        return None
    for mark, codec, shape in _MARKS:
        if head.startswith(mark):
            return codec if shapes == {shape} else _RAW
    if len(shapes) > 1:
        return _RAW
    (shape,) = shapes
    if shape != "8-bit":
        return shape
    stream.seek(0)
    return "utf-8" if _is_utf8(stream, chunk_bytes) else "latin-1"


def _shapes(stream: BinaryIO, chunk_bytes: int) -> set[str]:
    """Return the encodings, by their code unit's size and order, that possible ids are in."""
    shapes: set[str] = set()
    carry, offset, start = b"", 0, 0
    while data := stream.read(chunk_bytes):
        buffer = carry + data
        for match in _SIEVE.finditer(buffer, start):
            shapes.add(_shape(match[0], offset + match.start()))
            start = match.end()
        keep = max(start, len(buffer) - _MARGIN)
        carry, offset, start = buffer[keep:], offset + keep, 0
    return shapes


def _shape(found: bytes, offset: int) -> str:
    """Return the encoding that a possible id's underscore shows, by the zero bytes around it."""
    rest = found[1:]
    gap = len(rest) - len(rest.lstrip(b"\0"))
    characters = len(rest) - rest.count(b"\0")
    if len(rest) != characters * (gap + 1):
        return _RAW
    shapes = {
        0: ("8-bit",),
        1: ("utf-16-le", "utf-16-be"),
        3: ("utf-32-le", _RAW, _RAW, "utf-32-be"),
    }.get(gap, (_RAW,))
    return shapes[offset % len(shapes)]


def _is_utf8(stream: BinaryIO, chunk_bytes: int) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while data := stream.read(chunk_bytes):
            decoder.decode(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(stream: BinaryIO, codec: str, chunk_bytes: int) -> Iterator[tuple[str, bool]]:
    """Yield (text, whether it is the last) piece by piece; damage becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    while data := stream.read(chunk_bytes):
        yield decoder.decode(data), False
    yield decoder.decode(b"", final=True), True


def _find_in_texts(pieces: Iterator[tuple[str, bool]], search: _Search) -> Iterator[Found]:
    """Yield what a search finds in a text that comes in pieces."""
    buffer, start, line, column = "", 0, 1, 1
    for text, last in pieces:
        buffer += text
        limit = len(buffer) if last else max(start, len(buffer) - _MARGIN)
        counted = start
        for match in search.matches(buffer, start):
            if match.start() >= limit:
                break
            line, column = _advance(buffer, counted, match.start(), line, column)
            counted = match.start()
            yield line, column, match[0].replace("\0", "").upper()
        line, column = _advance(buffer, counted, limit, line, column)
        keep = max(0, limit - _CONTEXT)
        buffer, start = buffer[keep:], limit - keep


def _advance(text: str, begin: int, end: int, line: int, column: int) -> tuple[int, int]:
    """Return the line and column of `end`, given those of `begin`."""
    breaks = text.count("\n", begin, end)
    if breaks:
        return line + breaks, end - text.rfind("\n", begin, end)
    return line, column + end - begin
