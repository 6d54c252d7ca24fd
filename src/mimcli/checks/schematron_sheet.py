"""A pattern of a Schematron file as a style sheet that tells what it finds and where.

One sheet a pattern: a message is taken through those only of which a rule may be for one of its
elements.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from mimcli.model.schematron import SchematronPattern, SchematronRule, SchematronTest

_XSL = "http://www.w3.org/1999/XSL/Transform"
_WORD = re.compile(
    r"'[^']*'|\"[^\"]*\"|[\[\]()]|[A-Za-z_][\w.-]*:[A-Za-z_][\w.-]*|\b(?:or|not)\b|\|"
)
_NAMED = re.compile(
    r"(?:starts-with\(\s*name\(\.?\)\s*,|name\(\.?\)\s*=)\s*['\"]([\w.-]+)['\"]\s*\)?"
)
_NOTHING_ELSE = re.compile(r"[\w.-]+:\*\[(?:\s|\bor\b|\band\b|[()])*\]")


_SIMPLE = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?")
_OTHERWISE = re.compile(r"\b(?:position|last|current|key|document)\s*\(")
"""Functions that answer something else in a predicate than in a style sheet, or nothing at all."""


class Key(NamedTuple):
    """What a message must have for a rule to be for any of its elements."""

    tag: str | None = None
    """An element of this tag."""
    roots: tuple[str, ...] = ()
    """A root whose local name begins with one of these."""


class Sheet(NamedTuple):
    """A pattern, to be compiled when it is needed."""

    pattern: SchematronPattern
    namespaces: tuple[tuple[str, str], ...]
    keys: tuple[Key, ...]
    """One of them must be met; an empty key always is."""
    gate: Key | None = None
    """What must be met besides."""


def sheet_of(pattern: SchematronPattern, namespaces: tuple[tuple[str, str], ...]) -> Sheet:
    """Return the sheet of a pattern."""
    spaces = dict(namespaces)
    keys = tuple(dict.fromkeys(_key(rule.context, spaces) for rule in pattern.rules))
    return Sheet(pattern, namespaces, keys)


def transform_of(sheet: Sheet) -> etree.XSLT | None:
    """Return a sheet compiled; None if libxslt cannot make anything of it."""
    return _compiled(sheet.pattern, sheet.namespaces)


@lru_cache(maxsize=256)
def _compiled(
    pattern: SchematronPattern, namespaces: tuple[tuple[str, str], ...]
) -> etree.XSLT | None:
    try:
        return etree.XSLT(_document(pattern, dict(namespaces)))
    except (etree.XSLTParseError, ValueError):
        return None


def is_clear(sheet: Sheet, root: etree._Element) -> bool:
    """Return whether a sheet is sure to find nothing in a document, without a transformation.

    lxml copies a document for each. An XPath tells whether any element that a rule may be for
    fails a test; where it cannot be sure of that (as in a part of a document) the answer is no.
    """
    doubt = _doubt(sheet.pattern, sheet.namespaces) if root.getparent() is None else None
    try:
        return doubt is not None and doubt(root) is False
    except etree.XPathError:
        return False


@lru_cache(maxsize=256)
def _doubt(
    pattern: SchematronPattern, namespaces: tuple[tuple[str, str], ...]
) -> etree.XPath | None:
    """Return what is true of a document in which a pattern may find something; None if unknown."""
    places = []
    for rule in pattern.rules:
        tests = [test for test in rule.tests if not _confirms(test, rule)]
        if not _SIMPLE.fullmatch(rule.context) or any(_OTHERWISE.search(one.test) for one in tests):
            return None
        conditions = (
            f"boolean({test.test})" if test.kind == "report" else f"not({test.test})"
            for test in tests
        )
        if tests:
            places.append(f"boolean(//{rule.context}[{' or '.join(conditions)}])")
    try:
        spaces = {prefix: uri for prefix, uri in namespaces if prefix}
        return etree.XPath(" or ".join(places) or "false()", namespaces=spaces)
    except etree.XPathError:
        return None


class Asked(NamedTuple):
    """The elements on which it depends whether `is_clear`, by local names."""

    alone: frozenset[str] = frozenset()
    """By themselves."""
    whole: frozenset[str] = frozenset()
    """With all that stands in them."""

    def __or__(self, other: "Asked") -> "Asked":
        return Asked(self.alone | other.alone, self.whole | other.whole)


def asked_by(sheet: Sheet) -> Asked | None:
    """Return the elements that a sheet asks for; None if it may ask for any.

    If these are there, and the elements around them, nothing else is needed.
    """
    if _doubt(sheet.pattern, sheet.namespaces) is None:
        return None
    names: set[str] = set()
    for test in (test.test for rule in sheet.pattern.rules for test in rule.tests):
        # What stands below an element that is named stays with it.
        rest = _NO_ELEMENT.sub(" ", _BELOW.sub(r"\1", _VALUE.sub(" ", test)))
        names |= {name.rpartition(":")[2] for name in _NAME.findall(rest)}
        others = set(_FUNCTION.findall(rest)) - _OPERATORS
        if others or any(sign in _NAME.sub(" ", rest) for sign in "*."):
            return None
    alone = frozenset(rule.context.rpartition(":")[2] for rule in sheet.pattern.rules)
    return Asked(alone, frozenset(names - _OPERATORS))


_VALUE = re.compile(r"'[^']*'|\"[^\"]*\"|@[\w:.-]+|(?<![\w.-])\d+(?:\.\d+)?")
_NO_ELEMENT = re.compile(r"[a-z-]+::|\b(?:count|not|boolean)(?=\s*\()")
"""Words of an XPath that name no element; of functions those that ask for nothing but elements."""
_STEP = r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?(?![\w.-])(?!\s*(?:::|\())"
_BELOW = re.compile(
    rf"({_STEP})(?:\s*//?\s*(?:(?:child|descendant|descendant-or-self)::)?{_STEP})+"
)
_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?")
_FUNCTION = re.compile(r"([\w.-]+)\s*\(")
_OPERATORS = frozenset(("and", "or", "div", "mod"))


def _document(pattern: SchematronPattern, spaces: dict[str, str]) -> etree._Element:
    nsmap = {"xsl": _XSL, **{prefix: uri for prefix, uri in spaces.items() if prefix}}
    sheet = etree.Element(_xsl("stylesheet"), nsmap=nsmap, version="1.0")
    top = etree.SubElement(sheet, _xsl("template"), match="/")
    found = etree.SubElement(top, "found")
    etree.SubElement(found, _xsl("apply-templates"), select="*")
    for number, rule in enumerate(pattern.rules):
        template = etree.SubElement(
            sheet,
            _xsl("template"),
            match=rule.context,
            priority=str(len(pattern.rules) - number),
        )
        for test in rule.tests:
            if not _confirms(test, rule):
                _add_test(template, test)
        etree.SubElement(template, _xsl("apply-templates"), select="*|@*")
    rest = etree.SubElement(sheet, _xsl("template"), match="*", priority="0")
    etree.SubElement(rest, _xsl("apply-templates"), select="*|@*")
    etree.SubElement(sheet, _xsl("template"), match="@*|text()", priority="-1")
    return sheet


def _confirms(test: SchematronTest, rule: SchematronRule) -> bool:
    """Return whether a report only says that an assertion of the same rule holds."""
    return test.kind == "report" and any(
        one.kind == "assert" and one.test == test.test for one in rule.tests
    )


def _add_test(template: etree._Element, test: SchematronTest) -> None:
    condition = test.test if test.kind == "report" else f"not({test.test})"
    case = etree.SubElement(template, _xsl("if"), test=condition)
    told = etree.SubElement(case, test.kind)
    place = etree.SubElement(told, _xsl("attribute"), name="place")
    each = etree.SubElement(place, _xsl("for-each"), select="ancestor-or-self::*")
    etree.SubElement(each, _xsl("value-of"), select="count(preceding-sibling::*)")
    etree.SubElement(each, _xsl("text")).text = "/"
    for part in test.parts:
        if part.select:
            etree.SubElement(told, _xsl("value-of"), select=part.text)
        else:
            etree.SubElement(told, _xsl("text")).text = part.text


def _xsl(name: str) -> str:
    return f"{{{_XSL}}}{name}"


def _key(context: str, spaces: dict[str, str]) -> Key:
    """Return what a context cannot do without: the first element that it names for certain."""
    names = _NAMED.findall(context)
    if names and _NOTHING_ELSE.fullmatch(_NAMED.sub(" ", context.strip())):
        return Key(roots=tuple(names))
    depth, first, where = 0, None, -1
    for word in _WORD.findall(context):
        if word in "[(":
            depth += 1
        elif word in "])":
            depth -= 1
            if first is not None and depth < where:
                break
        elif word in ("or", "not", "|"):
            if first is None or depth <= where:
                return Key()
        elif ":" in word and first is None and word[0] not in "'\"":
            first, where = word, depth
    if first is None:
        return Key()
    prefix, _, name = first.partition(":")
    return Key(tag=f"{{{spaces[prefix]}}}{name}") if prefix in spaces else Key()
