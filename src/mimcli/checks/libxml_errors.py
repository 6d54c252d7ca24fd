"""The errors of libxml2 in readable words: the check and the element of each."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mimcli.checks.faults import Checked, Fault
from mimcli.checks.xpaths import ByXPath
from mimcli.model.answers.validation import MessageProblem

if TYPE_CHECKING:
    from lxml import etree

_IDS = {
    "CVC_COMPLEX_TYPE_3_2_1": "schema-unexpected-attribute",
    "CVC_COMPLEX_TYPE_3_2_2": "schema-unexpected-attribute",
    "CVC_COMPLEX_TYPE_4": "schema-missing-attribute",
    "CVC_AU": "schema-fixed-value",
    "CVC_ATTRIBUTE_4": "schema-fixed-value",
    "CVC_ELT_5_2_2_2_1": "schema-fixed-value",
    "CVC_ELT_5_2_2_2_2": "schema-fixed-value",
    "CVC_COMPLEX_TYPE_2_1": "schema-text",
    "CVC_COMPLEX_TYPE_2_2": "schema-text",
    "CVC_COMPLEX_TYPE_2_3": "schema-text",
    "CVC_TYPE_3_1_1": "schema-text",
    "CVC_TYPE_3_1_2": "schema-text",
    "CVC_TYPE_1": "schema-type",
    "CVC_TYPE_2": "schema-type",
    "CVC_ELT_2": "schema-type",
    "CVC_ELT_3_1": "schema-type",
    "CVC_ELT_3_2_1": "schema-type",
    "CVC_ELT_3_2_2": "schema-type",
    "CVC_ELT_4_1": "schema-type",
    "CVC_ELT_4_2": "schema-type",
    "CVC_ELT_4_3": "schema-type",
    "CVC_ELT_1": "schema-unknown-root",
    "NOROOT": "schema-unknown-root",
    "DOCUMENT_ELEMENT_MISSING": "schema-unknown-root",
}
_VALUE = re.compile(r"CVC_(?:DATATYPE_|FACET|[A-Z]+_VALID$|ATTRIBUTE_3|ELT_5)")
_ATTRIBUTE = re.compile(r"^Element '[^']*', attribute '([^']*)': ")
_NAMESPACE = re.compile(r"\{[^{}]*\}")


def libxml_errors(checked: Checked) -> Iterator[Fault]:
    """Yield the errors that libxml2 has just found, each value once."""
    before = None
    by_xpath = ByXPath(checked.element)
    for error in checked.schema.error_log:  # type: ignore[attr-defined]  # the stubs lack it
        identifier = check_id(error)
        attribute = _ATTRIBUTE.match(error.message)
        # A value that breaks a facet is told twice: the facet, and that its type does not take it.
        place = (error.path, attribute[1] if attribute else None, identifier)
        if place == before and identifier == "schema-value":
            continue
        before = place
        yield Fault(
            MessageProblem(identifier, "error", words(error.message), error.line),
            by_xpath.at(error.path) if error.path else None,
            attribute[1] if attribute else None,
        )


def check_id(error: "etree._LogEntry") -> str:
    """Return the id of the check that an error of libxml2 belongs to."""
    kind = error.type_name.removeprefix("SCHEMAV_")
    if kind == "ELEMENT_CONTENT":
        missing = "Missing child element" in error.message
        return "schema-missing-element" if missing else "schema-unexpected-element"
    if kind in _IDS:
        return _IDS[kind]
    return "schema-value" if _VALUE.match(kind) else "schema-other"


def words(message: str) -> str:
    """Return an error's words without the namespaces, which are the same for all."""
    return " ".join(_NAMESPACE.sub("", message).split())
