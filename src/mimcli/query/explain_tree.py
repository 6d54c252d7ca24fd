"""`mim explain --tree`: the tree of places below an address."""

from mimcli.model.address import parse_address
from mimcli.model.answers.explain import ExplainedRow, ExplainedTree
from mimcli.model.answers.listing import Listing
from mimcli.query.explain_facts import (
    cardinality,
    datatype_of,
    fixed_of,
    is_infrastructure,
    is_required,
    kind_of,
    leads_to_of,
    schema_cardinality,
    stated_vocabulary,
    without_table,
)
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_places import find_place
from mimcli.query.explain_walk import Trail
from mimcli.query.explain_xpath import Way, way_on, way_to
from mimcli.query.manual import Manual


def explain_tree(
    manual: Manual,
    address: str,
    *,
    depth: int | None = None,
    required: bool = False,
    from_schema: bool = False,
) -> ExplainedTree:
    """Return the tree of places below an address, the place itself first.

    `depth` keeps at most so many steps; `required` only what must be there: at least once or
    mandatory, all the way down, and the alternatives of what must be one of them. What stands
    within itself, and what was shown above, is not unfolded again. With `from_schema` the message
    tables are left out.
    """
    manual.need_cache("an explanation")
    models = Models(manual, from_schema=from_schema)
    trail = find_place(manual, models, parse_address(address))
    rows = _Tree(models, depth, required=required).rows_of(trail)
    return ExplainedTree(Listing(ExplainedRow, tuple(rows)), trail.resolution)


class _Tree:
    def __init__(self, models: Models, depth: int | None, *, required: bool) -> None:
        self._models = models
        self._depth = depth
        self._required = required
        self._shown: set[object] = set()
        self._rows: list[ExplainedRow] = []

    def rows_of(self, trail: Trail) -> list[ExplainedRow]:
        """Return the rows of a place and of all below it."""
        self._add(trail, way_to(self._models, trail), 0, frozenset())
        return self._rows

    def _add(self, trail: Trail, way: Way, depth: int, within: frozenset[object]) -> None:
        node = trail.node
        key = self._key(node)
        repeats = None
        if key is not None and key in within:
            repeats = "recursion"
        elif key is not None and key in self._shown:
            repeats = "above"
        self._rows.append(_tree_row(self._models, trail, way, depth, repeats))
        if repeats or (self._depth is not None and depth >= self._depth) or not self._unfolds(node):
            return
        if key is not None:
            self._shown.add(key)
            within |= {key}
        for child in self._models.children(node):
            if is_infrastructure(child):
                continue
            if not self._required or node.kind == "choice" or is_required(child):
                onward = Trail(trail.artefact, (*trail.nodes, child), trail.resolution)
                self._add(onward, way_on(self._models, way, child), depth + 1, within)

    def _unfolds(self, node: Node) -> bool:
        return node.is_class or self._models.types.is_class(node.type)

    def _key(self, node: Node) -> object:
        """Return what stands below a node, if that is worth to be shown once only."""
        if node.kind == "choice" or not self._unfolds(node):
            return None
        line = node.class_line.position if node.class_line else None
        return node.type.key if node.type else None, node.class_view and node.class_view.id, line


def _tree_row(
    models: Models, trail: Trail, way: Way, depth: int, repeats: str | None
) -> ExplainedRow:
    node = trail.node
    low, high = cardinality(node)
    schema_low, schema_high = schema_cardinality(node)
    return ExplainedRow(
        address=trail.address,
        depth=depth,
        kind=kind_of(node),
        name=node.name,
        min=low,
        max=high,
        conformance=node.line.conformance if node.line else None,
        datatype=datatype_of(models, node),
        vocabulary=stated_vocabulary(models, node),
        fixed=fixed_of(models, node),
        default=node.line.default if node.line else None,
        leads_to=leads_to_of(node),
        repeats=repeats,
        xpath=way.xpath,
        without_table=without_table(trail.nodes),
        schema_min=schema_low,
        schema_max=schema_high,
    )
