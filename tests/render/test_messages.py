"""Checked messages for programs that review code or run tests: GitHub, SARIF and JUnit."""

import json
from xml.etree import ElementTree as ET

import pytest

from mimcli.checks.known import CHECKS
from mimcli.model.answers.validation import MessageProblem, ValidatedMessage
from mimcli.query.validate import summary
from mimcli.render import Answer
from mimcli.render.messages import render_report
from mimcli.render.text import render_text
from mimcli.render.text.screen import Screen

ERROR = MessageProblem(
    "schema-value", "error", "a <b> & % c\x1b", 7, 3, address="PRPA_MT000203UK04.id", xpath="/a/b"
)
WARNING = MessageProblem("xml-no-namespace", "warning", "none", 1, 1)


def message(**changes: object) -> ValidatedMessage:
    """A valid message, with changes."""
    valid = ValidatedMessage(
        *("in/a b.xml", None, 1, True, "valid", "bare", "payload", "PRPA_MT000203UK04"),
        *("PdsRegistrationRequest", "7.2.02", "as it says", None, None, ()),
    )
    return valid._replace(**changes)


REPORT = summary(
    [
        message(),
        message(status="invalid", problems=(WARNING, ERROR)),
        message(status="invalid", part="part 2", exact=False, line=12, problems=(ERROR,)),
        message(path="x.json", status="unreadable", line=0, artefact=None, why="a FHIR resource"),
        message(path="y.xml", status="not-judged", artefact=None, why="no version", hint="do it"),
    ],
    files=4,
    passed_over=0,
)


def test_github_has_a_line_a_problem_at_its_place_in_the_file() -> None:
    lines = render_report(REPORT, "github", strict=False).splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("::warning file=in/a b.xml,line=1,col=1,title=")
    assert lines[1].startswith("::error file=in/a b.xml,line=7,col=3,title=")
    assert "a <b> & %25 c" in lines[1]
    assert "line=12,title=" in lines[2]
    assert "(line 7, column 3 of part 2)" in lines[2]
    assert lines[3].startswith("::error file=x.json,title=Not checked::")
    strict = render_report(REPORT, "github", strict=True).splitlines()
    assert strict[0].startswith("::error ")


@pytest.mark.parametrize("format_", ["github", "sarif", "junit"])
def test_what_to_do_is_said_in_each_format(format_: str) -> None:
    hinted = ERROR._replace(message="no such code", hint="did you mean EVN?")
    report = summary([message(status="invalid", problems=(hinted,))], files=1, passed_over=0)

    assert "no such code; did you mean EVN?" in render_report(report, format_, strict=False)


def test_sarif_has_a_rule_for_every_check_and_a_result_a_problem() -> None:
    (run,) = json.loads(render_report(REPORT, "sarif", strict=False))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [check.id for check in CHECKS]
    results = run["results"]
    assert [rules[one["ruleIndex"]]["id"] for one in results] == [one["ruleId"] for one in results]
    assert [one["level"] for one in results] == ["warning", "error", "error"]
    place = results[1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "in/a%20b.xml"
    assert place["region"] == {"startLine": 7, "startColumn": 3}
    keys = [tuple(one["partialFingerprints"].values()) for one in results]
    assert len(set(keys)) == len(keys)
    unread = run["invocations"][0]["toolExecutionNotifications"]
    assert [one["level"] for one in unread] == ["error", "error"]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_junit_has_a_case_a_message_that_fails_as_the_message_does() -> None:
    root = ET.fromstring(render_report(REPORT, "junit", strict=False))
    (suite,) = root
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("5", "2", "2")
    kinds = [[child.tag for child in case] for case in suite]
    assert kinds == [[], ["failure", "system-out"], ["failure"], ["error"], ["error"]]
    failure = suite[1][0]
    assert failure.get("type") == "schema-value"
    assert "in/a b.xml:7:3" in (failure.text or "")
    assert (suite[4][0].get("message") or "").endswith("no version; do it")


@pytest.mark.parametrize("form", ["github", "sarif", "junit"])
def test_nothing_to_tell_is_still_the_format(form: str) -> None:
    text = render_report(summary([], files=0, passed_over=0), form, strict=False)
    assert text.endswith("\n") or form == "github"


def test_only_what_could_not_be_looked_at_is_no_success() -> None:
    report = summary([message(status="invalid", problems=(ERROR,))], files=1, passed_over=0)
    (run,) = json.loads(render_report(report, "sarif", strict=False))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is True


def test_control_characters_in_a_name_are_made_visible() -> None:
    path = "a\nb\x1b[1m.xml"
    invalid = message(path=path, status="invalid", problems=(ERROR,))
    report = summary([invalid, message(path=path, status="unreadable")], files=1, passed_over=0)
    found = render_report(report, "github", strict=False)
    assert "\x1b" not in found
    assert found.count("file=a%0Ab\\x1b[1m.xml") == found.count("\n") == 2
    answer = Answer("validate", None, None, report)
    text = render_text(answer, Screen())
    assert "\x1b" not in text
    assert text.startswith("a\\x0ab\\x1b[1m.xml: invalid\n")
    assert "  a\\x0ab\\x1b[1m.xml:7:3: error" in text
