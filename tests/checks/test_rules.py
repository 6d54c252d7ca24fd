"""What single rules say: identifiers, times, codes, fixed values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mimcli.checks.code_rules import _code_rule as code_rule
from mimcli.checks.code_rules import _name_rule as name_rule
from mimcli.checks.code_rules import _system_rule as system_rule
from mimcli.checks.code_rules import attribute_code_rule
from mimcli.checks.emptiness import has_value
from mimcli.checks.flavour_rules import _ROOT, Flavour, _parts_fault, _root_fault
from mimcli.checks.id_rules import _root_rule, is_nhs_number
from mimcli.checks.known import CHECKS
from mimcli.checks.registry import check_of, choose_checks
from mimcli.checks.remarks import Remark, wanted
from mimcli.checks.run import FAMILIES
from mimcli.checks.simple_types import Simple, fault_of
from mimcli.checks.time_rules import time_fault, time_rule
from mimcli.checks.vocabularies import ListedCode, ListedVocabulary, Vocabularies


def element(**attributes: str) -> etree._Element:
    return etree.Element("{urn:hl7-org:v3}code", attributes)


@pytest.mark.parametrize("number", ["9434765919", "4505577104", "4010232137"])
def test_right_nhs_numbers(number: str) -> None:
    assert is_nhs_number(number)


@given(st.integers(min_value=0, max_value=999_999_999))
def test_nine_digits_have_one_check_digit_or_none(first: int) -> None:
    valid = [digit for digit in range(10) if is_nhs_number(f"{first:09}{digit}")]

    assert len(valid) <= 1


@given(st.integers(min_value=0, max_value=999_999_999), st.integers(0, 8))
def test_two_digits_changed_places_are_noticed(first: int, at: int) -> None:
    digit = next((one for one in range(10) if is_nhs_number(f"{first:09}{one}")), None)
    if digit is None:
        return
    text = f"{first:09}{digit}"
    other = text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    assert other == text or not is_nhs_number(other)


@pytest.mark.parametrize(
    "text", ["", "943476591", "94347659190", "943 476 5919", "\N{FULLWIDTH DIGIT NINE}" * 10]
)
def test_other_texts_are_no_nhs_numbers(text: str) -> None:
    assert not is_nhs_number(text)


@pytest.mark.parametrize(
    "value",
    [
        "2008",
        "200802",
        "20080229",
        "2008022923",
        "200802292359",
        "20080229235960",
        "20080229+0100",
        "20080229235959.123456-0500",
        " 2008 ",
    ],
)
def test_times_as_hl7_has_them(value: str) -> None:
    assert time_fault(value) is None


@pytest.mark.parametrize(
    ("value", "check"),
    [
        ("2008-02-29", "time-form"),
        ("yesterday", "time-form"),
        ("200", "time-form"),
        ("20080", "time-form"),
        ("20080229Z", "time-form"),
        ("\N{FULLWIDTH DIGIT NINE}" * 4, "time-form"),
        ("20081301", "calendar-date"),
        ("20080230", "calendar-date"),
        ("20070229", "calendar-date"),
        ("2008022924", "calendar-date"),
        ("200802292360", "calendar-date"),
        ("20080229+2500", "calendar-date"),
        ("00000101", None),
    ],
)
def test_what_is_no_time(value: str, check: str | None) -> None:
    fault = time_fault(value)

    assert (fault and fault[0]) == check
    assert (time_rule(element(value=value)) is None) == (fault is None)


class _NoVocabularies(Vocabularies):
    """Those of a manual without a catalogue of OIDs."""

    def __init__(self) -> None:
        self._oids = {}


NO_VOCABULARIES = _NoVocabularies()
SEX = ListedVocabulary(
    "Sex",
    "1.2.3",
    {
        "1": ListedCode("Male", retired=False),
        "2": ListedCode("Female", retired=False),
        "9": ListedCode("Old", retired=True),
    },
)


def test_a_code_of_the_vocabulary_is_right() -> None:
    right = element(code="1", displayName="male", codeSystem="1.2.3")

    rules = (code_rule(SEX, strong=True), name_rule(SEX), system_rule(SEX))
    assert [rule(right) for rule in rules] == [None, None, None]


def test_a_code_that_is_not_in_the_vocabulary_is_an_error_or_a_warning() -> None:
    wrong = element(code="3")

    strong, weak = code_rule(SEX, strong=True)(wrong), code_rule(SEX, strong=False)(wrong)

    assert strong is not None
    assert weak is not None
    assert (strong.check, strong.severity, strong.allowed) == ("unknown-code", None, ("1", "2"))
    assert weak.severity == "warning"
    assert "'3'" in strong.message
    assert "Sex" in strong.message


def test_a_code_of_a_terminology_is_a_warning() -> None:
    remark = code_rule(SEX._replace(shared=True), strong=True)(element(code="3"))

    assert remark is not None
    assert remark.severity == "warning"


def test_a_code_of_another_code_system_is_told_where_none_other_may_stand() -> None:
    other = element(code="3", codeSystem="1.2.4")

    remark = system_rule(SEX)(other)

    assert code_rule(SEX, strong=True)(other) is not None
    assert code_rule(SEX, strong=False)(other) is None
    assert code_rule(SEX, strong=True)(element(code="1", codeSystem="1.2.4")) is None
    assert remark is not None
    assert (remark.check, remark.allowed) == ("code-system", ("1.2.3",))


def test_that_all_codes_are_retired_is_only_to_be_known() -> None:
    gone = SEX._replace(codes={"9": SEX.codes["9"]})
    remark = code_rule(gone, strong=True)(element(code="9"))

    assert remark is not None
    assert (remark.check, remark.severity, remark.allowed) == ("retired-code", "info", ())


def test_a_retired_code_and_another_name_are_told() -> None:
    retired = code_rule(SEX, strong=True)(element(code="9"))
    named = name_rule(SEX)(element(code="2", displayName="Frau"))

    assert retired is not None
    assert named is not None
    assert (retired.check, named.check, named.allowed) == (
        "retired-code",
        "display-name",
        ("Female",),
    )


def test_an_attribute_with_a_code_is_checked_with_its_blanks_taken_off() -> None:
    rule = attribute_code_rule("typeCode", SEX)

    assert rule(element(typeCode="1 ")) is None
    assert rule(element()) is None
    remark = rule(element(typeCode="X"))
    assert remark is not None
    assert remark.attribute == "typeCode"


def test_every_family_has_a_module_and_every_check_is_of_a_family() -> None:
    # Of the document, and of what it came in: found where these are read.
    of_checks = {check.family for check in CHECKS} - {"xml", "transport"}

    assert of_checks == set(FAMILIES)
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert check_of("nhs-number").severity == "error"


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("9.99.999", "its first number is 9, and has to be 0, 1 or 2"),
        ("2.16.08", "the number '08' has a leading zero"),
        ("2.16.x", "an OID is numbers with points between"),
        ("17", "an OID is numbers with points between"),
    ],
)
def test_what_is_no_oid_is_told_with_the_reason(root: str, words: str) -> None:
    remark = _root_rule(NO_VOCABULARIES)(element(root=root))

    assert remark is not None
    assert remark.check == "oid-form"
    assert words in remark.message


@pytest.mark.parametrize(
    "root",
    [
        "531985D-5D9D-49F8-9818-E811892F902B",
        "0F3C1A2E-0000-4000-8000-00000000000",
        "0F3C1A2E0000400080000000000000AA",
        "urn:uuid:0F3C1A2E-0000-4000-8000-00000000000A",
        "{0F3C1A2E-0000-4000-8000-00000000000A}",
    ],
)
def test_a_uuid_that_lost_a_digit_is_told_as_one(root: str) -> None:
    remark = _root_rule(NO_VOCABULARIES)(element(root=root))

    assert remark is not None
    assert remark.check == "uuid-form"


UUIDS = ("[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}",)
OIDS = ("[0-9]+([.][0-9]+)*",)
TIMES = ("[0-9]{1,8}|([0-9]{9,14}|[0-9]{14,14}[.][0-9]+)([+-][0-9]{1,4})?",)


@pytest.mark.parametrize(
    ("patterns", "value", "words"),
    [
        ((UUIDS,), "6513270e-269e-4d37-b2a7-4de452e6b438", "is not a UUID: 8, 4, 4, 4 and 12"),
        ((TIMES,), "2026-01-01", "is not a time: YYYY"),
        ((OIDS,), "x", "is not an OID"),
        ((OIDS, UUIDS), "531985D-5D9D-49F8-9818-E811892F902B", "is not a UUID"),
        ((("[A-C]+",),), "D", "does not match the pattern [A-C]+"),
    ],
)
def test_known_forms_are_told_in_plain_words(
    patterns: tuple[tuple[str, ...], ...], value: str, words: str
) -> None:
    members = tuple(Simple("string", patterns=(one,)) for one in patterns)
    simple = members[0] if len(members) == 1 else Simple(members=members)

    assert (fault_of(simple, value) or "").startswith(words)


def test_of_one_attribute_of_an_element_the_first_rule_speaks() -> None:
    one, other = element(code="1"), element(code="2")
    said = [
        (one, Remark("code-system", "a", "codeSystem")),
        (one, Remark("oid-unknown", "b", "codeSystem")),
        (one, Remark("unknown-code", "c", "code")),
        (other, Remark("oid-unknown", "d", "codeSystem")),
    ]

    louder = [(one, said[1][1]), (one, said[0][1])]
    everything, without = choose_checks([], []), choose_checks([], ["code-system"])
    assert [remark.message for _, remark in wanted(said, everything)] == ["a", "c", "d"]
    assert [remark.message for _, remark in wanted(said, without)] == ["b", "c", "d"]
    assert [remark.message for _, remark in wanted(louder, everything)] == ["a"]


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("<v/>", False),
        ('<v root=""/>', False),
        ('<v codeSystem="1.2" displayName="x" updateMode="added" use="HP"/>', False),
        ('<v code="1"/>', True),
        ("<v> </v>", False),
        ("<v>text</v>", True),
        ('<v><low value="2008"/></v>', True),
        ("<v><low/><!-- none --></v>", False),
        ("<v><b/>text</v>", True),
        ("<v><originalText>words</originalText></v>", True),
    ],
)
def test_what_counts_as_a_value(content: str, value: bool) -> None:
    assert has_value(etree.fromstring(content)) == value


UUID_ROOT = Simple("string", patterns=(UUIDS,))
GLOBAL = Flavour("Identifier Global", ("root",), UUID_ROOT)
EXTERNAL = Flavour("Identifier External", ("root", "extension"), None)


@pytest.mark.parametrize(
    ("root", "flavour", "fixed", "fault"),
    [
        ("0F3C1A2E-0000-4000-8000-00000000000A", GLOBAL, None, None),
        ("0F3C1A2E-0000-4000-8000-00000000000", GLOBAL, None, None),  # `uuid-form` tells of it
        ("1.2.3.4", GLOBAL, None, "has a UUID"),
        ("1.2.3.4", EXTERNAL, None, None),
        ("1.2.3.4", EXTERNAL, "1.2.3.4", None),
        ("1.2.3.5", EXTERNAL, "1.2.3.4", "has '1.2.3.4'"),
        (None, EXTERNAL, "1.2.3.4", None),
    ],
)
def test_the_root_is_of_its_flavour(
    root: str | None, flavour: Flavour, fixed: str | None, fault: str | None
) -> None:
    found = _root_fault(root, flavour, fixed)

    assert (found or "").startswith(fault or "")
    assert (found is None) == (fault is None)


def test_a_flavour_has_its_parts_and_no_others() -> None:
    due, unwanted = ["root"], ["extension", "codeSystem"]

    assert _parts_fault(element(root="1.2"), due, unwanted) is None
    assert _parts_fault(element(), due, unwanted) == ("root", "has one")
    assert _parts_fault(element(root=""), due, unwanted) == ("root", "has one")
    found = _parts_fault(element(root="1.2", extension="3"), due, unwanted)
    assert found == ("extension", "has none")


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("The root attribute shall contain an OID with the value 1.2.3.4 and", ["1.2.3.4"]),
        ('the root attribute will contain an OID with the value "1.2.3.4".', ["1.2.3.4"]),
        ("the root attribute shall contain the value of the Type OID = 1.2.3.4.5", ["1.2.3.4.5"]),
        ("the root attribute shall contain a DCE UUID", []),
    ],
)
def test_the_root_that_a_table_states_in_words(words: str, root: list[str]) -> None:
    assert _ROOT.findall(words) == root
