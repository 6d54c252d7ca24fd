"""What is right in a message that its schema refuses is passed over: most of it is.

Each type is made a few dictionaries, so that an element costs a look at each of its attributes and
one at each of its children. Of an element that is not plainly right nothing is said here: the walk
looks at it closely.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mimcli.checks.attribute_flaws import attribute_flaw, is_id
from mimcli.checks.content import START, Content, Position, State
from mimcli.checks.grammar import Attribute, Complex, Grammar
from mimcli.checks.simple_types import Simple, fault_of
from mimcli.parse.xmlio import Element

_MOST_VALUES = 1000
"""Of one attribute: values that are known to be right."""


class Pending(NamedTuple):
    """An element that is to be looked at as one of a position."""

    element: Element
    position: Position
    strange: str | None
    """A namespace that stands for the right one in what is below, as was told above."""


class Passing:
    """Tells which elements of the messages of one schema are plainly right."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._types: dict[object, _Type | None] = {}

    def unclear(self, pending: list[Pending]) -> Iterator[Pending]:
        """Yield the elements, of all that is pending, that are not plainly right.

        What stands in the others is pending then; of those that come, it is the caller's to add.
        """
        while pending:
            at = pending.pop()
            right = self.below(at)
            if right is None:
                yield at
            else:
                pending += reversed(right)

    def below(self, at: Pending) -> Sequence[Pending] | None:
        """Return what is to be looked at within an element that is right itself.

        None if that is not plain: something is wrong, or it is of a kind that is rare.
        """
        element, position, strange = at
        if strange is not None or position.wildcard is not None or position.fixed is not None:
            return None
        try:
            kind = self._types[position.type]
        except KeyError:
            kind = self._types[position.type] = _type_of(self._grammar.type_of(position.type))
        if kind is None or not _has_right_attributes(element, kind):
            return None
        if kind.simple is not None:
            right = not len(element) and fault_of(kind.simple, element.text or "") is None
            return () if right else None
        if not kind.mixed and (text := element.text) is not None and text.strip():
            return None
        return _row(element, kind)


class _Type:
    """A complex type, ready to be asked."""

    __slots__ = (
        "attributes",
        "content",
        "forms",
        "mixed",
        "onward",
        "required",
        "right",
        "simple",
    )

    def __init__(self, found: Complex) -> None:
        self.mixed = found.mixed
        self.simple: Simple | None = found.simple
        self.content = found.content
        self.onward: dict[tuple[State, str], tuple[State, Position] | None] = {}
        """The state after an element of a tag, and its position; None: it may not come next."""
        self.attributes: dict[str, Attribute] = {
            name: one
            for name, one in found.attributes.items()
            if not one.prohibited and not is_id(one)
        }
        self.right: dict[str, set[str]] = {name: set() for name in self.attributes}
        """Of each attribute values that it may have."""
        self.forms = {name: _form(one) for name, one in self.attributes.items()}
        """Of some an expression for values that they may have, each another."""
        self.required = sum(one.required for one in found.attributes.values())


def _type_of(found: Complex | Simple | None) -> _Type | None:
    return _Type(found) if isinstance(found, Complex) and not found.abstract else None


def _has_right_attributes(element: Element, kind: _Type) -> bool:
    if len(element.attrib) > len(kind.attributes):
        return False  # lxml looks for the value of each among all
    required = 0
    for name, value in element.items():
        right = kind.right.get(name)  # type: ignore[arg-type]  # lxml's stubs: or bytes
        if right is None:
            return False
        attribute = kind.attributes[name]  # type: ignore[index]  # as above
        if value not in right:
            form = kind.forms[name]  # type: ignore[index]  # as above
            if form is None or form.fullmatch(value) is None:  # type: ignore[arg-type]  # as above
                if attribute_flaw(element, attribute, str(value)) is not None:
                    return False
                if len(right) < _MOST_VALUES:
                    right.add(str(value))
        required += attribute.required
    return required == kind.required


def _row(element: Element, kind: _Type) -> Sequence[Pending] | None:
    """Return the children of an element with their positions; None if they do not fit."""
    state, known, mixed = START, kind.onward, kind.mixed
    found: list[Pending] = []
    for child in element:
        key = state, child.tag
        try:
            onward = known[key]
        except KeyError:
            onward = known[key] = _step(kind.content, *key)
        if onward is None or (not mixed and (tail := child.tail) is not None and tail.strip()):
            return None
        state, position = onward
        found.append(Pending(child, position, None))
    return found if kind.content.ends(state) else None


def _step(content: Content, state: State, tag: str) -> tuple[State, Position] | None:
    onward = content.step(state, tag) if isinstance(tag, str) else None
    return None if onward is None else (onward, content.positions[onward[0]])


_PLAIN = re.compile(r"(?:[A-Za-z0-9(|)*+?-]|\\\.|\[(?:[A-Za-z0-9+-]|\\-)+\]|\{\d+(?:,\d*)?\})+")
"""Patterns of XML Schema that mean the same to Python."""


def _form(attribute: Attribute) -> re.Pattern[str] | None:
    """Return an expression for values that an attribute may have; None if there is no plain one."""
    simple = attribute.type
    if attribute.fixed is not None:
        return None
    forms = [_form_of(one) for one in simple.members or (simple,)]
    plain = simple.facets or simple.values or (simple.members and simple.patterns)
    return None if plain or not any(forms) else re.compile("|".join(filter(None, forms)))


def _form_of(simple: Simple) -> str | None:
    """Return the one pattern that a type of texts has, as an expression of Python's."""
    if simple.builtin != "string" or simple.facets or simple.values or simple.members:
        return None
    if simple.item is not None or len(simple.patterns) != 1 or len(simple.patterns[0]) != 1:
        return None
    pattern = simple.patterns[0][0]
    return f"(?:{pattern})" if _PLAIN.fullmatch(pattern) else None
