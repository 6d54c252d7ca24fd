"""What is passed over is what the close look finds right, and goes on in the same way."""

import random

import pytest
from lxml import etree

from mimcli.checks.passing import Pending
from mimcli.checks.structure import Structure
from support.mutants import mutants

IDS = '<id root="0F3C1A2E-0000-4000-8000-00000000000A"/><id root="1.2.3"/>'
VISIT = (
    '<Visit xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<id root="1"/><id root="1"/><code root="1.2"/><effectiveTime><low root="1.2.3"/>'
    '<high root="0F3C1A2E-0000-4000-8000-00000000000A"/></effectiveTime>'
    '<subject typeCode="SBJ"><device root="1.2"/></subject><value xsi:type="Id" root="1.2"/>'
    '<mark>ready</mark><gap xsi:nil="true" root="1.2"/><payload><Note><text ID="a">x <b>y</b> z'
    "</text><text/></Note></payload></Visit>"
)


def looked_at(structure: Structure, root: etree._Element) -> tuple[int, int]:
    """Return how many elements are passed over, and looked at closely; compare both looks."""
    begin = structure.begin(root, {})
    assert begin is not None
    pending: list[Pending] = [begin]
    passed = close = 0
    while pending:
        at = pending.pop()
        right, within = structure._passing.below(at), []
        flaws = list(structure._flaws_at(at, within))
        if right is None:
            close += 1
        else:
            passed += 1
            assert not flaws
            assert within == list(reversed(right))
        pending += within
    return passed, close


@pytest.mark.parametrize("seed", range(8))
def test_what_is_passed_over_is_right(structure: Structure, seed: int) -> None:
    chance = random.Random(seed)
    passed, close = looked_at(structure, etree.fromstring(VISIT))
    assert passed > 8
    assert close > 2
    for mutant in mutants(etree.fromstring(VISIT), chance, 60):
        looked_at(structure, mutant.root)


@pytest.mark.parametrize("value", ["1.2", "A-b", "", " 1.2 ", "1..2", "1.2\n", "é", "0" * 5000])
def test_a_value_is_taken_as_the_close_look_takes_it(structure: Structure, value: str) -> None:
    root = etree.fromstring(VISIT)
    root[2].set("root", value)
    looked_at(structure, root)
