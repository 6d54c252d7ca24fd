"""What is wrong with the attributes of an element."""

from collections.abc import Iterator, Sequence

from mimcli.checks.alignment import FAR, rename_price
from mimcli.checks.flaws import Flaw
from mimcli.checks.grammar import Attribute, Complex
from mimcli.checks.simple_types import Simple, fault_of, in_normal_form
from mimcli.parse.xmlio import XSI, Element

_NULL = "nullFlavor"


def attribute_flaws(element: Element, found: Complex, ids: set[str]) -> Iterator[Flaw]:
    """Yield the flaws of the attributes of an element of a type; `ids` are those met before."""
    due = [
        one for one in found.attributes.values() if one.required and element.get(one.name) is None
    ]
    unknown = _Unknown(element, found)
    for name in map(str, element.keys()):  # no `items`: it takes the square of thousands
        attribute = found.attributes.get(name)
        if attribute is None or attribute.prohibited:
            if name.startswith(XSI):
                continue
            meant = _nearest(name, due) if attribute is None else None
            if meant is not None:
                due.remove(meant)
                yield Flaw("renamed-attribute", element, name, name, (meant.name,), attribute=True)
                continue
            if attribute is not None and name == _NULL and due:
                # One fault: a value is due in its place.
                allowed, due = tuple(one.name for one in due), []
                yield Flaw(
                    "unknown-attribute", element, name, name, allowed, "null", attribute=True
                )
                continue
            yield unknown.flaw(name, "prohibited" if attribute else "")
            continue
        value = str(element.get(name))
        flaw = attribute_flaw(element, attribute, value)
        if flaw:
            yield flaw
        elif is_id(attribute):
            if value in ids:
                yield Flaw("repeated-id", element, name, value, attribute=True)
            ids.add(value)
    for attribute in due:
        allowed = (attribute.fixed,) if attribute.fixed else attribute.type.allowed()
        yield Flaw("missing-attribute", element, attribute.name, None, allowed, attribute=True)


class _Unknown:
    """Makes flaws of what an element may not have, perhaps thousands: the rest is asked once."""

    def __init__(self, element: Element, found: Complex) -> None:
        self._element, self._found = element, found
        self._names: tuple[str, ...] | None = None
        self._free: tuple[str, ...] = ()

    def flaw(self, name: str, reason: str) -> Flaw:
        if self._names is None:
            there = set(self._element.keys())
            attributes = self._found.attributes.values()
            self._names = tuple(one.name for one in attributes if not one.prohibited)
            self._free = tuple(one for one in self._names if one not in there)
        return Flaw(
            *("unknown-attribute", self._element, name, name, self._names, reason),
            attribute=True,
            free=self._free,
        )


def is_id(attribute: Attribute) -> bool:
    """Return whether an attribute's value is an id that no other element may have."""
    return attribute.type.builtin == "ID" and not attribute.type.members


def attribute_flaw(element: Element, attribute: Attribute, value: str) -> Flaw | None:
    """Return what is wrong with the value of an attribute, if anything is."""
    name = attribute.name
    if attribute.fixed is not None and differs(attribute.type, value, attribute.fixed):
        return Flaw("fixed-value", element, name, value, (attribute.fixed,), attribute=True)
    reason = fault_of(attribute.type, value)
    if reason is None:
        return None
    allowed = attribute.type.allowed()
    return Flaw("value", element, name, value, allowed, reason, attribute=True)


def differs(simple: Simple, value: str, fixed: str) -> bool:
    """Return whether a value is another than the fixed one, as its type compares them."""
    return in_normal_form(simple, value) != in_normal_form(simple, fixed)


def _nearest(name: str, due: Sequence[Attribute]) -> Attribute | None:
    """Return which of the attributes that are due is meant by a name that is none of them."""
    best = min(due, key=lambda one: rename_price(name, one.name), default=None)
    return best if best is not None and rename_price(name, best.name) < FAR else None
