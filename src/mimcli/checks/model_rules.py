"""What the message tables demand of a place and the schema does not: values, what must be there."""

from collections.abc import Iterator

from mimcli.checks.code_rules import attribute_code_rule
from mimcli.checks.emptiness import ABOUT, has_value
from mimcli.checks.quoting import quoted
from mimcli.checks.remarks import Remark, Rule
from mimcli.checks.vocabularies import Vocabularies
from mimcli.model.answers.validation import Severity
from mimcli.parse.xmlio import Element, local_name
from mimcli.query.explain_facts import is_infrastructure
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_notes import count
from mimcli.query.explain_values import code_part, enumerated

_MANDATORY = "M"


def value_rules(models: Models, node: Node) -> Iterator[Rule]:
    """Yield the rules that a row states of the element itself."""
    line, part = node.line, node.part
    if line is None or node.kind == "part":
        return
    if line.conformance == _MANDATORY:
        yield _not_null
        if not models.types.is_class(node.type):
            if not _is_implied(models, node):
                yield _not_empty
            elif _is_optional_page(models, node):
                yield _not_without_elements
    if line.fixed is None or (part is not None and part.fixed):
        return
    fixed = line.fixed.strip()
    coded = code_part(models.types, node)
    if coded is not None:
        if not coded.fixed:
            yield _fixed_rule("code", fixed)
    elif line.datatype == "BL":
        yield _fixed_rule("value", fixed)


def attribute_rules(
    models: Models, below: tuple[tuple[Node, ...], ...], vocabularies: Vocabularies
) -> Iterator[Rule]:
    """Yield the rules that rows state of the attributes of an element."""
    types = models.types
    for way in below:
        node = way[-1]
        part, line = node.part, node.line
        if part is None or line is None or part.kind != "attribute":
            continue
        if line.fixed is not None and not part.fixed:
            yield _fixed_rule(part.name, line.fixed.strip())
        elif line.vocabulary and not (part.fixed or enumerated(types, types.simple(part))):
            found = vocabularies.of(line.vocabulary)
            if found is not None and found.codes:
                yield attribute_code_rule(part.name, found)
        if not part.min and part.default is None and (line.min or line.conformance == _MANDATORY):
            yield _attribute_due(part.name, implied=line.fixed is not None)


def count_rules(below: tuple[tuple[Node, ...], ...]) -> Iterator[Rule]:
    """Yield the rules of how often elements stand in another, where a row is the stricter."""
    for way in below:
        node = way[-1]
        part, line = node.part, node.line
        if part is None or line is None or part.kind != "element" or len(way) > 1:
            continue
        if part.choice is not None or line.min is None or is_infrastructure(node):
            continue
        tag = f"{{{part.namespace}}}{part.name}" if part.namespace else part.name
        mandatory = line.conformance == _MANDATORY
        if (line.min or mandatory) and not part.min:
            yield _element_due(tag, part.name, mandatory=mandatory)
        if line.max is not None and (part.max is None or part.max > line.max):
            yield _too_many(tag, part.name, line.min, line.max)


def _not_null(element: Element) -> Remark | None:
    null = element.get("nullFlavor")
    if null is None:
        return None
    return Remark(
        "mandatory-null",
        f"{local_name(element)} says nullFlavor {quoted(null)}, but is mandatory:"
        " it has to have a value",
        "nullFlavor",
        null,
    )


def _is_implied(models: Models, node: Node) -> bool:
    """Return whether a place may be empty: the schema gives its value, or judges what is in it."""
    if node.type is None or node.type.kind != "complex":
        return True
    parts = [one for one in models.types.parts(node.type) if one.kind == "attribute"]
    values = [one for one in parts if one.name not in ABOUT]
    if not values:
        return not node.type.mixed
    return any(one.fixed or one.default for one in values)


def _is_optional_page(models: Models, node: Node) -> bool:
    """Return whether a value is nothing but elements, none of which the schema demands."""
    if node.type is None or node.type.kind != "complex" or node.type.mixed:
        return False
    parts = models.types.parts(node.type)
    if any(one.kind == "attribute" and one.name not in ABOUT for one in parts):
        return False
    within = [one for one in parts if one.kind != "attribute"]
    return bool(within) and not any(one.min and one.choice is None for one in within)


def _not_without_elements(element: Element) -> Remark | None:
    """Return what is wrong with a value that has no elements; what is in these is not looked at."""
    return None if next(element.iterchildren("*"), None) is not None else _not_empty(element)


def _not_empty(element: Element) -> Remark | None:
    if has_value(element) or element.get("nullFlavor") is not None:
        return None
    return Remark("mandatory-null", f"{local_name(element)} has no value, but is mandatory")


def _fixed_rule(name: str, fixed: str) -> Rule:
    def rule(element: Element) -> Remark | None:
        value = element.get(name)
        if value is None or value == fixed or value.strip() == fixed:
            return None
        return Remark(
            "fixed-value",
            f"the {name} of {local_name(element)} is {quoted(value)};"
            f" the message table fixes it as {quoted(fixed)}",
            name,
            value,
            (fixed,),
        )

    return rule


def _attribute_due(name: str, *, implied: bool) -> Rule:
    severity: Severity = "info" if implied else "warning"

    def rule(element: Element) -> Remark | None:
        if element.get(name) is not None or element.get("nullFlavor") is not None:
            return None
        return Remark(
            "table-missing",
            f"{local_name(element)} lacks the attribute {name}, which the message table demands",
            name,
            severity=severity,
        )

    return rule


def _element_due(tag: str, name: str, *, mandatory: bool) -> Rule:
    def rule(element: Element) -> Remark | None:
        if element.get("nullFlavor") is not None or element.find(tag) is not None:
            return None
        words = "is mandatory by" if mandatory else "has to be there by"
        return Remark(
            "table-missing",
            f"{local_name(element)} lacks {name}, which {words} the message table,"
            " though the schema lets it be left out",
            child=name,
        )

    return rule


def _too_many(tag: str, name: str, least: int | None, most: int) -> Rule:
    def rule(element: Element) -> Remark | None:
        number = 0
        for _ in element.iterchildren(tag):
            number += 1
        if number <= most:
            return None
        return Remark(
            "table-repeated",
            f"{local_name(element)} has {number} {name}; the message table says"
            f" {count(least, most)}",
            found=str(number),
            child=name,
        )

    return rule
