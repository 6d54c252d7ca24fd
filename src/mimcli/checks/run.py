"""All checks that are wanted, over one message."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module

from mimcli.checks.faults import Checked, Fault
from mimcli.checks.registry import Chosen

FAMILIES = {
    "schema": "schema",
    "identity": "identity",
    "model": "rules",
    "codes": "rules",
    "ids": "rules",
    "times": "rules",
    "schematron": "schematron",
}
"""Family -> module of this package whose `check(checked)` yields its faults; in this order."""


def faults_of(checked: Checked) -> Iterator[Fault]:
    """Yield the faults of every family of checks of which any is wanted."""
    for check in _checks(checked.chosen):
        yield from check(checked)


@cache
def _checks(chosen: Chosen) -> tuple[Callable[[Checked], Iterable[Fault]], ...]:
    """Return the functions to call; imported by need: `--select schema` pays for no other."""
    modules = dict.fromkeys(
        module for family, module in FAMILIES.items() if chosen.wants_family(family)
    )
    return tuple(import_module(f"mimcli.checks.{module}").check for module in modules)
