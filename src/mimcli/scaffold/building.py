"""Building a message: from the outermost element down, each place by what stands there."""

import re
from collections.abc import Iterator

from mimcli.query.explain_facts import is_infrastructure
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_roots import Roots
from mimcli.scaffold.branches import Branches
from mimcli.scaffold.datatypes import Datatypes
from mimcli.scaffold.elements import HL7, Element
from mimcli.scaffold.meanings import Meanings
from mimcli.scaffold.slots import Choice, Content, Slot, content_of
from mimcli.scaffold.values import Allowed

_STRUCTURAL = frozenset(
    (
        *("classCode", "moodCode", "determinerCode", "typeCode", "contextControlCode"),
        *("contextConductionInd", "inversionInd", "negationInd", "mediaType"),
    )
)
"""Optional attributes that say what a class is; messages have them where the model fixes them."""
_DEEPEST = 60


class Builder:
    """Builds the elements of a new message."""

    def __init__(
        self,
        models: Models,
        roots: Roots,
        branches: Branches,
        datatypes: Datatypes,
        meanings: Meanings,
        *,
        full: bool,
    ) -> None:
        self._models = models
        self._roots = roots
        self._branches = branches
        self._datatypes = datatypes
        self._allowed: Allowed = datatypes.allowed
        self._meanings = meanings
        self._full = full
        self._contents: dict[object, Content] = {}

    def element(self, node: Node, within: tuple[object, ...] = ()) -> Element:
        """Return the element of a place, with all that stands in it; of a choice, the first."""
        while node.alternatives:
            node = node.alternatives[0]
        namespace = node.part.namespace if node.part else None
        if namespace is None and node.type is not None:
            namespace = self._models.types.namespace(node.type.schema)
        if node.part is not None and node.part.kind == "any":
            return self._any(node, within)
        comment = self._meanings.comment(node)
        if not self._models.types.is_class(node.type):
            return self._value(node, namespace, comment)
        content = self._content(node)
        inner = (*within, key_of(node))
        children = [one for slot in content.slots for one in self._slot(slot, inner)]
        attributes = tuple(self._attributes(content))
        return Element(node.name, namespace, attributes, tuple(children), comment=comment)

    def _value(self, node: Node, namespace: str | None, comment: str | None) -> Element:
        """Return an element that holds a value of a datatype."""
        if node.type is None:
            return Element(node.name, namespace, comment=comment)
        if node.type.kind == "simple":
            return Element(node.name, namespace, text="text", comment=comment)
        wanted = self._meanings.wanted(node)
        found, stated = self._datatypes.concrete(node.type, wanted)
        value = self._datatypes.value(found, wanted)
        attributes = value.attributes
        if stated is not None:
            attributes = (("xsi:type", stated), *attributes)
        return Element(node.name, namespace, attributes, value.children, value.text, comment)

    def _slot(self, slot: Slot, within: tuple[object, ...]) -> Iterator[Element]:
        """Yield what stands in a place of a new message: nothing, if it need not."""
        if len(within) > _DEEPEST or not (slot.must or self._full):
            return
        open_ = [one for one in slot.choices if key_of(one.node) not in within]
        if not open_ and not slot.must:
            return
        chosen = _first(open_ or list(slot.choices))
        if not slot.must and is_infrastructure(chosen.node):
            return
        for one in slot.with_others(chosen):
            for _ in range(max(one.least, 1)):
                yield self.element(one.node, within)

    def _attributes(self, content: Content) -> Iterator[tuple[str, str]]:
        for one in content.attributes:
            value = self._attribute(one)
            if value is not None:
                yield one.part.name, value

    def _attribute(self, one: Choice) -> str | None:
        """Return the value of an attribute of a class; None where it is left out."""
        part, line = one.part, one.line
        stated = [value for value in (line and line.fixed, part.default) if value]
        listed = self._allowed.values(part)
        known = bool(stated) or len(listed) == 1
        wanted = part.min > 0 or (known and part.name in _STRUCTURAL)
        if not wanted and (not self._full or is_infrastructure(one.node)):
            return None
        made = self._datatypes.placeholders
        return self._allowed.value(part, made, (*stated, *self._meanings.usual(one.node)))

    def _content(self, node: Node) -> Content:
        key = key_of(node)
        if key not in self._contents:
            self._contents[key] = content_of(self._models, self._branches, node)
        return self._contents[key]

    def _any(self, node: Node, within: tuple[object, ...]) -> Element:
        """Return an element for a place where any may stand.

        It is the payload that the place's row is a stub of, else an empty one.
        """
        stub = node.class_line.name if node.class_line else node.name
        name = _ABSTRACT.sub("", stub)
        found = self._roots.element_named(name) if name.isidentifier() else None
        comment = self._meanings.comment(node) or _ANY
        if found is not None and key_of(found) not in within:
            return self.element(found, within)._replace(comment=comment)
        return Element(name if name.isidentifier() else "payload", HL7, comment=comment)


_ABSTRACT = re.compile("^[Aa]bstract(?=[A-Z])")
"""Before the name of what a stub stands for."""
_ANY = "any element of another message may stand here"


def key_of(node: Node) -> object:
    """Return what tells one class, in one table, from others."""
    line = node.class_line.position if node.class_line else None
    return node.type.key if node.type else node.name, node.class_view and node.class_view.id, line


def _first(choices: list[Choice]) -> Choice:
    """Return the alternative to take: one that a row demands, else the first."""
    return next((one for one in choices if one.line is not None and one.line.min), choices[0])
