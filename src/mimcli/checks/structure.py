"""The walk over a message that its schema refuses: every fault of its structure, each once.

libxml2 leaves out what follows an element that does not fit, and tells some flaws several times.
This goes on: what stands in a misplaced or misnamed element is checked like the rest.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mimcli.checks.alignment import FAR, FITS, RENAME, SKIP, align, rename_price
from mimcli.checks.content import Position
from mimcli.checks.flaws import Flaw
from mimcli.checks.grammar import Attribute, Complex, Grammar
from mimcli.checks.row_flaws import Row, name_of, row_flaws
from mimcli.checks.simple_types import Simple, fault_of, in_normal_form
from mimcli.parse.xmlio import Element

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPE = f"{{{XSI}}}type"
_NIL = f"{{{XSI}}}nil"
_NULL = "nullFlavor"
_VALUES = ("value", "code", "root", "extension")
"""Attributes that values of datatypes stand in."""


class Structure:
    """The structure of messages of one schema."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._ids: set[str] = set()
        self.names: dict[Element, str] = {}
        """The tags that elements of the last message should have, where they are misspelt."""

    def flaws(self, root: Element, wrapped: tuple[str, str] | None = None) -> Iterator[Flaw]:
        """Yield the flaws of a message, in the order of its elements.

        `wrapped` is the type (namespace and name) that the root has if the schema does not declare
        it.
        """
        position = self._grammar.root(root.tag)
        if position is None and wrapped is not None:
            position = Position(root.tag, 1, 1, wrapped)
        if position is None:
            yield self._strange_root(root)
            return
        self._ids.clear()
        self.names = {}
        yield from self._walk(root, position)

    def _strange_root(self, root: Element) -> Flaw:
        name, allowed = name_of(root.tag), self._grammar.roots()
        if name not in allowed:
            return Flaw("root", root, name, allowed=allowed)
        namespace = root.tag.rpartition("}")[0].removeprefix("{")
        return Flaw("root", root, name, namespace, (name,), reason=self._grammar.namespace)

    def _walk(self, root: Element, position: Position) -> Iterator[Flaw]:
        pending: list[_Pending] = [_Pending(root, position, None)]
        while pending:
            at = pending.pop()
            yield from self._element(at, pending)

    def _element(self, at: "_Pending", pending: list["_Pending"]) -> Iterator[Flaw]:
        """Yield the flaws of one element; what stands in it is pending."""
        element, position, strange = at
        if position.wildcard is not None:
            yield from self._any(at, pending)
            return
        found, flaw = self._type_of(element, position)
        if flaw:
            yield flaw
        if found is None:
            return
        if isinstance(found, Simple):
            yield from _value_flaws(element, found, position)
            return
        yield from self._attributes(element, found)
        if element.get(_NIL) in ("true", "1"):
            yield from _nil_flaws(element, position)
            if not found.content.positions or not _is_filled(element):
                return
        if found.simple is not None:
            yield from _value_flaws(element, found.simple, position)
            return
        yield from self._content(element, found, position, pending, strange)

    def _any(self, at: "_Pending", pending: list["_Pending"]) -> Iterator[Flaw]:
        """Yield what is wrong with an element that stands where any may, and let it be walked."""
        element, wildcard = at.element, at.position.wildcard
        declared = None if wildcard == "skip" else self._grammar.root(element.tag)
        if declared is not None:
            pending.append(_Pending(element, declared, at.strange))
        elif wildcard == "strict":
            yield Flaw("undeclared", element, name_of(element.tag))

    def _type_of(
        self, element: Element, position: Position
    ) -> tuple[Complex | Simple | None, Flaw | None]:
        """Return the type of an element (None: anything may stand in it), and what is wrong."""
        found = self._grammar.type_of(position.type)
        named = element.get(_TYPE)
        if named is not None:
            return self._other_type(element, named, found)
        if isinstance(found, Complex) and found.abstract:
            return None, Flaw("type", element, name_of(element.tag), reason="abstract")
        return found, None

    def _other_type(
        self, element: Element, named: str, found: Complex | Simple | None
    ) -> tuple[Complex | Simple | None, Flaw | None]:
        """Return the type that `xsi:type` names, or why it may not be that.

        In place of a type that is wrong the declared one judges what stands in the element; the one
        that is named, if only that has the element's attributes.
        """
        prefix, _, local = named.strip().rpartition(":")
        namespace = element.nsmap.get(prefix or None) or ""
        other = self._grammar.type_named(local, namespace)
        name = name_of(element.tag)
        declared = None if isinstance(found, Complex) and found.abstract else found
        if not isinstance(other, Complex):
            return declared, Flaw("type", element, name, named, reason="unknown")
        if isinstance(found, Complex) and not set(found.bases[:1]) & set(other.bases):
            if not other.abstract and (declared is None or _has_attributes(element, other, found)):
                declared = other
            return declared, Flaw("type", element, name, named, found.bases[:1], "other")
        if other.abstract:
            return declared, Flaw("type", element, name, named, reason="abstract")
        return other, None

    def _attributes(self, element: Element, found: Complex) -> Iterator[Flaw]:
        due = [
            one
            for one in found.attributes.values()
            if one.required and element.get(one.name) is None
        ]
        for name, value in ((str(key), str(text)) for key, text in element.items()):
            attribute = found.attributes.get(name)
            if attribute is None or attribute.prohibited:
                if name.startswith(f"{{{XSI}}}"):
                    continue
                meant = _nearest(name, due) if attribute is None else None
                if meant is not None:
                    due.remove(meant)
                    yield Flaw(
                        "renamed-attribute", element, name, name, (meant.name,), attribute=True
                    )
                    continue
                if attribute is not None and name == _NULL and due:
                    # One fault: a value is due in its place.
                    allowed, due = tuple(one.name for one in due), []
                    yield Flaw(
                        "unknown-attribute", element, name, value, allowed, "null", attribute=True
                    )
                    continue
                allowed = tuple(one.name for one in found.attributes.values() if not one.prohibited)
                reason = "prohibited" if attribute else ""
                yield Flaw(
                    "unknown-attribute", element, name, value, allowed, reason, attribute=True
                )
                continue
            flaw = attribute_flaw(element, attribute, value)
            if flaw:
                yield flaw
            elif attribute.type.builtin == "ID" and not attribute.type.members:
                if value in self._ids:
                    yield Flaw("repeated-id", element, name, value, attribute=True)
                self._ids.add(value)
        for attribute in due:
            allowed = (attribute.fixed,) if attribute.fixed else attribute.type.allowed()
            yield Flaw("missing-attribute", element, attribute.name, None, allowed, attribute=True)

    def _content(
        self,
        element: Element,
        found: Complex,
        position: Position,
        pending: list["_Pending"],
        strange: str | None,
    ) -> Iterator[Flaw]:
        children = [child for child in element if isinstance(child.tag, str)]
        if not found.mixed:
            yield from _stray_text(element, children, found)
        elif position.fixed is not None and not children:
            text = element.text or ""
            if text and text != position.fixed:
                yield Flaw("fixed-value", element, name_of(element.tag), text, (position.fixed,))
        content = found.content
        tags = [_in_namespace(child.tag, strange, position.tag) for child in children]
        steps = align(content, tags)
        onward: list[_Pending] = []
        row = Row(content, steps)
        for step in steps:
            if step.action in (FITS, RENAME):
                child = children[step.child]
                place = content.positions[step.position]
                if step.action == RENAME and rename_price(tags[step.child], place.tag) == FAR:
                    continue  # who knows what it is
                within = strange
                if place.wildcard is None and child.tag != place.tag:
                    self.names[child] = place.tag
                    within = _strange_of(child, place) or strange
                onward.append(_Pending(child, place, within))
            elif step.action == SKIP and not row.is_used_up(tags[step.child]):
                place = content.positions[content.exact[tags[step.child]][0]]
                onward.append(_Pending(children[step.child], place, strange))
        pending += reversed(onward)
        if any(step.action != FITS for step in steps):
            yield from row_flaws(element, children, tags, row)


class _Pending(NamedTuple):
    element: Element
    position: Position
    strange: str | None
    """A namespace that stands for the right one in what is below, as was told above."""


def attribute_flaw(element: Element, attribute: Attribute, value: str) -> Flaw | None:
    """Return what is wrong with the value of an attribute, if anything is."""
    name = attribute.name
    if attribute.fixed is not None and _differs(attribute.type, value, attribute.fixed):
        return Flaw("fixed-value", element, name, value, (attribute.fixed,), attribute=True)
    reason = fault_of(attribute.type, value)
    if reason is None:
        return None
    allowed = attribute.type.allowed()
    return Flaw("value", element, name, value, allowed, reason, attribute=True)


def _differs(simple: Simple, value: str, fixed: str) -> bool:
    return in_normal_form(simple, value) != in_normal_form(simple, fixed)


def _value_flaws(element: Element, simple: Simple, position: Position) -> Iterator[Flaw]:
    name, value = name_of(element.tag), element.text or ""
    if position.fixed is not None and value and _differs(simple, value, position.fixed):
        yield Flaw("fixed-value", element, name, value, (position.fixed,))
        return
    reason = fault_of(simple, value)
    if reason:
        yield Flaw("value", element, name, value, simple.allowed(), reason)
    for child in element:
        if isinstance(child.tag, str):
            yield Flaw("unknown-element", child, name_of(child.tag), reason="value")


def _nil_flaws(element: Element, position: Position) -> Iterator[Flaw]:
    if not position.nillable:
        yield Flaw("nil", element, name_of(element.tag), reason="not nillable")
    elif _is_filled(element):
        yield Flaw("nil", element, name_of(element.tag), reason="not empty")


def _is_filled(element: Element) -> bool:
    return bool(len(element) or (element.text or "").strip())


def _strange_of(child: Element, place: Position) -> str | None:
    """Return the namespace of an element that has the right name in a wrong one."""
    right = name_of(child.tag) == place.name
    return child.tag.rpartition("}")[0].removeprefix("{") if right else None


def _has_attributes(element: Element, other: Complex, declared: Complex | Simple) -> bool:
    """Return whether one type has all attributes of an element, and another has not."""
    names = {str(name) for name in element.keys()} - {_TYPE, _NIL}  # noqa: SIM118  (of lxml)
    known = declared.attributes if isinstance(declared, Complex) else {}
    return names <= set(other.attributes) and not names <= set(known)


def _nearest(name: str, due: Sequence[Attribute]) -> Attribute | None:
    """Return which of the attributes that are due is meant by a name that is none of them."""
    best = min(due, key=lambda one: rename_price(name, one.name), default=None)
    return best if best is not None and rename_price(name, best.name) < FAR else None


def _stray_text(element: Element, children: Sequence[Element], found: Complex) -> Iterator[Flaw]:
    text = (element.text or "").strip()
    after = ""
    if not text:
        for child in children:
            text = (child.tail or "").strip()
            if text:
                after = name_of(child.tag)
                break
    if text:
        reason = "" if found.content.positions else "none"
        values = tuple(name for name in _VALUES if name in found.attributes)
        allowed = values if reason and not children else ()
        yield Flaw("text", element, name_of(element.tag), text, allowed, reason, after)


def _in_namespace(tag: str, strange: str | None, right: str) -> str:
    """Return a tag with the right namespace in place of one that was told of above."""
    if strange is None or tag.rpartition("}")[0].removeprefix("{") != strange:
        return tag
    return f"{right.rpartition('}')[0]}}}{name_of(tag)}"
