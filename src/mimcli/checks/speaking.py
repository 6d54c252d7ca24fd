"""Which check speaks where several find the same fault: one fault is one problem.

Checks speak in the order of their families: the schema, what the message says it is, the manual's
Schematron, the message tables and what belongs to them. The first speaks of each thing: of an
attribute (that is wrong, missing, or misspelt), of an element that is missing (or misspelt), and of
the value of an element, which is empty if the attribute is that it should stand in. The
Schematron's rules only have words, from which it is read what they are about.
"""

import re
from collections.abc import Iterator

from mimcli.checks.emptiness import ABOUT
from mimcli.checks.faults import Fault
from mimcli.parse.xmlio import Element, local_name

_NO_VALUE = "mandatory-null"
_NOT_KNOWN = "schema-unexpected-attribute"
_OUT_OF_PLACE = "schema-unexpected-element"
_OF_THE_PLACE = "datatype-flavour"
"""What it demands, another place may not."""
_SAID = re.compile(r"\bbut is '([^']*)'")
_VALUE = re.compile(r"'([^']*)'")
_CAPITAL = re.compile(r"(?<=[a-z])[A-Z]")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")


class Speaking:
    """What has been told of one message."""

    def __init__(self) -> None:
        self._attributes: dict[Element, set[str]] = {}
        """That were told to be wrong, missing or misspelt."""
        self._missing: set[tuple[Element, str]] = set()
        """Elements with the names of others that are missing in them, or misspelt."""
        self._out_of_place: set[Element] = set()
        self._empty: set[Element] = set()
        """Of which an attribute was told to be empty, or missing, that has their value."""
        self._valueless: set[Element] = set()
        """Which were told to have no value."""
        self._misspelt: list[tuple[Element, str | None]] = []
        """Elements that are misspelt, or have an attribute that is."""
        self._hidden: dict[str, list[Element]] = {}
        """The values that stand in these, and in which."""

    def may(self, fault: Fault) -> bool:
        """Return whether nothing was told yet of what a fault is about; it is told now."""
        element = fault.element
        if element is None:
            return True
        if self._is_told(fault, element):
            return False
        self._note(fault, element)
        return True

    def _is_told(self, fault: Fault, element: Element) -> bool:
        check = fault.problem.check
        if fault.attribute is not None:
            told = fault.attribute in self._attributes.get(element, ())
            if told or (element in self._valueless and _is_empty(fault)):
                return True
            return check == _OF_THE_PLACE and element in self._out_of_place
        if check == _NO_VALUE:
            return element in self._empty
        if fault.child is not None:
            # The schema may miss two of a name, each at its own place.
            return not _is_schema(check) and (element, fault.child) in self._missing
        return check.startswith("schematron-") and self._explains(element, fault.problem.message)

    def _note(self, fault: Fault, element: Element) -> None:
        check = fault.problem.check
        if fault.attribute is not None:
            names = {fault.attribute, fault.meant or fault.attribute}
            self._attributes.setdefault(element, set()).update(names)
            if _is_empty(fault):
                self._empty.add(element)
            if fault.meant is not None:
                self._misspelt.append((element, fault.attribute))
        elif check == _NO_VALUE:
            self._valueless.add(element)
        elif fault.child is not None:
            around = element.getparent()
            misspelt = _is_schema(check) and not check.startswith("schema-missing-")
            place = around if misspelt and around is not None else element
            self._missing.add((place, fault.child))
            if misspelt:
                self._misspelt.append((element, None))
        elif check == _OUT_OF_PLACE:
            self._out_of_place.add(element)

    def _explains(self, element: Element, message: str) -> bool:
        """Return whether what was told is why a rule of the Schematron finds something.

        Its words then name what is missing or out of place; the attribute that is wrong and the
        element that it is of; or a value that stands in something misspelt, where no rule looks:
        close by, or nowhere else.
        """
        words = set(_WORD.findall(_VALUE.sub(" ", message)))
        if any(
            name in words and (place is element or element in place.iterancestors())
            for place, name in self._missing
        ):
            return True
        if any(
            one is element or (local_name(one) in words and _is_beside(one, element))
            for one in self._out_of_place
        ):
            return True
        if any(
            (one is element or (local_name(one) in words and _is_near(one, element)))
            and any(_is_named(name, words, message) for name in names)
            for one, names in self._attributes.items()
        ):
            return True
        while self._misspelt:
            one, attribute = self._misspelt.pop()
            for value in _values_in(one, attribute):
                self._hidden.setdefault(value, []).append(one)
        values = {value.lstrip("#") for value in _VALUE.findall(message)} - {""}
        return any(
            _is_close(one, element) or _is_nowhere_else(value, one, element)
            for value in values
            for one in self._hidden.get(value, ())
        )


def _is_named(name: str, words: set[str], message: str) -> bool:
    """Return whether a rule's words name an attribute: `displayName`, or as `display name`."""
    apart = _CAPITAL.sub(r" \g<0>", name)
    return name in words or (apart != name and apart.casefold() in message.casefold())


def _values_in(element: Element, attribute: str | None) -> Iterator[str]:
    """Yield the values of a misspelt attribute, or of all in and below a misspelt element."""
    if attribute is not None:
        yield element.get(attribute, "").lstrip("#")
        return
    for one in element.iter("{*}*"):
        yield from (str(value).lstrip("#") for value in one.values())


def _is_schema(check: str) -> bool:
    return check.startswith("schema-")


def _is_empty(fault: Fault) -> bool:
    """Return whether a fault is that an attribute is empty or missing that has a value."""
    if fault.problem.check == _NOT_KNOWN:
        return fault.meant is not None and fault.meant not in ABOUT
    return not fault.problem.found and fault.attribute not in ABOUT


def _is_beside(one: Element, element: Element) -> bool:
    """Return whether an element is beside another, or directly in it."""
    around = one.getparent()
    return around is element or (around is not None and around is element.getparent())


def _is_near(one: Element, element: Element) -> bool:
    """Return whether an element is beside another, or in it: deeper down only if there is one."""
    if _is_beside(one, element):
        return True
    if element not in one.iterancestors():
        return False
    return all(other is one for other in element.iterdescendants(one.tag))


def _is_close(one: Element, element: Element) -> bool:
    """Return whether what an element stands in holds another, as its own or its child's child."""
    around, above = one.getparent(), element.getparent()
    if around is None or above is None:
        return False
    return around in (element, above, above.getparent())


def _is_nowhere_else(value: str, one: Element, element: Element) -> bool:
    """Return whether only two elements, or what stands in them, have a value."""
    for other in one.getroottree().getroot().iter("{*}*"):
        if any(str(found).lstrip("#") == value for found in other.values()) and not any(
            place in (one, element) for place in (other, *other.iterancestors())
        ):
            return False
    return True


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
