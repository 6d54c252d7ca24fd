"""Schematron files: of the old namespace or ISO's.

Page kind: `Schematrons/*.xml`, `*.sch`. One of them has XPaths whose brackets do not balance; the
missing ones are put in before the predicate ends, as only there they make an XPath.
"""

from collections.abc import Iterator

from mimcli.model.findings import Finding
from mimcli.model.schematron import (
    SchematronPattern,
    SchematronRule,
    SchematronStatement,
    SchematronTest,
    TextPart,
)
from mimcli.parse.xmlio import Element, XmlError, local_name, parse_xml

_NAMESPACES = ("http://www.ascc.net/xml/schematron", "http://purl.oclc.org/dsdl/schematron")
_TESTS = ("assert", "report")


def parse_schematron(path: str, data: bytes) -> SchematronStatement | None:
    """Return what a Schematron file states; None for what is none. Never fails."""
    try:
        root = parse_xml(data)
    except XmlError:
        return None
    if local_name(root) != "schema" or root.tag[1:].partition("}")[0] not in _NAMESPACES:
        return None
    repaired: list[str] = []
    spaces = tuple((one.get("prefix") or "", one.get("uri") or "") for one in _named(root, "ns"))
    patterns = tuple(
        SchematronPattern(
            pattern.get("name") or pattern.get("id") or "",
            tuple(_rule(rule, repaired) for rule in _named(pattern, "rule") if rule.get("context")),
        )
        for pattern in _named(root, "pattern")
    )
    title = " ".join(
        "".join(str(t) for one in _named(root, "title") for t in one.itertext()).split()
    )
    findings = (_unbalanced(path, repaired),) if repaired else ()
    return SchematronStatement(path, title, spaces, patterns, tuple(repaired), findings)


def _unbalanced(path: str, repaired: list[str]) -> Finding:
    return Finding(
        kind="unbalanced-xpath",
        subject=path,
        page=path,
        detail=f"{len(repaired)} XPaths lack closing brackets, so that the file as it is cannot be"
        f" used; the first is {repaired[0]}",
        chosen="the brackets are put in before the predicate ends",
        severity="warning",
    )


def _named(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if local_name(child) == name)


def _rule(element: Element, repaired: list[str]) -> SchematronRule:
    tests = tuple(
        SchematronTest(
            local_name(child), _closed(child.get("test") or "", repaired), tuple(_parts(child))
        )
        for child in element
        if local_name(child) in _TESTS and child.get("test")
    )
    return SchematronRule(_closed(element.get("context") or "", repaired), tests)


def _parts(element: Element) -> Iterator[TextPart]:
    """Yield the pieces of a text, of which some are to be computed."""
    if element.text:
        yield TextPart(element.text)
    for child in element:
        if child.get("select"):
            yield TextPart(child.get("select") or "''", select=True)
        elif local_name(child) == "name":
            yield TextPart(f"name({child.get('path') or '.'})", select=True)
        else:
            yield from _parts(child)
        if child.tail:
            yield TextPart(child.tail)


def _closed(xpath: str, repaired: list[str]) -> str:
    """Return an XPath with round brackets that are missing before a predicate's end put in."""
    out: list[str] = []
    opened: list[str] = []
    quote = ""
    for letter in xpath:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "([":
            opened.append(letter)
        elif letter == "]":
            while opened and opened[-1] == "(":
                opened.pop()
                out.append(")")
            if opened:
                opened.pop()
        elif letter == ")" and opened and opened[-1] == "(":
            opened.pop()
        out.append(letter)
    closed = "".join(out)
    if closed != xpath:
        repaired.append(xpath)
    return closed
