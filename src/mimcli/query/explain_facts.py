"""The single facts of a place: from its row in a message table, else from its schema."""

from collections.abc import Sequence

from mimcli.query.explain_names import class_of, model_of
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_values import code_part, vocabulary_of

_INFRASTRUCTURE = frozenset(("type", "typeID", "realmCode", "nullFlavor"))
"""Attributes that every class of the older schemas has, and no message table."""


def is_required(node: Node) -> bool:
    """Return whether a place must be there, if what it stands in is."""
    counts = [each.min or 0 for each in (node.line, node.part) if each is not None]
    return max(counts, default=0) > 0 or (node.line is not None and node.line.conformance == "M")


def cardinality(node: Node) -> tuple[int | None, int | None]:
    """Return how often a place may be there: as its row states it, else as its schema does."""
    if node.line is not None and node.line.min is not None:
        return node.line.min, node.line.max
    return (node.part.min, node.part.max) if node.part else (None, None)


def bounds(node: Node) -> tuple[int | None, int | None]:
    """Return how often a place may be there so that both its row and its schema allow it."""
    stated = [(one.min, one.max) for one in (node.line, node.part) if one and one.min is not None]
    if not stated:
        return None, None
    highs = [high for _, high in stated if high is not None]
    return max(low or 0 for low, _ in stated), min(highs, default=None)


def schema_cardinality(node: Node) -> tuple[int | None, int | None]:
    """Return how often the schema has a place; an attribute with a default is always there."""
    part = node.part
    if part is None:
        return None, None
    implied = part.kind == "attribute" and (part.default or part.fixed)
    return (1 if implied else part.min), part.max


def is_infrastructure(node: Node) -> bool:
    """Return whether every class has a place, whatever it is: `nullFlavor`, `updateMode`."""
    part = node.part
    if part is None or node.line is not None or node.kind == "part":
        return False
    if any(group.startswith("InfrastructureRoot") for group in part.via):
        return True
    return part.kind == "attribute" and part.name in _INFRASTRUCTURE


def kind_of(node: Node) -> str:
    """Return what a place is in XML: `element` or `attribute`; or a `choice`."""
    if node.kind != "part":
        return node.kind
    return "attribute" if node.part and node.part.kind == "attribute" else "element"


def class_name_of(node: Node) -> str | None:
    """Return the class of a model that a place is of."""
    own = class_of(node.type.name) if node.type and model_of(node.type.name) else None
    return own or (node.class_line.name if node.class_line else None)


def artefact_of(node: Node) -> str | None:
    """Return the message type, CMET or template that defines a place."""
    if node.type and model_of(node.type.name):
        return model_of(node.type.name)
    view = node.class_view or node.view
    return view.artefact if view else None


def without_table(nodes: Sequence[Node]) -> str | None:
    """Return the model that a place is of, if no message table of it was read; else None.

    `nodes` are the way to it. A wrapper's class that has another model's type is of that model.
    """
    for node in reversed(nodes):
        if node.class_view is not None or node.view is not None:
            return None
        model = model_of(node.type.name) if node.type else None
        if model:
            return model
    return None


def leads_to_of(node: Node) -> str | None:
    """Return the class that a place leads to; with its model, if that is another."""
    if node.kind == "choice":
        return None
    line = node.leaf or node.line
    if node.class_line is None and not (node.type and model_of(node.type.name)):
        return line.target if line and line.leads else None
    name, model = class_name_of(node), artefact_of(node)
    here = node.view.artefact if node.view else None
    return f"{model}.{name}" if model and here and model != here else name


def datatype_of(models: Models, node: Node) -> str | None:
    """Return the datatype of a value as its row has it, else as its schema has."""
    if node.line and node.line.datatype:
        return node.line.datatype
    if node.part is None or node.alternatives or models.types.is_class(node.type):
        return None
    base = node.type.base if node.type else None
    # A model may give a value a type of its own, which says what datatype it is of.
    return base if base and model_of(node.part.type) else node.part.type or base


def flavour_of(models: Models, node: Node) -> str | None:
    """Return the name of the type that a schema gives a value, where that says more.

    Of a type without a name, that of the one which it derives from.
    """
    if node.part is None or node.alternatives or models.types.is_class(node.type):
        return None
    name = node.part.type or (node.type.base if node.type else None)
    stated = (datatype_of(models, node) or "").replace("<", "_").replace(">", "")
    collected = stated.removeprefix("SET_").removeprefix("LIST_")
    return None if name in (stated, collected, "cs", "bl") else name


def fixed_of(models: Models, node: Node) -> str | None:
    """Return the only value allowed; of a coded value, the only code."""
    if node.line and node.line.fixed is not None:
        return node.line.fixed
    if node.part and node.part.fixed:
        return node.part.fixed
    part = code_part(models.types, node)
    if part and part.fixed:
        return part.fixed
    return node.line.code if node.line and node.line.coding_strength != "CWE" else None


def constraint_of(node: Node) -> str | None:
    """Return the template constraint that a place carries, or is chosen by."""
    for line in (node.line, node.leaf):
        if line and (line.constraint or line.kind == "template"):
            return line.constraint or line.target
    return None


def stated_vocabulary(models: Models, node: Node) -> str | None:
    """Return the vocabulary that a row names, else that its schema does."""
    if node.line and node.line.vocabulary:
        return node.line.vocabulary
    return vocabulary_of(models.types, node)
