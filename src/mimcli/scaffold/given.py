"""Reading the message that a new one is filled from."""

import sys
from pathlib import Path
from typing import NamedTuple

from mimcli.errors import InputError
from mimcli.messages.envelopes import messages_in, namespace_of
from mimcli.messages.finding import documents_in
from mimcli.messages.reading import Document, read_document
from mimcli.messages.splitting import documents_of
from mimcli.model.validation import LocatedMessage
from mimcli.parse.xmlio import Element as XmlElement
from mimcli.parse.xmlio import local_name
from mimcli.scaffold.elements import XSI, Given
from mimcli.sources.message_file import read_message_file

_PREFIXES = {XSI: "xsi:", "http://www.w3.org/XML/1998/namespace": "xml:"}
_DEEPEST = 200


class FirstMessage(NamedTuple):
    """The first message of a file."""

    message: Given
    others: int
    """How many more the file has."""


def read_given(path: Path) -> FirstMessage:
    """Return the first message in a file, out of its envelope if it is in one.

    Raises InputError for a file that cannot be read, or that holds no message.
    """
    data = sys.stdin.buffer.read() if str(path) == "-" else read_message_file(path)
    reason = "it is empty" if not data.strip() else "there is no XML in it"
    first: XmlElement | None = None
    count = 0
    for found in documents_in(str(path), data):
        if not isinstance(found, LocatedMessage):
            reason = found.reason
            continue
        for document in _documents(found):
            root = document.root
            if root is None:
                reason = _why_not(document)
                continue
            messages = messages_in(root)
            count += len(messages)
            # The manual's own fragments may be in no namespace.
            bare = root if not namespace_of(root) else None
            first = next(iter(messages), bare) if first is None else first
            reason = f"its root is {local_name(root)}"
    if first is not None:
        return FirstMessage(_given(first, f"/{local_name(first)}", 0), max(count - 1, 0))
    name = "stdin" if str(path) == "-" else path
    raise InputError(
        f"{name} holds no HL7 version 3 message: {reason}",
        hint="--from takes an interaction or a part of one, bare or in an envelope",
    )


def _documents(found: LocatedMessage) -> list[Document]:
    """Return a document as `mim validate` reads it; of several in a row, those that are some.

    One with a DTD is not read: it could have anything stand for anything.
    """
    document = read_document(found)
    if document.root is not None or document.error is None:
        return [document]
    several = [one for one in map(read_document, documents_of(found)) if one.root is not None]
    return several or [document]


def _why_not(document: Document) -> str:
    if document.error is not None:
        return f"it is not well-formed XML: {document.error}"
    return document.problems[0].message


def _given(element: XmlElement, path: str, depth: int) -> Given:
    if depth > _DEEPEST:
        raise InputError(f"the message is nested deeper than {_DEEPEST} elements")
    inner = list(element.iterchildren("*"))
    names = [local_name(one) for one in inner]
    counted: dict[str, int] = {}
    children: list[Given] = []
    for child, name in zip(inner, names, strict=True):
        counted[name] = counted.get(name, 0) + 1
        number = f"[{counted[name]}]" if names.count(name) > 1 else ""
        children.append(_given(child, f"{path}/{name}{number}", depth + 1))
    return Given(
        local_name(element),
        namespace_of(element) or None,
        {_attribute_name(str(key)): str(value) for key, value in element.attrib.items()},
        tuple(children),
        element.text or "",
        element.tail or "",
        path,
        line if isinstance(line := element.sourceline, int) else None,
    )


def _attribute_name(name: str) -> str:
    uri, _, local = name.rpartition("}")
    return _PREFIXES.get(uri.lstrip("{"), "") + local
