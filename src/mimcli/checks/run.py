"""All checks that are wanted, over one message."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module

from mimcli.checks.faults import Checked, Fault, Names
from mimcli.checks.registry import Chosen
from mimcli.parse.xmlio import Element

FAMILIES = {
    "schema": "accepted",
    "identity": "identity",
    "schematron": "schematron",
    "model": "rules",
    "codes": "rules",
    "ids": "rules",
    "times": "rules",
    "units": "rules",
}
"""Family -> module of this package whose `check(checked)` yields its faults; in this order."""


def faults_of(checked: Checked) -> Iterator[Fault]:
    """Yield the faults of every family of checks of which any is wanted, each fault once."""
    checks = _checks(checked.chosen)
    if len(checks) > 1:  # what one finds of names, others ask for
        checked = checked._replace(names=Names(lambda: _names_of(checked)))
    may = None
    for check in checks:
        for fault in check(checked):
            may = may or _teller()
            if may(fault):
                yield fault


def _teller() -> Callable[[Fault], bool]:
    """Return what tells whether a fault of a message was not told yet."""
    from mimcli.checks.speaking import Speaking  # noqa: PLC0415  (most messages have no fault)

    return Speaking().may


def _names_of(checked: Checked) -> dict[Element, str]:
    from mimcli.checks.schema import names_of  # noqa: PLC0415  (30 ms; most are accepted)

    return names_of(checked)


@cache
def _checks(chosen: Chosen) -> tuple[Callable[[Checked], Iterable[Fault]], ...]:
    """Return the functions to call; imported by need: `--select schema` pays for no other."""
    modules = dict.fromkeys(
        module for family, module in FAMILIES.items() if chosen.wants_family(family)
    )
    return tuple(import_module(f"mimcli.checks.{module}").check for module in modules)
