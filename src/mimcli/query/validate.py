"""`mim validate`: files and folders of messages, checked."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from mimcli.cache.chosen import used_version
from mimcli.cache.records import version_names
from mimcli.errors import CacheError, MimError
from mimcli.exitcodes import ExitCode
from mimcli.messages.answers import internal_fault, unreadable
from mimcli.messages.judges import NEWEST, Judges
from mimcli.messages.judging import LARGE, Judge
from mimcli.messages.repeated import CHECK, with_repeated
from mimcli.messages.together import Work, judged_together
from mimcli.messages.wishes import Wishes
from mimcli.model.answers.validation import (
    CheckCount,
    Unchecked,
    ValidatedMessage,
    ValidationReport,
)
from mimcli.parse.xmlio import MAX_MESSAGE_BYTES
from mimcli.progress import SILENT, Progress
from mimcli.query.manual import Manual, not_cached
from mimcli.query.message_files import Copies, MessageFile, content_of, message_files
from mimcli.query.opening import every_cached, open_manual
from mimcli.workplace import Workplace


def validate(
    judges: Judges,
    targets: Sequence[str],
    wishes: Wishes,
    progress: Progress = SILENT,
    *,
    together: bool = False,
) -> ValidationReport:
    """Return the messages of files and folders, and what is wrong with each.

    `together` lets a second process help with many files: not for a program that has threads, as
    it is a copy of this one.
    """
    files, folders = message_files(targets)
    judge = Judge(judges, wishes)
    sizes = [one.size for one in files]
    work = Work(lambda number: _guarded(files[number], judge), sizes)
    found = judged_together(work, progress, alone=not together)
    if wishes.chosen.wants(CHECK):
        found = with_repeated(found, Copies(files).same, strict=wishes.strict)
    messages = [message for answers in found for message in answers]
    messages += _folders_without(folders, files, found)
    report = summary(messages, files=len(files), passed_over=sum(not one for one in found))
    return report._replace(unchecked=tuple(_unchecked(judges.manuals, messages, wishes)))


def judges_at_hand(
    place: Workplace, unreadable_version: Callable[[CacheError], object] = lambda _: None
) -> Judges:
    """Return the versions that may judge: the one that is demanded, else every cached one.

    `unreadable_version` is told of each that cannot be asked.

    Of these the project's judges all that it defines. Else it is the one that a message says that
    it is of; then the one in use, then the newest whole one, then partial ones. Raises
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
    # Of whole versions, which are the newest first, more is known than of partial ones.
    manuals.sort(key=lambda one: (one.version != preferred, one.partial))
    pinned = place.version is not None and manuals[0].version == place.version
    return Judges(manuals, reason=reason, pinned=pinned)


def _unchecked(
    manuals: Iterable[Manual], messages: Sequence[ValidatedMessage], wishes: Wishes
) -> Iterator[Unchecked]:
    """Yield what the versions lack that judged messages, and that wanted checks go by."""
    judged = {one.mim for one in messages}
    for manual in manuals:
        if manual.partial and manual.version in judged:
            lacks = tuple(
                what
                for what, (check, there) in _CHECKED_BY.items()
                if wishes.chosen.wants(check) and not manual.row(there)
            )
            if lacks:
                yield Unchecked(manual.version, lacks)


_CHECKED_BY = {
    "vocabularies": ("unknown-code", "SELECT 1 FROM vocabulary WHERE page IS NOT NULL"),
    "message tables": ("fixed-value", "SELECT 1 FROM tabular_view"),
}
"""What messages are checked by beside the schemas: a check that does, and what asks for it."""


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


def _folders_without(
    folders: Sequence[str],
    files: Sequence[MessageFile],
    found: Sequence[Sequence[ValidatedMessage]],
) -> Iterator[ValidatedMessage]:
    """Yield the answer for each folder in which there is no message: a check of nothing fails."""
    if not folders:
        return
    told = [
        os.path.abspath(one.location)  # noqa: PTH100  (a link is its own file)
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


def _guarded(one: MessageFile, judge: Judge) -> list[ValidatedMessage]:
    """Return what is said of a file; a fault of this program costs that file alone."""
    try:
        return _judge(one, judge)
    except MimError:
        raise
    except Exception as error:  # noqa: BLE001  (whatever it is, other files are still to be judged)
        return [unreadable(one.path, *internal_fault(error))]


def _judge(one: MessageFile, judge: Judge) -> list[ValidatedMessage]:
    path = one.path
    if one.problem is not None:
        return [unreadable(path, f"it cannot be read: {one.problem}")]
    try:
        large = one.plain and LARGE < one.size <= MAX_MESSAGE_BYTES
        found = judge.large_file(path, one.location) if large else None
        if found:
            return found
        data = content_of(one)
    except OSError as error:
        return [unreadable(path, f"it cannot be read: {error.strerror or type(error).__name__}")]
    except ValueError:  # a name with a zero in it
        return [unreadable(path, "it cannot be read: no file has such a name")]
    if data is None:
        return [unreadable(path, f"it has more than {MAX_MESSAGE_BYTES:,} bytes")]
    return judge.file(path, data, searched=one.folder is not None)
