"""Finding the XML documents in a file, whatever they come in.

A file is looked at, not its name: XML itself, several documents one after the other, MIME parts
(with headers of HTTP before them or without), JSON, base64, gzip, and any of these within another.
"""

import binascii
import codecs
import re
from collections.abc import Iterator

from mimcli.model.validation import Amiss, Container, Damage, LocatedMessage
from mimcli.parse.xmlio import MAX_MESSAGE_BYTES

Found = Iterator[LocatedMessage | Damage]

DEEPEST = 5
"""Containers within containers; what is deeper is no message."""

IN_A_TEXT = "`--extract` searches a text, such as a log, for messages"
_TOO_DEEP = f"it is within more than {DEEPEST} containers: it is not judged"
_NOT_FOUND = "what looks like an HL7 v3 message is in it, but not as a document: it is not judged"
_TWO_MARKS = Amiss("xml-encoding", "more than one byte order mark stands before the document")
CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
"""What stands in no text."""
_NO_TAG = re.compile(rb"<[^A-Za-z_:?!\x80-\xff\0]")
"""As syslog begins."""

_HEAD = 4096
_GZIP = b"\x1f\x8b"
_BASE64 = re.compile(rb"[A-Za-z0-9+/\-_]{16,}={0,2}")
_BASE64_AGAIN = re.compile(rb"P[A-P][A-Za-z0-9+/]{10}|H4sI|77u/")
_PADDED = re.compile(rb"[^=]+={1,2}")
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARATION = b"<?xml"
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_"


def documents_in(
    path: str, data: bytes, *, extract: bool = False, within: LocatedMessage | None = None
) -> Found:
    """Yield the XML documents of a file, and what in it should have been one.

    `extract`: a text that is not XML is searched for documents. `within` says what the data came
    in, if it is not a file's own. Yields nothing if there is nothing at all.
    """
    place = within or LocatedMessage(path, data)
    if place.depth > DEEPEST:
        if looks_like_xml(data) or data.startswith(_GZIP) or _has_sign(data):
            yield Damage(path, place.part, place.line, _TOO_DEEP)
        return
    if looks_like_xml(data) and not (extract and _is_followed_by_text(data)):
        yield place if place.data is data else place._replace(data=data)
        return
    if data.startswith(codecs.BOM_UTF8 * 2):
        data = re.sub(rb"\A(?:\xef\xbb\xbf)++", b"", data)
        if looks_like_xml(data):
            yield place._replace(data=data, amiss=_TWO_MARKS)
            return
    head = data[:_HEAD].lstrip(b" \t\r\n\x00").removeprefix(codecs.BOM_UTF8).lstrip()
    if not head:
        return
    found = False
    for one in _within_others(place, data, head, extract=extract):
        found = True
        yield one
    if not found and within is not None and _has_sign(data):
        yield Damage(path, place.part, place.line, _NOT_FOUND, None if extract else IN_A_TEXT)


def _has_sign(data: bytes) -> bool:
    from mimcli.messages.signs import has_sign  # noqa: PLC0415  (its patterns; few need them: 5 ms)

    return has_sign(data)


def _is_followed_by_text(data: bytes) -> bool:
    """Return whether a text begins with a `<`, or with a document, and goes on as no XML does."""
    from mimcli.messages.splitting import document_end, past_blanks  # noqa: PLC0415  (expat: 1 ms)

    start = data.find(b"<")
    if _NO_TAG.match(data, start):
        return True
    end = document_end(data, 0 if data.startswith(_UTF_16_MARKS) else start)
    if end is None:
        return False
    rest = data[past_blanks(data, end) :][:_HEAD]
    return rest[:1] not in (b"", b"<", b"\xef") and CONTROL.search(rest) is None


def _within_others(place: LocatedMessage, data: bytes, head: bytes, *, extract: bool) -> Found:
    """Yield the documents in what is no XML itself; `head` is its beginning without blanks."""
    # None of them for XML by itself: 6 ms.
    from mimcli.messages.foreign import standard_of  # noqa: PLC0415
    from mimcli.messages.mime import is_mime, parts_of  # noqa: PLC0415
    from mimcli.messages.strings import is_json  # noqa: PLC0415

    if data.startswith(_UTF_16_MARKS):
        head = _narrowed(data[:_HEAD]).lstrip()
    if data.startswith(_GZIP) or (data[:1] == b"x" and _is_zlib(data)):
        yield from _unpacked(place, data, extract=extract)
    elif is_json(head):
        yield from _within_strings(_deeper(place), data, extract=extract)
    elif is_mime(data):
        for part in parts_of(_deeper(place), data):
            yield from _of_part(part, extract=extract)
    elif _is_base64(data, head):
        yield from _decoded(place, data, extract=extract)
    elif extract and standard_of(data) is None:
        from mimcli.messages.searching import strings_of_text  # noqa: PLC0415  (as above)

        yield from _each(strings_of_text(_deeper(place), data), extract=extract)


def _narrowed(head: bytes) -> bytes:
    """Return the beginning of a text in UTF-16 as UTF-8."""
    return head[: len(head) // 2 * 2].decode("utf-16", "ignore").encode()


def looks_like_xml(data: bytes) -> bool:
    """Return whether the first letter is `<`, in any encoding that XML may have."""
    if data.startswith(_DECLARATION):  # as most do
        return True
    head = data[:_HEAD]
    if head.startswith((*_UTF_16_MARKS, b"<\0", b"\0<")):
        return head.replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n").startswith(b"<")
    return head.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n").startswith(b"<")


def inside(place: LocatedMessage, step: str | None, container: Container) -> LocatedMessage:
    """Return the place of what is decoded from a place: its lines are its own."""
    part = " > ".join(filter(None, (place.part, step))) or None
    return _deeper(place)._replace(part=part, container=container, exact=False)


def _deeper(place: LocatedMessage) -> LocatedMessage:
    return place._replace(depth=place.depth + 1)


def _of_part(part: LocatedMessage | Damage, *, extract: bool) -> Found:
    if isinstance(part, Damage) or looks_like_xml(part.data):
        yield part
    else:
        found = list(documents_in(part.path, part.data, extract=extract, within=part))
        if not found and part.cut_off:
            found = [Damage(part.path, part.part, part.line, f"it is cut off: {part.cut_off}")]
        yield from found


def _within_strings(place: LocatedMessage, data: bytes, *, extract: bool) -> Found:
    from mimcli.messages.strings import strings_of_json  # noqa: PLC0415  (as above)

    yield from _each(strings_of_json(place, data), extract=extract)


def _each(found: Found, *, extract: bool) -> Found:
    """Yield the documents of what was found in something, which may be containers again."""
    for one in found:
        if isinstance(one, Damage):
            yield one
        else:
            yield from documents_in(one.path, one.data, extract=extract, within=one)


def _unpacked(place: LocatedMessage, data: bytes, *, extract: bool) -> Found:
    from mimcli.messages.gzipped import unpacked  # noqa: PLC0415  (as above)

    kind: Container = "gzip" if data.startswith(_GZIP) else "zlib"
    below = inside(place, kind, kind)
    found = unpacked(data, MAX_MESSAGE_BYTES)
    if found.fault:
        yield Damage(place.path, below.part, place.line, found.fault)
        return
    if found.cut_off:
        below = below._replace(cut_off=f"the {kind} data ends early")
    yield from documents_in(place.path, found.content, extract=extract, within=below)
    if found.rest:
        reason = f"bytes that are no {kind} data follow the {kind} data"
        yield Damage(place.path, below.part, place.line, reason)


def _is_zlib(data: bytes) -> bool:
    from mimcli.messages.gzipped import is_zlib  # noqa: PLC0415  (as above)

    return is_zlib(data)


def _is_base64(data: bytes, head: bytes) -> bool:
    """Return whether a text is base64 of something that may hold a message."""
    lines = head.split(None, 2)
    if not lines or not _BASE64.fullmatch(lines[0]):
        return False
    start = _base64(lines[0][: len(lines[0]) // 4 * 4])
    if start is None or data.translate(None, _LETTERS).strip():
        return False
    return (
        start.startswith((_GZIP, codecs.BOM_UTF8, *_UTF_16_MARKS, b"x\x9c"))
        or _BASE64_AGAIN.match(start) is not None
        or start.lstrip()[:1] in b"<{[-CM"
    )


def _decoded(place: LocatedMessage, data: bytes, *, extract: bool) -> Found:
    below = inside(place, "base64", "base64")
    text = data.translate(None, b" \t\r\n")
    if b"=" in text[:-2].rstrip(b"="):  # several texts, each to its own end
        yield from _each_decoded(below, text, extract=extract)
        return
    content = _base64(text)
    if content is None:
        content = _base64(text[: len(text) // 4 * 4])
        below = below._replace(cut_off="the base64 text ends early")
    del text
    if content is not None:
        yield from documents_in(place.path, content, extract=extract, within=below)
    else:
        yield Damage(place.path, below.part, place.line, "the base64 text is damaged")


def _each_decoded(place: LocatedMessage, text: bytes, *, extract: bool) -> Found:
    position = number = 0
    while position < len(text):
        number += 1
        match = _PADDED.match(text, position)
        end = match.end() if match else len(text)
        part = f"{place.part} {number}"
        content = _base64(text[position:end])
        below = place._replace(part=part)
        if content is None:
            yield Damage(place.path, part, place.line, "the base64 text is damaged")
        else:
            yield from documents_in(place.path, content, extract=extract, within=below)
        position = end


def _base64(text: bytes) -> bytes | None:
    try:
        if b"-" in text or b"_" in text:  # the alphabet for names of files and URLs
            text = text.translate(bytes.maketrans(b"-_", b"+/"))
        return binascii.a2b_base64(text)
    except binascii.Error:
        return None
