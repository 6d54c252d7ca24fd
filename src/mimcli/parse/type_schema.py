"""The named types of a schema, and what each demands (`dt/datatypes.xsd`, `datatypeflavours.xsd`).

What a flavour allows and forbids stands nowhere else as data: attributes that are required or
prohibited, patterns, the few values that are left.
"""

from collections.abc import Iterator
from typing import NamedTuple

from mimcli.model.datatypes import SchemaAttribute, SchemaElement, SchemaType, TypesStatement
from mimcli.parse.htmlio import text_of
from mimcli.parse.reading import read_xml
from mimcli.parse.xmlio import Element, local_name

_XS = "{http://www.w3.org/2001/XMLSchema}"
_KINDS = {f"{_XS}complexType": "complex", f"{_XS}simpleType": "simple"}
_DERIVATIONS = ("restriction", "extension", "list", "union")
_GROUPS = frozenset(("sequence", "choice", "all"))
_FACETS = frozenset(
    (
        *("pattern", "enumeration", "length", "minLength", "maxLength", "whiteSpace"),
        *("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"),
        *("totalDigits", "fractionDigits"),
    )
)


def parse_types(path: str, data: bytes) -> TypesStatement:
    """Return the named types of a schema file, in its order; never fails."""
    root, findings = read_xml(path, data)
    types = (_type(child) for child in root if child.tag in _KINDS) if root is not None else ()
    return TypesStatement(path, tuple(each for each in types if each.name), findings)


def _type(element: Element) -> SchemaType:
    kind = _KINDS[str(element.tag)]
    content = element
    for child in element:
        if local_name(child) in ("complexContent", "simpleContent"):
            content = child
    derivation = next((each for each in content if local_name(each) in _DERIVATIONS), None)
    body = content if derivation is None else derivation
    facets = ((local_name(each), each.get("value") or "") for each in body)
    return SchemaType(
        name=element.get("name") or "",
        kind=kind,
        derivation="" if derivation is None else local_name(derivation),
        base=_plain(body.get("base") or body.get("itemType") or ""),
        abstract=element.get("abstract") == "true",
        mixed="true" in (element.get("mixed"), content.get("mixed")),
        attributes=tuple(_attributes(body)),
        elements=tuple(_elements(body)),
        facets=tuple(each for each in facets if each[0] in _FACETS),
        members=tuple(map(_plain, (body.get("memberTypes") or "").split())),
        documentation=_documentation(element),
        choice=_choice(body),
    )


def _plain(name: str) -> str:
    """Return a type's name as the manual writes it: without a prefix, but for XML Schema's own."""
    prefix, _, local = name.rpartition(":")
    return f"xs:{local}" if prefix in ("xs", "xsd") else local


def _attributes(body: Element) -> Iterator[SchemaAttribute]:
    for each in body.iterchildren(f"{_XS}attribute"):
        yield SchemaAttribute(
            name=each.get("name") or _plain(each.get("ref") or ""),
            type=_plain(each.get("type") or ""),
            use=each.get("use") or "optional",
            fixed=each.get("fixed") or "",
            default=each.get("default") or "",
        )


class _Group(NamedTuple):
    """A group of elements that is being read."""

    children: Iterator[Element]
    choice: bool
    alternative: int
    """What its elements are given; for an outermost choice each child has its own."""
    optional: bool
    repeated: bool


def _elements(body: Element) -> Iterator[SchemaElement]:
    """Yield the elements of the body's groups, those of nested groups in their place."""
    stack = [_Group(iter(body), choice=False, alternative=-1, optional=False, repeated=False)]
    branch = -1
    while stack:
        group = stack[-1]
        child = next(group.children, None)
        if child is None:
            stack.pop()
            continue
        name = local_name(child)
        if name not in _GROUPS and name != "element":
            continue
        if group.choice and group.alternative < 0:
            branch += 1
        alternative = branch if group.choice and group.alternative < 0 else group.alternative
        least, most = _occurrence(child)
        optional = group.optional or group.choice or not least
        if name == "element":
            repeated = group.repeated or most is None
            yield SchemaElement(
                name=child.get("name") or _plain(child.get("ref") or ""),
                type=_plain(child.get("type") or ""),
                min=0 if optional else least,
                max=None if repeated else most,
                alternative=alternative,
                attributes=tuple(_inner_attributes(child)),
            )
        else:
            repeated = group.repeated or most != 1
            stack.append(_Group(iter(child), name == "choice", alternative, optional, repeated))


def _choice(body: Element) -> str:
    """Return the outermost choice between elements as a DTD writes it; empty if there is none.

    A choice that may be made again and again is none: its elements come in any number and order.
    """
    for group in body:
        if local_name(group) in _GROUPS and _occurrence(group)[1] == 1:
            if local_name(group) == "choice" and len(group) > 1:
                return " | ".join(filter(None, map(_model, group)))
            return _choice(group)
    return ""


_MARKS = {(0, 1): "?", (1, 1): "", (1, None): "+"}


def _model(part: Element) -> str:
    """Return an element or group as a DTD writes it: `(width | high)?`."""
    name = local_name(part)
    mark = _MARKS.get(_occurrence(part), "*")
    if name == "element":
        return (part.get("name") or _plain(part.get("ref") or "")) + mark
    if name not in _GROUPS:
        return ""
    inner = [one for one in map(_model, part) if one]
    if len(inner) < 2 and not mark:  # noqa: PLR2004 (alternatives)
        return "".join(inner)
    joined = (" | " if name == "choice" else ", ").join(inner)
    return f"({joined}){mark}" if mark or name == "choice" else joined


def _inner_attributes(element: Element) -> Iterator[SchemaAttribute]:
    """Yield the attributes of the anonymous type within an element."""
    for content in element.iterchildren(f"{_XS}complexType"):
        yield from _attributes(content)
        for derivation in content.iterfind(f"{_XS}complexContent/*"):
            yield from _attributes(derivation)


def _occurrence(element: Element) -> tuple[int, int | None]:
    least, most = element.get("minOccurs") or "1", element.get("maxOccurs") or "1"
    return _count(least, 1), None if most == "unbounded" else _count(most, 1)


def _count(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise  # noqa: PLR2004 (digits of a 32 bit number)


def _documentation(element: Element) -> str:
    first = element.find(f"{_XS}annotation/{_XS}documentation")
    own = text_of(first) if first is not None else ""
    if own or element.find(f"{_XS}restriction") is None:
        return own
    facets = element.iterfind(f"{_XS}restriction/*/{_XS}annotation/{_XS}documentation")
    return " ".join(text_of(each) for each in facets)
