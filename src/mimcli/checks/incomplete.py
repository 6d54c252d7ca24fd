"""Values without what makes them one: a code, its code system, the root of an identifier.

By the datatypes page a coded value has nullFlavor, or a code and its code system; an identifier has
nullFlavor, or a root. The schema lets all of these be left out. What is looked up for it is looked
up when one is missing.
"""

from functools import cache

from mimcli.checks.quoting import quoted
from mimcli.checks.remarks import Remark, Rule
from mimcli.checks.vocabularies import Vocabularies
from mimcli.model.answers.validation import Severity
from mimcli.parse.xmlio import Element, local_name
from mimcli.query.explain_facts import stated_vocabulary
from mimcli.query.explain_flavours import flavours_of
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_parts import Type
from mimcli.query.explain_types import Types
from mimcli.query.manual import Manual

_MANDATORY = "M"
_ALONE = frozenset(("CS",))
"""Datatypes of codes that stand alone."""
_WITH_SYSTEM = frozenset(("CV", "CE", "CD"))
_INSTEAD = ("{*}originalText", "{*}translation")
"""What may stand in a value for which there is no code."""


def missing_code_rule(models: Models, node: Node) -> Rule | None:
    """Return the rule that a coded value has a code; None if it may have none, or it is implied.

    A value that its row lets be left out needs one only if something is said of its code.
    """
    line = node.line
    if line is None or _datatype(node) not in _ALONE | _WITH_SYSTEM:
        return None
    if _is_implied(models.types, node.type, "code"):
        return None
    mandatory = line.conformance == _MANDATORY
    due = mandatory or bool(line.min)
    severity: Severity | None = "error" if mandatory else None

    def rule(element: Element) -> Remark | None:
        if element.get("code") is not None or element.get("nullFlavor") is not None:
            return None
        if not due and element.get("codeSystem") is None and element.get("displayName") is None:
            return None
        if any(element.find(one) is not None for one in _INSTEAD):
            return None
        words = f"{local_name(element)} has no attribute code, and no nullFlavor that says why"
        return Remark("code-missing", words, "code", severity=severity)

    return rule


def missing_system_rule(
    manual: Manual, models: Models, node: Node, vocabularies: Vocabularies
) -> Rule | None:
    """Return the rule that a code has its code system; None if it may have none, or is implied.

    It is for codes of vocabularies whose code system is known, but not where the row states a
    flavour of the datatype that has none.
    """
    line = node.line
    if line is None or _datatype(node) not in _WITH_SYSTEM or line.datatype in _ALONE:
        return None
    if _is_implied(models.types, node.type, "codeSystem"):
        return None

    @cache
    def due() -> tuple[str, str] | None:
        """Return the vocabulary and its OID, if a code here has to have one."""
        name = stated_vocabulary(models, node)
        found = vocabularies.of(name) if name else None
        if found is None or not found.code_system or _may_be_alone(manual, models, node):
            return None
        return found.name, found.code_system

    def rule(element: Element) -> Remark | None:
        if element.get("codeSystem") is not None or element.get("nullFlavor") is not None:
            return None
        code = element.get("code")
        known = due() if code else None
        if code is None or known is None:
            return None
        name, system = known
        words = (
            f"the code {quoted(code)} of {local_name(element)} has no codeSystem;"
            f" that of {name} is {quoted(system)}"
        )
        misplaced = element.get("codeSystemName") == system
        hint = "codeSystemName has the OID that codeSystem should have" if misplaced else None
        return Remark("code-system-missing", words, "codeSystem", allowed=(system,), hint=hint)

    return rule


def missing_root_rule(node: Node) -> Rule:
    """Return the rule that an identifier has a root.

    One that is empty is told where its row demands it.
    """
    line = node.line
    due = line is not None and (line.conformance == _MANDATORY or bool(line.min))

    def rule(element: Element) -> Remark | None:
        if element.get("root") is not None or element.get("nullFlavor") is not None:
            return None
        extension = element.get("extension")
        if extension is None and not due:
            return None
        has = f"the extension {quoted(extension)}" if extension else "neither extension"
        but = "but no root, which says whose it is" if extension else "nor root"
        return Remark("id-without-root", f"{local_name(element)} has {has} {but}", "root")

    return rule


def _datatype(node: Node) -> str:
    """Return which datatype a value is of, without its flavour."""
    found = node.type
    return ((found.name or found.base or "") if found else "").partition(".")[0]


def _is_implied(types: Types, found: Type | None, name: str) -> bool:
    """Return whether the schema gives an attribute its value, or does not have it."""
    parts = types.parts(found) if found else ()
    part = next((one for one in parts if one.name == name), None)
    return part is None or part.max == 0 or bool(part.fixed or part.default)


def _may_be_alone(manual: Manual, models: Models, node: Node) -> bool:
    """Return whether the row states a flavour of the datatype that has no code system."""
    for title in flavours_of(manual, models, node).names:
        rows = manual.rows(
            "SELECT part.name FROM datatype JOIN datatype_part part ON part.datatype = datatype.id"
            " WHERE datatype.kind = 'flavour' AND datatype.name = ? AND inside IS NULL",
            title,
        )
        if rows and "codeSystem" not in (str(row[0]) for row in rows):
            return True
    return False
