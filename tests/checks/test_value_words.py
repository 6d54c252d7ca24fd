"""Values that are wrong in plain words: what their type says of them is true and can be read."""

import pytest

from mimcli.checks.id_rules import NHS_NUMBER, _nhs_number_rule
from mimcli.checks.quoting import quoted
from mimcli.checks.simple_types import Simple, fault_of
from mimcli.checks.time_rules import time_fault
from mimcli.parse.xmlio import parse_xml


def pattern(*patterns: str) -> Simple:
    return Simple("string", patterns=(patterns,))


UUID = pattern("[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}")
OID = pattern(r"([0-9][0-9]*)(\.[0-9][0-9]*)*")
TIME = pattern(r"[0-9]{1,8}|([0-9]{9,14}|[0-9]{14,14}\.[0-9]+)([+\-][0-9]{1,4})?")
CODES = Simple("NMTOKEN", values=("EVN", "RQO"))
MORE = Simple("NMTOKEN", values=("RQO", "PRMS"))
WORD = pattern(r"[^\s]*")


def union(*members: Simple) -> Simple:
    return Simple(members=members)


@pytest.mark.parametrize(
    ("simple", "value", "words"),
    [
        (pattern("true|false"), "yes", "is not true or false"),
        (pattern("[0-9]{12}"), "12 34", "is not exactly 12 digits"),
        (pattern(r"[A-Za-z][A-Za-z0-9\-]*"), "9", "is not a word of letters, digits and hyphens"),
        (pattern(r"[a-z][a-z0-9\.]*([A-Z][a-z0-9\.]*)*"), "9", "does not match the pattern"),
        (WORD, "two words", "has a blank in it"),
        (pattern(r"[\-a-z0-9+]+:.*"), "0113", "is not an address with its kind before a colon"),
        (pattern("[A-Z]{4}_IN[0-9]{6}UK[0-9]{2}"), "x", "is not the id of an interaction"),
        (TIME, "2026-01-01", "is not a time: YYYY, YYYYMM, YYYYMMDD, YYYYMMDDhh, YYYYMMDDhhmm or"),
        (pattern("[A-Z][0-9]{5}"), "x", "does not match the pattern [A-Z][0-9]{5}"),
    ],
)
def test_a_pattern_is_told_in_words(simple: Simple, value: str, words: str) -> None:
    found = fault_of(simple, value)
    assert found is not None
    assert found.startswith(words)


def test_what_is_meant_as_a_uuid_is_told_as_one() -> None:
    either = union(OID, UUID)
    for value in ("90C192CFD3AC44AF8F21DDB66CAD4A26", "{90C192CF-D3AC-44AF-8F21-DDB66CAD4A26}"):
        assert "UUID" in (fault_of(either, value) or "")
        assert "OID" not in (fault_of(either, value) or "")
    assert "OID" in (fault_of(either, "1.2.") or "")

    other = union(OID, UUID, pattern(r"[A-Za-z][A-Za-z0-9\-]*"))
    assert "UUID" not in (fault_of(other, "1.2.") or "")
    assert (fault_of(other, "no id") or "").count("is not a") == 2


def test_all_that_a_value_may_be_is_named() -> None:
    either = union(pattern("[0-9]{12}"), pattern("[A-Z][0-9]{5}"))
    words = "is not exactly 12 digits and does not match the pattern [A-Z][0-9]{5}"
    assert fault_of(either, "M85011#") == words


def test_of_several_lists_each_value_is_allowed_once_and_of_an_open_one_none() -> None:
    assert union(CODES, MORE).allowed() == ("EVN", "RQO", "PRMS")
    open_ = union(CODES, WORD)
    assert open_.allowed() == ()
    assert fault_of(open_, "two words") == "has a blank in it"
    assert fault_of(union(CODES, MORE), "XX") == "is not one of the values allowed"


def test_one_item_of_a_list_is_told_in_a_sentence() -> None:
    uses = Simple(item=CODES)
    assert fault_of(uses, "EVN not") == "of which 'not' is not one of the values allowed"
    assert fault_of(uses, "not") == "is not one of the values allowed"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1\t\xa0", "'1<tab><U+00A0>'"),
        ("a\\b", "'a\\b'"),
        ("it's", '"it\'s"'),
        ("two\n  lines", "'two lines'"),
        ("x" * 70, "'" + "x" * 59 + "…'"),
    ],
)
def test_a_value_is_quoted_as_it_is(value: str, words: str) -> None:
    assert quoted(value) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("992 213 4528", "without blanks"),
        (" 9994499068", "without blanks"),
        ("12345", "has not ten digits"),
        ("9922134528", "check digit"),
    ],
)
def test_an_nhs_number_with_blanks_has_its_digits(number: str, words: str) -> None:
    remark = _nhs_number_rule(parse_xml(f'<id root="{NHS_NUMBER}" extension="{number}"/>'.encode()))
    assert remark is not None
    assert words in remark.message


def test_the_form_of_times_names_all_that_are_right() -> None:
    check, words = time_fault("20260101T12") or ("", "")
    assert check == "time-form"
    assert time_fault("202601011230") is None
    assert "YYYYMMDDhhmm or" in words
