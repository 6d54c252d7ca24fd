"""Checked messages on a terminal: each with its problems, a line a problem, as compilers do."""

from collections.abc import Iterator

from mimcli.model.answers.validation import MessageProblem, ValidatedMessage, ValidationReport
from mimcli.render.text.audit import SEVERITY_STYLES
from mimcli.render.text.screen import Block, Screen, Text, prose

_STATUS_STYLES = {"valid": "green", "invalid": "red", "unreadable": "red", "not-judged": "yellow"}


def report(screen: Screen, data: ValidationReport) -> str:
    """Return the messages with their problems, and a line that counts them."""
    blocks: list[Block] = []
    for one in data.messages:
        blocks += _message(screen, one)
    counts = {
        "valid": data.valid,
        "invalid": data.invalid,
        "unreadable": data.unreadable,
        "not judged": data.not_judged,
    }
    total = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return screen.paint(*blocks, Text(), Text(total or "nothing found", "bold"))


def _message(screen: Screen, one: ValidatedMessage) -> Iterator[Block]:
    where = one.path + (f" ({one.part})" if one.part else "")
    head = screen.text(where, "cyan", page=where) + Text(": ")
    head += screen.text(one.status.replace("-", " "), _STATUS_STYLES[one.status])
    yield prose(head + screen.text(f" ({one.why})" if one.why else "", "dim"))
    if one.hint:
        yield prose(Text("  hint: ") + screen.text(one.hint))
    for problem in one.problems:
        yield prose(_problem(screen, one, problem))


def _problem(screen: Screen, one: ValidatedMessage, problem: MessageProblem) -> Text:
    place = f"{one.path}:{problem.line}:{problem.column}" if problem.line else one.path
    text = Text("  ") + screen.text(place, "cyan", page=place) + Text(": ")
    text += screen.text(problem.severity, SEVERITY_STYLES[problem.severity])
    text += screen.text(f" {problem.check}: ", "dim") + screen.text(problem.message)
    if problem.address:
        text += Text("\n    mim explain ", "dim") + screen.text(problem.address)
    if problem.allowed:
        text += Text("\n    allowed: ", "dim") + screen.text(", ".join(problem.allowed))
    if problem.hint:
        text += Text("\n    hint: ", "dim") + screen.text(problem.hint)
    return text
