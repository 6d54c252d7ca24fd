"""Whether a value is what a simple type of a schema allows, and what that is.

What a pattern or one of XML Schema's own types allows, libxml2 is asked for each: so this and the
validation of whole messages never differ.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from mimcli.checks.pattern_words import words_for
from mimcli.checks.quoting import quoted

XS = "{http://www.w3.org/2001/XMLSchema}"
_XS_NAMESPACE = "http://www.w3.org/2001/XMLSchema"
_AS_WRITTEN = ("string", "anySimpleType", "normalizedString")
"""Types whose blanks count."""


_NOT_LISTED = "is not one of the values allowed"
_UUID_LIKE = re.compile(r".*-|\{?[0-9A-Fa-f]{32}\}?\Z", re.DOTALL)
"""What is meant as a UUID, and not as an OID."""
_OID_LIKE = re.compile(r"[0-9.,]+\Z", re.ASCII)


class Simple(NamedTuple):
    """A simple type, all that it derives from put together."""

    builtin: str = "anySimpleType"
    """The type of XML Schema that it derives from in the end."""
    values: tuple[str, ...] = ()
    """The only ones allowed; none: not enumerated."""
    patterns: tuple[tuple[str, ...], ...] = ()
    """Of each step of derivation the expressions of which one has to match."""
    facets: tuple[tuple[str, str], ...] = ()
    """Lengths and limits: name and value."""
    item: "Simple | None" = None
    """Of a list."""
    members: tuple["Simple", ...] = ()
    """Of a union."""

    def allowed(self) -> tuple[str, ...]:
        """Return the values that are allowed, each once; none where not all are enumerated."""
        if self.values or not self.members:
            values = self.item.allowed() if self.item and not self.values else self.values
            return tuple(dict.fromkeys(values))
        parts = [member.allowed() for member in self.members]
        if not all(parts):
            return ()
        return tuple(dict.fromkeys(value for part in parts for value in part))


OF_WHICH = "of which "
"""With which the words begin for one item of a list."""


def fault_of(simple: Simple, value: str) -> str | None:
    """Return what is wrong with a value, in words that go on `...: it `; None if nothing is.

    Of one item of a list they begin with `OF_WHICH` in its place.
    """
    return _fault(simple, in_normal_form(simple, value))


def in_normal_form(simple: Simple, value: str) -> str:
    """Return a value as it is compared: with single blanks, unless the type's blanks count."""
    if simple.builtin in _AS_WRITTEN and not simple.item:
        return value
    return " ".join(value.split())


@lru_cache(maxsize=20_000)
def _fault(simple: Simple, value: str) -> str | None:
    if simple.values and value not in simple.values:
        return _NOT_LISTED
    for fault in (_facet_fault(simple, value), _pattern_fault(simple, value)):
        if fault:
            return fault
    if simple.item is not None:
        return _item_fault(simple.item, value)
    if simple.members:
        return _member_fault(simple.members, value)
    if _accepts(simple.builtin, (), value):
        return None
    return f"is not {_WORDS.get(simple.builtin, f'a value of the type xs:{simple.builtin}')}"


def _facet_fault(simple: Simple, value: str) -> str | None:
    faults = (_length_fault(name, int(limit), len(value)) for name, limit in simple.facets)
    return next((fault for fault in faults if fault), None)


def _pattern_fault(simple: Simple, value: str) -> str | None:
    for patterns in simple.patterns:
        if not _accepts("string", patterns, value):
            return _form_words(patterns) or f"does not match the pattern {' or '.join(patterns)}"
    return None


@lru_cache(maxsize=64)
def _form_words(patterns: tuple[str, ...]) -> str | None:
    """Return plain words for a pattern, if it is that of a form which is known."""
    return words_for(lambda value: _accepts("string", patterns, value))


def _member_fault(members: tuple["Simple", ...], value: str) -> str | None:
    """Return what is wrong with a value that may be one of several types."""
    faults: list[str] = []
    for member in members:  # the others are not asked if one takes it
        fault = fault_of(member, value)
        if fault is None:
            return None
        faults.append(fault)
    return _nearest_fault(faults, value)


def _nearest_fault(faults: list[str], value: str) -> str:
    """Return why a value is none of what it may be: of the one that is meant, else of each."""
    forms = [fault for fault in faults if _UUID_LIKE.match(value) and "UUID" in fault]
    if not forms and _OID_LIKE.match(value):
        forms = [fault for fault in faults if "OID" in fault]
    if forms or not value:
        return (forms or faults)[0]
    # What a value that none lists could still be, says more than that it is none of those.
    more = [fault for fault in faults if "OID" in fault or "UUID" in fault]
    more = more or [fault for fault in faults if fault != _NOT_LISTED] or faults
    return " and ".join(dict.fromkeys(more))


def _item_fault(item: Simple, value: str) -> str | None:
    items = value.split()
    for each in items:
        fault = _fault(item, each)
        if fault:
            return fault if len(items) == 1 else f"{OF_WHICH}{quoted(each)} {fault}"
    return None


_WORDS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "decimal": "a number",
    "double": "a number",
    "NMTOKEN": "a single word",
    "base64Binary": "base64",
    "anyURI": "an address (URI)",
    "ID": "an XML id (it has to begin with a letter)",
}


def _length_fault(name: str, limit: int, length: int) -> str | None:
    if name == "minLength" and length < limit:
        return "is empty" if not length else f"has fewer than {limit} characters"
    if name == "maxLength" and length > limit:
        return f"has more than {limit} characters"
    if name == "length" and length != limit:
        return f"has {length} characters in place of {limit}"
    return None


_UNCHECKED = ("string", "anySimpleType", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NOTATION")


def _accepts(builtin: str, patterns: tuple[str, ...], value: str) -> bool:
    if builtin in _UNCHECKED and not patterns:
        return True
    schema = _schema_of(builtin, patterns)
    if schema is None:
        return True
    element = etree.Element("value")
    try:
        element.text = value
    except ValueError:
        return False
    return bool(schema.validate(element))


@lru_cache(maxsize=256)
def _schema_of(builtin: str, patterns: tuple[str, ...]) -> etree.XMLSchema | None:
    """Return a schema of one element with such a value; None if libxml2 knows no such type."""
    root = etree.Element(f"{XS}schema", nsmap={"xs": _XS_NAMESPACE})
    element = etree.SubElement(root, f"{XS}element", name="value")
    simple = etree.SubElement(element, f"{XS}simpleType")
    restriction = etree.SubElement(simple, f"{XS}restriction", base=f"xs:{builtin}")
    for pattern in patterns:
        etree.SubElement(restriction, f"{XS}pattern", value=pattern)
    try:
        return etree.XMLSchema(root)
    except etree.XMLSchemaParseError:
        return None
