"""Checked messages for programs that review code or run tests: GitHub, SARIF and JUnit.

A problem in a part that had to be decoded has no line in the file: it is told where the part
begins, and its own place in its words.
"""

from typing import Any

from mimcli.checks.check import Check
from mimcli.checks.known import CHECKS
from mimcli.model.answers.validation import (
    MessageProblem,
    Severity,
    ValidatedMessage,
    ValidationReport,
)
from mimcli.render.github import Level, annotation, place
from mimcli.render.sarif import (
    artifact_uri,
    count_of,
    log,
    notification,
    physical_location,
    result,
    rule,
)

FORMATS = ("github", "sarif", "junit")
"""What this module makes."""

_LEVELS: dict[Severity, Level] = {"error": "error", "warning": "warning", "info": "note"}
_FINGERPRINT = "problemInMessage/v1"


def render_report(report: ValidationReport, format_: str, *, strict: bool) -> str:
    """Return a report as `github` annotations, as a `sarif` log or as `junit` XML."""
    if format_ == "github":
        return github(report, strict=strict)
    if format_ == "sarif":
        return sarif(report, strict=strict)
    from mimcli.render.junit import junit  # noqa: PLC0415  (an XML writer: 8 ms)

    return junit(report, strict=strict)


def level_of(problem: MessageProblem, *, strict: bool) -> Level:
    """Return how loud a problem is: with `strict` a warning is an error."""
    level = _LEVELS[problem.severity]
    return "error" if strict and level == "warning" else level


def words_of(message: ValidatedMessage, problem: MessageProblem) -> str:
    """Return a problem in words, with what to do, and its place if that is not one in the file."""
    text = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    if message.part and problem.line and not message.exact:
        text += f" (line {problem.line}, column {problem.column} of {message.part})"
    if problem.address:
        text += f" [mim explain {problem.address}]"
    return text


def place_of(message: ValidatedMessage, problem: MessageProblem) -> tuple[int, int]:
    """Return a problem's line and column in the file; 0 where there is none."""
    return (problem.line, problem.column) if message.exact else (message.line, 0)


def fault_of(message: ValidatedMessage) -> str:
    """Return why there is no judgement on a message, with what to do."""
    where = f" ({message.part})" if message.part else ""
    hint = f"; {message.hint}" if message.hint else ""
    return f"{message.path}{where} was not checked: {message.why}{hint}"


def github(report: ValidationReport, *, strict: bool) -> str:
    """Return workflow commands that GitHub shows beside the messages, one a line."""
    lines = []
    for message in report.messages:
        if message.status in ("unreadable", "not-judged"):
            properties = {**place(message.path, message.line), "title": "Not checked"}
            lines.append(annotation("error", properties, fault_of(message)))
        for problem in message.problems:
            properties = place(message.path, *place_of(message, problem))
            properties["title"] = f"{_check(problem.check).title} ({problem.check})"
            level = level_of(problem, strict=strict)
            lines.append(annotation(level, properties, words_of(message, problem)))
    return "".join(lines)


def sarif(report: ValidationReport, *, strict: bool) -> str:
    """Return a SARIF 2.1.0 log with one run."""
    order = {check.id: number for number, check in enumerate(CHECKS)}
    seen: dict[str, int] = {}
    results: list[dict[str, Any]] = []
    for message in report.messages:
        for problem in message.problems:
            location = physical_location(message.path, *place_of(message, problem))
            if problem.xpath:
                location["logicalLocations"] = [{"fullyQualifiedName": problem.xpath}]
            found = problem.xpath or ""
            key = f"{artifact_uri(message.path)}|{message.part or ''}|{problem.check}|{found}"
            results.append(
                result(
                    (problem.check, order[problem.check]),
                    level_of(problem, strict=strict),
                    words_of(message, problem),
                    location,
                    {_FINGERPRINT: f"{key}|{count_of(seen, key)}"},
                )
            )
    unchecked = [
        notification(one.path, fault_of(one), "error")
        for one in report.messages
        if one.status in ("unreadable", "not-judged")
    ]
    return log(_INFORMATION, [_rule(check) for check in CHECKS], results, unchecked)


_INFORMATION = (
    "https://digital.nhs.uk/developer/guides-and-documentation/message-implementation-manuals"
)
"""NHS England's page on the manuals, which the checks are of."""


def _rule(check: Check) -> dict[str, Any]:
    help_ = {"text": check.summary, "markdown": check.summary}
    level = _LEVELS[check.severity]
    return rule(check.id, level, check.title, check.summary, help_=help_, address=_INFORMATION)


def _check(identifier: str) -> Check:
    return next(check for check in CHECKS if check.id == identifier)
