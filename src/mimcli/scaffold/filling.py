"""What a new message takes over from another, and what of that does not fit."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mimcli.model.answers.scaffold import ScaffoldNote
from mimcli.query.explain_nodes import Node
from mimcli.query.explain_parts import Part, Type
from mimcli.query.explain_types import Types
from mimcli.query.explain_values import code_part
from mimcli.scaffold.datatypes import ABSTRACT
from mimcli.scaffold.elements import Element, Given, Value, raw
from mimcli.scaffold.matching import Judgement, Match, alike, matched
from mimcli.scaffold.slots import Choice, Content
from mimcli.scaffold.values import Allowed

_SILENT = ("xsi:schemaLocation", "xsi:noNamespaceSchemaLocation")
_TYPE = "xsi:type"
_CROWDED = "may not be there so often, or beside what is"
_USUAL_TYPES = ("II", "CV", "CD", "BL", "INT", "REAL", "PQ", "TS", "IVL_TS", "IVL_PQ", "PN", "ST")
"""Datatypes of values whose place says only that they have one, the most special first."""
_SHORT = 60
_COMMON = frozenset(
    (
        *("classCode", "typeCode", "moodCode", "determinerCode", "contextControlCode", "id"),
        *("code", *_SILENT),
    )
)
"""Parts that classes of all kinds have."""
_KIND = ("classCode", "typeCode")
"""Attributes that say what kind of class an element is of."""


class State(NamedTuple):
    """How far a filling has come."""

    notes: int
    taken: int


class Filling:
    """Takes over what fits, and keeps count."""

    def __init__(
        self, types: Types, allowed: Allowed, form: str | None, *, converts: bool = False
    ) -> None:
        self._types = types
        self._allowed = allowed
        self.notes: list[ScaffoldNote] = []
        self.taken = 0
        self._form = form
        self.converts = converts
        """Whether it brings a document of the same message into another form."""
        self.payload: Given | None = None
        """A part of a message, for which a place is still to come."""

    def state(self) -> State:
        """Return how far it has come, for `restore`."""
        return State(len(self.notes), self.taken)

    def restore(self, state: State) -> None:
        """Forget what has been taken over and noted since."""
        del self.notes[state.notes :]
        self.taken = state.taken

    def part_for(self, node: Node) -> Given | None:
        """Return the part of a message that belongs to an element; once only."""
        found = self.payload if self.payload and alike(node, self.payload) else None
        if found is not None:
            self.payload = None
        return found

    def matches(self, content: Content, given: Given) -> dict[int, list[Match]]:
        """Return what stands in each place of a class, by the place's number."""
        found: dict[int, list[Match]] = {}
        numbers = {id(slot): at for at, slot in enumerate(content.slots)}
        judgement = Judgement(self._fits, self._resembles, self._leads)
        there = matched(content.slots, given.children, judgement, self._form)
        for one in there:
            found.setdefault(numbers[id(one.slot)], []).append(one)
            if one.left_over:
                self._renamed(one)
        placed = {id(one.given) for one in there}
        for child in given.children:
            if id(child) not in placed:
                named = any(one.choice.node.name == child.name for one in there)
                self._left_out(child, _CROWDED if named else "has no place here")
        return found

    def _fits(self, choice: Choice, given: Given) -> bool:
        """Return whether an element is of the kind of class that a place is for."""
        if choice.node.type is None:
            return True
        parts = self._types.parts(choice.node.type)
        return all(
            self._allowed.allows(part, given.attributes[part.name])
            for part in parts
            if part.name in _KIND and part.name in given.attributes
        )

    def _resembles(self, choice: Choice, given: Given) -> bool:
        """Return whether the parts of an element are parts of what a place is for.

        What it is connected with has to be: all of that, as every class has an id and a code. If it
        is connected with nothing, most of its values.
        """
        if choice.node.type is None:
            return False
        if any(one.children for one in given.children):
            return self._leads(choice, given)
        known = {one.name for one in self._types.parts(choice.node.type)}
        names = {*given.attributes, *(one.name for one in given.children)} - _COMMON
        return 2 * len(names & known) > len(names)

    def _leads(self, choice: Choice, given: Given) -> bool:
        """Return whether a place leads to all that an element is connected with."""
        if choice.node.type is None:
            return False
        connected = {one.name for one in given.children if one.children}
        known = {one.name for one in self._types.parts(choice.node.type)}
        return bool(connected) and connected <= known

    def _renamed(self, one: Match) -> None:
        """Note that an element stands in the place of one that is called otherwise."""
        path, name = one.given.path, one.choice.node.name
        message = f"{path} renamed: it is taken over as {name}, the only place that was left for it"
        self._note("renamed", path, one.given.line, one.given.name, message)

    def attribute(self, choice: Choice, given: Given) -> str | None:
        """Return the value of an attribute, if the other message has one that is allowed."""
        part, line = choice.part, choice.line
        value = given.attributes.get(part.name)
        if value is None:
            return None
        if not self._allowed.allows(part, value):
            self._replaced(given, f"@{part.name}", value, "is not allowed here")
            return None
        fixed = (line.fixed or "").strip() if line else ""
        if fixed and value.strip() != fixed and self._allowed.allows(part, fixed):
            self._replaced(given, f"@{part.name}", value, f"is fixed as {fixed!r}")
            return None
        self.taken += 1
        return value

    def others(self, content: Content, given: Given) -> None:
        """Note the attributes of an element that its class does not have."""
        known = {one.part.name for one in content.attributes}
        for name, value in given.attributes.items():
            if name not in known and name not in _SILENT:
                message = f"{given.path}/@{name} left out: {value!r} has no place here"
                self._note("left-out", f"{given.path}/@{name}", given.line, value, message)

    def missing(self, path: str) -> None:
        """Note that something had to be made up."""
        message = f"{path} made up: it must be there, and the other message does not have it"
        self._note("placeholder", path, None, None, message)

    def _fixed_otherwise(self, node: Node, given: Given) -> bool:
        """Return whether the message table fixes another code than the other message has."""
        fixed = ((node.line.fixed if node.line else None) or "").strip()
        part = code_part(self._types, node) if fixed else None
        code = given.attributes.get("code")
        if part is None or code is None or code.strip() == fixed:
            return False
        if not self._allowed.allows(part, fixed):
            return False
        self._replaced(given, "@code", code, f"is fixed as {fixed!r}")
        return True

    def value(
        self,
        node: Node,
        found: Type,
        element: Element,
        given: Given,
        made: Callable[[Type], Value],
    ) -> Element | None:
        """Return an element of a datatype as the other message has it, if it is allowed.

        `found` is the type that the value is of, where it does not state one by itself. What only
        lacks an attribute has that of a value that is `made`.
        """
        declared = node.type
        if declared is None or self._fixed_otherwise(node, given):
            return None
        stated = given.attributes.get(_TYPE)
        if stated is not None:
            found = self._types.named(stated.rpartition(":")[2], declared.schema) or found
        elif declared.name in ABSTRACT:
            found, given = self._typed(found, given)
        fault = next(self._faults(found, given), None)
        whole = given if fault is None else self._completed(found, given, made)
        if whole is None:
            shown = _shown(given)
            self._replaced(given, "", shown, f"{fault}; {shown or 'it'} is not taken over")
            return None
        given = whole
        self.taken += 1
        return raw(given, element.namespace)._replace(
            name=element.name, namespace=element.namespace, tail=""
        )

    def _completed(self, found: Type, given: Given, made: Callable[[Type], Value]) -> Given | None:
        """Return a value with the attributes that it lacks; None if more is wrong with it."""
        if found.kind == "simple" or not given.attributes:
            return None
        parts = [one for one in self._types.parts(found) if one.kind == "attribute"]
        lacking = [one.name for one in parts if one.min and one.name not in given.attributes]
        values = {**dict(made(found).attributes), **given.attributes}
        order = [one.name for one in parts if one.name in {*given.attributes, *lacking}]
        other = [name for name in given.attributes if name not in order]
        attributes = {name: values[name] for name in (*other, *order) if name in values}
        whole = given._replace(attributes=attributes)
        if next(self._faults(found, whole), None) is not None:
            return None
        for name in lacking:
            self.missing(f"{given.path}/@{name}")
        return whole

    def _typed(self, found: Type, given: Given) -> tuple[Type, Given]:
        """Return a value with the type that it can be of, where it has to state one."""
        for name in _USUAL_TYPES:
            other = self._types.named(name)
            if other is not None and next(self._faults(other, given), None) is None:
                return other, given._replace(attributes={_TYPE: name, **given.attributes})
        return found, given

    def _faults(self, found: Type, given: Given) -> Iterator[str]:
        """Yield why a value is not allowed."""
        if found.kind == "simple":
            if not self._allowed.type_allows(found, given.text):
                yield f"{given.text.strip()!r} is not allowed"
            return
        parts = self._types.parts(found)
        attributes = {one.name: one for one in parts if one.kind == "attribute"}
        for name, value in given.attributes.items():
            if name not in (_TYPE, *_SILENT) and not (
                name in attributes and self._allowed.allows(attributes[name], value)
            ):
                yield f"{name}={value!r} is not allowed"
        for name, part in attributes.items():
            if part.min and name not in given.attributes:
                yield f"{name} is missing"
        if given.text.strip() and not found.mixed:
            yield "text is not allowed"
        yield from self._faults_within(parts, given)

    def _faults_within(self, parts: Sequence[Part], given: Given) -> Iterator[str]:
        elements = [one for one in parts if one.kind != "attribute" and one.max != 0]
        names = [one.name for one in elements]
        last = 0
        for child in given.children:
            if child.name not in names:
                if "" not in names:
                    yield f"{child.name} has no place"
                continue
            at = names.index(child.name)
            if elements[at].choice is None:
                if at < last:
                    yield f"{child.name} is not in its place"
                last = at
            inner = self._types.of_part(elements[at])
            if inner is not None:
                yield from self._faults(inner, child)
        there = {one.name for one in given.children}
        for part in elements:
            if part.min and part.choice is None and part.name and part.name not in there:
                yield f"{part.name} is missing"

    def _left_out(self, given: Given, why: str) -> None:
        message = f"{given.path} left out: it {why}"
        self._note("left-out", given.path, given.line, _shown(given), message)

    def _replaced(self, given: Given, place: str, value: str, why: str) -> None:
        path = f"{given.path}/{place}" if place else given.path
        what = f"{value!r} {why}" if place else why
        self._note("replaced", path, given.line, value, f"{path} replaced: {what}")

    def _note(
        self, kind: str, path: str, line: int | None, found: str | None, message: str
    ) -> None:
        self.notes.append(ScaffoldNote(kind, path, line, found, message))


def _shown(given: Given) -> str:
    """Return a value in short: its attributes, or its text."""
    attributes = " ".join(f'{name}="{value}"' for name, value in given.attributes.items())
    text = attributes or " ".join(given.text.split())
    return text if len(text) <= _SHORT else f"{text[:_SHORT]} ..."
