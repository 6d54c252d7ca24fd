"""What the types of a schema file hold: the elements and attributes that stand in a message.

Page kind: `*.xsd`. The tabular views say what a message means; what its elements are called on the
wire, and which flavour of a datatype each has, only the schemas say.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mimcli.model.content_model import ContentPart, ContentType, Facet
from mimcli.parse.htmlio import markup_of, text_of
from mimcli.parse.xmlio import Element, local_name

_XS = "{http://www.w3.org/2001/XMLSchema}"
_GLOBAL = {
    f"{_XS}complexType": "complex",
    f"{_XS}simpleType": "simple",
    f"{_XS}group": "group",
    f"{_XS}attributeGroup": "group",
    f"{_XS}element": "element",
}
_CONTENTS = frozenset((f"{_XS}complexContent", f"{_XS}simpleContent"))
_DERIVATIONS = frozenset(f"{_XS}{name}" for name in ("restriction", "extension", "list", "union"))
_COMPOSITORS = frozenset(f"{_XS}{name}" for name in ("sequence", "choice", "all"))
_CHOICE = f"{_XS}choice"
_PARTICLES = {f"{_XS}{name}": name for name in ("element", "group", "any")}
_ATTRIBUTE = f"{_XS}attribute"
_ATTRIBUTE_GROUP = f"{_XS}attributeGroup"
_FACETS = {
    f"{_XS}{name}": name
    for name in (
        *("enumeration", "pattern", "length", "minLength", "maxLength"),
        *("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"),
        *("totalDigits", "fractionDigits"),
    )
}
_MAX_DEPTH = 50
_COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)


def content_types(root: Element) -> tuple[ContentType, ...]:
    """Return the types, groups and global elements of a schema, in its order."""
    return tuple(
        _content_type(child, _GLOBAL[child.tag], child.get("name") or "", 0)
        for child in root
        if child.tag in _GLOBAL and child.get("name")
    )


def content_sequences(root: Element) -> dict[str, list[tuple[str, ...]]]:
    """Return, by type, the alternatives of its choices that are several elements: their names."""
    return {
        child.get("name") or "": found
        for child in root.iterchildren(f"{_XS}complexType")
        if (found := [_names(one) for one in child.iterfind(f".//{_CHOICE}/{_XS}sequence")])
    }


def _names(sequence: Element) -> tuple[str, ...]:
    """Return the names of the elements that stand directly in a sequence."""
    elements = sequence.iterchildren(f"{_XS}element")
    return tuple(one.get("name") or (one.get("ref") or "").rpartition(":")[2] for one in elements)


def _content_type(element: Element, kind: str, name: str, depth: int) -> ContentType:
    """Return what a type says; a global element gives its type as its base, or its own type."""
    if kind == "element":
        inner = _inner_type(element, depth)
        if inner is None:
            return ContentType(kind, name, _plain(element.get("type") or ""), "")
        return inner._replace(kind=kind, name=name)
    content, children = element, _tagged(element)
    for tag, child in children:
        if tag in _CONTENTS:
            content = child
    if content is not element:
        children = _tagged(content)
    body, derivation = content, ""
    for tag, child in children:
        if tag in _DERIVATIONS:
            body, derivation = child, local_name(child)
            break
    if body is not content:
        children = _tagged(body)
    return ContentType(
        kind=kind,
        name=name,
        base=_bases(body),
        derivation=derivation,
        mixed="true" in (element.get("mixed"), content.get("mixed")),
        parts=(*_particles(children, depth), *_attributes(children, depth)),
        facets=tuple(_facets(children)) if kind == "simple" else (),
    )


_Tagged = tuple[str, Element]
"""An element and its tag, which lxml makes anew whenever it is asked."""


def _tagged(element: Element) -> list[_Tagged]:
    return [(child.tag, child) for child in element]


def _bases(body: Element) -> str:
    members = body.get("base") or body.get("itemType") or body.get("memberTypes") or ""
    return " ".join(_plain(name) for name in members.split())


def _plain(name: str) -> str:
    """Return a type's name without a prefix, but for XML Schema's own (`xs:string`)."""
    prefix, _, local = name.rpartition(":")
    return f"xs:{local}" if prefix in ("xs", "xsd") else local


def _inner_type(element: Element, depth: int) -> ContentType | None:
    """Return the type without a name that an element or attribute has, if it has one."""
    for child in element:
        kind = _GLOBAL.get(child.tag)
        if kind in ("complex", "simple") and depth < _MAX_DEPTH:
            return _type_within(child, kind, depth + 1)
    return None


def _type_within(element: Element, kind: str, depth: int) -> ContentType:
    """Return a type without a name; schemas have a few hundred such types thousands of times."""
    namespace = element.getroottree().getroot().get("targetNamespace")
    key = (markup_of(element), namespace, depth)
    found = _types_within.get(key)
    if found is None:
        found = _content_type(element, kind, "", depth)
        if len(_types_within) < _MOST_TYPES:
            _types_within[key] = found
    return found


_types_within: dict[tuple[str, str | None, int], ContentType] = {}
"""Types by their markup, which has the prefixes of all namespaces, and by what else they say."""
_MOST_TYPES = 8192


class _Place(NamedTuple):
    """What the sequences and choices around an element make of it."""

    choice: int | None
    optional: bool
    repeated: bool


def _particles(body: list[_Tagged], depth: int) -> Iterator[ContentPart]:
    """Yield the elements and groups of a body, those of nested sequences in their place."""
    choices = 0
    stack = [(iter(body), _Place(None, optional=False, repeated=False))]
    while stack:
        children, place = stack[-1]
        tag, child = next(children, _NOTHING)
        if child is None:
            stack.pop()
        elif tag in _PARTICLES:
            yield _particle(tag, child, place, depth)
        elif tag in _COMPOSITORS:
            least, most = _occurrence(child)
            choice = place.choice
            if choice is None and tag == _CHOICE:
                choice = choices
                choices += 1
            optional, repeated = place.optional or not least, place.repeated or most != 1
            if len(stack) < _MAX_DEPTH:
                stack.append((iter(_tagged(child)), _Place(choice, optional, repeated)))


_NOTHING: tuple[str, None] = ("", None)


def _particle(tag: str, child: Element, place: _Place, depth: int) -> ContentPart:
    prefix, _, referred = (child.get("ref") or "").rpartition(":")
    namespace = child.nsmap.get(prefix or None) if referred else None
    if namespace and namespace == child.getroottree().getroot().get("targetNamespace"):
        namespace = None
    part = _declared(tag, tuple(child.items()), place, namespace or "")
    if not len(child) or part.kind != "element":
        return part
    return part._replace(inner=_inner_type(child, depth))


@lru_cache(maxsize=8192)  # schemas repeat most of what they declare
def _declared(
    tag: str, stated: tuple[tuple[str, str], ...], place: _Place, namespace: str
) -> ContentPart:
    given = dict(stated)
    least, most = _occurrence(given)
    return ContentPart(
        kind=_PARTICLES[tag],
        name=given.get("name") or given.get("ref", "").rpartition(":")[2],
        namespace=namespace,
        min=0 if place.optional else least,
        max=None if place.repeated else most,
        choice=place.choice,
        type=_plain(given.get("type") or ""),
        fixed=given.get("fixed") or "",
        default=given.get("default") or "",
    )


def _attributes(body: list[_Tagged], depth: int) -> Iterator[ContentPart]:
    for tag, child in body:
        if tag == _ATTRIBUTE:
            part = _attribute(tuple(child.items()))
            yield part._replace(inner=_inner_type(child, depth)) if len(child) else part
        elif tag == _ATTRIBUTE_GROUP:
            name = child.get("name") or _plain(child.get("ref") or "")
            yield ContentPart("group", name, "", 1, 1, None, "")


@lru_cache(maxsize=8192)
def _attribute(stated: tuple[tuple[str, str], ...]) -> ContentPart:
    given = dict(stated)
    use = given.get("use")
    return ContentPart(
        kind="attribute",
        name=given.get("name") or _plain(given.get("ref") or ""),
        namespace="",
        min=int(use == "required"),
        max=int(use != "prohibited"),
        choice=None,
        type=_plain(given.get("type") or ""),
        fixed=given.get("fixed") or "",
        default=given.get("default") or "",
    )


def _facets(body: list[_Tagged]) -> Iterator[Facet]:
    for tag, child in body:
        name = _FACETS.get(tag)
        if name:
            words = child.find(f"{_XS}annotation/{_XS}documentation") if len(child) else None
            yield Facet(name, child.get("value") or "", "" if words is None else text_of(words))


def _occurrence(element: Element | dict[str, str]) -> tuple[int, int | None]:
    most = element.get("maxOccurs")
    return _count(element.get("minOccurs")), None if most == "unbounded" else _count(most)


def _count(text: str | None) -> int:
    return int(text) if text and _COUNT.fullmatch(text) else 1
