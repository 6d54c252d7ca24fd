"""The only maker of XML parsers: no network, no DTD, no entities, limits on depth and size."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any, BinaryIO

from lxml import etree

from mimcli.parse.document_type import MARK, has_document_type, may_have_document_type

Element = etree._Element  # noqa: SLF001  (lxml has no public name for the type)

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
"""Before the names of attributes with which a document speaks of its schema."""

XSI_TYPE = f"{XSI}type"
XSI_NIL = f"{XSI}nil"

MAX_XML_BYTES = 256 * 1024 * 1024
"""Far above any file of a MiM; a larger one is refused unread."""

MAX_MESSAGE_BYTES = 512 * 1024 * 1024
"""Of a message: a GP2GP extract with its attachments has some 100 MB."""

_LARGEST_TEXT = 10_000_000
"""libxml2's own limit for one text, unless it is told to have none."""


class XmlError(ValueError):
    """The bytes are not well-formed XML, or are more than this program reads."""


def parse_xml(data: bytes, *, recover: bool = False) -> Element:
    """Return the root element of an XML document.

    `recover` takes what can be read of a document that is not well-formed. Raises XmlError,
    whose text is one line with the place of the fault.
    """
    if len(data) > MAX_XML_BYTES:
        raise XmlError(f"{len(data)} bytes of XML are more than {MAX_XML_BYTES}")
    parser = etree.XMLParser(**_options(huge=False), recover=recover)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise XmlError(str(error.msg).replace("\n", " ")) from None
    if root is None:
        raise XmlError("no element at all")
    return root


class MessageError(XmlError):
    """A message is no well-formed XML; with the place of the fault, from 1 (0: unknown)."""

    def __init__(self, text: str, line: int, column: int) -> None:
        super().__init__(text)
        self.line, self.column = line, column


class TooDeepError(MessageError):
    """A message may be well-formed, but its elements are nested deeper than any is read."""


def parse_message(data: bytes, encoding: str | None = None) -> Element:
    """Return the root element of a message, which may have texts of any size.

    The attachments of a large one are single texts of many megabytes, which libxml2 reads only
    without its limits; so these are lifted for large ones that have no DTD (no entities can grow).
    `encoding` wins over what the document declares. Raises MessageError.
    """
    if len(data) > MAX_MESSAGE_BYTES:
        raise MessageError(f"{len(data)} bytes are more than {MAX_MESSAGE_BYTES}", 0, 0)
    huge = len(data) > _LARGEST_TEXT and not may_have_document_type(data)
    parser = _message_parser(encoding, huge=huge)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise message_error(error) from None


def parse_message_file(location: str) -> Element:
    """Return the root element of a large message in a file, which is not kept in memory beside it.

    Raises MessageError, also for one that has a DTD, and OSError.
    """
    for _ in pieces_of_message(location, _PIECE):
        pass
    try:
        return etree.parse(location, etree.XMLParser(**_options(huge=True))).getroot()
    except etree.XMLSyntaxError as error:
        raise message_error(error) from None


def pieces_of_message(source: str | bytes, size: int) -> Iterator[bytes]:
    """Yield the bytes of a message, or of one in a file of a name, so many at a time.

    Raises MessageError if it has a DTD, and OSError.
    """
    end = b""
    with _opened(source) as stream:
        while piece := stream.read(size):
            if has_document_type(end + piece):
                raise MessageError("the document has a document type declaration", 0, 0)
            end = (end + piece)[-_LONGEST_MARK:]
            yield piece


def _opened(source: str | bytes) -> BinaryIO:
    if isinstance(source, bytes):
        return BytesIO(source)
    return open(source, "rb")  # noqa: PTH123  (as the user gave it)


def message_error(error: etree.XMLSyntaxError) -> MessageError:
    """Return what a parser says of a message, in one line."""
    line, column = (one or 0 for one in error.position)
    text = str(error.msg).partition(", line ")[0].replace("\n", " ")
    too_deep = _TOO_DEEP.match(text)
    if too_deep:
        text = f"its elements stand more than {too_deep[1]} deep in one another"
        return TooDeepError(text, line, column)
    text = text.partition(", use XML_PARSE_HUGE")[0]  # an option of libxml2's, not of ours
    return MessageError(text, line, column)


_TOO_DEEP = re.compile(r"Excessive depth in document: (\d+)")
"""libxml2's words: it reads no deeper, with its limits lifted neither."""


def growing_parser(tag: str) -> etree.XMLPullParser:
    """Return a parser of a large message in pieces, which tells of the elements of a tag."""
    return etree.XMLPullParser(("start",), tag=tag, **_options(huge=True))


def blaming_parser(schema: etree.XMLSchema) -> etree.XMLPullParser:
    """Return such a parser, which tells of every start and end, and of what a schema refuses."""
    return etree.XMLPullParser(("start", "end"), schema=schema, **_options(huge=True))


def refusing_parser(schema: etree.XMLSchema) -> etree.XMLParser:
    """Return a parser that makes nothing of a large message; a schema judges it."""
    target: Any = _Nothing()  # the stubs demand all methods that there may be
    return etree.XMLParser(target=target, schema=schema, **_options(huge=True))


class _Nothing:
    """What a parser makes of a message."""

    def close(self) -> None:
        """Make nothing."""


_PIECE = 1024 * 1024
_LONGEST_MARK = 2 * len(MARK)


@cache
def _message_parser(encoding: str | None, *, huge: bool) -> etree.XMLParser:
    """Return a parser of bytes, which can be used again: making one takes as long as a message.

    It collects no IDs, which takes a sixth of the time of parsing. Then libxml2 would have an
    external DTD, whatever the options say: it gets an empty one.
    """
    options = {**_options(huge=huge), "collect_ids": False}
    parser = etree.XMLParser(**options, encoding=encoding)
    parser.resolvers.add(_Nowhere())
    return parser


class _Nowhere(etree.Resolver):
    """Has nothing behind any address."""

    def resolve(  # type: ignore[override]  # the stubs lack the context
        self,
        system_url: str,  # noqa: ARG002  (the argument's name is lxml's)
        public_id: str,  # noqa: ARG002  (as above)
        context: Any,
    ) -> Any:
        """Return an empty text, without which lxml would look behind the address itself."""
        return self.resolve_string("", context, base_url=None)


def _options(*, huge: bool) -> dict[str, Any]:
    """Return the options of parsers of what is not to be trusted."""
    return {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "dtd_validation": False,
        "huge_tree": huge,
        # Of a large message the blanks between elements are a third of what it takes in memory.
        "remove_blank_text": huge,
        "remove_comments": True,
        "remove_pis": True,
        # Without them lxml has libxml2 open and read an external DTD, whatever `load_dtd` says.
        "collect_ids": True,
    }


def with_line_feeds(data: bytes) -> bytes:
    """Return a document whose lines end in carriage returns alone with line feeds in their place.

    XML takes them for the same, and has the parser say so; but libxml2 counts only line feeds. What
    is in UTF-16 stays as it is.
    """
    return data if b"\0" in data[:4] else data.replace(b"\r", b"\n")


def schema_parser() -> etree.XMLParser:
    """Return a parser of the publication's schemas, which lxml lets follow their includes."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )


def leading_elements(data: bytes, *, piece_size: int = 4096) -> Iterator[Element]:
    """Yield elements in document order as their start tags are read, attributes complete.

    The document is read in pieces, so a caller that stops early pays for what it saw only; their
    children are not there yet. Raises XmlError where the document is not well-formed.
    """
    if len(data) > MAX_XML_BYTES:
        raise XmlError(f"{len(data)} bytes of XML are more than {MAX_XML_BYTES}")
    parser = etree.XMLPullParser(("start",), **_options(huge=False))
    try:
        for position in range(0, len(data), piece_size):
            parser.feed(data[position : position + piece_size])
            yield from _elements_of(parser)
        parser.close()
        yield from _elements_of(parser)
    except etree.XMLSyntaxError as error:
        if may_have_document_type(data):
            raise XmlError("it has a document type declaration (DTD)") from None
        raise XmlError(str(error.msg).replace("\n", " ")) from None


def _elements_of(parser: etree.XMLPullParser) -> Iterator[Element]:
    for _, element in parser.read_events():
        if isinstance(element, Element):
            yield element


def line_of(element: Element) -> int:
    """Return the line on which an element's start tag ends, from 1."""
    line = element.sourceline
    return line if isinstance(line, int) else 1


def namespace_of_tag(tag: str) -> str:
    """Return the namespace of an element's tag; empty if it has none."""
    return tag.rpartition("}")[0].removeprefix("{")


def name_of_tag(tag: str) -> str:
    """Return the name in an element's tag, without its namespace."""
    return tag.rpartition("}")[2]


def local_name(element: Element) -> str:
    """Return an element's name without its namespace (empty for comments and the like)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
