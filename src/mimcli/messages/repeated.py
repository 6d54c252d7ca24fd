"""Messages that have the id of another one: of the same file, or of another that was checked.

Each message has an id of its own, by which receivers know that they had it before. The same file
given twice, or a copy of it, is one message all the same, and an acknowledgement has an id of its
own beside that of what it answers.
"""

from collections.abc import Callable, Iterator, Sequence

from mimcli.messages.answers import WHOLE
from mimcli.model.answers.validation import MessageProblem, ValidatedMessage

CHECK = "repeated-message-id"

MOST_TOLD = 100
"""Messages with the id of one other that are told; of thousands the last of these says it."""

Same = Callable[[int, int], bool]
"""Returns whether two files, by their numbers, have the same bytes."""
Answers = list[ValidatedMessage]


def with_repeated(found: Sequence[Answers], same: Same, *, strict: bool) -> list[Answers]:
    """Return answers, file by file, with what is told of ids that come again.

    `strict`: a warning makes a message invalid.
    """
    told = dict(_repeated(found, same))
    if not told:
        return list(found)
    return [
        [
            _with(one, told[number, at], strict=strict) if (number, at) in told else one
            for at, one in enumerate(answers)
        ]
        for number, answers in enumerate(found)
    ]


_Place = tuple[int, int]
"""Numbers of a file, and of a message in it."""


def _repeated(found: Sequence[Answers], same: Same) -> Iterator[tuple[_Place, MessageProblem]]:
    first: dict[str, _Place] = {}
    counts: dict[str, int] = {}
    for number, answers in enumerate(found):
        for at, one in enumerate(answers):
            if one.message_id is None:
                continue
            key = one.message_id.upper()
            if one.kind not in WHOLE:  # of a batch, whose messages may be files of their own, too
                key += f" {number}"
            file, before = first.setdefault(key, (number, at))
            if (file, before) == (number, at):
                continue
            if counts.get(key, 0) >= MOST_TOLD or _is_one(one, number, file, same):
                continue
            count = counts[key] = counts.get(key, 0) + 1
            yield (number, at), _problem(one, found[file][before], last=count == MOST_TOLD)


def _is_one(one: ValidatedMessage, number: int, file: int, same: Same) -> bool:
    """Return whether two messages are one: a log may have it more than once, a file copies."""
    return one.container == "text" if number == file else same(file, number)


def _problem(one: ValidatedMessage, other: ValidatedMessage, *, last: bool) -> MessageProblem:
    line = other.message_id_line if other.exact else other.line
    where = f"{other.path}:{line}" + (f" ({other.part})" if other.part else "")
    words = f"the message's id {one.message_id!r} is that of another message, too: {where}"
    if last:
        words += " (further ones are not told)"
    return MessageProblem(
        CHECK,
        "warning",
        words,
        one.message_id_line,
        address=f"{one.artefact}.id" if one.kind in WHOLE else None,
        found=one.message_id,
    )


def _with(one: ValidatedMessage, problem: MessageProblem, *, strict: bool) -> ValidatedMessage:
    problems = sorted((*one.problems, problem), key=lambda each: (each.line, each.column))
    invalid = one.status == "invalid" or (strict and one.status == "valid")
    return one._replace(problems=tuple(problems), status="invalid" if invalid else one.status)
