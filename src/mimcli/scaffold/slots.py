"""What stands below a class: its attributes, and the places of its elements in their order."""

from collections.abc import Iterator
from typing import NamedTuple

from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_parts import Part
from mimcli.query.explain_views import Line
from mimcli.scaffold.branches import Branches


class Choice(NamedTuple):
    """One thing that may stand in a place."""

    node: Node
    part: Part
    line: Line | None
    """The row that states how often it may be there."""
    least: int
    """How often it must be there, so that both its row and its schema allow it."""


class Slot(NamedTuple):
    """A place of the content of an element."""

    choices: tuple[Choice, ...]
    """More than one: alternatives, one of which stands there."""
    must: bool
    """Whether one of them has to be there."""
    together: tuple[tuple[str, ...], ...] = ()
    """Names of those that are one alternative together."""

    def with_others(self, chosen: Choice) -> tuple[Choice, ...]:
        """Return an alternative, with the others that have to stand beside it."""
        for names in self.together:
            if chosen.part.name in names:
                return tuple(one for one in self.choices if one.part.name in names)
        return (chosen,)


class Content(NamedTuple):
    """What stands below a class."""

    attributes: tuple[Choice, ...]
    slots: tuple[Slot, ...]


class Contents:
    """What stands below the classes of a manual, each found out once."""

    def __init__(self, models: Models, branches: Branches) -> None:
        self._models = models
        self._branches = branches
        self._known: dict[object, Content] = {}

    def of(self, node: Node) -> Content:
        """Return the attributes and the places of a class, as its schema orders them."""
        key = key_of(node)
        if key not in self._known:
            self._known[key] = self._content(node)
        return self._known[key]

    def _content(self, node: Node) -> Content:
        choices = list(_flat(self._models.children(node)))
        parts = self._models.types.parts(node.type) if node.type else ()
        order = {id_of(part): at for at, part in reversed(list(enumerate(parts)))}
        elements = [one for one in choices if one.part.kind != "attribute"]
        elements.sort(key=lambda one: order.get(id_of(one.part), len(order)))
        attributes = [one for one in choices if one.part.kind == "attribute"]
        return Content(tuple(attributes), tuple(self._with_branches(node, _slots(elements))))

    def _with_branches(self, node: Node, slots: Iterator[Slot]) -> Iterator[Slot]:
        """Yield places, those of alternatives with the names of what stands together in them."""
        for one in slots:
            if len(one.choices) == 1 or node.type is None:
                yield one
            else:
                together = self._branches.of(node.type.schema, node.type.name)
                yield one._replace(together=tuple(together))


def key_of(node: Node) -> object:
    """Return what tells one class, in one table, from others."""
    line = node.class_line.position if node.class_line else None
    return node.type.key if node.type else node.name, node.class_view and node.class_view.id, line


def id_of(part: Part) -> tuple[str, str, str | None]:
    """Return what tells a part from the others of its class."""
    return part.kind, part.name, part.namespace


def _flat(nodes: tuple[Node, ...], line: Line | None = None) -> Iterator[Choice]:
    """Yield nodes that a schema has, and the alternatives of those that are choices."""
    for node in nodes:
        if node.alternatives:
            yield from _flat(node.alternatives, node.line or line)
        elif node.part is not None and node.part.max != 0:
            row = node.line or line
            yield Choice(node, node.part, row, _least(node.part, row))


def _least(part: Part, line: Line | None) -> int:
    stated = line.min or 0 if line else 0
    if line and line.conformance == "M":
        stated = max(stated, 1)
    least = max(stated, part.min)
    return least if part.max is None else min(least, part.max)


def _slots(choices: list[Choice]) -> Iterator[Slot]:
    """Yield places: alternatives of one choice together."""
    gathered: list[Choice] = []
    for one in choices:
        if gathered and (one.part.choice is None or one.part.choice != gathered[-1].part.choice):
            yield Slot(tuple(gathered), _must(gathered))
            gathered = []
        gathered.append(one)
    if gathered:
        yield Slot(tuple(gathered), _must(gathered))


def _must(choices: list[Choice]) -> bool:
    if len(choices) == 1:
        return choices[0].least > 0
    return all(one.part.min > 0 for one in choices) or any(
        one.line is not None and one.line.min for one in choices
    )
