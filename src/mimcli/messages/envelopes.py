"""The messages within an XML document: itself, or what its envelope carries."""

from collections.abc import Collection, Iterator

from mimcli.messages.roots import BATCH, HL7, is_interaction
from mimcli.parse.xmlio import Element, local_name, namespace_of_tag

_SOAP = frozenset(
    ("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")
)
_SHORTEST = 20
MOST_MESSAGES = 10_000


def messages_in(root: Element) -> list[Element]:
    """Return the outermost elements that are messages; a SOAP header's own elements are none."""
    if is_message(root) and not _is_wrapping(root):
        return [root]
    found: list[Element] = []
    stack = [root]
    while stack and len(found) < MOST_MESSAGES:
        element = stack.pop()
        if is_message(element) and not _is_wrapping(element):
            found.append(element)
        elif not (is_soap(element) and local_name(element) == "Header"):
            stack += reversed(list(element.iterchildren("*")))
    return found


def is_message(element: Element) -> bool:
    """Return whether an element is in a namespace of HL7 version 3, or named as an interaction."""
    return namespace_of(element) in (HL7, BATCH) or is_interaction(local_name(element))


def _is_wrapping(element: Element) -> bool:
    """Return whether an element that is no interaction has one as its child.

    So do answers of the Spine: `retrievalQueryResponse` is in the namespace of messages, too.
    """
    if is_interaction(local_name(element)):
        return False
    return any(is_interaction(local_name(child)) for child in element.iterchildren("*"))


def is_soap(element: Element) -> bool:
    """Return whether an element is one of SOAP's own."""
    return namespace_of(element) in _SOAP


def namespace_of(element: Element) -> str:
    """Return an element's namespace; empty if it has none."""
    return namespace_of_tag(str(element.tag))


def texts_in(root: Element, apart: Collection[Element] = ()) -> Iterator[tuple[Element, bytes]]:
    """Yield the texts of a document that may be documents themselves, and whose they are.

    `apart`: elements that are messages, whose texts are their own.
    """
    stack = [root]
    while stack:
        element = stack.pop()
        if element in apart:
            continue
        stack += element.iterchildren("*", reversed=True)
        text = element.text
        if text and len(text) >= _SHORTEST and not len(element):
            yield element, text.encode("utf-8", "surrogatepass")
