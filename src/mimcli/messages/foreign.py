"""What is no message of the manual: other standards, told by how they begin."""

import re

from mimcli.parse.xmlio import Element

_BINARY: dict[bytes, str] = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a zip archive (unpack it first)",
    b"BZh": "a bzip2 archive (unpack it first)",
    b"\xfd7zXZ": "an xz archive (unpack it first)",
    b"\x28\xb5\x2f\xfd": "a zstd archive (unpack it first)",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"II*\0": "a picture (TIFF)",
    b"MM\0*": "a picture (TIFF)",
    b"{\\rtf": "a document in rich text (RTF)",
}
_NAMESPACES = {
    "http://hl7.org/fhir": "a FHIR resource",
    "http://www.w3.org/2001/XMLSchema": "an XML Schema",
    "http://www.w3.org/1999/XSL/Transform": "an XSL transform",
    "http://www.w3.org/1999/xhtml": "a web page",
    "urn:hl7-org:v2xml": "an HL7 version 2 message (in XML)",
    "urn:hl7-org:sdc": "a document of another HL7 standard",
    "urn:hl7-org:v3/mif": "a model (MIF)",
}
_DOCUMENT = "{urn:hl7-org:v3}ClinicalDocument"
_OTHER_GUIDES = "2.16.840.1.113883.10.20."
"""Below this are the templates of HL7's own guides; no document of the NHS has them."""
_FHIR = rb'"resourceType"\s*:\s*"([A-Za-z]{1,60})"'  # compiled when one is first looked for
_WEB_PAGE = rb"<(?:!doctype\s+)?html\b(?!-)"
_LOOKED_AT = 4096


def standard_of(data: bytes) -> str | None:
    """Return what a file is, in words, if it begins as a message of another kind; else None."""
    head = data[:_LOOKED_AT]
    for start, words in _BINARY.items():
        if head.startswith(start):
            return words
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\x0b\x1c")
    if re.match(rb"(?:MSH|FHS|BHS)[|^]", text):
        return "an HL7 version 2 message"
    if re.match(rb"UN[AB][+:.? ']", text):
        return "an EDIFACT message"
    if text[:1] == b"<" and re.search(_WEB_PAGE, text[:2000], re.IGNORECASE):
        return "a web page"
    resource = re.search(_FHIR, head) if text[:1] == b"{" else None
    if resource:
        return f"a FHIR resource ({resource[1].decode('ascii')})"
    return "a file of zeros and other control characters, no text" if b"\0\0\0\0" in head else None


def namespace_words(namespace: str, name: str) -> str | None:
    """Return what an XML document is, in words, by the namespace of its root element."""
    words = _NAMESPACES.get(namespace)
    return f"{words} ({name})" if words and words.startswith("a FHIR") else words


def document_words(element: Element) -> str | None:
    """Return what a clinical document is, in words, if it is of another standard's profile.

    Such a one says so by its templates, or that it is of the realm of the United States. A document
    that names a message type, or a template of the NHS, is none, whatever else it says.
    """
    if element.tag != _DOCUMENT or element.find("{*}messageType") is not None:
        return None
    roots = [(one.get("root") or "").strip() for one in element.iterchildren("{*}templateId")]
    if not all(one.startswith(_OTHER_GUIDES) for one in roots):
        return None
    if roots:
        return f"a clinical document of another guide of HL7, such as C-CDA (template {roots[0]})"
    realms = [(one.get("code") or "").strip() for one in element.iterchildren("{*}realmCode")]
    return "a clinical document of the realm US, such as C-CDA" if realms == ["US"] else None
