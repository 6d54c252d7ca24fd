"""What a value may be: the demands of its type, and the codes of its vocabulary."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from mimcli.model.answers.explain import CodeLine, Demand
from mimcli.query.explain_nodes import Node
from mimcli.query.explain_parts import Part, Type
from mimcli.query.explain_types import Types
from mimcli.query.manual import Manual

_CODES = re.compile(r"(.+)_code")
_FEW = 12
"""More values than these are a list of codes, and shown as one."""


def demands_of(types: Types, node: Node) -> tuple[Demand, ...]:
    """Return what a value's type demands of its parts; nothing for a class."""
    if node.kind == "choice" or types.is_class(node.type):
        return ()
    if node.type is None or node.type.kind != "complex":
        return tuple(_own_demand(types, node.part)) if node.part else ()
    seen: set[str] = set()
    demands: list[Demand] = []
    for part in types.parts(node.type):
        if part.name and part.name not in seen:
            seen.add(part.name)
            demands.append(_demand(types, part))
    if not any(one.use != "optional" or one.fixed for one in demands):
        return ()  # a datatype that demands nothing: what it may have stands below it
    order = ("required", "optional", "prohibited")
    return tuple(sorted(demands, key=lambda one: order.index(one.use)))


def _demand(types: Types, part: Part) -> Demand:
    use = "prohibited" if part.max == 0 else "required" if part.min else "optional"
    if part.kind != "attribute":
        return Demand(part.name, use, part.fixed, (), (), part.type, None, several=False)
    values, patterns, note = _facets(types, part)
    several = _is_list(types, part)
    fixed = part.fixed or (values[0] if len(values) == 1 and not several else None)
    few = values if len(values) <= _FEW and fixed is None else ()
    return Demand(f"@{part.name}", use, fixed, few, patterns, part.type, note, several)


def _is_list(types: Types, part: Part) -> bool:
    found = types.simple(part)
    return found is not None and types.item_of(found) is not None


def _own_demand(types: Types, part: Part) -> Iterator[Demand]:
    """Yield what is demanded of an attribute itself."""
    if part.kind != "attribute":
        return
    demand = _demand(types, part)
    if demand.fixed or demand.values or demand.patterns:
        yield demand._replace(part=f"@{part.name}")


def _facets(types: Types, part: Part) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Return the values, the patterns and the words of an attribute's type: the nearest of each.

    Of a list, those of each of its values.
    """
    found = types.simple(part)
    facets = types.facets(types.item_of(found) or found) if found else []
    values = _listed(facets)
    patterns = tuple(value for name, value, _ in facets if name == "pattern")
    notes = [words for name, _, words in facets if words and name == "pattern"]
    return values, () if values else patterns[:1], None if values or not notes else notes[0]


def code_part(types: Types, node: Node) -> Part | None:
    """Return the attribute `code` of a coded value."""
    if node.type is None or node.type.kind != "complex" or types.is_class(node.type):
        return None
    for part in types.parts(node.type):  # a loop, as a new message asks thousands of times
        if part.name == "code":
            return part
    return None


def code_system_of(types: Types, node: Node) -> str | None:
    """Return the OID that a coded value's type fixes for its code system."""
    if code_part(types, node) is None or node.type is None:
        return None
    parts = (part for part in types.parts(node.type) if part.name == "codeSystem")
    return next((_demand(types, part).fixed for part in parts), None)


def vocabulary_of(types: Types, node: Node) -> str | None:
    """Return the vocabulary that the schema names: `UpdateType`, if that is `UpdateType_code`."""
    part = node.part if node.part and node.part.kind == "attribute" else code_part(types, node)
    if part is None or part.type is None:
        return None
    match = _CODES.fullmatch(part.type)
    if match:
        return match[1]
    found = types.simple(part)
    found = types.item_of(found) or found if found else None
    if found is None or not enumerated(types, found):
        return None
    return (found.name or part.type).removeprefix("cs_")


def enumerated(types: Types, found: Type | None) -> tuple[str, ...]:
    """Return the values that a simple type lists, in its order; none if it lists none."""
    return _listed(types.facets(found)) if found is not None else ()


def _listed(facets: Sequence[tuple[str, str, str | None]]) -> tuple[str, ...]:
    return tuple(value for name, value, _ in facets if name == "enumeration")


class Codes:
    """The codes of the vocabularies of one manual: from its pages, else from its schemas."""

    def __init__(self, manual: Manual, types: Types) -> None:
        self._manual = manual
        self._types = types

    def of(self, vocabulary: str) -> tuple[str | None, list[CodeLine]]:
        """Return the OID of a vocabulary's code system, and its codes but the retired ones."""
        head = None
        if self._has_pages:
            head = self._manual.row(
                "SELECT id, code_system FROM vocabulary WHERE name = ?", vocabulary
            )
        if head is not None:
            rows = self._manual.rows(
                "SELECT code, display FROM code WHERE vocabulary = ? AND NOT retired"
                " ORDER BY position",
                head[0],
            )
            return head[1], [CodeLine(*row) for row in rows]
        return None, [CodeLine(value, None) for value in self._enumerated(vocabulary)]

    def retired(self, vocabulary: str) -> list[CodeLine]:
        """Return the codes of a vocabulary that are no longer to be used."""
        rows = self._manual.rows(
            "SELECT code, display FROM code JOIN vocabulary ON id = vocabulary"
            " WHERE name = ? AND retired ORDER BY position",
            vocabulary,
        )
        return [CodeLine(*row) for row in rows] if rows else []

    @cached_property
    def _has_pages(self) -> bool:
        return (
            self._manual.row(
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'vocabulary'"
            )
            is not None
        )

    def _enumerated(self, vocabulary: str) -> tuple[str, ...]:
        for name in (f"{vocabulary}_code", vocabulary, f"cs_{vocabulary}"):
            values = enumerated(self._types, self._types.simple_named(name))
            if values:
                return values
        return ()
