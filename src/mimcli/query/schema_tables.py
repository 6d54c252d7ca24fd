"""The message table of a message type as its schemas alone state it.

For a version or message type that has no tabular view, and to compare one with its schemas. The
rows keep the contract of tabular views (`reconcile/tables.py` has the rules of their paths), and:

- names are those on the wire, so each path is an address (`mim explain --from-schema` takes it);
- a connector is what the schema's RIM class or its codes say is a participation, act relationship
  or role link; its rows stand right below it, those of the class that it leads to further on;
- an alternative of a choice is a row `choice` with its own name on the wire; the first of them
  states how often there is any;
- a CMET's element is a leaf that names the CMET; a choice of templates is one row `template`, and
  a row `choice` for each template. `unfold` goes on into them;
- the datatype is the type that the schema gives the value, flavour and all; what a message table
  alone has (conformance, coding strength, description) is empty.
"""

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from mimcli.model.answers.tables import MessageTableRow
from mimcli.query.explain_facts import (
    artefact_of,
    class_name_of,
    datatype_of,
    fixed_of,
    is_infrastructure,
    stated_vocabulary,
)
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_roots import Roots
from mimcli.query.manual import Manual
from mimcli.query.rim_kinds import is_connector, kind_of_class, kind_of_connector


def schema_table(
    manual: Manual, identifier: str, *, unfold: bool = False, models: Models | None = None
) -> tuple[MessageTableRow, ...]:
    """Return the message table that the schemas state of a message type, CMET, template or batch.

    No rows where no schema has any element of it. `unfold` goes on into CMETs and templates.
    `models` (made `from_schema`) spares reading types anew where many tables are wanted.
    """
    models = models or Models(manual, from_schema=True)
    roots = Roots(manual, models).of_schemas(identifier)
    walk = _Walk(models, identifier, unfold=unfold)
    return tuple(row for root in roots for row in walk.rows(root))


class _Place(NamedTuple):
    """Where a class, a connector or a row of one stands."""

    node: Node
    path: str
    depth: int
    within: frozenset[object] = frozenset()
    """The connectors around it."""


class _Walk:
    """One table in the making: each class once, at the shortest way to it."""

    def __init__(self, models: Models, artefact: str, *, unfold: bool) -> None:
        self._models = models
        self._artefact = artefact
        self._unfold = unfold
        self._seen: set[object] = set()
        self._taken: dict[str, int] = {}
        self._queue: deque[_Place] = deque()

    def rows(self, root: Node) -> Iterator[MessageTableRow]:
        """Yield the rows from an outermost element on."""
        name = class_name_of(root) or root.name
        place = _Place(root, self._unused(name), 0)
        if root.alternatives:
            yield self._row(place, "class", name)._replace(class_kind="choice")
            yield from self._below(place)
        elif self._is_new(root):
            self._queue.append(place)
        while self._queue:
            place = self._queue.popleft()
            kind = kind_of_class(self._models.types, place.node.type)
            name = class_name_of(place.node) or place.node.name
            yield self._row(place, "class", name)._replace(class_kind=kind)
            yield from self._below(place)

    def _below(self, place: _Place) -> Iterator[MessageTableRow]:
        """Yield the rows of a class or connector: its values, then what it leads to."""
        children = [
            node
            for node in self._models.children(place.node)
            if not is_infrastructure(node) and not (node.part and node.part.max == 0)
        ]
        for node in children:
            if not self._leads(node):
                yield self._stated(self._step(place, node), "attribute")
        choices: set[str] = set()
        for node in children:
            if self._leads(node):
                choice, constraint = node.part and node.part.choice, constraint_group(node)
                if constraint and constraint not in choices:
                    yield self._template(place, constraint)
                started = bool(constraint) or choice in choices
                choices |= {one for one in (choice, constraint) if one}
                alternative = bool(choice or constraint or place.node.alternatives)
                yield from self._leading(place, node, alternative, started=started)

    def _leads(self, node: Node) -> bool:
        is_any = node.part is not None and node.part.kind == "any"
        return is_any or self._models.types.is_class(node.type)

    def _leading(
        self, place: _Place, node: Node, alternative: bool, *, started: bool
    ) -> Iterator[MessageTableRow]:
        """Yield the row of an element that leads on; of a connector, what stands below it too."""
        here = self._step(place, node)
        model, own = artefact_of(node), artefact_of(place.node) or self._artefact
        elsewhere = model is not None and model != own
        connector = not elsewhere and is_connector(self._models.types, node.type)
        kind = "choice" if alternative else "cmet" if elsewhere else "association"
        row = self._stated(here, kind)
        if started:
            row = row._replace(min=None, max=None)
        if connector:
            connects = kind_of_connector(self._models.types, place.node.type, node.type)
            row = row._replace(class_kind=connects)
        else:
            row = row._replace(target=model if elsewhere else class_name_of(node))
        if row.kind == "association":
            row = row._replace(role="connector" if connector else "target")
        yield row
        if connector:
            key = node.type and node.type.key
            if key not in place.within:
                yield from self._below(here._replace(within=place.within | {key}))
        elif (self._unfold or not elsewhere) and self._is_new(node):
            self._queue.append(here)

    def _template(self, place: _Place, constraint: str) -> MessageTableRow:
        """Return the row of a choice between the templates of a constraint."""
        path = self._unused(f"{place.path}.{constraint}")
        row = self._row(_Place(place.node, path, place.depth + 1), "template", constraint)
        found = place.node.type
        low, high = self._models.types.occurrence(found, constraint) if found else (None, None)
        return row._replace(min=low, max=high, target=constraint.replace("_", "#"))

    def _stated(self, place: _Place, kind: str) -> MessageTableRow:
        """Return the row of an element or attribute, with what its schema states of it."""
        node, models = place.node, self._models
        part = node.part
        return self._row(place, kind, node.name)._replace(
            min=part.min if part else None,
            max=part.max if part else None,
            datatype=datatype_of(models, node) if kind == "attribute" else None,
            vocabulary=stated_vocabulary(models, node) if kind == "attribute" else None,
            fixed=fixed_of(models, node),
            default=part.default if part else None,
        )

    def _row(self, place: _Place, kind: str, name: str) -> MessageTableRow:
        return MessageTableRow(
            path=place.path,
            depth=place.depth,
            kind=kind,
            name=name,
            artefact=self._artefact,
            origin="schema",
        )

    def _step(self, place: _Place, node: Node) -> _Place:
        path = self._unused(f"{place.path}.{node.name}")
        return _Place(node, path, place.depth + 1, place.within)

    def _unused(self, path: str) -> str:
        """Return the path, numbered where an earlier row has it."""
        self._taken[path] = self._taken.get(path, 0) + 1
        return path if self._taken[path] == 1 else f"{path}[{self._taken[path]}]"

    def _is_new(self, node: Node) -> bool:
        """Return whether a class is met for the first time, and remember it."""
        if node.type is None or node.type.key in self._seen:
            return False
        self._seen.add(node.type.key)
        return True


def constraint_group(node: Node) -> str | None:
    """Return the name of the template constraint through whose group an element comes, if one."""
    groups = node.part.via if node.part else ()
    return next((name for name in groups if _CONSTRAINT.fullmatch(name)), None)


_CONSTRAINT = re.compile(r"[A-Z]+-[0-9]{6}_[A-Za-z]+")
