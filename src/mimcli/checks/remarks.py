"""What a rule says of an element, before anything is explained."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from mimcli.checks.quoting import quoted
from mimcli.checks.registry import Chosen, check_of
from mimcli.model.answers.validation import Severity
from mimcli.parse.xmlio import Element, local_name

if TYPE_CHECKING:
    from mimcli.checks.places import Found


class Remark(NamedTuple):
    """One thing that a rule finds wrong with an element."""

    check: str
    """Id of the check."""
    message: str
    attribute: str | None = None
    """Name of the attribute that is wrong."""
    found: str | None = None
    allowed: tuple[str, ...] = ()
    hint: str | None = None
    """What to do about it, where there is no `nearest` to offer."""
    severity: Severity | None = None
    """None: that of the check."""
    child: str | None = None
    """Name of the element that is missing in it, or stands there too often."""
    template: "Found | None" = None
    """The place in a template, where one judges in place of the message's own model."""
    nearest: str | None = None
    """What may stand there and is most like what was found: what was meant, probably."""


def wanted(
    remarks: "Iterable[tuple[Element, Remark]]", chosen: Chosen
) -> "Iterator[tuple[Element, Remark]]":
    """Yield the remarks of checks that are wanted, of each attribute of an element one.

    One fault is one problem: a code system that is not the vocabulary's need be no known OID. Of
    several the loudest speaks, else the first. The remarks on an element come one after another.
    """
    for element, group in groupby(remarks, key=itemgetter(0)):
        told: dict[str, Remark] = {}
        for _, remark in group:
            if not chosen.wants(remark.check):
                continue
            key = remark.attribute or f"{remark.check} {remark.message}"
            if key not in told or _loudness(remark) > _loudness(told[key]):
                told[key] = remark
        for remark in told.values():
            yield element, remark


def _loudness(remark: Remark) -> int:
    severity = remark.severity or check_of(remark.check).severity
    return ("info", "warning", "error").index(severity)


Rule = Callable[[Element], Remark | None]
"""Looks at one element; None if all is well.

It may look at its attributes, and at the elements directly in it and beside it with theirs: of a
large message nothing else is there (see `growing`).
"""


def stated_rule(attribute: str, stated: str) -> Rule:
    """Return the rule that an attribute (`code`, `unit`) is what the message table states."""

    def rule(element: Element) -> Remark | None:
        value = element.get(attribute)
        if value is None or value.strip() == stated:
            return None
        return Remark(
            f"{attribute}-stated",
            f"the {attribute} of {local_name(element)} is {quoted(value)}; the message table says"
            f" that it shall be {quoted(stated)}",
            attribute,
            value,
            (stated,),
        )

    return rule
