"""What is right in a message that its schema refuses is passed over: most of it is.

Each type is made a few dictionaries, so that an element costs a look at each of its attributes and
one at each of its children. Of an element that is not plainly right nothing is said here: the walk
looks at it closely.
"""

from collections.abc import Sequence
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

    def below(self, at: Pending) -> Sequence[Pending] | None:
        """Return what is to be looked at within an element that is right itself.

        None if that is not plain: something is wrong, or it is of a kind that is rare.
        """
        element, position, strange = at
        if strange is not None or position.wildcard is not None or position.fixed is not None:
            return None
        kind = self._type(position.type)
        if kind is None or not _has_right_attributes(element, kind):
            return None
        if kind.simple is not None:
            right = not len(element) and fault_of(kind.simple, element.text or "") is None
            return () if right else None
        if not kind.mixed and (text := element.text) is not None and text.strip():
            return None
        return _row(element, kind)

    def _type(self, reference: object) -> "_Type | None":
        if reference not in self._types:
            self._types[reference] = _type_of(self._grammar.type_of(reference))
        return self._types[reference]


class _Type:
    """A complex type, ready to be asked."""

    __slots__ = ("attributes", "content", "mixed", "onward", "required", "right", "simple")

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
        self.required = sum(one.required for one in found.attributes.values())


def _type_of(found: Complex | Simple | None) -> _Type | None:
    return _Type(found) if isinstance(found, Complex) and not found.abstract else None


def _has_right_attributes(element: Element, kind: _Type) -> bool:
    required = 0
    for name, value in element.items():
        right = kind.right.get(name)  # type: ignore[arg-type]  # lxml's stubs: or bytes
        if right is None:
            return False
        attribute = kind.attributes[name]  # type: ignore[index]  # as above
        if value not in right:
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
