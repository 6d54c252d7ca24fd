"""What an XML Schema file states of itself: namespace, what it includes, what it declares.

Page kind: `*.xsd` in `Schemas/`, `TemplateSchemas/`, `dt/`, `VocabularySchemas/` and others.
"""

from posixpath import dirname, join, normpath
from urllib.parse import unquote

from mimcli.model.findings import Finding
from mimcli.model.statements import SchemaStatement
from mimcli.parse.xmlio import Element, XmlError, parse_xml

_XS = "{http://www.w3.org/2001/XMLSchema}"
_REFERENCES = {f"{_XS}{name}": name for name in ("include", "import", "redefine")}


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
            detail = f'An {kind} has the location "{location}", which is no file of the MiM.'
            findings.append(Finding("odd-schema-location", path, path, detail))
    return SchemaStatement(
        path=path,
        target_namespace=root.get("targetNamespace") or "",
        references=tuple(references),
        elements=_names(root, "element"),
        types=_names(root, "complexType"),
        groups=_names(root, "group"),
        findings=tuple(findings),
    )


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
