"""How the codes of versions are spelt, and which one is meant."""

import pytest

from mimcli.checks.version_codes import is_misspelt, last_for, spelled, version_meant

OLD = ("V3NPfIT2.0", "V3NPfIT4.", "V3NPfIT4.1.02")
NEW = (*OLD, "V3NPfIT4.2.00", "3NPfIT6.3.00", "3NPfIT6.3.01", "3NPfIT7.2.00", "3NPfIT7.2.02")


@pytest.mark.parametrize(
    ("codes", "judging", "version", "code"),
    [
        (NEW, "7.2.02", "4.2.00", "V3NPfIT4.2.00"),
        (NEW, "7.2.02", "7.2.02", "3NPfIT7.2.02"),
        (NEW, "7.2.02", "4.1.99", "V3NPfIT4.1.99"),
        (OLD, "4.2.00", "4.2.00", "V3NPfIT4.2.00"),
        (OLD, "4.2.00", "6.3.01", "3NPfIT6.3.01"),
        (OLD, "4.2.00", "7.2.02", "3NPfIT7.2.02"),
        ((), "7.2.02", "7.2.02", "3NPfIT7.2.02"),
    ],
)
def test_each_version_has_its_own_spelling_whichever_judges(
    codes: tuple[str, ...], judging: str, version: str, code: str
) -> None:
    assert spelled(codes, version, judging) == code


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("v3npfit4.2.00", True),
        (" 3npfit6.3.01 ", True),
        ("3NPFIT6.3.01", True),
        ("3NPfIT6.3.01", False),
        ("V3NPfIT4.2.00", False),
        ("4.2.00", False),
        ("latest", False),
        ("", False),
    ],
)
def test_a_code_in_a_letter_case_that_no_version_has_is_misspelt(code: str, wrong: bool) -> None:
    assert is_misspelt(code) is wrong


@pytest.mark.parametrize(
    ("found", "nearest", "judging", "meant"),
    [
        ("3NPfIT7.2.09", "3NPfIT7.2.00", "7.2.02", "3NPfIT7.2.02"),
        ("3NPfIT6.3.09", "3NPfIT6.3.00", "7.2.02", "3NPfIT6.3.01"),
        ("3NPfIT7.2.0", "3NPfIT7.2.00", "6.3.01", "3NPfIT7.2.02"),
        ("V3NPfIT2.9", "V3NPfIT2.0", "7.2.02", "V3NPfIT2.0"),
        ("EVNN", "EVN", "7.2.02", "EVN"),
    ],
)
def test_of_codes_as_near_that_of_the_version_is_meant(
    found: str, nearest: str, judging: str, meant: str
) -> None:
    assert version_meant(found, nearest, NEW, judging, "PORX_IN510101UK31") == meant


def test_the_last_code_stands_for_a_version_that_is_not_listed() -> None:
    assert last_for(OLD, "4.2.00") == "V3NPfIT4.1.02"
    assert last_for(NEW, "7.2.02") is None
    assert last_for((), "7.2.02") is None
