"""What notes of codes say of subtypes: the manual's ways of saying it, in words of our own."""

import pytest

from mimcli.query.subtypes import subtypes_of


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("", ""),
        ("Only for children.", ""),
        ("Use a subtype that fits.", ""),
        ("Any subtype of this code.", "too"),
        ("This code or any subtypes of this code", "too"),
        ("this code or any leaf subtype of this code, not the code itself", "too"),
        ("Any leaf subtypes of this code, but not the code itself.", "only"),
        ("ANY SUBTYPE OF THIS CODE (NOT THE CODE ITSELF)", "only"),
    ],
)
def test_whether_a_code_stands_for_its_subtypes(note: str, said: str) -> None:
    assert subtypes_of(note) == said
