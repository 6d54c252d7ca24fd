"""What may be a slip of the pen for what, and what has only letters in common with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mimcli.checks.likeness import NOT_AT_ALL, likeness, most_like


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("codesystem", "codeSystem"),
        ("displayNam", "displayName"),
        ("coed", "code"),
        ("lwo", "low"),
        ("author", "author1"),
        ("representedOrganisation", "representedOrganization"),
    ],
)
def test_a_slip_is_like_what_is_meant(found: str, wanted: str) -> None:
    assert likeness(found, wanted) > NOT_AT_ALL


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("contentId", "component"),
        ("code", "realmCode"),
        ("AgentPersonSDS", "agentOrganizationSDS"),
        ("intendedRecipient", "informationRecipient"),
        ("td", "tr"),
        ("b", "br"),
        ("flavour", "value"),
        ("", "value"),
    ],
)
def test_other_names_are_not(found: str, wanted: str) -> None:
    assert likeness(found, wanted) == likeness(wanted, found) == NOT_AT_ALL


def test_the_nearest_of_several_is_found_in_any_letter_case() -> None:
    assert most_like("CODESYSTEM", ("codeSystemName", "codeSystem", "code")) == "codeSystem"
    assert most_like("flavour", ("value", "code")) is None
    assert most_like("x", ()) is None


@given(st.text(min_size=3, max_size=30), st.data())
def test_one_letter_left_out_is_always_a_slip(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    folded = word.strip().casefold()
    rest = (word[:at] + word[at + 1 :]).strip().casefold()
    if abs(len(folded) - len(rest)) <= 1 and len(folded) > 2:
        assert likeness(rest, folded) > NOT_AT_ALL
