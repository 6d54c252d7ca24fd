"""Finding a document type declaration (DTD), which no message has, without a parser."""

import re
from codecs import BOM_UTF8

MARK = "<!DOCTYPE"
"""With which one begins."""

_BYTES = MARK.encode()
_BLANKS = re.compile(rb"[ \t\r\n]*")
_BEFORE = ((b"<?", b"?>"), (b"<!--", b"-->"))


def has_document_type(data: bytes) -> bool:
    """Return whether the letters `<!DOCTYPE` stand anywhere, in UTF-8 or UTF-16."""
    return any(MARK.encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def document_type_at(data: bytes) -> int | None:
    """Return the offset of the DTD of a document in UTF-8 or the like; None if it has none.

    The letters may stand in a comment, a processing instruction or a text, too: a DTD has only
    blanks and such before it.
    """
    found = data.find(_BYTES)
    if found < 0:
        return None
    at = len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0
    while True:
        blanks = _BLANKS.match(data, at)
        at = blanks.end() if blanks else at
        end = next((end for begin, end in _BEFORE if data.startswith(begin, at)), None)
        if end is None:
            return at if data.startswith(_BYTES, at) else None
        ended = data.find(end, at)
        if ended < 0:
            return None
        at = ended + len(end)


def may_have_document_type(data: bytes) -> bool:
    """Return whether a document has a DTD, as far as that can be told before it is parsed."""
    if b"\0" in data[:4]:
        return has_document_type(data)
    return document_type_at(data) is not None
