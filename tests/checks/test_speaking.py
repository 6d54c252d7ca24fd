"""One fault is one problem: which check speaks where several find it."""

import pytest
from lxml import etree

from mimcli.checks.faults import Fault
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

    told = [speaking.may(fault(KIND, name)) for name in ("root", "root", "extension", None, None)]

    assert told == [True, False, True, True, True]


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
