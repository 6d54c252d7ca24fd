"""Messages anywhere in a text, such as a log: as they are, escaped in any way, or in base64.

A text may hold each in another form, and one form within another. So it is searched once, from its
beginning to its end, for what a message begins with in any form; what stands there is decoded as
far as that form goes, and searched in its turn.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from mimcli.messages.signs import START, next_base64
from mimcli.messages.splitting import read_from
from mimcli.model.validation import Damage, LocatedMessage

DEEPEST = 5
"""Escapes within escapes that are taken off."""

LEAST_EFFORT = 16 * 1024 * 1024
"""Bytes that may be read in vain, at least; beginnings without ends would take all of each rest."""
_EFFORT = 16
"""The same, as often as a text is long."""

_TOO_MUCH = "too much in this text begins as a message and has no end: not all of it is searched"
_CUT_OFF = "the text has no end of it"
_SURE = re.compile(
    rb"<((?:[A-Za-z_][\w.-]*:)?[A-Z]{4}_IN\d{6}[A-Z]{2}\d\d)(?=\s+[A-Za-z_]|\s*>\s*<)"
    rb"|<([A-Za-z_][\w.:-]*)\s(?=[^<>]{0,2000}=\s*[\"']urn:hl7-org:v3[\"'])"
)
"""The start of what is sure to be a message, whatever follows."""
_NEXT = re.compile(rb"<\?xml\b|(?:<|&lt;|\\u003[cC]|%3[cC])[A-Z]{4}_IN\d{6}[A-Z]{2}\d\d[^\w>]")
_BACKSLASHED = re.compile(rb"[^\"\\\r\n]{0,2000}+\\++[\"nrtu/]")
"""Of a tag: backslashes come before what would end a string."""
_BACKSLASHED_BLANKS = re.compile(rb">\s*(?:\\[nrt]\s*)+<")
"""Between tags where no text can stand: a line break of JSON."""
_ESCAPE_OR_END = re.compile(rb"\\.|[\"\r\n]", re.DOTALL)
_ESCAPE = re.compile(
    rb"\\(u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|x[0-9a-fA-F]{2}|.)", re.DOTALL
)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_BREAKS = re.compile(rb"&#(?:0*10|[xX]0*[aA]);")
_URL = re.compile(rb"[^\s\"'<>&]*")


class _Piece(NamedTuple):
    """What was found in a text."""

    data: bytes
    start: int
    """Where it, or that in which it is escaped, begins."""
    lines: int
    """Lines from there to where it begins itself."""
    cut_off: str | None = None
    decoded: bool = False


class _TooMuchError(Exception):
    """More was read in vain than is to be; with the offset that the search came to."""


class _Effort:
    """What may still be read in vain."""

    def __init__(self, size: int) -> None:
        self._left = max(LEAST_EFFORT, _EFFORT * size)

    def spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise _TooMuchError


def strings_of_text(place: LocatedMessage, data: bytes) -> Iterator[LocatedMessage | Damage]:
    """Yield the XML documents, and what is in base64, that stand anywhere in a text, in its order.

    One that is not well-formed only if it is sure to be a message.
    """
    start = line = column = 0
    try:
        for number, one in enumerate(_pieces(data, _Effort(len(data)), 0), start=1):
            broken = data.rfind(b"\n", start, one.start) + 1
            line += data.count(b"\n", start, one.start)
            letters = len(data[broken or start : one.start].decode("utf-8", "replace"))
            start, column = one.start, letters if broken else column + letters
            yield _located(place, one, number, line, column)
    except _TooMuchError:
        yield Damage(place.path, place.part, place.line + line, _TOO_MUCH)


def _located(
    place: LocatedMessage, one: _Piece, number: int, line: int, column: int
) -> LocatedMessage:
    """Return a piece as a document; line and column, from 0, are of what it is in."""
    return place._replace(
        data=one.data,
        container="text",
        part=" > ".join(filter(None, (place.part, f"message {number}"))),
        line=place.line + line + one.lines,
        column=column + 1 if line or not place.exact else place.column + column,
        exact=place.exact and not one.decoded,
        encoding="utf-8" if one.decoded else None,
        cut_off=one.cut_off or place.cut_off,
    )


def _pieces(data: bytes, effort: _Effort, depth: int) -> Iterator[_Piece]:
    """Yield what is found in a text, which was decoded so many times."""
    position = 0
    coded = next_base64(data, 0)
    while True:
        match = START.search(data, position)
        if coded is not None and coded[0] < position:
            coded = next_base64(data, position)
        if coded is not None and (match is None or coded[0] < match.start()):
            start, position = coded
            yield _Piece(data[start:position].replace(b"\\", b""), start, 0, decoded=True)
            continue
        if match is None:
            return
        start = match.start()
        as_it_is = _as_it_is(data, match, effort) if data.startswith(b"<", start) else None
        if as_it_is is not None:
            piece, position = as_it_is
            if piece is not None:
                yield piece
            continue
        content, position, own_lines = _decoded(data, start)
        if depth < DEEPEST:
            before = lines = 0
            for one in _pieces(content, effort, depth + 1):
                if own_lines:
                    lines += content.count(b"\n", before, one.start)
                    before = one.start
                below = lines + one.lines if own_lines else 0
                yield one._replace(start=start, lines=below, decoded=True)


def _as_it_is(
    data: bytes, match: re.Match[bytes], effort: _Effort
) -> tuple[_Piece | None, int] | None:
    """Return the document that begins with a `<`, if any, and where to go on; None: it is escaped.

    Its quotes and line breaks may be, though the `<` is not.
    """
    start = match.start()
    end, reached = read_from(data, start)
    if end is not None and not _BACKSLASHED_BLANKS.search(data, start, end):
        return _Piece(data[start:end], start, 0), end
    effort.spend(reached)
    if _BACKSLASHED.match(data, start):
        return None
    sure = _SURE.match(data, start)
    if sure is None:
        return None, match.end()
    end, cut_off = _broken(data, sure)
    return _Piece(data[start:end], start, 0, cut_off), end


def _broken(data: bytes, root: re.Match[bytes]) -> tuple[int, str | None]:
    """Return where a message ends that is not well-formed, and why that is not its own end.

    It goes to its end tag, or to the next message.
    """
    following = _NEXT.search(data, root.end())
    last = following.start() if following else len(data)
    name = re.escape(root[1] or root[2])
    close = re.compile(rb"</%b\s*>" % name).search(data, root.end(), last)
    return (close.end(), None) if close else (last, _CUT_OFF)


def _decoded(data: bytes, start: int) -> tuple[bytes, int, bool]:
    """Return what is escaped from an offset on, decoded, where it ends, and if it keeps lines."""
    if data.startswith(b"&", start):
        return _of_xml(data, start)
    if data.startswith(b"%", start):
        match = _URL.match(data, start)
        end = match.end() if match else len(data)
        text = data[start:end]
        return unquote_to_bytes(text if b"%20" in text else text.replace(b"+", b" ")), end, False
    end = next(
        (one.start() for one in _ESCAPE_OR_END.finditer(data, start) if one[0][:1] != b"\\"),
        len(data),
    )
    return _ESCAPE.sub(_unescaped, data[start:end]), end, False


def _of_xml(data: bytes, start: int) -> tuple[bytes, int, bool]:
    end = data.find(b"<", start)
    end = end if end >= 0 else len(data)
    text = data[start:end]
    kept = _BREAKS.search(text) is None
    return html.unescape(text.decode("utf-8", "replace")).encode("utf-8", "replace"), end, kept


def _unescaped(match: re.Match[bytes]) -> bytes:
    """Return what an escape of JSON, or of a string in a language like C, stands for."""
    letters = match[1]
    if letters[:1] == b"u" and len(letters) > 1:
        units = b"".join(bytes.fromhex(one.decode()) for one in letters[1:].split(b"\\u"))
        return units.decode("utf-16-be", "replace").encode()
    if letters[:1] == b"x" and len(letters) > 1:
        return bytes.fromhex(letters[1:].decode())
    return _LETTERS.get(letters, letters)
