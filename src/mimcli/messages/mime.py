"""The parts of a MIME multipart message, as Spine's messages come in: ebXML, HL7, attachments.

Python's `email` package would copy a message of 100 MB several times and does not know at which
line a part begins, so the parts are cut here; their headers are read by that package.
"""

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mimcli.messages.chunked import unchunked
from mimcli.messages.finding import CONTROL, DEEPEST, looks_like_xml
from mimcli.messages.signs import has_sign
from mimcli.model.validation import Amiss, Damage, HeaderLine, LocatedMessage

if TYPE_CHECKING:
    from email.message import Message

MOST_PARTS = 10_000
_BLANKS = b" \t\r\n"
_NO_BOUNDARY = "its closing boundary is missing"
_CUT_IN_HEADERS = "it is cut off within its headers: no blank line ends them"

_NOT_BASE64 = Amiss(
    "transport-encoding",
    "the part's Content-Transfer-Encoding says base64, but the message stands there as it is",
)
_SHORTEST = 20

_HEAD = 65_536
"""Bytes in which the headers of a message, or of a part, end."""

_HEADER = re.compile(
    rb"(?:(?:HTTP/\d|(?:POST|PUT|GET) )[^\r\n]*\r?\n)?(?:[A-Za-z][A-Za-z0-9-]{0,60}:[ \t])"
)
_BEGUN = re.compile(rb"[A-Za-z][A-Za-z0-9-]*[ \t]*(?::|\Z)|\Z")
"""The beginning of a header, or of none, where nothing more is there."""
_REQUEST = re.compile(rb"(?:HTTP/\d|(?:POST|PUT|GET) )[^\r\n]*\r?\n")
_SOAP_ACTION = re.compile(rb"^SOAPAction[ \t]*:", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\A[ \t]*\r?\n")
_DELIMITER = re.compile(rb"--([^\r\n]{1,200}?)[ \t]*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:|\r?\n)")
_DELIMITER_END = re.compile(rb"(--)?[ \t]*(?:\r?\n|\Z)")
_LOOKED_AT = 4096


def is_mime(data: bytes) -> bool:
    """Return whether a file begins as a MIME message does: with headers, or with a boundary."""
    head = data[:_HEAD].lstrip(b"\r\n \t")
    if head.startswith(b"--"):
        return _DELIMITER.match(head) is not None
    return _HEADER.match(head) is not None and _content_headers(head)


def parts_of(place: LocatedMessage, data: bytes) -> Iterator[LocatedMessage | Damage]:
    """Yield the parts that may hold messages, decoded; attachments of other kinds are left out.

    Lines stay the file's own for parts that are not encoded. A missing closing boundary is told
    with the last part; a part that ends within its headers is damage.
    """
    from email.message import Message  # noqa: PLC0415  (7 ms, which most calls do not need)

    start = len(data) - len(data.lstrip(b"\r\n \t"))
    headers, body = (
        (Message(), start) if data.startswith(b"--", start) else _headers(data, start, len(data))
    )
    if headers is None:
        yield Damage(place.path, place.part, place.line, _CUT_IN_HEADERS)
        return
    action = headers.get("soapaction")
    if action is not None:
        line = place.line + _lines_before(data, start, body)
        place = place._replace(soap_action=HeaderLine(str(action), line))
    if "chunked" in str(headers.get("transfer-encoding", "")).lower():
        yield from _of_chunks(place, data, headers, body)
    else:
        yield from _of_body(place, data, headers, body)


def _of_chunks(
    place: LocatedMessage, data: bytes, headers: "Message", body: int
) -> Iterator[LocatedMessage | Damage]:
    """Yield the parts of a body that HTTP sent in chunks; their lines are their own."""
    chunks = unchunked(data, body)
    if chunks is None:
        yield from _of_body(place, data, headers, body)
        return
    line = place.line + data.count(b"\n", 0, body)
    below = place._replace(line=line, exact=False, cut_off=chunks.fault or place.cut_off)
    yield from _of_body(below, chunks.content, headers, 0)
    yield from _beside(place, data, chunks.end, len(data), "after its last chunk")


def _of_body(
    place: LocatedMessage, data: bytes, headers: "Message", body: int
) -> Iterator[LocatedMessage | Damage]:
    boundary = _boundary(headers, data, body)
    if boundary is not None:
        yield from _of_multipart(place, data, boundary, body, len(data))
    elif headers:
        yield from _part(place, data, headers, body, len(data))


def _of_multipart(
    place: LocatedMessage, data: bytes, boundary: bytes, start: int, stop: int
) -> Iterator[LocatedMessage | Damage]:
    """Yield the parts between boundaries, and those within them."""
    from email.message import Message  # noqa: PLC0415  (as above)

    first = last = None
    for number, (begin, end, cut_off) in enumerate(_cut(data, boundary, start, stop), start=1):
        first, last = first or begin, end
        part_headers, content = _headers(data, begin, end)
        part = " > ".join(filter(None, (place.part, f"part {number}")))
        if part_headers is None:  # if its end is there, a part that holds nothing
            if cut_off:
                line = place.line + data.count(b"\n", 0, begin)
                yield Damage(place.path, part, line, _CUT_IN_HEADERS)
            continue
        cut = _NO_BOUNDARY if cut_off else None
        below = place._replace(part=part, cut_off=cut or place.cut_off)
        yield from _part(below, data, part_headers, content, end)
    if first is None or last is None:  # its boundary is nowhere
        yield from _part(place, data, Message(), start, stop)
        return
    yield from _beside(place, data, start, first, "before the first boundary")
    yield from _beside(place, data, last, stop, "after the last part")


def _beside(
    place: LocatedMessage, data: bytes, start: int, stop: int, where: str
) -> Iterator[Damage]:
    """Yield that something looks like a message where no part is."""
    if stop - start > _SHORTEST and has_sign(data[start:stop]):
        line = place.line + data.count(b"\n", 0, start)
        reason = f"what looks like a message stands {where}, which is no part: it is not judged"
        yield Damage(place.path, place.part, line, reason)


def _lines_before(data: bytes, start: int, end: int) -> int:
    """Return at which line, from 0, the SOAPAction header stands."""
    found = _SOAP_ACTION.search(data, start, end)
    return data.count(b"\n", 0, found.start() if found else start)


def _content_headers(head: bytes) -> bool:
    before = _BLANK_LINE.split(head, maxsplit=1)[0].lower()
    return any(name in before for name in (b"content-type:", b"mime-version:", b"content-id:"))


def _headers(data: bytes, start: int, stop: int) -> "tuple[Message | None, int]":
    """Return the headers that begin at an offset, and where the content begins.

    None for headers that do not end before `stop`, or are longer than any are.
    """
    from email.message import Message  # noqa: PLC0415  (7 ms, which most calls do not need)
    from email.parser import BytesHeaderParser  # noqa: PLC0415  (as above)

    request = _REQUEST.match(data, start)
    start = request.end() if request else start
    if data.startswith((b"\r\n", b"\n"), start):  # no headers at all
        return Message(), start + (2 if data.startswith(b"\r\n", start) else 1)
    blank = _BLANK_LINE.search(data, start, min(stop, start + _HEAD))
    if blank:
        return BytesHeaderParser().parsebytes(data[start : blank.end()]), blank.end()
    if _BEGUN.match(data, start, stop):
        return None, stop
    return Message(), start  # a part without headers, nor the blank line that stands for them


def _boundary(headers: "Message", data: bytes, body: int) -> bytes | None:
    stated = headers.get_param("boundary")
    if isinstance(stated, str) and stated:
        return stated.encode("utf-8", "surrogateescape")
    if headers.get_content_maintype() not in ("multipart", "text") or not headers:
        match = _DELIMITER.match(data, body)
        return match[1] if match else None
    return None


def _cut(data: bytes, boundary: bytes, start: int, stop: int) -> Iterator[tuple[int, int, bool]]:
    """Yield where each part begins and ends, and whether its end is missing."""
    delimiter = b"--" + boundary
    begin: int | None = None
    position, count = start, 0
    while (found := data.find(delimiter, position, stop)) >= 0 and count < MOST_PARTS:
        position = found + len(delimiter)
        after = _DELIMITER_END.match(data, position, stop)
        if after is None or (found and data[found - 1 : found] != b"\n"):
            continue
        ended = after.end() == stop and not after[1]  # it may be the closing one
        if begin is not None:
            yield begin, max(begin, _without_break(data, begin, found)), ended
        if after[1] or (ended and begin is not None):
            return
        begin, position, count = after.end(), after.end(), count + 1
    if begin is not None:
        yield begin, stop, True


def _without_break(data: bytes, begin: int, end: int) -> int:
    """Return where a part ends without the line break that belongs to the boundary."""
    for mark in (b"\r\n", b"\n"):
        if data.endswith(mark, begin, end):
            return end - len(mark)
    return end


def _part(
    place: LocatedMessage, data: bytes, headers: "Message", start: int, end: int
) -> Iterator[LocatedMessage | Damage]:
    line = place.line + data.count(b"\n", 0, start)
    encoding = str(headers.get("content-transfer-encoding", "")).strip().lower()
    head = data[start : min(end, start + _LOOKED_AT)]
    if encoding == "base64" and looks_like_xml(head):  # no letter of base64
        encoding, place = "", place._replace(amiss=_NOT_BASE64)
    boundary = headers.get_param("boundary") if _is_multipart(headers) else None
    if not head.strip() or (encoding == "base64" and not boundary and not _may_hold_message(head)):
        if place.cut_off:
            yield Damage(place.path, place.part, line, f"it is cut off: {place.cut_off}")
        return
    content: bytes | None = None
    try:
        if encoding == "base64":
            content = _decoded(data[start:end], short=place.cut_off is not None)
        elif encoding == "quoted-printable":
            content = quopri.decodestring(data[start:end])
    except binascii.Error:
        yield Damage(place.path, place.part, line, "its base64 text is damaged")
        return
    if isinstance(boundary, str) and boundary:
        delimiter = boundary.encode("utf-8", "surrogateescape")
        if place.depth >= DEEPEST:
            reason = "it is within too many others: what it holds is not judged"
            yield Damage(place.path, place.part, line, reason)
        elif content is None:
            below = place._replace(depth=place.depth + 1)
            yield from _of_multipart(below, data, delimiter, start, end)
        else:
            below = place._replace(depth=place.depth + 1, line=line, exact=False)
            yield from _of_multipart(below, content, delimiter, 0, len(content))
        return
    yield place._replace(
        data=data[start:end] if content is None else content,
        container="mime",
        line=line,
        exact=place.exact and content is None,
        encoding=_charset(headers),
    )


def _is_multipart(headers: "Message") -> bool:
    return headers.get_content_maintype() == "multipart"


def _decoded(text: bytes, *, short: bool) -> bytes:
    """Return what base64 stands for; `short`: its end may be missing. Raises binascii.Error."""
    text = text.translate(None, _BLANKS)
    return binascii.a2b_base64(text[: len(text) // 4 * 4] if short else text)


def _charset(headers: "Message") -> str | None:
    """Return the charset that the headers state, if it is one that XML declarations yield to."""
    stated = headers.get_content_charset()
    if not stated or stated in ("us-ascii", "utf-8"):
        return None
    try:
        codecs.lookup(stated)
    except LookupError:
        return None
    return stated


def _may_hold_message(head: bytes) -> bool:
    """Return whether base64 is of a text, or begins as XML in UTF-16, gzip or zlib does."""
    text = head.translate(None, _BLANKS)
    try:
        start = binascii.a2b_base64(text[: len(text) // 4 * 4])
    except binascii.Error:
        return True  # told as damaged
    if CONTROL.search(start) is None or is_mime(start):
        return True  # a text, or one with something in it
    plain = start.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    return plain[:1] in (b"<", b"{", b"[") or start.startswith(
        (b"\x1f\x8b", b"x\x9c", b"x\xda", b"x\x01")
    )
