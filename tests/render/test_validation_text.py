"""Problems on a terminal say each thing once."""

from mimcli.model.answers.validation import (
    MessageProblem,
    ModelRow,
    ValidatedMessage,
    ValidationReport,
)
from mimcli.render.text.screen import Screen
from mimcli.render.text.validation import report


def told(problem: MessageProblem) -> str:
    message = ValidatedMessage(
        *("m.xml", None, 1, True, "invalid", "bare", "interaction", "A", "A", "7", "so"),
        *(None, None, (problem,)),
    )
    text = report(
        Screen(width=200), ValidationReport("validation", 0, 1, 0, 0, 1, 0, (), (message,))
    )
    return text.partition("m.xml: invalid")[2]


def test_what_the_message_lists_is_not_listed_again() -> None:
    one = MessageProblem(
        "schema-value", "error", "code is 'X', which is not one: A, B C or D", allowed=("A", "B C")
    )
    assert "allowed" not in told(one)


def test_of_a_list_that_is_cut_the_rest_is_told() -> None:
    one = MessageProblem("schema-value", "error", "not one: A, B and 2 more", allowed=tuple("ABCD"))
    assert "also allowed: C, D\n" in told(one)
    two = one._replace(message="it is something else")
    assert " allowed: A, B, C, D\n" in told(two)


def test_the_nearest_name_is_told_once() -> None:
    one = MessageProblem("x", "error", "wrong", nearest="code", hint="did you mean code?")
    assert "nearest" not in told(one)
    assert "nearest: code" in told(one._replace(hint=None))


def test_a_row_that_is_another_elements_says_whose_it_is() -> None:
    row = ModelRow("1..1", "M", "PN", None, "page.htm")
    one = MessageProblem("x", "error", "wrong", row=row)
    assert "row: 1..1, M, PN" in told(one)
    assert "row of name: 1..1, M, PN" in told(one._replace(row=row._replace(of="name")))
