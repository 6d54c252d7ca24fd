"""Flaws of structure in plain words: what was found, and what may stand there."""

from collections.abc import Callable, Iterable

from mimcli.checks.explaining import listed
from mimcli.checks.flaws import Flaw
from mimcli.checks.likeness import NOT_AT_ALL, likeness, most_like
from mimcli.checks.quoting import quoted
from mimcli.checks.simple_types import OF_WHICH
from mimcli.parse.xmlio import Element, local_name

CHECK_IDS = {
    "unknown-element": "schema-unexpected-element",
    "renamed-element": "schema-unexpected-element",
    "misplaced-element": "schema-unexpected-element",
    "repeated-element": "schema-unexpected-element",
    "undeclared": "schema-unexpected-element",
    "namespace": "schema-unexpected-element",
    "missing-element": "schema-missing-element",
    "unknown-attribute": "schema-unexpected-attribute",
    "renamed-attribute": "schema-unexpected-attribute",
    "missing-attribute": "schema-missing-attribute",
    "value": "schema-value",
    "repeated-id": "schema-value",
    "fixed-value": "schema-fixed-value",
    "text": "schema-text",
    "nil": "schema-type",
    "type": "schema-type",
    "root": "schema-unknown-root",
}
"""The check that a kind of flaw belongs to."""

_OF_THE_ROW = frozenset(kind for kind, check in CHECK_IDS.items() if check.endswith("-element"))
"""Kinds of flaws for which libxml2 may blame another element of the same parent."""


def places_told(flaws: Iterable[Flaw]) -> set[Element]:
    """Return the elements of which flaws tell: also that whose row of children is wrong."""
    places: set[Element] = set()
    for flaw in flaws:
        places.add(flaw.element)
        above = flaw.element.getparent()
        if flaw.kind in _OF_THE_ROW and above is not None:
            places.add(above)
    return places


def words_of(flaw: Flaw) -> str:
    """Return what is wrong, in one line."""
    return _WORDS[flaw.kind](flaw)


def nearest_of(flaw: Flaw) -> str | None:
    """Return which of what is allowed is most like what was found."""
    if flaw.kind in ("misplaced-element", "repeated-element", "missing-element", "namespace"):
        return None
    if flaw.kind in ("text", "nil", "type") or flaw.reason == "null":
        return None
    if len(flaw.allowed) == 1 and flaw.kind not in _NAMES:
        return None
    if flaw.kind == "unknown-attribute":  # what the element says beside is not what is meant
        return most_like(flaw.name, flaw.free)
    return most_like(flaw.found or flaw.name, flaw.allowed)


_XML = "{http://www.w3.org/XML/1998/namespace}"
_NAMES = ("renamed-element", "renamed-attribute", "unknown-attribute")
"""Kinds of which what was found is a name, so that one may be offered."""


def _around(flaw: Flaw) -> str:
    """Return the name of the element around the one that is wrong."""
    above = flaw.element.getparent()
    return "the document" if above is None else local_name(above)


def _where(flaw: Flaw) -> str:
    return f"after {flaw.sibling}" if flaw.sibling else "first"


def _may_come(flaw: Flaw) -> str:
    if not flaw.allowed:
        return "nothing more may come there"
    return f"there may come {listed(flaw.allowed)}"


def _unknown_element(flaw: Flaw) -> str:
    if flaw.reason == "value":
        return f"{flaw.name} stands in {_around(flaw)}, which holds a single value"
    if not flaw.allowed:
        return f"{flaw.name} stands in {_around(flaw)}, which has no elements"
    return f"{_around(flaw)} has no element {flaw.name}; it has {listed(flaw.allowed, 'and')}"


def _renamed(flaw: Flaw) -> str:
    around = _around(flaw)
    stands = f"{flaw.name} stands where {listed(flaw.allowed)} is due in {around}"
    like = len(flaw.allowed) == 1 and likeness(flaw.name, flaw.allowed[0]) > NOT_AT_ALL
    return stands if like else f"{stands}; {around} has no element {flaw.name}"


def _misplaced(flaw: Flaw) -> str:
    around = _around(flaw)
    if flaw.place is None:
        return f"{flaw.name} may not stand {_where(flaw)} in {around}: {_may_come(flaw)}"
    return f"{flaw.name} stands {_where(flaw)} in {around}; it has to come {flaw.place}"


def _repeated(flaw: Flaw) -> str:
    times = {"1": "once", "2": "twice"}.get(flaw.reason, f"{flaw.reason} times")
    return f"{flaw.name} comes too often in {_around(flaw)}: at most {times}"


def _namespace(flaw: Flaw) -> str:
    found = f"in the namespace {quoted(flaw.found)}" if flaw.found else "in no namespace"
    return f"{flaw.name} is {found}; its own is {quoted(flaw.allowed[0])}"


def _missing(flaw: Flaw) -> str:
    place = local_name(flaw.element)
    where = f"after {flaw.sibling}" if flaw.sibling else "as its first element"
    if flaw.reason:
        return f"{place} has too few {flaw.name}: {flaw.found} in place of at least {flaw.reason}"
    if flaw.name == "*":
        return f"{place} lacks an element, whichever, due {where}"
    if len(flaw.allowed) > 1:
        return f"{place} lacks one of {listed(flaw.allowed)}, due {where}"
    return f"{place} lacks {flaw.name}, due {where}"


def _undeclared(flaw: Flaw) -> str:
    return (
        f"{flaw.name} stands in {_around(flaw)}, where any element that the schema declares may"
        f" stand; it declares no {flaw.name}"
    )


def _renamed_attribute(flaw: Flaw) -> str:
    return f"{local_name(flaw.element)} has {flaw.name} where {flaw.allowed[0]} is due"


def _unknown_attribute(flaw: Flaw) -> str:
    place = local_name(flaw.element)
    name = flaw.name.replace(_XML, "xml:")
    if flaw.reason == "null":
        due = listed(flaw.allowed, "and")
        return f"{place} may not say nullFlavor here: it has to have a value ({due})"
    if flaw.reason == "prohibited":
        return f"{place} may not have the attribute {flaw.name} here"
    if not flaw.allowed:
        return f"{place} has no attribute {name}: it has none at all"
    return f"{place} has no attribute {name}; it has {listed(flaw.allowed, 'and')}"


def _missing_attribute(flaw: Flaw) -> str:
    due = f", which has to be {listed(tuple(map(quoted, flaw.allowed)))}" if flaw.allowed else ""
    return f"{local_name(flaw.element)} lacks the attribute {flaw.name}{due}"


def _subject(flaw: Flaw) -> str:
    if not flaw.attribute:
        return f"the text of {flaw.name}"
    return f"{flaw.name} of {local_name(flaw.element)}"


def _value(flaw: Flaw) -> str:
    if len(flaw.allowed) == 1:
        return _fixed(flaw)
    reason = flaw.reason if flaw.reason.startswith(OF_WHICH) else f"which {flaw.reason}"
    text = f"{_subject(flaw)} is {quoted(flaw.found or '')}, {reason}"
    return f"{text}: {listed(flaw.allowed)}" if flaw.allowed else text


def _repeated_id(flaw: Flaw) -> str:
    return f"{_subject(flaw)} is {quoted(flaw.found or '')}, as another element's is already"


def _fixed(flaw: Flaw) -> str:
    return f"{_subject(flaw)} is {quoted(flaw.found or '')}; it has to be {quoted(flaw.allowed[0])}"


def _text(flaw: Flaw) -> str:
    where = f" after {flaw.sibling}" if flaw.sibling else ""
    stands = f"text {quoted(flaw.found or '')} stands in {flaw.name}{where}"
    if flaw.allowed:
        attribute = "attribute" if len(flaw.allowed) == 1 else "attributes"
        it_has = f"it has the {attribute} {listed(flaw.allowed, 'and')}"
        return f"{stands}: its value is not text, {it_has}"
    holds = "elements only" if flaw.reason != "none" else "nothing in it"
    return f"{stands}; {flaw.name} has {holds}"


def _nil(flaw: Flaw) -> str:
    if flaw.reason == "not empty":
        return f"{flaw.name} says xsi:nil, so nothing may stand in it"
    return f"{flaw.name} may not say xsi:nil"


def _type(flaw: Flaw) -> str:
    if flaw.reason == "abstract":
        return f"{flaw.name} has to say by xsi:type which datatype its value is"
    if flaw.reason == "prefix":
        return f"{flaw.name} says xsi:type {quoted(flaw.found or '')}, whose prefix is not declared"
    if flaw.reason == "unknown":
        return f"{flaw.name} says xsi:type {quoted(flaw.found or '')}, which no schema has"
    if not flaw.allowed:
        return f"{flaw.name} may not say xsi:type {quoted(flaw.found or '')}"
    return (
        f"{flaw.name} says xsi:type {quoted(flaw.found or '')}, which is no kind of"
        f" {listed(flaw.allowed)}"
    )


def _root(flaw: Flaw) -> str:
    if flaw.reason:
        return f"{flaw.name} is in the namespace {quoted(flaw.found or '')}, not {flaw.reason}"
    if not flaw.allowed:
        return f"{flaw.name} is not an element of the schema"
    return f"{flaw.name} is not an element of the schema; it has {listed(flaw.allowed, 'and')}"


_WORDS: dict[str, Callable[[Flaw], str]] = {
    "unknown-element": _unknown_element,
    "renamed-element": _renamed,
    "misplaced-element": _misplaced,
    "repeated-element": _repeated,
    "undeclared": _undeclared,
    "namespace": _namespace,
    "missing-element": _missing,
    "unknown-attribute": _unknown_attribute,
    "renamed-attribute": _renamed_attribute,
    "missing-attribute": _missing_attribute,
    "value": _value,
    "repeated-id": _repeated_id,
    "fixed-value": _fixed,
    "text": _text,
    "nil": _nil,
    "type": _type,
    "root": _root,
}
