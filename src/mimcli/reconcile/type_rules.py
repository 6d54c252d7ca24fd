"""What a schema's type demands in all: what it states itself and what it derives from."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mimcli.model.datatypes import SchemaAttribute, SchemaElement, SchemaType

Rule = tuple[str, str | None, str | None]
"""As a row of `datatype_rule`: what, subject, value."""
Types = Mapping[str, SchemaType]

_NOT_A_DEMAND = "whiteSpace"


class _Demands(NamedTuple):
    """The attributes and elements of a type, those of its bases included."""

    attributes: dict[str, SchemaAttribute]
    elements: dict[str, SchemaElement]
    mixed: bool
    choice: str


def rules_of(one: SchemaType, types: Types) -> Iterator[Rule]:
    """Yield everything that a type demands: attributes, elements, then demands on its own value."""
    if one.kind == "simple":
        yield from _value_rules(one, None, types)
        return
    demands = _demands(one, types, frozenset())
    for attribute in demands.attributes.values():
        yield f"{attribute.use}-attribute", attribute.name, attribute.type or None
        if attribute.use != "prohibited":
            yield from _attribute_rules(attribute, types)
    if demands.choice:
        yield "choice", None, demands.choice
    for element in demands.elements.values():
        if element.max == 0:
            yield "prohibited-element", element.name, element.type or None
        else:
            most = "*" if element.max is None else element.max
            held = f" {element.type}" if element.type else ""
            yield "element", element.name, f"{element.min}..{most}{held}"
            for attribute in element.attributes:
                if attribute.fixed:
                    yield "fixed", f"{element.name}/@{attribute.name}", attribute.fixed
    if demands.mixed:
        yield "content", None, "text"


def _attribute_rules(attribute: SchemaAttribute, types: Types) -> Iterator[Rule]:
    if attribute.fixed:
        yield "fixed", attribute.name, attribute.fixed
    if attribute.default:
        yield "default", attribute.name, attribute.default
    if attribute.type in types:
        yield from _value_rules(types[attribute.type], attribute.name, types)


def _value_rules(one: SchemaType, subject: str | None, types: Types) -> Iterator[Rule]:
    """Yield what a simple type states itself about a value, or about each value of a list."""
    for facet, value in one.facets:
        if facet != _NOT_A_DEMAND:
            yield facet, subject, value
    if one.derivation == "list":
        yield "list-of", subject, one.base or None
        item = types.get(one.base)
        if item is not None and item.derivation != "list":
            yield from _value_rules(item, subject, types)
    for member in one.members:
        yield "member", subject, member


def _demands(one: SchemaType, types: Types, seen: frozenset[str]) -> _Demands:
    base = types.get(one.base)
    inherited = _Demands({}, {}, mixed=False, choice="")
    if base is not None and base.name not in seen and base.kind == "complex":
        inherited = _demands(base, types, seen | {one.name})
    attributes = {**inherited.attributes, **{each.name: each for each in one.attributes}}
    own: dict[str, SchemaElement] = {}
    for element in one.elements:
        first = own.setdefault(element.name, element)
        if first is not element:
            # The alternatives of a choice may have the same element: it is there at most as often
            # as the one that has it most.
            own[element.name] = first._replace(min=min(first.min, element.min))
    if one.derivation == "restriction":
        # A restriction says again what it keeps of the elements; the others are not allowed.
        gone = {
            name: element._replace(max=0)
            for name, element in inherited.elements.items()
            if name not in own
        }
        elements = {**own, **gone}
    else:
        elements = {**inherited.elements, **own}
    keeps = one.derivation != "restriction" and not own
    choice = inherited.choice if keeps else one.choice
    return _Demands(attributes, elements, mixed=one.mixed, choice=choice)
