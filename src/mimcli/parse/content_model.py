"""What the types of a schema file hold: the elements and attributes that stand in a message.

Page kind: `*.xsd`. The tabular views say what a message means; what its elements are called on the
wire, and which flavour of a datatype each has, only the schemas say.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mimcli.model.content_model import ContentPart, ContentType, Facet
from mimcli.parse.htmlio import text_of
from mimcli.parse.xmlio import Element, local_name

_XS = "{http://www.w3.org/2001/XMLSchema}"
_GLOBAL = {
    f"{_XS}complexType": "complex",
    f"{_XS}simpleType": "simple",
    f"{_XS}group": "group",
    f"{_XS}attributeGroup": "group",
    f"{_XS}element": "element",
}
_CONTENTS = (f"{_XS}complexContent", f"{_XS}simpleContent")
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


def _content_type(element: Element, kind: str, name: str, depth: int) -> ContentType:
    """Return what a type says; a global element gives its type as its base, or its own type."""
    if kind == "element":
        inner = _inner_type(element, depth)
        if inner is None:
            return ContentType(kind, name, _plain(element.get("type") or ""), "")
        return inner._replace(kind=kind, name=name)
    content = element
    for child in element.iterchildren(*_CONTENTS):
        content = child
    derivation = next((child for child in content if child.tag in _DERIVATIONS), None)
    body = content if derivation is None else derivation
    return ContentType(
        kind=kind,
        name=name,
        base=_bases(body),
        derivation="" if derivation is None else local_name(derivation),
        mixed="true" in (element.get("mixed"), content.get("mixed")),
        parts=(*_particles(body, depth), *_attributes(body, depth)),
        facets=tuple(_facets(body)) if kind == "simple" else (),
    )


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
            return _content_type(child, kind, "", depth + 1)
    return None


class _Group(NamedTuple):
    children: Iterator[Element]
    choice: int | None
    optional: bool
    repeated: bool


def _particles(body: Element, depth: int) -> Iterator[ContentPart]:
    """Yield the elements and groups of a body, those of nested sequences in their place."""
    choices = 0
    stack = [_Group(iter(body), None, optional=False, repeated=False)]
    while stack:
        group = stack[-1]
        child = next(group.children, None)
        if child is None:
            stack.pop()
        elif child.tag in _COMPOSITORS:
            least, most = _occurrence(child)
            choice = group.choice
            if choice is None and child.tag == _CHOICE:
                choice = choices
                choices += 1
            optional, repeated = group.optional or not least, group.repeated or most != 1
            if len(stack) < _MAX_DEPTH:
                stack.append(_Group(iter(child), choice, optional, repeated))
        elif child.tag in _PARTICLES:
            yield _particle(child, group, depth)


def _particle(child: Element, group: _Group, depth: int) -> ContentPart:
    kind = _PARTICLES[child.tag]
    least, most = _occurrence(child)
    prefix, _, referred = (child.get("ref") or "").rpartition(":")
    namespace = child.nsmap.get(prefix or None) if referred else None
    own = child.getroottree().getroot().get("targetNamespace")
    return ContentPart(
        kind=kind,
        name=child.get("name") or referred,
        namespace=namespace if namespace and namespace != own else "",
        min=0 if group.optional else least,
        max=None if group.repeated else most,
        choice=group.choice,
        type=_plain(child.get("type") or ""),
        fixed=child.get("fixed") or "",
        default=child.get("default") or "",
        inner=_inner_type(child, depth) if kind == "element" else None,
    )


def _attributes(body: Element, depth: int) -> Iterator[ContentPart]:
    for child in body.iterchildren(_ATTRIBUTE, _ATTRIBUTE_GROUP):
        name = child.get("name") or _plain(child.get("ref") or "")
        if child.tag == _ATTRIBUTE_GROUP:
            yield ContentPart("group", name, "", 1, 1, None, "")
            continue
        use = child.get("use")
        yield ContentPart(
            kind="attribute",
            name=name,
            namespace="",
            min=int(use == "required"),
            max=int(use != "prohibited"),
            choice=None,
            type=_plain(child.get("type") or ""),
            fixed=child.get("fixed") or "",
            default=child.get("default") or "",
            inner=_inner_type(child, depth),
        )


def _facets(body: Element) -> Iterator[Facet]:
    for child in body:
        name = _FACETS.get(child.tag)
        if name:
            words = child.find(f"{_XS}annotation/{_XS}documentation") if len(child) else None
            yield Facet(name, child.get("value") or "", "" if words is None else text_of(words))


def _occurrence(element: Element) -> tuple[int, int | None]:
    most = element.get("maxOccurs")
    return _count(element.get("minOccurs")), None if most == "unbounded" else _count(most)


def _count(text: str | None) -> int:
    return int(text) if text and _COUNT.fullmatch(text) else 1
