"""What an XML Schema file states of itself: namespace, what it includes, what it declares.

Page kind: `*.xsd` in `Schemas/`, `TemplateSchemas/`, `dt/`, `VocabularySchemas/` and others.
"""

import re
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from mimcli.model.findings import Finding
from mimcli.model.statements import SchemaStatement
from mimcli.parse.content_model import content_types
from mimcli.parse.xmlio import Element, XmlError, parse_xml

_XS = "{http://www.w3.org/2001/XMLSchema}"
_REFERENCES = {f"{_XS}{name}": name for name in ("include", "import", "redefine")}
_INTERACTION = re.compile(r"[A-Z]{4}_IN\d{6}[A-Z]{2}\d{2}\.xsd", re.IGNORECASE)
_MODEL_OF_TYPE = re.compile(r"(?:^|[:.])([A-Z]{4}_MT\d{6}[A-Z]{2}\d{2})\.")
"""`PRPA_MT000206UK06.PdsUpdateRequest`, or inside the name of a type of the interaction's own:
`PRPA_IN000203UK06.MCAI_MT040101UK03.Subject`."""


def parse_schema(path: str, data: bytes) -> SchemaStatement:
    """Return what the schema at `path` (relative to the MiM's root) states; never fails.

    Paths of includes and imports are relative to the MiM's root too, in the letter case of the
    schema; an import without a location is left out. A file that is not well-formed, or is no
    schema, gives what it can and a finding.
    """
    findings: list[Finding] = []
    try:
        root: Element | None = parse_xml(data)
    except XmlError as error:
        detail = f"The schema is not well-formed XML: {error}."
        findings.append(Finding("malformed-xml", path, path, detail, severity="error"))
        root = _recovered(data)
    if root is None or root.tag != f"{_XS}schema":
        if root is not None:
            detail = "The file is no XML Schema."
            findings.append(Finding("not-a-schema", path, path, detail, severity="error"))
        return SchemaStatement(path, "", (), (), (), findings=tuple(findings))
    references: list[tuple[str, str]] = []
    for child in root.iterchildren(*_REFERENCES):
        kind = _REFERENCES[str(child.tag)]
        location = (child.get("schemaLocation") or "").strip()
        target = resolve_location(path, location)
        if target:
            references.append((kind, target))
        elif location or kind != "import":
            detail = f'The schema {kind}s "{location}", which is no file of the MiM.'
            findings.append(Finding("odd-schema-location", path, path, detail))
    own = _INTERACTION.fullmatch(path.rpartition("/")[2]) is not None
    return SchemaStatement(
        path=path,
        target_namespace=root.get("targetNamespace") or "",
        references=tuple(references),
        elements=_names(root, "element"),
        types=_names(root, "complexType"),
        groups=_names(root, "group"),
        carried=_carried(root) if own else (),
        foreign=_foreign(root) if own else (),
        contents=() if _describes_models(root) else content_types(root),
        findings=tuple(findings),
    )


def _describes_models(root: Element) -> bool:
    """Return whether the schema is one of MIF files, which are no messages."""
    return (root.get("targetNamespace") or "").endswith("/mif")


def _carried(root: Element) -> tuple[str, ...]:
    """Return the models whose types the schema's elements, extensions and own types name."""
    found: dict[str, None] = {}
    for element in root.iter(f"{_XS}element", f"{_XS}extension", f"{_XS}complexType"):
        for attribute in ("type", "base", "name"):
            match = _MODEL_OF_TYPE.search(element.get(attribute) or "")
            if match:
                found[match[1]] = None
    return tuple(found)


def _foreign(root: Element) -> tuple[str, ...]:
    """Return the names of elements that the schema's types take from other namespaces."""
    target = root.get("targetNamespace")
    found: dict[str, None] = {}
    for element in root.iter(f"{_XS}element"):
        prefix, _, name = (element.get("ref") or "").rpartition(":")
        if name and element.nsmap.get(prefix or None) not in (target, None):
            found[name] = None
    return tuple(found)


def resolve_location(path: str, location: str) -> str:
    """Return where a `schemaLocation` in the file at `path` leads, relative to the MiM's root.

    Backslashes and `%20` are taken as written by people; empty for a URL, or a place outside.
    """
    if not location or "://" in location or location.startswith(("/", "\\")):
        return ""
    target = normpath(join(dirname(path), unquote(location).replace("\\", "/")))
    return "" if target.startswith("../") or target in ("..", ".") else target


def _names(root: Element, kind: str) -> tuple[str, ...]:
    names = (child.get("name") for child in root.iterchildren(f"{_XS}{kind}"))
    return tuple(name for name in names if name)


def _recovered(data: bytes) -> Element | None:
    try:
        return parse_xml(data, recover=True)
    except XmlError:
        return None
