"""Compiled schemas: each once a process, as libxml2 can keep none between two."""

from functools import cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree

from mimcli.model.validation import Subject
from mimcli.parse.xmlio import Element, schema_parser
from mimcli.query.manual import Manual

_SCHEMA = "http://www.w3.org/2001/XMLSchema"


def compiled(manual: Manual, subject: Subject) -> etree.XMLSchema:
    """Return the compiled schema that judges a subject.

    Raises `etree.XMLSchemaParseError` for one that does not compile.
    """
    tree = manual.need_tree("a schema")
    file = tree.joinpath(*subject.schema.split("/"))
    row = manual.row("SELECT target_namespace FROM schema WHERE path = ?", subject.schema)
    namespace = str(row[0]) if row and row[0] else ""
    root = subject.root if subject.wrap else ""
    return _compile(file, namespace, root, subject.wrap or "")


@cache
def _compile(file: Path, namespace: str, root: str, wrap: str) -> etree.XMLSchema:
    if not wrap:
        return etree.XMLSchema(etree.parse(str(file), schema_parser()))
    text = (
        f'<xs:schema xmlns:xs="{_SCHEMA}" xmlns={quoteattr(namespace)}'
        f' targetNamespace={quoteattr(namespace)} elementFormDefault="qualified">'
        f"<xs:include schemaLocation={quoteattr(file.name)}/>"
        f"<xs:element name={quoteattr(root)} type={quoteattr(wrap)}/></xs:schema>"
    )
    beside = file.with_name("mim-wrapper.xsd").as_uri()
    return etree.XMLSchema(etree.fromstring(text.encode(), schema_parser(), base_url=beside))


def rename(element: Element, subject: Subject) -> None:
    """Give an interaction's root element the name of the revision that judges it."""
    if subject.nearest_of is not None and subject.kind in ("interaction", "batch"):
        namespace, brace, _ = str(element.tag).rpartition("}")
        element.tag = f"{namespace}{brace}{subject.artefact}"


def put_into_namespace(element: Element, namespace: str) -> None:
    """Give an element, and all below it that has none, a namespace."""
    for one in element.iter("*"):
        if not str(one.tag).startswith("{"):
            one.tag = f"{{{namespace}}}{one.tag}"
