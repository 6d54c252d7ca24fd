"""Compiled schemas: each once a process, as libxml2 can keep none between two."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from mimcli.model.validation import Subject
from mimcli.parse.xmlio import Element, schema_parser
from mimcli.query.manual import Manual

_SCHEMA = "http://www.w3.org/2001/XMLSchema"


class SchemaKey(NamedTuple):
    """A schema to compile, so that one is compiled once."""

    file: str
    namespace: str
    """Its target namespace; empty if it has none."""
    root: str
    """The element to declare, where it has none of that name."""
    wrap: str
    """The type of that element; empty: nothing has to be declared."""


def schema_key(manual: Manual, subject: Subject, namespace: str) -> SchemaKey:
    """Return what to compile for a subject."""
    file = manual.need_tree("a schema").joinpath(*subject.schema.split("/"))
    return SchemaKey(str(file), namespace, subject.root, subject.wrap or "")


class UnusableSchemaError(Exception):
    """A schema does not compile: something that it includes is missing, or it is wrong itself."""


def compiled(key: SchemaKey) -> etree.XMLSchema:
    """Return a compiled schema. Raises UnusableSchemaError for one that does not compile."""
    found = _compiled_or_why_not(key)
    if isinstance(found, str):
        raise UnusableSchemaError(found)
    return found


def accepts(key: SchemaKey, element: Element) -> bool:
    """Return whether a schema compiles, and accepts a message."""
    found = _compiled_or_why_not(key)
    return not isinstance(found, str) and found.validate(element)


@cache
def _compiled_or_why_not(key: SchemaKey) -> etree.XMLSchema | str:
    try:
        return _compiled(key)
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError) as error:
        return str(error)


def _compiled(key: SchemaKey) -> etree.XMLSchema:
    if not key.wrap:
        return etree.XMLSchema(etree.parse(key.file, schema_parser()))
    from xml.sax.saxutils import quoteattr  # noqa: PLC0415  (urllib.request: 11 ms)

    file = Path(key.file)
    namespace = quoteattr(key.namespace)
    text = (
        f'<xs:schema xmlns:xs="{_SCHEMA}" xmlns={namespace} targetNamespace={namespace}'
        f' elementFormDefault="qualified"><xs:include schemaLocation={quoteattr(file.name)}/>'
        f"<xs:element name={quoteattr(key.root)} type={quoteattr(key.wrap)}/></xs:schema>"
    )
    beside = file.with_name("mim-wrapper.xsd").as_uri()
    return etree.XMLSchema(etree.fromstring(text.encode(), schema_parser(), base_url=beside))


def rename(element: Element, subject: Subject) -> None:
    """Give an interaction's root element the name of the revision that judges it."""
    if subject.nearest_of is not None and subject.kind in ("interaction", "batch"):
        namespace, brace, _ = str(element.tag).rpartition("}")
        element.tag = f"{namespace}{brace}{subject.artefact}"


def put_into_namespace(element: Element, namespace: str, *, instead_of: str = "") -> None:
    """Give an element, and all below it that has none (or another one), a namespace."""
    strange = f"{{{instead_of}}}*" if instead_of else "{}*"
    for one in list(element.iter(strange)):
        one.tag = f"{{{namespace}}}{str(one.tag).rpartition('}')[2]}"
