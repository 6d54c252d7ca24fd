"""The manual's own rules for messages, as its Schematron files state them."""

from typing import NamedTuple

from mimcli.model.findings import Finding


class TextPart(NamedTuple):
    """A piece of what a rule says."""

    text: str
    select: bool = False
    """Whether `text` is an XPath whose value stands there."""


class SchematronTest(NamedTuple):
    """An assertion or report of a rule."""

    kind: str
    """`assert` (told when it does not hold) or `report` (told when it does)."""
    test: str
    """An XPath."""
    parts: tuple[TextPart, ...]


class SchematronRule(NamedTuple):
    """What is demanded of some elements."""

    context: str
    """Which elements: a pattern of XSLT."""
    tests: tuple[SchematronTest, ...]


class SchematronPattern(NamedTuple):
    """Rules of which the first that is for an element counts."""

    name: str
    rules: tuple[SchematronRule, ...]


class SchematronStatement(NamedTuple):
    """A Schematron file."""

    path: str
    title: str
    namespaces: tuple[tuple[str, str], ...]
    """Prefix and name."""
    patterns: tuple[SchematronPattern, ...]
    repaired: tuple[str, ...] = ()
    """XPaths as the file has them whose brackets do not balance, and which were closed."""
    findings: tuple[Finding, ...] = ()
