"""All checks that are wanted, over one message."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module

from mimcli.checks.faults import Checked, Fault
from mimcli.checks.registry import Chosen
from mimcli.parse.xmlio import Element

FAMILIES = {
    "schema": "accepted",
    "identity": "identity",
    "model": "rules",
    "codes": "rules",
    "ids": "rules",
    "times": "rules",
    "units": "rules",
    "schematron": "schematron",
}
"""Family -> module of this package whose `check(checked)` yields its faults; in this order."""


def faults_of(checked: Checked) -> Iterator[Fault]:
    """Yield the faults of every family of checks of which any is wanted.

    What the schema says of a value is not said again by another family.
    """
    told: set[tuple[Element, str]] = set()
    for check in _checks(checked.chosen):
        for fault in check(checked):
            if fault.element is not None and fault.attribute is not None:
                place = fault.element, fault.attribute
                if place in told:
                    continue
                if fault.problem.check.startswith("schema-"):
                    told.add(place)
            yield fault


@cache
def _checks(chosen: Chosen) -> tuple[Callable[[Checked], Iterable[Fault]], ...]:
    """Return the functions to call; imported by need: `--select schema` pays for no other."""
    modules = dict.fromkeys(
        module for family, module in FAMILIES.items() if chosen.wants_family(family)
    )
    return tuple(import_module(f"mimcli.checks.{module}").check for module in modules)
