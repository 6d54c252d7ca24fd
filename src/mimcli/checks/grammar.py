"""The types of a schema and all that it includes, each read when it is first asked for."""

from collections.abc import Iterable
from typing import NamedTuple

from mimcli.checks.content import EMPTY, Content, ContentBuilder, Fragment, Position
from mimcli.checks.declarations import (
    Declared,
    Named,
    Reference,
    qualified,
    read_simple,
)
from mimcli.checks.simple_types import XS, Simple
from mimcli.parse.xmlio import Element, XmlError, local_name, parse_xml

_XS_NAMESPACE = XS[1:-1]
_GLOBAL = {
    f"{XS}complexType": "type",
    f"{XS}simpleType": "type",
    f"{XS}group": "group",
    f"{XS}attributeGroup": "attributes",
    f"{XS}element": "element",
    f"{XS}attribute": "attribute",
}
_COMPOSITORS = frozenset(f"{XS}{name}" for name in ("sequence", "choice", "all"))
_DEEPEST = 60


class Attribute(NamedTuple):
    """An attribute of a type."""

    name: str
    type: Simple
    required: bool
    prohibited: bool
    fixed: str | None


class Complex(NamedTuple):
    """A complex type, all that it derives from put together."""

    content: Content
    attributes: dict[str, Attribute]
    mixed: bool
    abstract: bool
    simple: Simple | None
    """Of a type whose content is a value."""
    bases: tuple[str, ...]
    """The names of the types that it derives from, itself first."""


ANYTHING: Named = (_XS_NAMESPACE, "anyType")


class Grammar:
    """The declarations of a set of schema files, of which the first includes the others."""

    def __init__(self, files: Iterable[bytes]) -> None:
        self._declared: dict[str, dict[Named, Declared]] = {
            kind: {} for kind in dict.fromkeys(_GLOBAL.values())
        }
        self._types: dict[object, Complex | Simple | None] = {}
        known: str | None = None
        for data in files:
            try:
                root = parse_xml(data)
            except XmlError:
                continue  # who compiles the schema tells of it
            namespace = root.get("targetNamespace") or ""
            known = namespace if known is None else known
            for child in root:
                name = child.get("name")
                kind = _GLOBAL.get(child.tag)
                if kind and name:
                    place = self._declared[kind]
                    place.setdefault((namespace, name), Declared(child, namespace))
        self.namespace = known or ""
        """The target namespace of the first file."""

    def root(self, tag: str) -> Position | None:
        """Return the global element of a tag, or None."""
        namespace, _, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        found = self._declared["element"].get((namespace, name))
        return self._position(found, found.element, 1, 1) if found else None

    def roots(self) -> tuple[str, ...]:
        """Return the names of the global elements in the namespace of the first file.

        What it imports (XHTML, say) has elements that no message begins with.
        """
        declared = self._declared["element"]
        return tuple(name for namespace, name in declared if namespace == self.namespace)

    def type_named(self, name: str, namespace: str) -> Complex | Simple | None:
        """Return the type of a name, or None."""
        return self.type_of((namespace, name))

    def type_of(self, reference: object) -> Complex | Simple | None:
        """Return the type that a position or attribute refers to; None for any content."""
        key = reference.element if isinstance(reference, Declared) else reference
        if key not in self._types:
            self._types[key] = None
            self._types[key] = self._read(reference)
        return self._types[key]

    def _read(self, reference: object) -> Complex | Simple | None:
        if isinstance(reference, Declared):
            return self._defined(reference)
        if not isinstance(reference, tuple) or reference == ANYTHING:
            return None
        namespace, name = reference
        if namespace == _XS_NAMESPACE:
            return _builtin(str(name))
        found = self._declared["type"].get((str(namespace), str(name)))
        return self._defined(found) if found else None

    def _defined(self, declared: Declared) -> Complex | Simple | None:
        if declared.element.tag == f"{XS}simpleType":
            return read_simple(declared, self.type_of)
        return self._complex(declared)

    def _complex(self, declared: Declared) -> Complex:
        element = declared.element
        name = element.get("name")
        inner = next((one for one in element if local_name(one).endswith("Content")), None)
        body = element
        if inner is not None:
            body = next((one for one in inner if local_name(one) in _DERIVATIONS), inner)
        base_name = qualified(body.get("base"), body) if body is not element else None
        base = self.type_of(base_name) if base_name else None
        extends = local_name(body) == "extension"
        builder = ContentBuilder()
        own = self._particles(builder, body, declared.namespace, 0)
        if extends and isinstance(base, Complex) and base.content.positions:
            builder = ContentBuilder()
            before = self._content_of(builder, base_name)
            own = self._particles(builder, body, declared.namespace, 0)
            own = builder.sequence((before, own))
        content = builder.content(own)
        mixed = "true" in (element.get("mixed"), None if inner is None else inner.get("mixed"))
        simple = None
        if inner is not None and local_name(inner) == "simpleContent":
            simple = base.simple if isinstance(base, Complex) else base
        attributes: dict[str, Attribute] = {}
        bases: tuple[str, ...] = ()
        if isinstance(base, Complex):
            attributes |= base.attributes
            bases = base.bases
            if extends and not _has_particles(body):
                mixed = mixed or base.mixed
        elif base_name:
            bases = (base_name[1],)
        attributes |= self._attributes(body, declared.namespace)
        abstract = element.get("abstract") == "true"
        own_names = (name, *bases) if name else bases
        return Complex(content, attributes, mixed, abstract, simple, own_names)

    def _content_of(self, builder: ContentBuilder, named: Named | None) -> Fragment:
        """Add the particles of a named type, and of those it extends, to a content model."""
        found = self._declared["type"].get(named) if named else None
        if found is None:
            return EMPTY
        inner = found.element.find(f"{XS}complexContent")
        body = found.element
        if inner is not None:
            body = next((one for one in inner if local_name(one) in _DERIVATIONS), inner)
        before = EMPTY
        if local_name(body) == "extension":
            before = self._content_of(builder, qualified(body.get("base"), body))
        return builder.sequence((before, self._particles(builder, body, found.namespace, 0)))

    def _particles(
        self, builder: ContentBuilder, body: Element, namespace: str, depth: int
    ) -> Fragment:
        """Return the part of a content model that the particles of a body are."""
        if depth > _DEEPEST:
            return EMPTY
        parts = [
            part
            for child in body
            if (part := self._particle(builder, child, namespace, depth)) is not None
        ]
        return builder.choice(parts) if body.tag == f"{XS}choice" else builder.sequence(parts)

    def _particle(
        self, builder: ContentBuilder, child: Element, namespace: str, depth: int
    ) -> Fragment | None:
        least, most = _occurrence(child)
        part: Fragment | None = None
        if most == 0:
            part = EMPTY
        elif child.tag in _COMPOSITORS:
            part = builder.occurring(
                self._particles(builder, child, namespace, depth + 1), least, most
            )
        elif child.tag == f"{XS}group":
            found = self._declared["group"].get(qualified(child.get("ref"), child) or ("", ""))
            if found is not None:
                inner = self._particles(builder, found.element, found.namespace, depth + 1)
                part = builder.occurring(inner, least, most)
        elif child.tag == f"{XS}element":
            part = builder.element(self._declaration(child, namespace, least, most))
        elif child.tag == f"{XS}any":
            part = builder.element(_wildcard(child, namespace, least, most))
        return part

    def _declaration(
        self, child: Element, namespace: str, least: int, most: int | None
    ) -> Position:
        """Return the position of an element that is declared in its place, or elsewhere."""
        referred = qualified(child.get("ref"), child)
        if referred is None:
            return self._position(Declared(child, namespace), child, least, most)
        found = self._declared["element"].get(referred)
        if found is None:
            return Position(f"{{{referred[0]}}}{referred[1]}", least, most, ANYTHING)
        return self._position(found, found.element, least, most)

    def _position(
        self, declared: Declared, element: Element, least: int, most: int | None
    ) -> Position:
        namespace, name = declared.namespace, element.get("name") or ""
        return Position(
            f"{{{namespace}}}{name}" if namespace else name,
            least,
            most,
            self._type_reference(element, namespace, ANYTHING),
            element.get("fixed"),
            element.get("nillable") == "true",
        )

    def _type_reference(self, element: Element, namespace: str, otherwise: Named) -> Reference:
        named = qualified(element.get("type"), element)
        if named:
            return named
        for child in element:
            if child.tag in (f"{XS}complexType", f"{XS}simpleType"):
                return Declared(child, namespace)
        return otherwise

    def _attributes(self, body: Element, namespace: str) -> dict[str, Attribute]:
        found: dict[str, Attribute] = {}
        for child in body:
            if child.tag == f"{XS}attribute":
                attribute = self._attribute(child, namespace)
                found[attribute.name] = attribute
            elif child.tag == f"{XS}attributeGroup":
                group = self._declared["attributes"].get(
                    qualified(child.get("ref"), child) or ("", "")
                )
                if group:
                    found |= self._attributes(group.element, group.namespace)
        return found

    def _attribute(self, child: Element, namespace: str) -> Attribute:
        referred = qualified(child.get("ref"), child)
        name, of = child.get("name") or "", child
        if referred:
            name = f"{{{referred[0]}}}{referred[1]}" if referred[0] else referred[1]
            declared = self._declared["attribute"].get(referred)
            of = declared.element if declared else child
        simple = self.type_of(self._type_reference(of, namespace, (_XS_NAMESPACE, "anySimpleType")))
        return Attribute(
            name,
            simple if isinstance(simple, Simple) else Simple(),
            child.get("use") == "required",
            child.get("use") == "prohibited",
            child.get("fixed") or of.get("fixed"),
        )


_DERIVATIONS = ("restriction", "extension")


def _builtin(name: str) -> Simple | None:
    return None if name == "anyType" else Simple(name)


def _wildcard(child: Element, namespace: str, least: int, most: int | None) -> Position:
    allowed = (child.get("namespace") or "##any").replace("##targetNamespace", namespace)
    if allowed == "##other":
        allowed = f"##other {namespace}"
    process = child.get("processContents") or "strict"
    return Position(allowed, least, most, ANYTHING, wildcard=process)


def _has_particles(body: Element) -> bool:
    return any(child.tag in _COMPOSITORS or child.tag == f"{XS}group" for child in body)


def _occurrence(element: Element) -> tuple[int, int | None]:
    least, most = element.get("minOccurs") or "1", element.get("maxOccurs") or "1"
    return int(least), None if most == "unbounded" else int(most)
