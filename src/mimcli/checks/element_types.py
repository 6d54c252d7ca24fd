"""The type of an element of a message: that of its place, or that which its `xsi:type` names."""

from mimcli.checks.content import Position
from mimcli.checks.declarations import Named, qualified
from mimcli.checks.flaws import Flaw
from mimcli.checks.grammar import Complex, Grammar
from mimcli.checks.simple_types import Simple
from mimcli.parse.xmlio import XSI_NIL, XSI_TYPE, Element, name_of_tag


def type_at(
    grammar: Grammar, element: Element, position: Position
) -> tuple[Complex | Simple | None, Flaw | None]:
    """Return the type of an element (None: anything may stand in it), and what is wrong."""
    found = grammar.type_of(position.type)
    named = element.get(XSI_TYPE)
    if named is not None:
        return _other_type(grammar, element, named, found)
    if isinstance(found, Complex) and found.abstract:
        return None, Flaw("type", element, name_of_tag(element.tag), reason="abstract")
    return found, None


def _other_type(
    grammar: Grammar, element: Element, named: str, found: Complex | Simple | None
) -> tuple[Complex | Simple | None, Flaw | None]:
    """Return the type that `xsi:type` names, or why it may not be that.

    In place of a type that is wrong the declared one judges what stands in the element; the one
    that is named, if only that has the element's attributes.
    """
    namespace, local = type_name(element, named)
    other = grammar.type_named(local, namespace)
    name = name_of_tag(element.tag)
    declared = None if isinstance(found, Complex) and found.abstract else found
    if not isinstance(other, Complex):
        return declared, no_type(element, named)
    if isinstance(found, Complex) and not set(found.bases[:1]) & set(other.bases):
        if not other.abstract and (declared is None or _has_attributes(element, other, found)):
            declared = other
        return declared, Flaw("type", element, name, named, found.bases[:1], "other")
    if other.abstract:
        return declared, Flaw("type", element, name, named, reason="abstract")
    return other, None


def type_name(element: Element, named: str) -> Named:
    """Return the namespace and the name of the type that `xsi:type` names."""
    return qualified(named.strip(), element) or ("", "")


def no_type(element: Element, named: str) -> Flaw:
    """Return the flaw of an element whose `xsi:type` names no type that its schema has."""
    prefix = named.strip().rpartition(":")[0]
    reason = "prefix" if prefix and prefix not in element.nsmap else "unknown"
    return Flaw("type", element, name_of_tag(element.tag), named, reason=reason)


def _has_attributes(element: Element, other: Complex, declared: Complex | Simple) -> bool:
    """Return whether one type has all attributes of an element, and another has not."""
    names = {str(name) for name in element.keys()} - {XSI_TYPE, XSI_NIL}  # noqa: SIM118  (of lxml)
    known = declared.attributes if isinstance(declared, Complex) else {}
    return names <= set(other.attributes) and not names <= set(known)
