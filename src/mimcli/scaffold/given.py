"""Reading the message that a new one is filled from."""

from pathlib import Path

from mimcli.errors import InputError
from mimcli.messages.envelopes import messages_in, namespace_of
from mimcli.parse.xmlio import Element as XmlElement
from mimcli.parse.xmlio import XmlError, local_name, parse_xml
from mimcli.scaffold.elements import XSI, Given
from mimcli.sources.message_file import read_message_file

_PREFIXES = {XSI: "xsi:", "http://www.w3.org/XML/1998/namespace": "xml:"}
_DEEPEST = 200


def read_given(path: Path) -> Given:
    """Return the message in a file, out of its envelope if it is in one.

    Raises InputError for a file that cannot be read, or that holds no message.
    """
    try:
        root = parse_xml(read_message_file(path))
    except XmlError as error:
        raise InputError(f"{path} is no XML message: {error}") from None
    message = next(iter(messages_in(root)), None)
    if message is None:
        raise InputError(
            f"{path} holds no HL7 version 3 message: its root is {local_name(root)}",
            hint="--from takes an interaction or a part of one, bare or in a SOAP envelope",
        )
    return _given(message, f"/{local_name(message)}", 0)


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
