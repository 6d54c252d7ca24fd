"""The declarations of schema files: their names, and the simple types among them."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from mimcli.checks.simple_types import XS, Simple
from mimcli.parse.xmlio import Element, local_name

_LENGTHS = frozenset(("length", "minLength", "maxLength"))


class Declared(NamedTuple):
    """A declaration of a schema file."""

    element: Element
    namespace: str
    """Of what it declares."""


Named = tuple[str, str]
"""Namespace and name of a declaration."""
Reference = Named | Declared
"""A type by its name, or one without."""
TypeOf = Callable[[object], object]
"""Returns the type that a reference leads to."""


def qualified(text: str | None, element: Element) -> Named | None:
    """Return namespace and name of what an attribute of an element refers to by its prefix."""
    if not text:
        return None
    prefix, _, local = text.rpartition(":")
    return element.nsmap.get(prefix or None) or "", local


def read_simple(declared: Declared, type_of: TypeOf) -> Simple:
    """Return a simple type, all that it derives from put together."""
    for body in declared.element:
        kind = local_name(body)
        if kind == "restriction":
            return _restricted(body, declared.namespace, type_of)
        if kind == "list":
            items = _of_body(body, "itemType", declared.namespace, type_of)
            return Simple(item=next(items, Simple()))
        if kind == "union":
            members = _of_body(body, "memberTypes", declared.namespace, type_of)
            return Simple(members=tuple(members))
    return Simple()


def _of_body(body: Element, attribute: str, namespace: str, type_of: TypeOf) -> Iterator[Simple]:
    """Yield the simple types that a body names, then those that it holds."""
    for text in (body.get(attribute) or "").split():
        found = type_of(qualified(text, body))
        yield found if isinstance(found, Simple) else Simple()
    for child in body.iterchildren(f"{XS}simpleType"):
        yield read_simple(Declared(child, namespace), type_of)


def _restricted(body: Element, namespace: str, type_of: TypeOf) -> Simple:
    base = next(_of_body(body, "base", namespace, type_of), Simple())
    stated = [(local_name(one), one.get("value") or "") for one in body]
    values = tuple(value for facet, value in stated if facet == "enumeration")
    patterns = tuple(value for facet, value in stated if facet == "pattern")
    lengths = [(facet, value) for facet, value in stated if facet in _LENGTHS]
    return base._replace(
        values=values or base.values,
        patterns=(*base.patterns, patterns) if patterns else base.patterns,
        facets=(*base.facets, *(one for one in lengths if one[1].isdigit())),
    )
