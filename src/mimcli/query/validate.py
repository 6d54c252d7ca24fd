"""`mim validate`: files and folders of messages, checked."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mimcli.cache.chosen import used_version
from mimcli.cache.records import version_names
from mimcli.exitcodes import ExitCode
from mimcli.messages.answers import unreadable
from mimcli.messages.judges import NEWEST, Judges
from mimcli.messages.judging import Judge, Wishes
from mimcli.model.answers.validation import CheckCount, ValidatedMessage, ValidationReport
from mimcli.model.retirement_check import ScanProblem
from mimcli.query.manual import not_cached
from mimcli.query.opening import every_cached, open_manual
from mimcli.sources.tree_scan import TreeFile, walk_files
from mimcli.workplace import Workplace

STDIN = "-"


def validate(place: Workplace, targets: Sequence[str], wishes: Wishes) -> ValidationReport:
    """Return the messages of files and folders, and what is wrong with each.

    The version that the place demands judges, else the one that defines the message. Raises
    NotCachedError where there is no version to ask at all.
    """
    judge = Judge(judges_at_hand(place), wishes)
    messages: list[ValidatedMessage] = []
    files = passed_over = 0
    for file, searched in _files(targets):
        found = list(_judge(file, judge, searched=searched))
        files += 1
        passed_over += not found
        messages += found
    return summary(messages, files=files, passed_over=passed_over)


def judges_at_hand(place: Workplace) -> Judges:
    """Return the versions that may judge: the one that is demanded, else every cached one.

    Of these the project's is preferred, else the one in use, else the newest. Raises
    NotCachedError if there is none.
    """
    if place.demanded:
        manual = open_manual(place.paths, place.demanded, place.asked_by)
        manual.need_cache("validating a message")
        others = [one for one in version_names(place.paths) if one != manual.version]
        return Judges([manual], reason=f"as {place.asked_by} says", others=others)
    manuals = list(every_cached(place.paths))
    if not manuals:
        raise not_cached(open_manual(place.paths, None).version, "validating a message")
    used = used_version(place.paths)
    preferred = place.version or used
    reason = "the version in use" if preferred == used else f"as {place.asked_by} says"
    if not any(one.version == preferred for one in manuals):
        reason = NEWEST
    manuals.sort(key=lambda one: one.version != preferred)
    return Judges(manuals, reason=reason)


def exit_code(report: ValidationReport) -> ExitCode:
    """Return what a report answers to the shell: the gravest of what was found."""
    if report.invalid:
        return ExitCode.NO
    if report.unreadable:
        return ExitCode.USAGE
    return ExitCode.NOT_CACHED if report.not_judged else ExitCode.YES


def summary(
    messages: Iterable[ValidatedMessage], *, files: int, passed_over: int
) -> ValidationReport:
    """Return messages with their numbers."""
    messages = tuple(messages)
    statuses = Counter(one.status for one in messages)
    return ValidationReport(
        kind="validation",
        valid=statuses["valid"],
        invalid=statuses["invalid"],
        unreadable=statuses["unreadable"],
        not_judged=statuses["not-judged"],
        files=files,
        passed_over=passed_over,
        checks=tuple(_counts(messages)),
        messages=messages,
    )


def _counts(messages: Sequence[ValidatedMessage]) -> Iterator[CheckCount]:
    problems = Counter(
        (problem.check, problem.severity) for one in messages for problem in one.problems
    )
    carriers = Counter(
        found
        for one in messages
        for found in {(problem.check, problem.severity) for problem in one.problems}
    )
    for (check, severity), count in sorted(problems.items(), key=lambda one: (-one[1], one[0])):
        yield CheckCount(check, severity, count, carriers[check, severity])


def _files(targets: Sequence[str]) -> Iterator[tuple[TreeFile | ScanProblem, bool]]:
    """Yield the files, and whether each was searched out in a folder."""
    for target in targets:
        if os.path.isdir(target):  # noqa: PTH112  (the path stays as the user gave it)
            for found in walk_files(target):
                yield found, True
        else:
            yield TreeFile(target.replace(os.sep, "/"), target), False


def _judge(
    file: TreeFile | ScanProblem, judge: Judge, *, searched: bool
) -> Iterable[ValidatedMessage]:
    if isinstance(file, ScanProblem):
        return [unreadable(file.path, file.detail)]
    try:
        if file.location == STDIN:
            data = sys.stdin.buffer.read()
        else:
            with open(file.location, "rb") as stream:  # noqa: PTH123  (as the user gave it)
                data = stream.read()
    except OSError as error:
        return [unreadable(file.path, f"it cannot be read: {error.strerror or error}")]
    return judge.file(file.path, data, searched=searched)
