"""Opening a page or file of reference for the parsers: its root, or a finding that says why not."""

from mimcli.model.findings import Finding
from mimcli.parse.htmlio import Element, parse_html
from mimcli.parse.xmlio import XmlError, parse_xml


def read_page(page: str, data: bytes) -> tuple[Element | None, tuple[Finding, ...]]:
    """Return the root of an HTML page, or None and an `unreadable-page` finding; never fails."""
    try:
        root = parse_html(data)
    except ValueError as error:
        return None, (_unreadable(page, f"The page cannot be read: {error}."),)
    if root is None:
        return None, (_unreadable(page, "The page holds no HTML."),)
    return root, ()


def read_xml(path: str, data: bytes) -> tuple[Element | None, tuple[Finding, ...]]:
    """Return the root of an XML file, and a `malformed-xml` finding if it is not well-formed.

    Of a file that is not well-formed the root of what can be read is given, if there is any.
    """
    try:
        return parse_xml(data), ()
    except XmlError as error:
        detail = f"The file is not well-formed XML: {error}."
        finding = Finding("malformed-xml", path, path, detail, severity="error")
    try:
        return parse_xml(data, recover=True), (finding,)
    except XmlError:
        return None, (finding,)


def _unreadable(page: str, detail: str) -> Finding:
    return Finding("unreadable-page", page, page, detail, severity="error")
