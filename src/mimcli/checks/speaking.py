"""Which check speaks where several find the same fault: one fault is one problem.

Checks speak in the order of their families: the schema, what the message says it is, the manual's
Schematron, the message tables and what belongs to them. Of one attribute the first speaks, and so
does the first of an element that is missing; the Schematron's rules only have words, from which it
is read what they are about.
"""

import re

from mimcli.checks.faults import Fault
from mimcli.parse.xmlio import Element, local_name

_SAID = re.compile(r"\bbut is '([^']*)'")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")


class Speaking:
    """What has been told of one message."""

    def __init__(self) -> None:
        self._attributes: set[tuple[Element, str]] = set()
        self._missing: list[tuple[Element, str]] = []

    def may(self, fault: Fault) -> bool:
        """Return whether nothing was told yet of what a fault is about; it is told now."""
        element = fault.element
        if element is None:
            return True
        if fault.child is not None:
            self._missing.append((element, fault.child))
        elif fault.problem.check == "schema-missing-attribute":
            self._missing.append((element, local_name(element)))
        if fault.attribute is not None:
            place = element, fault.attribute
            if place in self._attributes:
                return False
            self._attributes.add(place)
            return True
        return not self._is_missing(fault, element)

    def _is_missing(self, fault: Fault, element: Element) -> bool:
        """Return whether a rule of the Schematron blames something for what is missing in it."""
        if not self._missing or not fault.problem.check.startswith("schematron-"):
            return False
        words = set(_WORD.findall(fault.problem.message))
        return any(
            name in words and (place is element or element in place.iterancestors())
            for place, name in self._missing
        )


def about(element: Element, words: str) -> tuple[Element, str | None]:
    """Return the element, or the attribute of one, that a Schematron rule's words are about.

    That is the one attribute that they name with its value (`but is 'X'`), of the element itself or
    of the only one within it that they name; else the element.
    """
    said = _SAID.search(words)
    if said is None:
        return element, None
    named = set(_WORD.findall(words)) - {local_name(element)}
    inner = [one for one in element.iterdescendants("{*}*") if local_name(one) in named]
    thing = inner[0] if len(inner) == 1 else element
    attributes = [
        str(name) for name, value in thing.items() if str(name) in named and str(value) == said[1]
    ]
    return (thing, attributes[0]) if len(attributes) == 1 else (element, None)
