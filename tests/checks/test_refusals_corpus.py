"""What is told of messages that the real schemas refuse, where the message tables say more."""

from pathlib import Path

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.checks.registry import choose_checks
from mimcli.messages.judges import Judges
from mimcli.messages.judging import Judge
from mimcli.messages.wishes import Wishes
from mimcli.model.answers.validation import MessageProblem
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes as Form
from mimcli.scaffold.making import scaffold

pytestmark = pytest.mark.corpus
INTERACTION = "PRPA_IN000203UK06"


@pytest.fixture(scope="module")
def manual(real_cache: Path) -> Manual:
    return open_manual(CachePaths(real_cache), None)


def problems(manual: Manual, before: str, after: str) -> tuple[MessageProblem, ...]:
    """Return what is said of a new message with one thing in it changed, where it first stands."""
    text = scaffold(manual, INTERACTION, Form(comments=False, seed=1)).text
    assert before in text
    data = text.replace(before, after, 1).encode()
    (message,) = Judge(Judges([manual], reason="so"), Wishes(choose_checks([], []))).file("m", data)
    return message.problems


def test_of_the_values_that_the_schema_lists_the_one_of_the_table_is_due(manual: Manual) -> None:
    (problem,) = problems(manual, 'determinerCode="INSTANCE"', 'determinerCode="EVNT"')

    assert problem.check == "schema-value"
    assert problem.allowed == ("INSTANCE",)
    assert problem.message == "determinerCode of device is 'EVNT'; it has to be 'INSTANCE'"


def test_of_ids_of_any_interaction_its_own_is_due(manual: Manual) -> None:
    right = f'extension="{INTERACTION}"'
    for wrong in ("", INTERACTION.lower(), "XX"):
        (problem,) = problems(manual, right, f'extension="{wrong}"')
        assert problem.allowed == (INTERACTION,)
        assert problem.message.startswith("extension of interactionId is")
    (problem,) = problems(manual, right, 'extension="PRPA_IN000203UK07"')
    assert problem.check == "interaction-id"


def test_of_versions_as_near_the_one_that_judges_is_meant(manual: Manual) -> None:
    own = f"3NPfIT{manual.version}"
    (problem,) = problems(manual, f'code="{own}"', f'code="{own[:-1]}9"')

    assert problem.check == "schema-value"
    assert (problem.nearest, problem.hint) == (own, f"did you mean {own}?")


def test_what_may_be_left_out_is_told_where_it_could_stand(manual: Manual) -> None:
    author = '<author1 typeCode="AUT">'
    (problem,) = problems(manual, author, f"{author}<reason/>")

    assert problem.message.startswith("author1 has no element reason")
    assert problem.hint == "ControlActEvent, around it, has an element reason"


def test_a_misspelt_attribute_has_the_address_of_the_right_one(manual: Manual) -> None:
    (problem,) = problems(manual, 'value="2026', 'valeu="2026')

    assert problem.nearest == "value"
    assert (problem.address or "").endswith(".creationTime.value")
