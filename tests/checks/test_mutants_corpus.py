"""Faults planted in the manual's own examples: each is found at its place, or is legal by a rule."""

import random
from collections import Counter
from pathlib import Path

import pytest

from support.mutation import Outcome, judged_examples, open_manual, outcomes

pytestmark = pytest.mark.corpus

HALVES = 2
"""Parts of the sample, so that two processes can share it."""
EACH = 4
MANY = 500


@pytest.mark.parametrize("half", range(HALVES))
def test_every_planted_fault_is_found_or_legal(real_cache: Path, half: int) -> None:
    made: list[Outcome] = []
    for number, judged in enumerate(judged_examples(open_manual(real_cache), half, HALVES)):
        made += outcomes(judged, random.Random(1000 * half + number), EACH)

    verdicts = Counter(one.verdict for one in made)
    odd = [one for one in made if one.verdict in ("missed", "disagrees")]
    # A rule on references blames what refers to something that is missing or there twice.
    odd += [one for one in made if one.verdict == "elsewhere" and "schematron" not in one.reason]

    assert odd == []
    assert verdicts["found"] > 3 * verdicts["legal"] > 0
    assert len(made) > MANY
