"""One fault is one problem: which check speaks where several find it."""

import pytest
from lxml import etree

from mimcli.checks.faults import Fault
from mimcli.checks.orphans import joined_orphans
from mimcli.checks.speaking import Speaking, about
from mimcli.model.answers.validation import MessageProblem

DOCUMENT = etree.fromstring(
    '<a xmlns="urn:hl7-org:v3"><doc><kind root="1.2" extension="X"/><part><b/></part></doc></a>'
)
KIND = DOCUMENT[0][0]


def fault(
    element: etree._Element, attribute: str | None = None, check: str = "oid-form", words: str = ""
) -> Fault:
    return Fault(MessageProblem(check, "error", words), element, attribute)


def test_of_one_attribute_the_first_speaks() -> None:
    speaking = Speaking()

    may = [speaking.may(fault(KIND, name)) for name in ("root", "root", "extension", None, None)]

    assert may == [True, False, True, True, True]


@pytest.mark.parametrize(
    ("element", "words", "said"),
    [
        (DOCUMENT, "part is not right, it should be 'A' but is ''", False),
        (DOCUMENT[0], "descendant part is not right", False),
        (DOCUMENT, "another thing is not right", True),
        (KIND, "part is not right", True),
    ],
)
def test_a_rule_is_silent_of_what_is_missing(
    element: etree._Element, words: str, said: bool
) -> None:
    speaking = Speaking()
    missing = fault(DOCUMENT[0], check="schema-missing-element")._replace(child="part")

    assert speaking.may(missing)
    assert speaking.may(fault(element, check="schematron-assert", words=words)) == said
    assert speaking.may(fault(element, check="fixed-value", words=words))


def told(*faults: Fault) -> list[str]:
    """The checks that speak, of what is found in this order."""
    speaking = Speaking()
    return [one.problem.check for one in faults if speaking.may(one)]


def valued(fault: Fault, found: str | None) -> Fault:
    return fault._replace(problem=fault.problem._replace(found=found))


def test_a_misspelt_attribute_is_that_which_is_meant() -> None:
    misspelt = fault(KIND, "rot", "schema-unexpected-attribute")._replace(meant="root")
    missing = fault(KIND, "root", "datatype-flavour")

    assert told(misspelt, missing) == ["schema-unexpected-attribute"]
    assert told(misspelt._replace(meant=None), missing) == [
        "schema-unexpected-attribute",
        "datatype-flavour",
    ]


@pytest.mark.parametrize(
    ("attribute", "found", "speak"),
    [
        ("root", "", ["schema-value"]),
        ("root", None, ["schema-value"]),
        ("root", "x", ["schema-value", "mandatory-null"]),
        ("unit", "", ["schema-value", "mandatory-null"]),  # it is no value
    ],
)
def test_an_empty_attribute_is_an_element_without_a_value(
    attribute: str, found: str | None, speak: list[str]
) -> None:
    empty = valued(fault(KIND, attribute, "schema-value"), found)
    valueless = fault(KIND, check="mandatory-null")

    assert told(empty, valueless) == speak
    assert len(told(valueless, empty)) == len(speak)


def test_several_missing_attributes_are_several_faults() -> None:
    check = "schema-missing-attribute"

    assert told(fault(KIND, "root", check), fault(KIND, "extension", check)) == [check, check]


def test_a_table_is_silent_of_a_missing_element_that_the_schema_tells_of() -> None:
    part = DOCUMENT[0][1]
    check = "schema-missing-element"
    missing = fault(DOCUMENT[0], check=check)._replace(child="time")
    misspelt = fault(part, check="schema-unexpected-element")._replace(child="time")
    table = fault(DOCUMENT[0], check="table-missing")._replace(child="time")

    assert told(missing, table) == [check]
    assert told(misspelt, table) == ["schema-unexpected-element"]
    assert told(missing, missing) == [check, check]  # each at its own place
    assert told(missing, table._replace(child="id")) == [check, "table-missing"]


def test_what_is_out_of_place_is_not_held_against_the_place() -> None:
    out = fault(KIND, check="schema-unexpected-element")

    assert told(out, fault(KIND, "root", "datatype-flavour")) == ["schema-unexpected-element"]
    assert told(out, fault(KIND, "root", "uuid-form"))[1:] == ["uuid-form"]


PART = DOCUMENT[0][1]


@pytest.mark.parametrize(
    ("cause", "words", "said"),
    [
        (fault(KIND, "extension", "schema-value"), "kind extension should be 'a'", False),
        (fault(KIND, "extension", "schema-value"), "kind root should be 'a'", True),
        (fault(KIND, "extension", "schema-value"), "other extension should be 'kind'", True),
        (fault(PART, check="schema-unexpected-element"), "kind extension is not right", False),
        (fault(KIND, check="schema-unexpected-element"), "kind extension is not right", False),
        (fault(KIND, check="schema-unexpected-element"), "code is not right", True),
        (fault(PART, "useCode", "schema-value"), "(the use code must be there)", False),
        (fault(PART, "use", "schema-value"), "(the code must be there)", True),
    ],
)
def test_a_rule_is_silent_of_what_was_told(cause: Fault, words: str, said: bool) -> None:
    rule = fault(PART, check="schematron-assert", words=words)

    assert told(cause, rule) == [cause.problem.check] + ["schematron-assert"] * said


def test_a_rule_is_silent_of_what_stands_in_something_misspelt() -> None:
    rule = fault(DOCUMENT, check="schematron-assert", words="reference '#X' is orphaned")
    other = fault(DOCUMENT, check="schematron-assert", words="reference '#Y' is orphaned")
    misspelt = fault(KIND, check="schema-unexpected-element")._replace(child="type")
    attribute = fault(KIND, "extension", "schema-unexpected-attribute")._replace(meant="code")

    for cause in (misspelt, attribute):
        assert told(cause, rule, other) == [cause.problem.check, "schematron-assert"]


@pytest.mark.parametrize(
    ("element", "words", "found"),
    [
        (DOCUMENT[0], "doc kind/@root should be '1.3' but is '1.2'", (KIND, "root")),
        (KIND, "descendant kind extension should be 'Y' but is 'X'", (KIND, "extension")),
        (KIND, "kind root should be 'Y' but is 'X'", (KIND, None)),
        (DOCUMENT, "kind root is not right", (DOCUMENT, None)),
    ],
)
def test_words_tell_which_attribute_they_are_about(
    element: etree._Element, words: str, found: tuple[etree._Element, str | None]
) -> None:
    assert about(element, words) == found


def orphan(words: str) -> Fault:
    return fault(PART, check="schematron-assert", words=f"{words} is orphaned.")


def test_one_wrong_reference_is_one_problem() -> None:
    text, reference, other = map(orphan, ("content 'a2'", "originalText/reference '#x'", "id 'y'"))

    told = joined_orphans([text, reference, other])

    assert [(one.problem.message, one.problem.hint) for one in told] == [
        (reference.problem.message, "did you mean #a2?"),
        (other.problem.message, None),
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("content 'a2'", "content 'a3'", "originalText/reference '#x'"),
        ("content 'a2'", "originalText/reference '#x'", "originalText/reference '#y'"),
        ("content 'a2'",),
    ],
)
def test_several_orphans_are_told_each(words: tuple[str, ...]) -> None:
    faults = list(map(orphan, words))

    assert joined_orphans(faults) == faults


@pytest.mark.parametrize(
    ("other", "told_too"),
    [
        ('<far><kind root="1.2"/></far>', False),
        ('<far><kind root="1.2"/></far><far><kind extension="#T"/></far>', True),
        ('<far><kind extension="T"/></far>', False),
    ],
)
def test_what_stands_in_something_misspelt_elsewhere_explains_only_what_has_it_alone(
    other: str, *, told_too: bool
) -> None:
    root = etree.fromstring(
        '<a xmlns="urn:hl7-org:v3"><doc><content extnsion="T"/><part><template/></part></doc>'
        f"{other}</a>"
    )
    content, template, far = root[0][0], root[0][1][0], root[1][0]
    misspelt = fault(content, "extnsion", "schema-unexpected-attribute")._replace(meant="extension")
    words = "Preceding is not matching, the value should be 'T' but is 'U'"

    beside = fault(template, check="schematron-assert", words=words)
    assert told(misspelt, beside) == ["schema-unexpected-attribute"]

    away = fault(far, check="schematron-assert", words=words)
    assert (
        told(misspelt, away) == ["schema-unexpected-attribute", "schematron-assert"]
    ) == told_too
