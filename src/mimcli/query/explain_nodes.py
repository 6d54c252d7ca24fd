"""One place of a message: what the schemas and the message tables say of it, put together.

The schemas know the names on the wire, their order and their types; the tables know what they mean.
Both are walked side by side, so that a class that a page prints once is understood anew in each
place where it is used. Which row is of which element, `explain_pairs` says.
What only one of them has is kept, and says so.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mimcli.query.explain_names import class_of, model_of
from mimcli.query.explain_pairs import Pairs, leads_to
from mimcli.query.explain_parts import Part, Type
from mimcli.query.explain_types import Types
from mimcli.query.explain_views import Leaf, Line, View, Views
from mimcli.query.manual import Manual


class Node(NamedTuple):
    """An element, an attribute, or a choice between elements."""

    name: str
    """On the wire; of a choice, or of what only a table has, as the table has it."""
    kind: str
    """`element`, `attribute`, `choice`, or `part` for what a datatype is made of."""
    part: Part | None = None
    """None: no schema has it."""
    type: Type | None = None
    line: Line | None = None
    """The row that states its cardinality; None: no table has it."""
    view: View | None = None
    """The table of `line`."""
    leaf: Line | None = None
    """Of an alternative, the row that names it."""
    class_line: Line | None = None
    """The class that it is of."""
    class_view: View | None = None
    alternatives: tuple["Node", ...] = ()
    """Of a choice."""

    @property
    def is_class(self) -> bool:
        """Whether elements of a model stand below it."""
        return self.class_line is not None or bool(self.alternatives)


class Models:
    """The schemas and message tables of one manual, side by side."""

    def __init__(self, manual: Manual, *, from_schema: bool = False) -> None:
        """Make them; `from_schema` leaves the message tables out, as if there were none."""
        self._manual = manual
        self.types = Types(manual)
        self.views = Views(manual, none=from_schema)
        self._reach: dict[str, frozenset[str]] = {}

    def node(self, part: Part, line: Line | None, view: View | None, leaf: Leaf | None) -> Node:
        """Return the node of an element or attribute, and of the row that states it."""
        found = self.types.of_part(part)
        node = Node(
            part.name or (line.name if line else "*"),
            "attribute" if part.kind == "attribute" else "element",
            part,
            found,
            line,
            view,
            leaf.line if leaf and leaf.line is not line else None,
        )
        if part.kind == "any" and line and view:
            # Any element: the payload, of which the table has a stub.
            return node._replace(class_line=view.leaves(line)[0].class_line, class_view=view)
        if not self.types.is_class(found):
            return node
        return self._with_class(node, leaf)

    def _with_class(self, node: Node, leaf: Leaf | None) -> Node:
        """Return a node with its class: that of its row, if both are of one table."""
        name = node.type.name if node.type else None
        model = model_of(name) or (node.view.artefact if node.view else None)
        if leaf and leaf.class_line and node.view and model == node.view.artefact:
            return node._replace(class_line=leaf.class_line, class_view=node.view)
        if leaf and leaf.line.kind == "choice" and node.view and not name:
            return node._replace(class_line=leaf.line, class_view=node.view)
        if node.line and (node.line.role == "connector" or _is_shadow(leaf, node.view)):
            return node._replace(class_line=node.line, class_view=node.view)
        view, class_line = self.class_of(model, class_of(name))
        return node._replace(class_line=class_line, class_view=view)

    def class_of(self, model: str | None, name: str | None) -> tuple[View | None, Line | None]:
        """Return the class of a name and its table; of an interaction, one of its wrappers'."""
        models = self.wrappers(model) if (model or "")[5:7] == "IN" else (model,)
        first: View | None = None
        for one in models:
            view = self.views.of(one)
            found = view.class_named(name) if view else None
            if found:
                return view, found
            first = first or view
        return first, None

    def wrappers(self, interaction: str | None) -> tuple[str, ...]:
        """Return an interaction's control act wrapper and transmission wrapper, then itself."""
        if interaction is None:
            return ()
        rows = self._manual.rows(
            "SELECT object FROM relation WHERE subject = ? AND relation IN"
            " ('control_act_wrapper', 'transmission_wrapper') ORDER BY relation, position",
            interaction,
        )
        return (*(str(row[0]) for row in rows), interaction)

    def children(self, node: Node) -> tuple[Node, ...]:
        """Return what stands below a node: attributes, then elements in the schema's order."""
        if node.alternatives:
            return node.alternatives
        lines: Sequence[Line] = ()
        if node.class_line and node.class_view:
            lines = node.class_view.rows_below(node.class_line)
        if self.types.is_class(node.type):
            assert node.type is not None  # noqa: S101  (is_class says no of None)
            inherited: Sequence[Line] = ()
            if node.class_line and node.class_view:
                inherited = node.class_view.inherited(node.class_line)
            parts = self.types.parts(node.type)
            return tuple(self._paired(parts, lines, inherited, node.class_view))
        if node.type is None and node.class_view:
            return tuple(self._of_lines(lines, node.class_view))
        return tuple(self._values(node))

    def _paired(
        self,
        parts: Sequence[Part],
        lines: Sequence[Line],
        inherited: Sequence[Line],
        view: View | None,
    ) -> Iterator[Node]:
        """Yield the nodes of a class: its parts, each with the row that says what it means."""
        if view is None:
            yield from (self.node(part, None, None, None) for part in _in_order(parts))
            return
        pairs = Pairs(parts, (*lines, *inherited), view, self._reached)
        done: set[int] = set()
        for part in _in_order(parts):
            found = pairs.of(part)
            if found is None:
                yield self.node(part, None, view, None)
                continue
            line, leaf = found
            together = pairs.parts_of(line)
            if len(together) == 1:
                yield self.node(part, line, view, leaf)
            elif line.position not in done:
                done.add(line.position)
                inner = tuple(
                    self.node(one, None, view, leaf_of_it)._replace(leaf=leaf_of_it.line)
                    for one, leaf_of_it in together
                )
                yield Node(line.name, "choice", line=line, view=view, alternatives=inner)
        # What is inherited and has no element here is not for this class.
        left = [line for line in pairs.left_over() if line in lines]
        yield from self._of_lines(left, view)

    def alternatives(
        self, parts: Sequence[Part], line: Line | None, view: View | None
    ) -> Iterator[Node]:
        """Yield the alternatives of a choice that stands by itself: the elements of a CMET."""
        leaves = view.leaves(line) if view and line else ()
        for part in parts:
            found = (leaf for leaf in leaves if view and leads_to(leaf, part, view, self._reached))
            leaf = next(found, None)
            yield self.node(part, None, view, leaf)._replace(leaf=leaf.line if leaf else None)

    def _of_lines(self, lines: Sequence[Line], view: View) -> Iterator[Node]:
        """Yield the nodes of rows that no schema has an element for."""
        for line in lines:
            if line.kind == "attribute":
                kind = "attribute" if _is_structural(line) else "element"
                yield Node(line.name, kind, line=line, view=view)
                continue
            if line.role == "connector":
                yield Node(
                    line.name, "element", line=line, view=view, class_line=line, class_view=view
                )
                continue
            leaves = view.leaves(line)
            nodes = tuple(
                self._of_leaf(line if len(leaves) == 1 else None, leaf, view) for leaf in leaves
            )
            if len(nodes) == 1:
                yield nodes[0]._replace(name=line.name)
            else:
                yield Node(line.name, "choice", line=line, view=view, alternatives=nodes)

    def _of_leaf(self, line: Line | None, leaf: Leaf, view: View) -> Node:
        node = Node(leaf.line.name, "element", line=line, view=view, leaf=leaf.line)
        if leaf.class_line:
            return node._replace(class_line=leaf.class_line, class_view=view)
        if leaf.line.position in view.below:
            return node._replace(class_line=leaf.line, class_view=view)
        other = self.views.of(leaf.line.target) if leaf.line.kind in ("cmet", "choice") else None
        return node._replace(class_line=other.entry, class_view=other) if other else node

    def _reached(self, leaf: Leaf) -> frozenset[str]:
        """Return the CMETs, templates and constraints that a row leads to, through choices too."""
        target = leaf.line.target
        if target is None:
            return frozenset()
        if target not in self._reach:
            self._reach[target] = frozenset()  # a model that leads to itself ends here
            found = {target.replace("#", "_")}
            view = self.views.of(target) if leaf.line.kind in ("cmet", "choice") else None
            if view and view.entry and view.is_choice(view.entry):
                for one in view.leaves(view.entry):
                    found |= self._reached(one) if one.class_line is None else set()
            self._reach[target] = frozenset(found)
        return self._reach[target]

    def _values(self, node: Node) -> Iterator[Node]:
        """Yield what a value is made of, once each: attributes, then elements."""
        seen: set[str] = set()
        for part in _in_order(self.types.parts(node.type) if node.type else ()):
            if part.name and part.name not in seen:
                seen.add(part.name)
                yield Node(part.name, "part", part, self.types.of_part(part))


def _is_shadow(leaf: Leaf | None, view: View | None) -> bool:
    """Return whether a row stands for an association that is printed elsewhere on its page."""
    if leaf is None or view is None or leaf.line.target_row is None:
        return False
    return view.lines[leaf.line.target_row].kind != "class"


def _in_order(parts: Sequence[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: part.kind != "attribute")


def _is_structural(line: Line) -> bool:
    """Return whether an attribute of a class is an attribute in XML too, for want of a schema.

    So are the codes that make a class what it is, and flags; their rows have no other datatype.
    """
    return line.datatype in ("CS", "BL") and line.name in _STRUCTURAL


_STRUCTURAL = frozenset(
    (
        *("classCode", "moodCode", "determinerCode", "typeCode", "contextControlCode"),
        *("contextConductionInd", "inversionInd", "negationInd"),
    )
)
