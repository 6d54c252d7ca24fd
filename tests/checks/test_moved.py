"""An element in the wrong parent is one problem: where it stands, and where it belongs."""

import pytest
from lxml import etree

from mimcli.checks.faults import Fault
from mimcli.checks.flaw_words import CHECK_IDS, words_of
from mimcli.checks.moved import joined
from mimcli.checks.structure import Structure
from mimcli.model.answers.validation import MessageProblem

IDS = '<id root="1.2.3"/><id root="1.2.3"/>'
CODE = '<code root="1.2"/>'
MARK = "<mark>ready</mark>"
PERSON = "<person root='1'/>"


def faults(structure: Structure, content: str) -> list[Fault]:
    root = etree.fromstring(f'<Visit xmlns="urn:hl7-org:v3">{content}</Visit>')
    return [
        Fault(MessageProblem(CHECK_IDS[one.kind], "error", words_of(one)), one.element, flaw=one)
        for one in structure.flaws(root)
    ]


def told(structure: Structure, content: str) -> list[str]:
    return [one.problem.message for one in joined(faults(structure, content))]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            f"{IDS}<effectiveTime>{CODE}</effectiveTime>",
            "code stands in effectiveTime; it belongs in Visit after id",
        ),
        (
            f"{IDS}{CODE}<reason>{PERSON}</reason>{MARK}",
            "mark stands in Visit; it belongs in reason as its first element",
        ),
        (
            f"{IDS}{CODE}<subject typeCode='SBJ'/><reason>{MARK}{PERSON}{PERSON}</reason>",
            "person stands in reason; it belongs in subject as its first element",
        ),
    ],
)
def test_what_stands_in_the_wrong_parent_is_told_once(
    structure: Structure, content: str, words: str
) -> None:
    assert told(structure, content) == [words]


def test_what_is_missing_far_away_is_another_problem(structure: Structure) -> None:
    far = f"{IDS}{CODE}<subject typeCode='SBJ'/><payload><Note>{PERSON}</Note></payload>"

    assert len(told(structure, far)) == len(faults(structure, far)) == 2


def test_each_that_is_missing_was_moved_once(structure: Structure) -> None:
    twice = f"{IDS}<effectiveTime>{CODE}{CODE}</effectiveTime>"

    assert told(structure, twice) == [
        "code stands in effectiveTime; it belongs in Visit after id",
        "effectiveTime has no element code; it has low, high and center",
    ]
