"""What a datatype allows in a value, and what the manual says of it beside its type."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from mimcli.model.answers.explain import CodeLine
from mimcli.query.explain_parts import Part, Type
from mimcli.scaffold.elements import Attributes, Element, Value

if TYPE_CHECKING:
    from mimcli.scaffold.datatypes import Datatypes

_DEEPEST = 6


class Wanted(NamedTuple):
    """What the manual says of a value beside its type."""

    name: str
    """Of the element that holds it."""
    datatype: str | None = None
    """As its row states it; of an abstract type, the one to use in its place."""
    fixed: str | None = None
    codes: tuple[CodeLine, ...] = ()
    """Codes of its vocabulary."""
    others: tuple[CodeLine, ...] = ()
    """Codes that may stand there, if its vocabulary and its schema list none."""
    vocabulary: str = ""
    """Name of its vocabulary, or what stands for that."""
    code_system: str | None = None
    oids: tuple[str, ...] = ()
    """Object identifiers that its description names."""
    root: str | None = None
    """The root of an identifier that its description states; `UUID` for one of that kind."""
    flavours: tuple[str, ...] = ()
    """Flavours that its description names."""
    words: str = "text"
    """Text for a place of text: what it is for."""
    sure: Attributes = ()
    """Attributes that are known: the interaction's own id, say."""
    null: str | None = None
    """The `nullFlavor` that is demanded in place of a value."""


class Limits:
    """What a type allows in a value, and the value's makers' ways to ask."""

    def __init__(
        self,
        datatypes: "Datatypes",
        parts: Sequence[Part],
        found: Type,
        wanted: Wanted,
        depth: int,
    ) -> None:
        self.datatypes = datatypes
        self.placeholders = datatypes.placeholders
        self.wanted = wanted
        self.mixed = found.mixed
        self.attributes: dict[str, Part] = {}
        self.elements: list[Part] = []
        for one in parts:
            if one.kind == "attribute":
                self.attributes[one.name] = one
            elif one.kind == "element":
                self.elements.append(one)
        self._depth = depth

    def may(self, name: str) -> bool:
        """Return whether there may be an attribute of a name."""
        part = self.attributes.get(name)
        return part is not None and part.max != 0

    def must(self, name: str) -> bool:
        """Return whether there must be an attribute of a name."""
        part = self.attributes.get(name)
        return part is not None and part.min > 0

    def listed(self, name: str) -> tuple[str, ...]:
        """Return the only values that an attribute may have."""
        part = self.attributes.get(name)
        return self.datatypes.allowed.values(part) if part else ()

    def allows(self, name: str, value: str) -> bool:
        """Return whether an attribute may have a value."""
        part = self.attributes.get(name)
        return part is not None and self.datatypes.allowed.allows(part, value)

    def attribute(self, name: str, *usual: str | None) -> Attributes:
        """Return an attribute with the first of the usual values that it may have, else another.

        Nothing where there may be none.
        """
        part = self.attributes.get(name)
        if part is None or part.max == 0:
            return ()
        wished = [value for key, value in self.wanted.sure if key == name]
        wished += [one for one in usual if one is not None]
        return ((name, self.datatypes.allowed.value(part, self.placeholders, wished)),)

    def null(self) -> Value | None:
        """Return a value that is none, if that is demanded and the type allows it."""
        null, demanded = self.wanted.null, (*self.attributes.values(), *self.elements)
        if null is None or not self.allows("nullFlavor", null):
            return None
        if any(one.min > 0 and one.name != "nullFlavor" for one in demanded):
            return None
        return Value((("nullFlavor", null),))

    def child(self, name: str, wanted: Wanted | None = None) -> tuple[Element, ...]:
        """Return an element of a value; nothing where there may be none."""
        part = next((one for one in self.elements if one.name == name), None)
        if part is None or part.max == 0 or self._depth > _DEEPEST:
            return ()
        found = self.datatypes.types.of_part(part)
        wanted = wanted or self.wanted._replace(name=name, fixed=None, sure=(), null=None)
        value = self.datatypes.value(found, wanted, self._depth + 1) if found else Value()
        return (Element(part.name, part.namespace, *value),)

    def text_child(self, name: str, text: str) -> tuple[Element, ...]:
        """Return an element of a value that holds text; nothing where there may be none."""
        part = next((one for one in self.elements if one.name == name), None)
        return (Element(part.name, part.namespace, text=text),) if part and part.max != 0 else ()

    def text_within(self, *names: str, text: str) -> tuple[Element, ...]:
        """Return elements, each within the one before it, of which the last holds text.

        Nothing where these may not be.
        """
        name, *others = names
        if not others:
            return self.text_child(name, text)
        part = next((one for one in self.elements if one.name == name), None)
        found = self.datatypes.types.of_part(part) if part else None
        if part is None or found is None:
            return ()
        parts = self.datatypes.types.parts(found)
        inner = Limits(self.datatypes, parts, found, self.wanted, self._depth + 1)
        children = inner.text_within(*others, text=text)
        return (Element(part.name, part.namespace, children=children),) if children else ()

    def completed(self, value: Value) -> Value:
        """Return a value with what its type demands beside what was made."""
        there = {name for name, _ in value.attributes}
        attributes = [*value.attributes]
        for name, part in self.attributes.items():
            if name not in there and part.min > 0:
                attributes += self.attribute(name, self.wanted.fixed)
        order = {name: at for at, name in enumerate(self.attributes)}
        attributes.sort(key=lambda one: order.get(one[0], -1))
        children = value.children or tuple(self._demanded())
        return value._replace(attributes=tuple(attributes), children=children)

    def _demanded(self) -> list[Element]:
        """Return the elements that must be there; of alternatives the first."""
        made: list[Element] = []
        chosen: set[str] = set()
        for part in self.elements:
            if part.min > 0 and part.choice not in chosen:
                made += self.child(part.name) * part.min
                chosen |= {part.choice} if part.choice is not None else set()
        return made
