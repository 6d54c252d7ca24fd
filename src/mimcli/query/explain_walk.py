"""From a model to a place in it: step by step, with near names where a step leads nowhere."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mimcli.commands import command
from mimcli.errors import NotFoundError
from mimcli.model.address import Step
from mimcli.query.explain_names import class_of, model_of
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_roots import Roots
from mimcli.query.manual import Manual

_MOST_WORDS = 3
"""Steps that may make up one name: `COCD_TP145001UK03.AssignedAuthorSDS`, `patient.id`."""
_SHOWN = 12
_PAYLOAD_DEPTH = 4


class Trail(NamedTuple):
    """A place, and the way to it."""

    artefact: str
    """What the address begins with."""
    nodes: tuple[Node, ...]
    """From the outermost element to the place itself; choices on the way too."""
    resolution: str | None = None
    """How it was found, if not in the model that the address names."""

    @property
    def node(self) -> Node:
        """The place itself."""
        return self.nodes[-1]

    @property
    def address(self) -> str:
        """The address, with the names on the wire."""
        names = [node.name for node in self.nodes[1:-1] if node.kind != "choice"]
        last = [self.node.name] if len(self.nodes) > 1 else []
        return ".".join((self.artefact, *names, *last))


def walk(
    manual: Manual, models: Models, identifier: str, root: Node, steps: tuple[Step, ...]
) -> Trail:
    """Return the place that steps lead to from the outermost element of an artefact.

    Raises NotFoundError, whose hint has near names, for a step that leads nowhere.
    """
    roots = Roots(manual, models)
    nodes: tuple[Node, ...] = (root,)
    first = steps
    while steps:
        found = _next(models, nodes[-1], steps)
        if len(nodes) == 1 and steps is first and _begins(root, steps[0], found):
            steps = steps[1:]
            continue
        if found is None and len(nodes) == 1:
            nodes, steps, found = _from_the_top(manual, models, identifier, root, steps)
            if found is None and not steps:
                break
        if found is None and _is_alternative(nodes[-1], steps[0]):
            steps = steps[1:]
            continue
        found = found or _in_place_of_any(models, roots, nodes[-1], steps[0])
        if found is None:
            raise _nothing_there(models, Trail(identifier, nodes), steps[0])
        onward, used = found
        nodes, steps = (*nodes, *onward), steps[used:]
    return Trail(identifier, nodes)


def _in_place_of_any(models: Models, roots: Roots, node: Node, step: Step) -> "_Found | None":
    """Return the element of a name where a schema lets any element stand."""
    parts = [one.part for one in models.children(node)]
    place = next((part for part in parts if part and part.kind == "any"), None)
    element = roots.element_named(step.name) if place else None
    if place is None or element is None:
        return None
    namespace = models.types.stored.namespace(element.type.schema if element.type else None)
    part = place._replace(kind="element", name=element.name, namespace=namespace)
    return (element._replace(part=part),), 1


def _begins(root: Node, step: Step, found: "_Found | None") -> bool:
    """Return whether the first step names the outermost element itself, as message tables do."""
    if found is not None and found[0][-1].name == step.name:
        return False
    return step.name in (root.name, root.class_line.name if root.class_line else None)


def _is_alternative(node: Node, step: Step) -> bool:
    """Return whether a step names an element a second time: by the alternative that it is.

    A path of a message table has two steps for it, the association and the class.
    """
    names = (node.leaf.name if node.leaf else None, node.class_line and node.class_line.name)
    return step.name.casefold() in {name.casefold() for name in names if name}


_Found = tuple[tuple[Node, ...], int]
"""The nodes that a step leads to (a choice first, if one is on the way), and the steps it took."""


def _from_the_top(
    manual: Manual, models: Models, identifier: str, root: Node, steps: Sequence[Step]
) -> tuple[tuple[Node, ...], tuple[Step, ...], _Found | None]:
    """Return where to go on when the first step is no element below the outermost one.

    It may name the outermost one, as a path of a message table does; of an interaction, the path
    may begin with the payload, or in it.
    """
    steps = tuple(steps)
    starts: list[tuple[Node, ...]] = [(root,)]
    if identifier[5:7] == "IN":
        payload = _payload(manual, models, identifier, root)
        starts += [payload] if payload else []
    for nodes in starts:
        if _rank(nodes[-1], steps[0].name) is not None:
            rest = steps[1:]
            return nodes, rest, _next(models, nodes[-1], rest) if rest else None
    for nodes in starts[1:]:
        found = _next(models, nodes[-1], steps)
        if found:
            return nodes, steps, found
    return (root,), steps, None


def _payload(
    manual: Manual, models: Models, identifier: str, root: Node
) -> tuple[Node, ...] | None:
    """Return the way to the payload of an interaction: the first class of its message type."""
    rows = manual.rows(
        "SELECT object FROM relation WHERE subject = ?"
        " AND relation IN ('message_type', 'wire_payload')",
        identifier,
    )
    wanted = {row[0] for row in rows}
    ways: list[tuple[Node, ...]] = [(root,)]
    for _ in range(_PAYLOAD_DEPTH):
        ways = [(*way, child) for way in ways for child in models.children(way[-1])]
        for way in ways:
            if way[-1].type and model_of(way[-1].type.name) in wanted:
                return way
    return None


def _next(models: Models, node: Node, steps: Sequence[Step]) -> _Found | None:
    """Return where the first steps lead from a node."""
    for used in range(min(_MOST_WORDS, len(steps)), 0, -1):
        name = ".".join(step.name for step in steps[:used])
        ranked: list[tuple[int, int, tuple[Node, ...]]] = []
        for way in _ways(models.children(node)):
            rank = _rank(way[-1], name)
            if rank is not None and (used == 1 or rank < _ALIAS):
                ranked.append((rank, len(way), way))
        if ranked:
            best = min(one[:2] for one in ranked)
            same = [way for *rank, way in ranked if tuple(rank) == best]
            number = steps[used - 1].number
            return same[number - 1 if number <= len(same) else 0], used
    return _by_other_type(models, node, steps[0]) or _by_alternative(models, node, steps)


def _by_other_type(models: Models, node: Node, step: Step) -> _Found | None:
    """Return a part that a value has where `xsi:type` says a type that derives from its own."""
    if node.is_class or not node.type or not node.type.name or models.types.is_class(node.type):
        return None
    for derived in models.types.extended(node.type.name):
        for child in models.children(node._replace(type=derived)):
            if _rank(child, step.name) is not None:
                return (child,), 1
    return None


def _by_alternative(models: Models, node: Node, steps: Sequence[Step]) -> _Found | None:
    """Return what a choice has beside its alternatives: it is part of each, the first will do."""
    for way in _ways(node.alternatives):
        found = None if way[-1].alternatives else _next(models, way[-1], steps)
        if found:
            return (*way, *found[0]), found[1]
    return None


def _ways(children: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
    """Yield children, and the alternatives of those that are choices."""
    for child in children:
        yield (child,)
        for way in _ways(child.alternatives):
            yield (child, *way)


_ALIAS = 2


def _rank(node: Node, name: str) -> int | None:
    """Return how well a name fits a node: 0 its own, 1 in other letters, 2 another of its names."""
    if node.name == name:
        return 0
    wanted = name.casefold()
    if node.name.casefold() == wanted:
        return 1
    return _ALIAS if wanted in {other.casefold() for other in other_names(node)} else None


def other_names(node: Node) -> Iterator[str]:
    """Yield what else an element is called: in its table, by its class, without its model's id."""
    for line in (node.line, node.leaf):
        if line:
            yield line.name
    if node.is_class or (node.type and node.type.name):
        own = class_of(node.type.name) if node.type else None
        if own and models_class(node):
            yield own
        if node.class_line and node.class_line.kind == "class":
            yield node.class_line.name
    if node.kind == "choice" and node.line and node.line.target:
        yield node.line.target
    if "." in node.name:
        yield node.name.rpartition(".")[2]
    if node.part:
        yield from node.part.via


def models_class(node: Node) -> bool:
    """Return whether a node's type is a class of a model."""
    return node.type is not None and model_of(node.type.name) is not None


def _nothing_there(models: Models, trail: Trail, step: Step) -> NotFoundError:
    """Return the error for a step that leads nowhere, with the near names at that level."""
    from difflib import get_close_matches  # noqa: PLC0415  (only for a mistyped step)

    children = models.children(trail.node)
    names = list(dict.fromkeys(way[-1].name for way in _ways(children)))
    if not names:
        return NotFoundError(
            f"{trail.address} is a single value: nothing stands below it",
            hint=f"`{command('explain', trail.address)}` says what it may be",
        )
    folded = {name.casefold(): name for name in names}
    near = [folded[one] for one in get_close_matches(step.name.casefold(), folded, n=3, cutoff=0.6)]
    if near:
        hint = f"did you mean {' or '.join(near)}?"
    else:
        shown = ", ".join(names[:_SHOWN]) + (" ..." if len(names) > _SHOWN else "")
        hint = f"it has: {shown}"
    return NotFoundError(f"{trail.address} has no {step.name!r}", hint=hint)
