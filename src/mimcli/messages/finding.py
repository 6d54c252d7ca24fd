"""Finding the XML documents in a file, whatever they come in.

A file is looked at, not its name: XML itself, several documents one after the other, MIME parts
(with headers of HTTP before them or without), JSON, base64, gzip, and any of these within another.
"""

import binascii
import codecs
import re
from collections.abc import Iterator

from mimcli.model.validation import Container, Damage, LocatedMessage
from mimcli.parse.xmlio import MAX_MESSAGE_BYTES

Found = Iterator[LocatedMessage | Damage]

DEEPEST = 5
"""Containers within containers; what is deeper is no message."""

_HEAD = 4096
_GZIP = b"\x1f\x8b"
_BASE64 = re.compile(rb"[A-Za-z0-9+/\-_]{16,}={0,2}")
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
        return
    if looks_like_xml(data):
        yield place if place.data is data else place._replace(data=data)
        return
    head = data[:_HEAD].lstrip(b" \t\r\n\x00").removeprefix(codecs.BOM_UTF8).lstrip()
    if head:
        yield from _within_others(place, data, head, extract=extract)


def _within_others(place: LocatedMessage, data: bytes, head: bytes, *, extract: bool) -> Found:
    """Yield the documents in what is no XML itself; `head` is its beginning without blanks."""
    # None of them for XML by itself: 6 ms.
    from mimcli.messages.foreign import standard_of  # noqa: PLC0415
    from mimcli.messages.mime import is_mime, parts_of  # noqa: PLC0415
    from mimcli.messages.strings import is_json  # noqa: PLC0415

    if data.startswith(_UTF_16_MARKS):
        head = _narrowed(data[:_HEAD]).lstrip()
    if data.startswith(_GZIP):
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

    below = inside(place, "gzip", "gzip")
    found = unpacked(data, MAX_MESSAGE_BYTES)
    if found.fault:
        yield Damage(place.path, below.part, place.line, found.fault)
        return
    if found.cut_off:
        below = below._replace(cut_off="the gzip data ends early")
    yield from documents_in(place.path, found.content, extract=extract, within=below)
    if found.rest:
        reason = "bytes that are no gzip data follow the gzip data"
        yield Damage(place.path, below.part, place.line, reason)


def _is_base64(data: bytes, head: bytes) -> bool:
    """Return whether a text is base64 of something that may hold a message."""
    lines = head.split(None, 2)
    if not lines or not _BASE64.fullmatch(lines[0]):
        return False
    start = _base64(lines[0][: len(lines[0]) // 4 * 4])
    if start is None or data.translate(None, _LETTERS).strip():
        return False
    return (
        start.startswith((_GZIP, codecs.BOM_UTF8, *_UTF_16_MARKS))
        or start.lstrip()[:1] in b"<{[-CM"
    )


def _decoded(place: LocatedMessage, data: bytes, *, extract: bool) -> Found:
    below = inside(place, "base64", "base64")
    text = data.translate(None, b" \t\r\n")
    content = _base64(text)
    if content is None:
        content = _base64(text[: len(text) // 4 * 4])
        below = below._replace(cut_off="the base64 text ends early")
    del text
    if content is not None:
        yield from documents_in(place.path, content, extract=extract, within=below)


def _base64(text: bytes) -> bytes | None:
    try:
        if b"-" in text or b"_" in text:  # the alphabet for names of files and URLs
            text = text.translate(bytes.maketrans(b"-_", b"+/"))
        return binascii.a2b_base64(text)
    except binascii.Error:
        return None
