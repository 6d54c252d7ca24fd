"""The only maker of XML parsers: no network, no DTD, no entities, limits on depth and size."""

from collections.abc import Iterator

from lxml import etree

Element = etree._Element  # noqa: SLF001  (lxml has no public name for the type)

MAX_XML_BYTES = 256 * 1024 * 1024
"""Far above any file of a MiM; a larger one is refused unread."""


class XmlError(ValueError):
    """The bytes are not well-formed XML, or are more than this program reads."""


def parse_xml(data: bytes, *, recover: bool = False) -> Element:
    """Return the root element of an XML document.

    `recover` takes what can be read of a document that is not well-formed. Raises XmlError,
    whose text is one line with the place of the fault.
    """
    if len(data) > MAX_XML_BYTES:
        raise XmlError(f"{len(data)} bytes of XML are more than {MAX_XML_BYTES}")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        recover=recover,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise XmlError(str(error.msg).replace("\n", " ")) from None
    if root is None:
        raise XmlError("no element at all")
    return root


def leading_elements(data: bytes, *, piece_size: int = 4096) -> Iterator[Element]:
    """Yield elements in document order as their start tags are read, attributes complete.

    The document is read in pieces, so a caller that stops early pays for what it saw only; their
    children are not there yet. Raises XmlError where the document is not well-formed.
    """
    if len(data) > MAX_XML_BYTES:
        raise XmlError(f"{len(data)} bytes of XML are more than {MAX_XML_BYTES}")
    parser = etree.XMLPullParser(
        ("start",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for position in range(0, len(data), piece_size):
            parser.feed(data[position : position + piece_size])
            yield from _elements_of(parser)
        parser.close()
        yield from _elements_of(parser)
    except etree.XMLSyntaxError as error:
        raise XmlError(str(error.msg).replace("\n", " ")) from None


def _elements_of(parser: etree.XMLPullParser) -> Iterator[Element]:
    for _, element in parser.read_events():
        if isinstance(element, Element):
            yield element


def local_name(element: Element) -> str:
    """Return an element's name without its namespace (empty for comments and the like)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
