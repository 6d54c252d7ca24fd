"""Checked messages on a terminal: each with its problems, and at the end what was found how often.

Of many messages, those that are valid are counted only.
"""

import re
from collections.abc import Iterator

from mimcli.model.answers.validation import (
    MessageProblem,
    ModelRow,
    ValidatedMessage,
    ValidationReport,
)
from mimcli.render.text.audit import SEVERITY_STYLES
from mimcli.render.text.screen import Block, Screen, Text, columns, prose, whole

FEW = 12
"""So many messages are all told, the valid ones too."""

_COPIED = ("page: ", "mim explain ")
"""Before what is to be copied, which stays in one line."""

_BETWEEN = re.compile(r"[\s,;:']+")
"""Between the words of a message."""

_STATUS_STYLES = {"valid": "green", "invalid": "red", "unreadable": "red", "not-judged": "yellow"}


def report(screen: Screen, data: ValidationReport) -> str:
    """Return the messages with their problems, and lines that count them."""
    all_told = len(data.messages) <= FEW or screen.verbose
    blocks: list[Block] = []
    for one in data.messages:
        if all_told or one.status != "valid" or one.problems:
            blocks += [*_message(screen, one), Text()]
    if sum(one.messages for one in data.checks) > 1:
        rows = [
            [
                screen.text(one.severity, SEVERITY_STYLES[one.severity]),
                screen.text(one.check, "cyan"),
                screen.text(one.problems),
                screen.text(one.messages),
            ]
            for one in data.checks
        ]
        blocks += [columns(("Severity", "Check", "Problems", "Messages"), rows, right=(2, 3))]
        blocks.append(Text())
    return screen.paint(*blocks, _total(data))


def _total(data: ValidationReport) -> Text:
    counts = {
        "valid": data.valid,
        "invalid": data.invalid,
        "unreadable": data.unreadable,
        "not judged": data.not_judged,
    }
    total = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    line = Text(total or "no message", "bold")
    if data.passed_over:
        files = "file" if data.passed_over == 1 else "files"
        line += Text(f" ({data.passed_over} {files} without a message passed over)", "dim")
    return line


def _message(screen: Screen, one: ValidatedMessage) -> Iterator[Block]:
    head = screen.text(one.path, "bold cyan", page=one.path)
    part = one.part.replace("\n", "\\x0a") if one.part else ""
    head += screen.text(f" ({part})" if part else "") + Text(": ")
    status = screen.text(one.status.replace("-", " "), _STATUS_STYLES[one.status])
    yield whole(head + status, indent=0)
    if one.why:
        yield prose(screen.text(one.why, "dim"))
    if one.hint:
        yield prose(Text("hint: ", "dim") + screen.text(one.hint))
    for problem in one.problems:
        yield from _problem(screen, one, problem)
    if one.more:
        yield prose(Text(f"and {one.more} more problems of the same checks", "dim"))


def _problem(screen: Screen, one: ValidatedMessage, problem: MessageProblem) -> Iterator[Block]:
    where = f"{problem.line}:{problem.column}" if problem.column else str(problem.line)
    if one.exact:
        where = f"{one.path}:{where}"
    place = screen.text(where, "cyan", page=where) + Text(": ") if problem.line else Text()
    severity = screen.text(problem.severity, SEVERITY_STYLES[problem.severity])
    yield whole(place + severity + screen.text(f" {problem.check}", "dim"))
    yield prose(screen.text(problem.message), indent=4)
    more = _not_said(problem.allowed, problem.message)
    nearest = problem.nearest
    for label, words in (
        ("allowed: " if more == problem.allowed else "also allowed: ", ", ".join(more)),
        ("nearest: ", None if nearest and nearest in (problem.hint or "") else nearest),
        (_row_of(problem.row), _row(problem.row)),
        ("page: ", problem.row.page if problem.row else None),
        ("hint: ", problem.hint),
        ("mim explain ", problem.address),
    ):
        if words:
            lay_out = whole if label in _COPIED else prose
            yield lay_out(Text(label, "dim") + screen.text(words), indent=4)


def _not_said(values: tuple[str, ...], message: str) -> tuple[str, ...]:
    """Return the values that a message does not name itself."""
    words = set(_BETWEEN.split(message))
    return tuple(one for one in values if one not in words and not (" " in one and one in message))


def _row_of(row: ModelRow | None) -> str:
    return f"row of {row.of}: " if row is not None and row.of else "row: "


def _row(row: ModelRow | None) -> str:
    """Return what the message table says of a place, in its own order."""
    if row is None:
        return ""
    vocabulary = f"vocabulary {row.vocabulary}" if row.vocabulary else None
    return ", ".join(filter(None, (row.cardinality, row.conformance, row.datatype, vocabulary)))
