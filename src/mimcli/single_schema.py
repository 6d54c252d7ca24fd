"""A schema with all that it includes as one document a namespace, for tools that want one file.

What its messages can hold is kept: all that its elements lead to, and every type that may stand
for another by `xsi:type`. A type that nothing but `xsi:type` leads to is left out where it would
draw in another namespace, which a schema document cannot declare.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from lxml import etree

from mimcli.parse.xmlio import Element, parse_xml

_XS = "http://www.w3.org/2001/XMLSchema"
_COMPONENTS = {
    f"{{{_XS}}}{name}": name
    for name in ("element", "complexType", "simpleType", "group", "attributeGroup", "attribute")
}
_TYPES = ("complexType", "simpleType")
_REFERENCES = ("type", "base", "itemType", "memberTypes", "ref", "substitutionGroup")
_LEFT_OUT = f"{{{_XS}}}appinfo"
_PREFIXES = {
    "urn:hl7-org:v3": "hl7",
    "NPFIT:HL7:Localisation": "npfitlc",
    "urn:cfh-nhs-uk:npfit": "npfit",
    "xhtml:NPfIT:PresentationText": "xhtml",
    "urn:npfit:psisqr": "psis",
}


class Key(NamedTuple):
    """What tells a component from all others: types have one space of names."""

    kind: str
    namespace: str
    name: str


class Component(NamedTuple):
    """An element, type or group that a schema file declares at its top."""

    key: Key
    element: Element
    leads_to: frozenset[Key]
    derives_from: Key | None
    path: str


class ClosureFile(NamedTuple):
    """A file of a schema's closure."""

    path: str
    data: bytes
    namespace: str
    """Its target namespace, or that of the file that includes it."""


class SingleSchema(NamedTuple):
    """A schema as one document a namespace."""

    documents: Mapping[str, bytes]
    """By file name, that of the schema itself first."""
    left_out: tuple[str, ...]
    """Names of types that only `xsi:type` leads to, and that need another namespace."""


def single_schema(files: Iterable[ClosureFile], name: str) -> SingleSchema:
    """Return a schema's closure as one document a namespace. The schema itself is the first file.

    Files that include come before what they include; in the documents it is the other way round.
    The documents are called after `name`, and import one another by file name.
    """
    files = tuple(files)
    main = files[0].namespace
    components: dict[Key, Component] = {}
    for file in reversed(files):
        for one in _components(file):
            components.setdefault(one.key, one)
    starts = [key for key in components if key.kind == "element" and key.namespace == main]
    kept = _reached(components, starts)
    namespaces = {main, *(key.namespace for key in kept)}
    kept, left_out = _with_derived(components, kept, namespaces)
    names = _file_names(sorted(namespaces, key=lambda one: (one != main, one)), name)
    own = [one for key, one in components.items() if key in kept]
    documents = {file: _document(namespace, own, names) for namespace, file in names.items()}
    return SingleSchema(documents, tuple(sorted(key.name for key in left_out)))


def _file_names(namespaces: Iterable[str], name: str) -> dict[str, str]:
    """Return the file name of each namespace's document: `NAME.xsd`, `NAME.npfitlc.xsd`."""
    names: dict[str, str] = {}
    for namespace in namespaces:
        prefix = _PREFIXES.get(namespace, f"ns{len(names)}")
        names[namespace] = f"{name}.{prefix}.xsd" if names else f"{name}.xsd"
    return names


def _components(file: ClosureFile) -> Iterator[Component]:
    """Yield what a schema file declares at its top, the names in it made to stand by themselves."""
    root = parse_xml(file.data)
    qualified = root.get("elementFormDefault") == "qualified"
    for child in root:
        kind, name = _COMPONENTS.get(str(child.tag)), child.get("name")
        if kind is None or name is None:
            continue
        for one in list(child.iter(_LEFT_OUT)):
            parent = one.getparent()
            if parent is not None:
                parent.remove(one)
        leads_to, base = _resolve(child, file.namespace)
        if not qualified:
            _say_form(child)
        key = Key("type" if kind in _TYPES else kind, file.namespace, name)
        yield Component(key, child, leads_to, base, file.path)


def _resolve(component: Element, namespace: str) -> tuple[frozenset[Key], Key | None]:
    """Return what a component refers to; make its references `{namespace}name` on the way."""
    found: set[Key] = set()
    base = None
    for element in component.iter("*"):
        kind = _COMPONENTS.get(str(element.tag), "")
        for attribute in _REFERENCES:
            value = element.get(attribute)
            if value is None:
                continue
            names = [_resolved(element, one, namespace) for one in value.split()]
            element.set(attribute, " ".join(f"{{{uri}}}{local}" for uri, local in names))
            space = {"ref": kind, "substitutionGroup": "element"}.get(attribute, "type")
            keys = [Key(space, uri, local) for uri, local in names if uri != _XS]
            found |= set(keys)
            if attribute == "base" and keys:
                base = keys[0]
    return frozenset(found), base


def _resolved(element: Element, name: str, namespace: str) -> tuple[str, str]:
    prefix, _, local = name.rpartition(":")
    uri = element.nsmap.get(prefix or None)
    return uri or namespace, local


def _say_form(component: Element) -> None:
    """State of local elements that they have no namespace, as their file does not qualify them."""
    for one in component.iterdescendants(f"{{{_XS}}}element"):
        if one.get("name") and one.get("form") is None:
            one.set("form", "unqualified")


def _reached(components: Mapping[Key, Component], starts: Iterable[Key]) -> set[Key]:
    """Return components and all that they lead to."""
    reached: set[Key] = set()
    waiting = list(starts)
    while waiting:
        key = waiting.pop()
        if key not in reached and key in components:
            reached.add(key)
            waiting += components[key].leads_to
    return reached


def _with_derived(
    components: Mapping[Key, Component], kept: set[Key], namespaces: set[str]
) -> tuple[set[Key], set[Key]]:
    """Return what is kept with the types that may stand for it, and those that cannot be kept."""
    left_out: set[Key] = set()
    derived: dict[Key, list[Key]] = {}
    for key, one in components.items():
        if one.derives_from is not None and key.kind == "type":
            derived.setdefault(one.derives_from, []).append(key)
    waiting = list(kept)
    while waiting:
        for key in derived.get(waiting.pop(), ()):
            more = _reached(components, [key]) - kept
            if not more or key in left_out:
                continue
            if {one.namespace for one in more} <= namespaces:
                kept |= more
                waiting += more
            else:
                left_out.add(key)
    return kept, left_out - kept


def _document(namespace: str, components: list[Component], names: Mapping[str, str]) -> bytes:
    """Return the schema document of a namespace, with the components of it."""
    own = [one for one in components if one.key.namespace == namespace]
    others = sorted({key.namespace for one in own for key in one.leads_to} - {namespace})
    spaces = {"xs": _XS, "": namespace}
    spaces |= {_PREFIXES.get(uri, f"ns{at}"): uri for at, uri in enumerate(others)}
    prefixes = {uri: f"{prefix}:" if prefix else "" for prefix, uri in spaces.items()}
    declared = cast("Mapping[str, str]", {prefix or None: uri for prefix, uri in spaces.items()})
    root = etree.Element(f"{{{_XS}}}schema", nsmap=declared)
    root.set("targetNamespace", namespace)
    root.set("elementFormDefault", "qualified")
    for uri in others:
        etree.SubElement(root, f"{{{_XS}}}import", namespace=uri, schemaLocation=names[uri])
    for one in own:
        root.append(_copied(one.element, prefixes, declared))
    etree.indent(root, "  ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _copied(element: Element, prefixes: Mapping[str, str], declared: Mapping[str, str]) -> Element:
    """Return a copy of a component, its references with a document's prefixes."""
    copy = etree.Element(element.tag, nsmap=declared)
    copy.text = element.text if element.text and element.text.strip() else None
    copy.tail = element.tail if element.tail and element.tail.strip() else None
    for name, value in element.items():
        text = str(value)
        if name in _REFERENCES and text.startswith("{"):
            text = " ".join(_prefixed(one, prefixes) for one in text.split())
        copy.set(name, text)
    for child in element.iterchildren("*"):
        copy.append(_copied(child, prefixes, declared))
    return copy


def _prefixed(reference: str, prefixes: Mapping[str, str]) -> str:
    uri, _, local = reference[1:].partition("}")
    return f"{prefixes[uri]}{local}"
