"""The place of each element of a message in the models: the schema's type and the table's row.

A place is found from the one above it by the element's name, once; after that it costs one look
into a dictionary. Places that are the same but for the way to them are one.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mimcli.checks.remarks import Rule
from mimcli.errors import MimError
from mimcli.parse.xmlio import XSI_TYPE, Element
from mimcli.query.explain_names import class_of, model_of
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_parts import Type
from mimcli.query.explain_roots import Roots
from mimcli.query.explain_walk import Trail
from mimcli.query.manual import Manual

if TYPE_CHECKING:
    from mimcli.checks.faults import Names


class Place:
    """Where an element of a message stands in the models."""

    __slots__ = ("below", "children", "naming", "node", "rules", "typed", "value", "way")

    def __init__(self, node: Node, way: tuple[Node, ...] = ()) -> None:
        self.node = node
        """What the models have there."""
        self.way = way
        """Choices between it and the place above."""
        self.children: dict[str, Place | None] = {}
        """By the tag of an element, each once it was met; None: the models have no such."""
        self.below: tuple[tuple[Node, ...], ...] | None = None
        """All that stands below, choices unfolded; None until it is asked for."""
        self.rules: tuple[Rule, ...] | None = None
        """What its elements are to be looked at for; None until it is asked for."""
        self.naming: bool | None = None
        """Whether its elements may name a template; None until it is asked for."""
        self.value = False
        """Whether it is known that its elements are values, no classes of a model."""
        self.typed = model_of(node.type.name if node.type else None) is None
        """Whether its elements may say by `xsi:type` that they are of another type."""


class Places:
    """The places of the messages that begin with one artefact's element."""

    def __init__(self, manual: Manual, artefact: str) -> None:
        self.manual = manual
        self.artefact = artefact
        self.models = _models_of(manual)
        self._roots = Roots(manual, self.models)
        self._known: dict[object, Place] = {}
        self._begin: dict[tuple[str, str | None], Place | None] = {}

    def root(self, tag: str, wrap: str | None = None) -> Place | None:
        """Return the place of a message's outermost element, or None.

        `wrap` is the type of an element that no schema declares as a global one.
        """
        key = tag, wrap
        if key not in self._begin:
            way = self._root_way(tag.rpartition("}")[2], wrap)
            self._begin[key] = self._place(way) if way else None
        return self._begin[key]

    def _root_way(self, name: str, wrap: str | None) -> tuple[Node, ...]:
        """Return the node of an outermost element, after the choice that it is in if it is."""
        try:
            node = self._roots.root(self.artefact)[1]
        except MimError:
            found = self._of_type(name, wrap)
            return (found,) if found else ()
        for way in _ways(node.alternatives):
            if way[-1].name == name:
                return (node, *way)
        if node.name == name or (wrap and node.type and node.type.name == wrap):
            return (node,)
        return (self._of_type(name, wrap) or node,)

    def begins_with(self, node: Node) -> bool:
        """Return whether the artefact begins with a class, so that an address leaves it out."""
        try:
            first = self._roots.root(self.artefact)[1]
        except MimError:
            return False
        return _type_key(first.type) == _type_key(node.type)

    def _of_type(self, name: str, wrap: str | None) -> Node | None:
        """Return the node of an element that is a class of the artefact's own."""
        types = self.models.types
        found = types.named(wrap) if wrap else types.named(f"{self.artefact}.{name}")
        if found is None:
            return None
        view, line = self.models.class_of(model_of(found.name), class_of(found.name))
        return Node(name, "element", type=found, class_line=line, class_view=view)

    def child(self, place: Place, tag: str, element: Element | None = None) -> Place | None:
        """Return the place of an element within another, or None.

        `element` tells by its `xsi:type` of which type it is; so does that of the one around it.
        """
        try:
            found = place.children[tag]
        except KeyError:
            found = place.children[tag] = self._find(place, tag)
        if found is not None and element is not None:
            named = element.get(XSI_TYPE)
            if named is not None:
                return self.of_type(found, named)
        return found

    def of_type(self, place: Place, named: str) -> Place:
        """Return a place whose element says by `xsi:type` that it is of another type.

        The same place, if it may not be of that.
        """
        name = named.strip().rpartition(":")[2]
        key = f"xsi:type {name}"
        if key not in place.children:
            place.children[key] = self._typed(place, name)
        return place.children[key] or place

    def _typed(self, place: Place, name: str) -> Place | None:
        declared, types = place.node.type, self.models.types
        if declared is None or declared.name == name or types.is_class(declared):
            return None
        found = types.named(name)
        if found is None or declared.name not in {one.name for one in types.bases(found)}:
            return None
        return self._place((place.node._replace(type=found),))

    def _find(self, place: Place, tag: str) -> Place | None:
        namespace, _, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        wildcard = None
        for way in self.below(place):
            node = way[-1]
            part = node.part
            if part is None or part.kind == "attribute" or node.alternatives:
                continue
            if part.kind == "any":
                wildcard = wildcard or node
            elif part.name == name and (part.namespace or "") in (namespace, ""):
                return self._place(way)
        if wildcard is not None:
            element = self._roots.element_named(name)
            if element is not None and wildcard.part is not None:
                part = wildcard.part._replace(kind="element", name=name, namespace=namespace)
                return self._place((element._replace(part=part),))
        return None

    def is_open(self, place: Place, tag: str) -> bool:
        """Return whether an element stands within another only because any may stand there."""
        name, is_open = tag.rpartition("}")[2], False
        for way in self.below(place):
            part = way[-1].part
            if part is not None and part.kind == "element" and part.name == name:
                return False
            is_open = is_open or (part is not None and part.kind == "any")
        return is_open and model_of(place.node.type.name if place.node.type else None) is not None

    def below(self, place: Place) -> tuple[tuple[Node, ...], ...]:
        """Return all that stands below a place: each with the choices that it is in before it."""
        if place.below is None:
            place.below = tuple(_ways(self.models.children(place.node)))
        return place.below

    def _place(self, way: tuple[Node, ...]) -> Place:
        """Return the one place of a node."""
        key = tuple(_key(node) for node in way)
        if key not in self._known:
            self._known[key] = Place(way[-1], way[:-1])
        return self._known[key]

    def trail(
        self,
        root: Element,
        element: Element,
        wrap: str | None = None,
        names: "Names | None" = None,
    ) -> "Found | None":
        """Return the way to an element of a message, as far as the models know it."""
        line = [element]
        while line[-1] is not root:
            above = line[-1].getparent()
            if above is None:
                return None
            line.append(above)
        place = self.root(root.tag, wrap)
        if place is None:
            return None
        nodes = [*place.way, place.node]
        known = 1
        for each in line[-2::-1]:
            onward = self.child(place, each.tag, each)
            if onward is None and names is not None and (right := names.of(each)) is not None:
                onward = self.child(place, right, each)
            if onward is None:
                break
            nodes += (*onward.way, onward.node)
            place = onward
            known += 1
        trail = Trail(self.artefact, tuple(nodes))
        return Found(trail, place, line[len(line) - known], known == len(line))

    def attribute(self, place: Place, name: str) -> Node | None:
        """Return the node of an attribute of a place, or None."""
        for way in self.below(place):
            part = way[-1].part
            if part is not None and part.kind == "attribute" and part.name == name:
                return way[-1]
        return None


class Found(NamedTuple):
    """How far the models know the way to an element."""

    trail: Trail
    place: Place
    element: Element
    """The element of the place: the one asked for, or one that it stands in."""
    whole: bool
    """Whether it is the one asked for."""


@lru_cache(maxsize=8)
def _models_of(manual: Manual) -> Models:
    """Return the models of a manual: what they have read serves all artefacts, templates too."""
    return Models(manual)


def _ways(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """Yield nodes and what is within choices, each with the choices around it before it."""
    for node in nodes:
        yield (node,)
        for way in _ways(node.alternatives):
            yield (node, *way)


def _key(node: Node) -> object:
    """Return what tells one place from another."""
    return (
        node.name,
        node.kind,
        node.part,
        _type_key(node.type),
        node.line.position if node.line else None,
        node.view.id if node.view else None,
        node.leaf.position if node.leaf else None,
        node.class_line.position if node.class_line else None,
        node.class_view.id if node.class_view else None,
    )


def _type_key(found: Type | None) -> int | None:
    return found.key if found else None
