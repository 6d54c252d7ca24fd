"""`mim validate`: files and folders of messages, checked."""

import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, NamedTuple

from mimcli.cache.chosen import used_version
from mimcli.cache.records import version_names
from mimcli.errors import CacheError
from mimcli.exitcodes import ExitCode
from mimcli.messages.answers import unreadable
from mimcli.messages.judges import NEWEST, Judges
from mimcli.messages.judging import Judge, Wishes
from mimcli.messages.together import Work, judged_together, sizes_of
from mimcli.model.answers.validation import CheckCount, ValidatedMessage, ValidationReport
from mimcli.model.retirement_check import ScanProblem
from mimcli.parse.xmlio import MAX_MESSAGE_BYTES
from mimcli.progress import SILENT, Progress
from mimcli.query.manual import not_cached
from mimcli.query.opening import every_cached, open_manual
from mimcli.sources.tree_scan import TreeFile, walk_files
from mimcli.workplace import Workplace

STDIN = "-"
_PIECE = 1024 * 1024
LARGE = 16 * 1024 * 1024
"""A document that is larger is not kept in memory beside its tree."""


def validate(
    judging: Callable[[], Judges],
    targets: Sequence[str],
    wishes: Wishes,
    progress: Progress = SILENT,
    *,
    together: bool = False,
) -> ValidationReport:
    """Return the messages of files and folders, and what is wrong with each.

    `judging` opens the versions that may judge. `together` lets a second process help with many
    files: not for a program that has threads, as it is a copy of this one.
    """
    folders = [one for one in targets if _is_folder(one)]
    files = list(_files(targets, frozenset(folders)))
    sizes = sizes_of([one.file.location for one in files])

    def judge() -> Callable[[int], list[ValidatedMessage]]:
        judge = Judge(judging(), wishes)
        return lambda number: _judge(files[number], judge, sizes[number])

    work = Work(judge(), judge, sizes.__getitem__)
    found = judged_together(len(files), work, progress, sum(sizes), alone=not together)
    messages = [message for answers in found for message in answers]
    messages += _folders_without(folders, files, found)
    return summary(messages, files=len(files), passed_over=sum(not one for one in found))


def judges_at_hand(
    place: Workplace, unreadable_version: Callable[[CacheError], object] = lambda _: None
) -> Judges:
    """Return the versions that may judge: the one that is demanded, else every cached one.

    `unreadable_version` is told of each that cannot be asked.

    Of these the project's is preferred, else the one in use, else the newest. Raises
    NotCachedError if there is none at all.
    """
    if place.demanded:
        manual = open_manual(place.paths, place.demanded, place.asked_by)
        manual.need_cache("validating a message")
        others = [one for one in version_names(place.paths) if one != manual.version]
        return Judges([manual], reason=f"as {place.asked_by} says", others=others)
    manuals = list(every_cached(place.paths, unreadable_version))
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


class _File(NamedTuple):
    """A file to judge, or why it cannot be."""

    file: TreeFile
    folder: str | None = None
    """The folder in which it was found, if it was not named."""
    problem: str | None = None


def _is_folder(target: str) -> bool:
    return target != STDIN and os.path.isdir(target)  # noqa: PTH112  (as the user gave it)


def _files(targets: Sequence[str], folders: frozenset[str]) -> Iterator[_File]:
    """Yield the files, each once, in the order of the targets; `folders` are such of these."""
    seen: set[str] = set()
    for target in targets:
        for one in _of_folder(target) if target in folders else (_named(target),):
            place = os.path.abspath(one.file.location)  # noqa: PTH100  (a link is its own file)
            if place not in seen or one.file.location == STDIN:
                seen.add(place)
                yield one


def _folders_without(
    folders: Sequence[str], files: Sequence[_File], found: Sequence[Sequence[ValidatedMessage]]
) -> Iterator[ValidatedMessage]:
    """Yield the answer for each folder in which there is no message: a check of nothing fails."""
    if not folders:
        return
    told = [
        os.path.abspath(one.file.location)  # noqa: PTH100  (a link is its own file)
        for one, answers in zip(files, found, strict=True)
        if answers
    ]
    for folder in folders:
        top = os.path.join(os.path.abspath(folder), "")  # noqa: PTH100, PTH118  (as above)
        # A folder that cannot be read is told as such.
        if not any(os.path.join(location, "").startswith(top) for location in told):  # noqa: PTH118
            count = sum(one.folder == folder for one in files)
            which = "its one file is no" if count == 1 else f"none of its {count} files is an"
            reason = f"{which} HL7 v3 message" if count else _NO_FILES
            yield unreadable(folder, reason)


_NO_FILES = "it has no files that .gitignore allows"


def _named(target: str) -> _File:
    return _File(TreeFile(target.replace(os.sep, "/"), target))


def _of_folder(folder: str) -> Iterator[_File]:
    for found in walk_files(folder):
        if isinstance(found, ScanProblem):
            yield _File(TreeFile(found.path, found.path), folder, problem=found.detail)
        else:
            yield _File(found, folder)


def _judge(one: _File, judge: Judge, size: int) -> list[ValidatedMessage]:
    path, location = one.file.path, one.file.location
    if one.problem is not None:
        return [unreadable(path, f"it cannot be read: {one.problem}")]
    try:
        large = size > LARGE and _is_large(location) and judge.large_file(path, location)
        if large:
            return large
        data = _content(location)
    except OSError as error:
        return [unreadable(path, f"it cannot be read: {error.strerror or type(error).__name__}")]
    except ValueError:  # a name with a zero in it
        return [unreadable(path, "it cannot be read: no file has such a name")]
    if data is None:
        return [unreadable(path, f"it has more than {MAX_MESSAGE_BYTES:,} bytes")]
    return judge.file(path, data, searched=one.folder is not None)


def _is_large(location: str) -> bool:
    status = None if location == STDIN else os.stat(location)  # noqa: PTH116  (as given)
    if status is None or not stat.S_ISREG(status.st_mode):
        return False
    return LARGE < status.st_size <= MAX_MESSAGE_BYTES


def _content(location: str) -> bytes | None:
    """Return a file's bytes; None if they are too many."""
    if location == STDIN:
        return _whole(sys.stdin.buffer)
    with open(location, "rb", buffering=0) as stream:  # noqa: PTH123  (as the user gave it)
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            return _whole(stream)
        return stream.readall() if status.st_size <= MAX_MESSAGE_BYTES else None


def _whole(stream: IO[bytes]) -> bytes | None:
    """Return what a pipe or device yields; None if it does not come to an end."""
    pieces, length = [], 0
    while piece := stream.read(_PIECE):
        pieces.append(piece)
        length += len(piece)
        if length > MAX_MESSAGE_BYTES:
            return None
    return b"".join(pieces)
