"""Building a message: from the outermost element down, each place by what stands there."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mimcli.query.explain_facts import is_infrastructure
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_roots import Roots
from mimcli.scaffold.choosing import class_of, first_of, open_choices, topic_of
from mimcli.scaffold.contents import CONTENT, with_content_ids
from mimcli.scaffold.datatypes import Datatypes
from mimcli.scaffold.elements import HL7, Element, Given, raw
from mimcli.scaffold.filling import Filling
from mimcli.scaffold.matching import Match
from mimcli.scaffold.meanings import Meanings
from mimcli.scaffold.slots import Choice, Content, Contents, Slot, key_of

_STRUCTURAL = frozenset(
    (
        *("classCode", "moodCode", "determinerCode", "typeCode", "contextControlCode"),
        *("contextConductionInd", "inversionInd", "negationInd", "mediaType"),
    )
)
"""Optional attributes that say what a class is; messages have them where the model fixes them."""
_DEEPEST = 60


class Known(NamedTuple):
    """What is known of a manual's messages."""

    models: Models
    roots: Roots
    contents: Contents


class Place(NamedTuple):
    """Where an element is built."""

    within: tuple[object, ...] = ()
    """The classes that it stands in, by their keys."""
    path: str = ""
    given: Given | None = None
    """What the message that the new one is filled from has there."""
    full: bool = False
    """Whether what need not be there is wanted, too."""
    parent: str = ""
    """Name of the element that it stands in."""
    model: str = ""
    """Name of the class of that."""
    topic: str = ""
    """What the nearest code above it means, in letters."""
    number: int = 0
    """How many elements stand before it in its place, of those that may stand there often."""


class Builder:
    """Builds the elements of a new message."""

    def __init__(
        self,
        known: Known,
        datatypes: Datatypes,
        meanings: Meanings,
        filling: Filling,
        needed: frozenset[str] = frozenset(),
    ) -> None:
        self._models = known.models
        self._roots = known.roots
        self._contents = known.contents
        self._datatypes = datatypes
        self._allowed = datatypes.allowed
        self._meanings = meanings
        self._filling = filling
        self._needed = needed
        """Classes that need not be there, but that other parts of the message refer to."""

    def element(self, node: Node, place: Place) -> Element:
        """Return the element of a place, with all that stands in it; of a choice, the first."""
        while node.alternatives:
            node = node.alternatives[0]
        part = self._filling.part_for(node) if place.given is None else None
        if part is not None:
            # What is converted from another form has its optional parts from there.
            place = place._replace(given=part, full=place.full and not self._filling.converts)
        place = place._replace(path=f"{place.path}/{node.name}")
        if node.part is not None and node.part.kind == "any":
            return self._any(node, place)
        namespace = self._namespace(node)
        comment = self._meanings.comment(node)
        if not self._models.types.is_class(node.type):
            return self._value(node, namespace, place)._replace(comment=comment)
        content = self._contents.of(node)
        inner = place._replace(
            within=(*place.within, key_of(node)),
            parent=node.name,
            model=(node.type.name if node.type else None) or "",
        )
        attributes = tuple(self._attributes(content, inner))
        children = self._children(content, inner)
        needed = any(slot.must for slot in content.slots if slot.choices[0].node.name == CONTENT)
        children = with_content_ids(children, needed=needed)
        return Element(node.name, namespace, attributes, children, "", comment)

    def _namespace(self, node: Node) -> str | None:
        if node.part is not None and node.part.namespace:
            return node.part.namespace
        return self._models.types.stored.namespace(node.type.schema) if node.type else None

    def _value(self, node: Node, namespace: str | None, place: Place) -> Element:
        """Return an element that holds a value of a datatype."""
        if node.type is None:
            return Element(node.name, namespace)
        given = place.given
        wanted = self._meanings.wanted(node, place.parent, place.model, place.number)
        found, stated = self._datatypes.concrete(node.type, wanted)
        if given is not None and not self._meanings.own(node):
            taken = self._filling.value(
                node,
                found,
                Element(node.name, namespace),
                given,
                lambda one: self._datatypes.value(one, wanted),
            )
            if taken is not None:
                return taken
        if node.type.kind == "simple":
            return Element(node.name, namespace, text="text")
        value = self._datatypes.value(found, wanted)
        attributes = (
            value.attributes if stated is None else (("xsi:type", stated), *value.attributes)
        )
        return Element(node.name, namespace, attributes, value.children, value.text)

    def _children(self, content: Content, place: Place) -> tuple[Element, ...]:
        """Return what stands in the places of a class: what is given, then what must be there."""
        given: dict[int, list[Match]] = {}
        if place.given is not None:
            given = self._filling.matches(content, place.given)
        made: list[Element] = []
        for number, slot in enumerate(content.slots):
            there = given.get(number, [])
            made += [
                self.element(one.choice.node, place._replace(given=one.given)) for one in there
            ]
            lacking = list(self._lacking(slot, there, place, made))
            for at, one in enumerate(lacking, len(there)):
                made.append(self.element(one.node, place._replace(given=None, number=at)))
            topic = _topic(made) if there or lacking else ""
            if topic:
                place = place._replace(topic=topic)
        return tuple(made)

    def _lacking(
        self, slot: Slot, there: list[Match], place: Place, made: list[Element]
    ) -> Iterator[Choice]:
        """Yield what a place lacks: of one that may be empty nothing, unless all is wanted.

        `made` is what stands before it.
        """
        wanted = slot.must or (not there and (place.full or self._leads_to_needed(slot)))
        if len(place.within) > _DEEPEST or not wanted:
            return
        choices = [one for one in slot.choices if key_of(one.node) not in place.within]
        if not slot.must:
            beside = {one.name for one in made}
            choices = [one for one in open_choices(choices, beside) if not self._pointless(one)]
            if not choices:
                return
        chosen = (
            there[0].choice
            if there
            else first_of(choices or slot.choices, place.topic, self._needed)
        )
        for one in slot.with_others(chosen):
            have = sum(other.choice is one for other in there)
            for _ in range(max(one.least, 1) - have):
                if place.given is not None and slot.must:
                    self._filling.missing(f"{place.path}/{one.node.name}")
                yield one

    def _leads_to_needed(self, slot: Slot) -> bool:
        """Return whether what is needed elsewhere in the document may stand in a place."""
        if not self._needed:
            return False
        inner = [
            choice
            for one in slot.choices
            if self._models.types.is_class(one.node.type)
            for below in self._contents.of(one.node).slots
            if below.must
            for choice in below.choices
        ]
        return any(class_of(one) in self._needed for one in (*slot.choices, *inner))

    def _pointless(self, choice: Choice) -> bool:
        """Return whether something that may be there says nothing in a new message."""
        if is_infrastructure(choice.node):
            return True
        if not self._models.types.is_class(choice.node.type):
            return False
        slots = (one for one in self._contents.of(choice.node).slots if one.must)
        return any(not open_choices(one.choices, ()) for one in slots)

    def _attributes(self, content: Content, place: Place) -> Iterator[tuple[str, str]]:
        given = place.given
        for one in content.attributes:
            value = self._filling.attribute(one, given) if given is not None else None
            value = value if value is not None else self._attribute(one, place)
            if value is not None:
                yield one.part.name, value
        if given is not None:
            self._filling.others(content, given)

    def _attribute(self, one: Choice, place: Place) -> str | None:
        """Return the value of an attribute of a class; None where it is left out."""
        part, line = one.part, one.line
        of_row = (line.fixed, line.code) if line else ()
        stated = [value for value in (*of_row, part.default) if value]
        listed = self._allowed.values(part)
        known = bool(stated) or len(listed) == 1
        stated_so = line is not None and bool(line.min)
        wanted = part.min > 0 or stated_so or (known and part.name in _STRUCTURAL)
        if not wanted and (not place.full or is_infrastructure(one.node)):
            return None
        made = self._datatypes.placeholders
        usual = (
            ()
            if stated or len(listed) == 1
            else self._meanings.usual(one.node, place.parent, place.model, listed=bool(listed))
        )
        return self._allowed.value(part, made, (*stated, *usual))

    def _any(self, node: Node, place: Place) -> Element:
        """Return an element for a place where any may stand.

        It is what is given, else the payload that the place's row is a stub of, else an empty one.
        """
        stub = node.class_line.name if node.class_line else node.name
        name = place.given.name if place.given else _ABSTRACT.sub("", stub)
        found = self._roots.element_named(name) if name.isidentifier() else None
        comment = self._meanings.comment(node) or _ANY
        if place.given is not None:
            return self._given_any(found, place.given, place)._replace(comment=comment)
        if found is not None and key_of(found) not in place.within:
            return self.element(found, place)._replace(comment=comment)
        return Element(name if name.isidentifier() else "payload", HL7, comment=comment)

    def _given_any(self, found: Node | None, given: Given, place: Place) -> Element:
        """Return the element given where any may stand: as it is, if it does not fit its model."""
        before = self._filling.state()
        if found is not None:
            made = self.element(found, place)
            if self._filling.state().notes == before.notes:
                return made
        self._filling.restore(before)
        return raw(given)._replace(tail="")


_ABSTRACT = re.compile("^[Aa]bstract(?=[A-Z])")
"""Before the name of what a stub stands for."""
_ANY = "any element of another message may stand here"


def _topic(made: list[Element]) -> str:
    """Return what the code of a class means, once it is made."""
    code = made[-1] if made and made[-1].name == "code" else None
    return topic_of(dict(code.attributes).get("displayName", "")) if code else ""
