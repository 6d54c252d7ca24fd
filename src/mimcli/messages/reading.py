"""Reading a document as XML, and telling what is wrong with it as such."""

import codecs
import re
from functools import lru_cache
from typing import NamedTuple

from mimcli.model.answers.validation import MessageProblem
from mimcli.model.validation import LocatedMessage
from mimcli.parse.document_type import document_type_at, has_document_type
from mimcli.parse.xmlio import Element, MessageError, parse_message

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)")
_ONE_BYTE = re.compile(r"iso-?8859|latin|windows|cp\d|us-ascii|ascii", re.IGNORECASE)
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_16_UNMARKED = (b"<\0", b"\0<")
_LONGEST_DECLARATION = 512
_NO_UTF8 = (*_UTF_16_MARKS, *_UTF_16_UNMARKED)
"""How a document in UTF-16 begins."""


class Document(NamedTuple):
    """A document that was read, or not."""

    root: Element | None
    """None: it is not well-formed, or not to be read further."""
    problems: tuple[MessageProblem, ...] = ()
    encoding: str | None = None
    """The encoding that was used in place of the declared one."""
    error: MessageError | None = None
    """Why it is not well-formed."""


def read_document(located: LocatedMessage) -> Document:
    """Return a document's root element, and what is wrong with it as XML.

    A document whose declaration names a wrong encoding is read in the one that it must be in, so
    that the rest of it can be checked.
    """
    data, encoding = located.data, located.encoding
    declared = declared_encoding(data)
    try:
        root = parse_message(data, encoding)
    except MessageError as error:
        place = _document_type(data, encoding)
        return _with_type(place) if place else _again(data, declared, encoding, error)
    if root.getroottree().docinfo.internalDTD is not None:
        return _with_type(_document_type(data, encoding) or (1, 1))
    problems = () if encoding else _mislabelled(data, declared)
    if located.cut_off or located.amiss:
        problems = (*problems, *_cut_off(located), *_amiss(located))
    return Document(root, problems, encoding)


def _document_type(data: bytes, encoding: str | None) -> tuple[int, int] | None:
    """Return line and column of a document's DTD; None if it has none.

    For whatever reason the document cannot be parsed: with a DTD that is the fault to tell.
    """
    if data.startswith(_NO_UTF8):
        if not has_document_type(data):
            return None
        from mimcli.messages.places import decoded  # noqa: PLC0415  (expat: 1 ms; few are UTF-16)

        data = decoded(data, encoding)
    at = document_type_at(data)
    if at is None:
        return None
    before = data[data.rfind(b"\n", 0, at) + 1 : at].removeprefix(codecs.BOM_UTF8)
    return data.count(b"\n", 0, at) + 1, len(before.decode("utf-8", "replace")) + 1


def _with_type(place: tuple[int, int]) -> Document:
    text = "the document has a document type declaration (DTD), which no message may have"
    problem = MessageProblem("xml-document-type", "error", text, *place, hint=_DTD_HINT)
    return Document(None, (problem,))


_DTD_HINT = "take it out; nothing that it declares (entities, defaults) holds for a message"


def _cut_off(located: LocatedMessage) -> tuple[MessageProblem, ...]:
    """Return the problem that what a whole document came in is not whole."""
    if not located.cut_off:
        return ()
    text = f"what the message came in is cut off, though it is whole itself: {located.cut_off}"
    line = located.data.rstrip().count(b"\n") + 1
    return (MessageProblem("xml-cut-off", "warning", text, line, 0),)


def _amiss(located: LocatedMessage) -> tuple[MessageProblem, ...]:
    """Return the problem that what a document came in says what is not so."""
    if located.amiss is None:
        return ()
    return (MessageProblem(located.amiss.check, "error", located.amiss.text, 1, 1),)


def _again(data: bytes, declared: str, encoding: str | None, error: MessageError) -> Document:
    """Return a document that could not be read as it declares itself: in another encoding."""
    actual = None if encoding else _actual(data, declared)
    if actual is not None:
        try:
            root = parse_message(data, actual)
        except MessageError as other:
            error = other
        else:
            if root.getroottree().docinfo.internalDTD is None:
                stated = f"declares {declared}" if declared else "declares no encoding (so UTF-8)"
                text = f"the document {stated}, but its bytes are {_NAMES[actual]}"
                place = _first_odd(data, actual, declared)
                problem = MessageProblem("xml-encoding", "error", text, *place)
                return Document(root, (problem,), actual)
    return Document(None, (), error=error)


_NAMES = {
    "windows-1252": "windows-1252 or another encoding of one byte a character",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 (little endian, without a byte order mark)",
    "utf-16-be": "UTF-16 (big endian, without a byte order mark)",
}


def _actual(data: bytes, declared: str) -> str | None:
    """Return the encoding that a document must be in, if it is not the declared one."""
    if data.startswith(_UTF_16_MARKS):
        return "utf-16" if not declared.lower().startswith("utf-16") else None
    if data.startswith(_UTF_16_UNMARKED):
        return "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    if _is_utf8(data):
        return "utf-8" if declared and _codec(declared) != "utf-8" else None
    return "windows-1252" if not declared or _is_utf8_name(declared) else None


def _mislabelled(data: bytes, declared: str) -> tuple[MessageProblem, ...]:
    """Return the problem that a document is read as it should be, and declares something else."""
    if data.startswith(_NO_UTF8) and _is_utf8_name(declared):
        text = f"the document declares {declared}, but its bytes are UTF-16"
        return (MessageProblem("xml-encoding", "warning", text, 1, 1),)
    if not declared or not _ONE_BYTE.match(declared) or data.isascii() or not _is_utf8(data):
        return ()
    text = f"the document declares {declared}, but its bytes are UTF-8: its letters come out wrong"
    return (MessageProblem("xml-encoding", "warning", text, 1, 1),)


def is_utf8(head: bytes) -> bool:
    """Return whether a document's beginning says, or lets be, that it is in UTF-8."""
    if head.startswith(_NO_UTF8):
        return False
    declared = declared_encoding(head)
    return not declared or _is_utf8_name(declared)


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a document's XML declaration names; empty if it names none."""
    end = data.find(b">", 0, _LONGEST_DECLARATION)
    return _declared_in(data[: end + 1 or _LONGEST_DECLARATION])


@lru_cache(maxsize=64)
def _declared_in(head: bytes) -> str:
    if head.startswith(_NO_UTF8):
        head = head.replace(b"\0", b"")
    match = _DECLARED.search(head)
    return match[1].decode("ascii") if match else ""


def _is_utf8_name(name: str) -> bool:
    return _codec(name) in ("utf-8", "ascii")


def _codec(name: str) -> str | None:
    """Return Python's name of an encoding; None for one that it does not know."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _first_odd(data: bytes, actual: str, declared: str) -> tuple[int, int]:
    """Return the line and column of the first byte that is not of the declared encoding.

    The document's beginning where no single byte shows it.
    """
    if actual not in ("windows-1252", "utf-8") or (declared and not _is_utf8_name(declared)):
        return 1, 1
    try:
        data.decode("utf-8" if actual == "windows-1252" else "ascii")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        return data.count(b"\n", 0, error.start) + 1, column
    return 1, 1
