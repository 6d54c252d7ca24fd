"""`mim explain`: one place of a message."""

from collections.abc import Iterator, Sequence

from mimcli.model.address import parse_address
from mimcli.model.answers.explain import ChildLine, CodeLine, Explanation, PathStep
from mimcli.query.explain_facts import (
    artefact_of,
    cardinality,
    class_name_of,
    constraint_of,
    datatype_of,
    fixed_of,
    flavour_of,
    is_infrastructure,
    kind_of,
    leads_to_of,
    schema_cardinality,
    stated_vocabulary,
    without_table,
)
from mimcli.query.explain_flavours import flavours_of
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_notes import notes_of
from mimcli.query.explain_places import find_place
from mimcli.query.explain_values import (
    Codes,
    code_system_of,
    demands_of,
    vocabulary_of,
)
from mimcli.query.explain_xpath import xpath_of
from mimcli.query.fixed_in_words import FixedInWords
from mimcli.query.manual import Manual

FEW_CODES = 8
"""Codes that are shown of a vocabulary when not all are asked for."""


def explain(
    manual: Manual, address: str, *, all_codes: bool = False, from_schema: bool = False
) -> Explanation:
    """Return what the manual and its schemas say of the place that an address stands for.

    With `from_schema` only what the schemas say, as if there were no message tables.
    Raises NotFoundError, with near names, for a name or a step that leads nowhere.
    """
    manual.need_cache("an explanation")
    models = Models(manual, from_schema=from_schema)
    trail = find_place(manual, models, parse_address(address))
    node = trail.node
    stated = node.line
    low, high = cardinality(node)
    schema_min, schema_max = schema_cardinality(node)
    vocabulary = stated_vocabulary(models, node)
    system, codes = _codes(manual, models, node, vocabulary)
    xpath, namespaces = xpath_of(models, trail)
    flavours = flavours_of(manual, models, node)
    elsewhere = node.class_view is not None and node.class_view is not node.view
    view, page_line = (
        (node.class_view, node.class_line) if elsewhere else (node.view, node.line or node.leaf)
    )
    return Explanation(
        address=trail.address,
        name=node.name,
        kind=kind_of(node),
        min=low,
        max=high,
        conformance=stated.conformance if stated else None,
        schema_min=schema_min,
        schema_max=schema_max,
        class_name=class_name_of(node),
        artefact=artefact_of(node),
        datatype=datatype_of(models, node),
        flavour=flavour_of(models, node),
        flavours=flavours.names,
        demands=demands_of(models.types, node),
        fixed=fixed_of(models, node),
        default=(stated.default if stated else None) or (node.part.default if node.part else None),
        vocabulary=vocabulary,
        coding_strength=stated.coding_strength if stated else None,
        code_system=code_system_of(models.types, node) or system,
        codes=tuple(codes if all_codes else codes[:FEW_CODES]),
        codes_total=len(codes),
        constraint=constraint_of(node),
        description=_description(manual, node),
        steps=tuple(_step(one) for one in trail.nodes),
        children=tuple(_children(manual, models, node)),
        xpath=xpath,
        namespaces=namespaces,
        notes=(
            *notes_of(manual, models, trail),
            *flavours.notes,
            *FixedInWords(manual, models).notes(node),
        ),
        page=view.page if view else None,
        anchor=page_line.anchor if page_line else None,
        schema=node.part.schema if node.part else node.type.schema if node.type else None,
        without_table=without_table(trail.nodes),
        resolution=trail.resolution,
    )


def _step(node: Node) -> PathStep:
    conformance = node.line.conformance if node.line else None
    counts = (*cardinality(node), conformance, artefact_of(node), *schema_cardinality(node))
    return PathStep(node.name, *counts)


def _children(manual: Manual, models: Models, node: Node) -> Iterator[ChildLine]:
    """Yield a line for each thing below a place; the alternatives of a choice right after it."""
    nodes: list[tuple[Node, str | None]] = []
    for child in models.children(node):
        nodes.append((child, None))
        nodes += [(one, child.name) for one in child.alternatives]
    texts = _texts(manual, [_prose(one) for one, _ in nodes])
    for child, part_of in nodes:
        if child.kind == "part" and child.part and child.part.max == 0:
            continue
        words = texts.get(_prose(child) or 0)
        yield ChildLine(
            child.name,
            kind_of(child),
            *cardinality(child),
            child.line.conformance if child.line else None,
            datatype_of(models, child) or leads_to_of(child),
            stated_vocabulary(models, child),
            fixed_of(models, child),
            child.line.default if child.line else None,
            words.partition("\n")[0] if words else None,
            part_of,
            is_infrastructure(child),
            *schema_cardinality(child),
        )


def _prose(node: Node) -> int | None:
    lines = (node.line, node.leaf, node.class_line)
    return next((line.description for line in lines if line and line.description), None)


def _texts(manual: Manual, keys: Sequence[int | None]) -> dict[int, str]:
    wanted = sorted({key for key in keys if key is not None})
    marks = ", ".join("?" * len(wanted))
    rows = manual.rows(f"SELECT id, text FROM prose WHERE id IN ({marks})", *wanted)  # noqa: S608
    return {int(key): str(text) for key, text in rows}


def _description(manual: Manual, node: Node) -> str | None:
    """Return what the rows say: of the association, of the alternative, of the class."""
    lines = [line for line in (node.line, node.leaf, node.class_line) if line and line.description]
    texts = _texts(manual, [line.description for line in lines])
    words = [texts[line.description] for line in lines if line.description in texts]
    return "\n".join(dict.fromkeys(words)) or None


def _codes(
    manual: Manual, models: Models, node: Node, vocabulary: str | None
) -> tuple[str | None, list[CodeLine]]:
    """Return the code system and the codes of a vocabulary; of another name, the schema's."""
    codes = Codes(manual, models.types)
    for name in dict.fromkeys((vocabulary, vocabulary_of(models.types, node))):
        if name:
            system, lines = codes.of(name)
            if lines:
                return system, lines
    return None, []
