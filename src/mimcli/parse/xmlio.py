"""The only maker of XML parsers: no network, no DTD, no entities, limits on depth and size."""

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
        recover=recover,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise XmlError(str(error.msg).replace("\n", " ")) from None
    if root is None:
        raise XmlError("no element at all")
    return root


def local_name(element: Element) -> str:
    """Return an element's name without its namespace (empty for comments and the like)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
