"""All checks that are wanted, over one message."""

from collections.abc import Iterator
from importlib import import_module

from mimcli.checks.faults import Checked, Fault

FAMILIES = {"schema": "schema"}
"""Family -> module of this package whose `check(checked)` yields its faults; in this order."""


def faults_of(checked: Checked) -> Iterator[Fault]:
    """Yield the faults of every family of checks of which any is wanted."""
    for module in dict.fromkeys(
        module for family, module in FAMILIES.items() if checked.chosen.wants_family(family)
    ):
        # Imported by need: `--select schema` pays for no other family.
        yield from import_module(f"mimcli.checks.{module}").check(checked)
