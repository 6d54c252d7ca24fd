"""Faults planted in the manual's own examples: each is found at its place, or is legal by a rule."""

import random
from collections import Counter
from pathlib import Path

import pytest

from mimcli.checks.schema import flaws_of
from mimcli.model.address import parse_address
from mimcli.query.explain_nodes import Models
from mimcli.query.explain_places import find_place
from support.mutation import Outcome, checked, judged_examples, open_manual, outcomes

pytestmark = pytest.mark.corpus

HALVES = 2
"""Parts of the sample, so that two processes can share it."""
EACH = 4
MANY = 500
FEW = 8


@pytest.mark.parametrize("half", range(HALVES))
def test_every_planted_fault_is_found_or_legal(real_cache: Path, half: int) -> None:
    manual = open_manual(real_cache)
    models = Models(manual)
    made: list[Outcome] = []
    for number, judged in enumerate(judged_examples(manual, half, HALVES)):
        # The walk says nothing of what libxml2 accepts.
        assert list(flaws_of(checked(judged, judged.root))) == []
        made += outcomes(judged, random.Random(1000 * half + number), EACH)

    verdicts = Counter(one.verdict for one in made)
    odd = [one for one in made if one.verdict in ("missed", "disagrees")]
    # A rule on references blames what refers to something that is missing or there twice.
    # What may be of several models is told as a whole, if it is right by none.
    excused = ("schematron", "schema-open-content")
    elsewhere = [one for one in made if one.verdict == "elsewhere"]
    odd += [one for one in elsewhere if not one.reason.startswith(excused)]

    assert odd == []
    assert verdicts["found"] > 3 * verdicts["legal"] > 0
    assert len(made) > MANY
    addresses = sorted({one.address for one in made if one.address})
    for address in addresses[::FEW]:
        assert find_place(manual, models, parse_address(address)).address == address
