"""Units of quantities: written as UCUM has them, and the unit that the message table states.

The manual wants the UCUM representation of a unit (DataTypes, "Quantity in Standard Units"), and
has no list of the units. So it is checked how one is written, not whether there is such a unit.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from mimcli.checks.quoting import quoted
from mimcli.checks.remarks import Remark, Rule, stated_rule
from mimcli.parse.xmlio import Element, local_name
from mimcli.query.explain_nodes import Node
from mimcli.query.manual import Manual

_STATED = re.compile(r'unit attribute shall contain the UCUM unit ["\u201c]([^"\u201d\s]+)')
"""How the tables' descriptions say that there is only one."""

_LONGEST = 250
"""Letters of a unit; no real one has a third of them."""

_NOTE = r"\{[^{}]*\}"
_ATOM = r"(?:10[*^]|(?:[A-Za-z%'\"_]|\[[^\[\]{}]+\])+)"
_FACTOR = rf"(?:{_ATOM}(?:[+-]?[0-9]+)?(?:{_NOTE})?|[0-9]+(?:{_NOTE})?|{_NOTE})"
_TERM = rf"/?{_FACTOR}(?:[./]{_FACTOR})*"
_PRINTED = {
    "\u00b5": "u",
    "\u03bc": "u",
    "\u00b2": "2",
    "\u00b3": "3",
    "\u2126": "Ohm",
    "\u03a9": "Ohm",
    "\u00d7": "",
    "\u00b7": ".",
    "\u2103": "Cel",
    "\u2044": "/",
    "\u2215": "/",
    "\u00b0": "deg",
}
"""Letters that are printed in units, and what UCUM has in their place."""
_DEGREES = (("\u00b0C", "Cel"), ("\u00b0F", "[degF]"))


def unit_rules(manual: Manual, node: Node) -> Iterator[Rule]:
    """Yield the rules of the unit of a quantity."""
    stated = _stated(manual, node)
    if stated is not None:
        yield stated_rule("unit", stated)  # speaks first: one fault is one problem
    yield _form_rule


def _stated(manual: Manual, node: Node) -> str | None:
    if node.line is None or not node.line.description:
        return None
    row = manual.row("SELECT text FROM prose WHERE id = ?", node.line.description)
    match = _STATED.search(" ".join(str(row[0]).split())) if row else None
    return match[1] if match else None


def _form_rule(element: Element) -> Remark | None:
    unit = element.get("unit")
    if unit is None or is_unit(unit.strip()):
        return None
    near = _written(unit)
    return Remark(
        "unit-form",
        f"the unit of {local_name(element)} is {quoted(unit)}, which is not written as UCUM has"
        f" units: {_reason(unit)}",
        "unit",
        unit,
        hint="`mim datatype PQ` says what a quantity is",
        nearest=near,
    )


@lru_cache(maxsize=1024)
def is_unit(text: str) -> bool:
    """Return whether a text is written as a unit of UCUM is; not whether there is such a unit."""
    if not text.isascii() or len(text) > _LONGEST:
        return False
    before = None
    while text != before:  # what stands in brackets is as a factor
        before, text = text, re.sub(rf"\({_TERM}\)", "1", text)
    return re.fullmatch(_TERM, text) is not None


def _reason(unit: str) -> str:
    odd = next((letter for letter in unit if not letter.isascii()), None)
    if odd is not None:
        return f"{quoted(odd)} is no letter of theirs"
    return "factors with a point or a slash between them, as in mmol/L or kg.m"


def _written(unit: str) -> str | None:
    """Return what a unit with letters as they are printed must be, if that is one."""
    text = unit
    for printed, right in (*_DEGREES, *_PRINTED.items()):
        text = text.replace(printed, right)
    text = text.replace(" ", "")
    return text if text != unit and is_unit(text) else None
