"""Finding the XML documents in a file, and the messages in a document."""

from collections.abc import Iterator

from mimcli.messages.roots import BATCH, HL7, is_interaction
from mimcli.model.validation import LocatedMessage
from mimcli.parse.xmlio import Element, local_name

_SOAP = frozenset(
    ("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")
)


def documents_in(path: str, data: bytes) -> Iterator[LocatedMessage]:
    """Yield the XML documents of a file."""
    yield LocatedMessage(path, data)


def messages_in(root: Element) -> Iterator[Element]:
    """Yield the messages within a document: itself, or what its envelope carries."""
    if namespace_of(root) not in _SOAP:
        yield root
        return
    for part in root.iterchildren("*"):
        if local_name(part) == "Body":
            yield from (one for one in part.iterchildren("*") if is_message(one))


def is_message(element: Element) -> bool:
    """Return whether an element is in a namespace of HL7 version 3, or named as an interaction."""
    return namespace_of(element) in (HL7, BATCH) or is_interaction(local_name(element))


def namespace_of(element: Element) -> str:
    """Return an element's namespace; empty if it has none."""
    return str(element.tag).rpartition("}")[0].lstrip("{")
