"""`mim retired`: the domains with their status, and the check of ids, files and folders."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mimcli.cache.paths import CachePaths
from mimcli.errors import CacheError, NotFoundError
from mimcli.exitcodes import ExitCode
from mimcli.model.answers.listing import Listing
from mimcli.model.answers.retirement import CheckRow, RetirementRow
from mimcli.model.identifiers import parse_artefact_id, parse_stem
from mimcli.model.retirement import DomainNames, DomainRetirement, Override, RetirementList
from mimcli.model.retirement_check import Occurrence, RetirementCheck, ScanProblem
from mimcli.query.domain_status import retirement_report
from mimcli.query.knowledge import revisions_of
from mimcli.query.manual import Manual, partly_cached
from mimcli.query.names import find_domain, resolve_domain
from mimcli.query.opening import every_cached
from mimcli.query.retired_artefacts import (
    check_domain,
    check_exit_code,
    check_occurrence,
    check_stem,
)
from mimcli.query.retirement_of import retirement_of
from mimcli.query.retirement_overrides import useless_overrides
from mimcli.query.scan import scan_path, scan_stream

STDIN = "-"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything that a check found."""

    checks: tuple[RetirementCheck, ...]
    problems: tuple[ScanProblem, ...]
    """What could not be read."""
    listing: RetirementList
    code: ExitCode

    def rows(self) -> Listing[CheckRow]:
        """Return the checks as an answer; an id in a file of which nothing is known is left out."""
        return Listing(CheckRow, tuple(_check_row(check) for check in self.checks))


def retirement_list(manual: Manual) -> tuple[Listing[RetirementRow], tuple[str, ...]]:
    """Return every domain with its status, and the list's names that match no domain."""
    _, report = retirement_report(manual)
    rows = tuple(_of_domain(manual, one) for one in report.domains)
    return Listing(RetirementRow, rows), report.unmatched


def overrides_without_use(manual: Manual) -> tuple[Override, ...]:
    """Return what the project says of names that are no domain of the version, and no id."""
    _, report = retirement_report(manual)
    domains = [DomainNames(one.name, one.folder) for one in report.domains]
    return useless_overrides(manual.retirement(), domains)


def retirement_of_names(
    paths: CachePaths,
    manual: Manual,
    names: Sequence[str],
    unreadable: Callable[[CacheError], object] = lambda _: None,
) -> Listing[RetirementRow]:
    """Return the status of each named domain, artefact id or stem.

    `unreadable` is told of each version of the cache that cannot be asked. Raises NotFoundError for
    a name that is none of these.
    """
    manuals = [manual, *every_cached(paths, unreadable)]
    rows: list[RetirementRow] = []
    for name in names:
        if parse_artefact_id(name) or parse_stem(name):
            for identifier in _ids(manuals, name):
                check = retirement_of(
                    manuals, identifier, manual.retirement(), asked=manual.version
                )
                rows.append(_artefact_row(manual, identifier, check))
        else:
            rows.append(_domain_row(manual, name))
    return Listing(RetirementRow, tuple(rows))


def _ids(manuals: Sequence[Manual], name: str) -> list[str]:
    if parse_artefact_id(name):
        return [name.strip().upper()]
    stem = name.strip().upper()
    return [one.id for one in revisions_of(manuals, stem)] or [stem]


def _domain_row(manual: Manual, name: str) -> RetirementRow:
    number = resolve_domain(manual, name)
    numbers, report = retirement_report(manual)
    return _of_domain(manual, report.domains[numbers.index(number)])


def _artefact_row(manual: Manual, identifier: str, check: RetirementCheck) -> RetirementRow:
    parsed = parse_artefact_id(identifier)
    source, dated, override = _stated_by(manual.retirement(), check.override)
    return RetirementRow(
        name=identifier,
        kind=parsed.kind if parsed else "artefact",
        folder=None,
        domain=check.domain or None,
        retirement=check.status,
        listed_as=None,
        mim=check.version or None,
        note=check.message,
        source=source,
        list_date=dated,
        override=override,
    )


def _stated_by(listing: RetirementList, override: Override | None) -> tuple[str, str, str | None]:
    """Return who says so, the date, and why the project does, if it is the project."""
    if override is not None:
        return override.file, override.date, override.reason
    return f"{listing.source}, {listing.address}", listing.last_edited, None


def _of_domain(manual: Manual, verdict: DomainRetirement) -> RetirementRow:
    source, dated, override = _stated_by(manual.retirement(), verdict.override)
    return RetirementRow(
        name=verdict.name,
        kind="domain",
        folder=verdict.folder,
        domain=None,
        retirement=verdict.status,
        listed_as=verdict.listed_name or None,
        mim=manual.version,
        note=verdict.note,
        source=source,
        list_date=dated,
        override=override,
    )


def check_targets(
    paths: CachePaths,
    manual: Manual,
    targets: Sequence[str],
    *,
    strict: bool,
    files: bool = False,
    unreadable: Callable[[CacheError], object] = lambda _: None,
) -> CheckReport:
    """Check domains, artefact ids, files, folders and stdin (`-`); all domains if none is given.

    What has a separator or begins with a dot is a path and nothing else. A plain word that is a
    domain's name, and a file or folder too, is checked as both: a gate must not pass because a
    folder is called like a domain. What two targets reach is told once. `unreadable` is told of
    each version of the cache that cannot be asked. With `files` every target is a path, whatever
    else it could be. Raises NotFoundError for what is neither, InputError for no such path, and
    NotCachedError with no target for a version of which no domain is known.
    """
    judge = _Judge(paths, manual, unreadable)
    checks: list[RetirementCheck] = []
    problems: list[ScanProblem] = []
    if not targets:
        _, report = retirement_report(manual)
        if not report.domains:  # a gate must not pass because there was nothing to check
            raise partly_cached(manual.version, "checking its domains")
        checks = [check_domain(one, manual.version) for one in report.domains]
    judged = judge.path if files else judge.target
    for found in _once(found for target in targets for found in judged(target)):
        if isinstance(found, ScanProblem):
            problems.append(found)
        else:
            checks.append(found)
    named = {os.path.abspath(target) for target in targets}  # noqa: PTH100  (as in _place)
    unread = any(_place(one) in {(path,) for path in named} for one in problems)
    code = check_exit_code(checks, problems, strict=strict, unread=unread)
    return CheckReport(tuple(checks), tuple(problems), manual.retirement(), code)


def _once(
    found: Iterable[RetirementCheck | ScanProblem],
) -> Iterator[RetirementCheck | ScanProblem]:
    """Yield what was found, but each place in a file once, if targets overlap."""
    seen: set[tuple[object, ...]] = set()
    for one in found:
        place = _place(one)
        if place is None or place not in seen:
            yield one
        if place is not None:
            seen.add(place)


def _place(found: RetirementCheck | ScanProblem) -> tuple[object, ...] | None:
    """Return the place in a file, however the file was named; None for what lies in none."""
    if found.path in ("", STDIN):
        return None
    file = os.path.abspath(found.path)  # noqa: PTH100  (a link is a file of its own)
    if isinstance(found, ScanProblem):
        return (file,)
    return (file, found.line, found.column, found.id)


def is_path(target: str) -> bool:
    """Return whether a target is written as a path: no domain's name is."""
    separators = {"/", os.sep, os.altsep or "/"}
    return target.startswith(".") or any(one in target for one in separators)


class _Judge:
    """Checks targets; looks every id up once, however often it occurs."""

    def __init__(
        self, paths: CachePaths, manual: Manual, unreadable: Callable[[CacheError], object]
    ) -> None:
        self._manual = manual
        self._manuals = [manual, *every_cached(paths, unreadable)]
        self._known: dict[str, RetirementCheck | None] = {}

    def target(self, target: str) -> Iterator[RetirementCheck | ScanProblem]:
        if target == STDIN:
            yield from self._occurrences(scan_stream(sys.stdin.buffer, STDIN), target)
        elif parse_artefact_id(target) or parse_stem(target):
            for identifier in _ids(self._manuals, target):
                yield self._artefact(identifier, target)
        else:
            yield from self._named(target)

    def _named(self, target: str) -> Iterator[RetirementCheck | ScanProblem]:
        number = None if is_path(target) else find_domain(self._manual, target)
        exists = os.path.lexists(target)
        if number is None and not exists:
            raise NotFoundError(
                f"{target!r} is no domain, no artefact id, and no file or folder",
                hint="`mim list-domains` lists the domains; `-` reads standard input",
            )
        if number is not None:
            numbers, report = retirement_report(self._manual)
            yield check_domain(report.domains[numbers.index(number)], self._manual.version, target)
        if exists:
            yield from self.path(target)

    def path(self, target: str) -> Iterator[RetirementCheck | ScanProblem]:
        yield from self._occurrences(scan_path(target), target)

    def _artefact(self, identifier: str, target: str) -> RetirementCheck:
        listing, asked = self._manual.retirement(), self._manual.version
        return retirement_of(self._manuals, identifier, listing, asked=asked, target=target)

    def _occurrences(
        self, found: Iterator[Occurrence | ScanProblem] | Iterator[Occurrence], target: str
    ) -> Iterator[RetirementCheck | ScanProblem]:
        for one in found:
            if isinstance(one, ScanProblem):
                yield one
                continue
            if one.id not in self._known:
                self._known[one.id] = self._check(one.id)
            check = self._known[one.id]
            if check is not None and check.status != "not-listed":
                yield check_occurrence(one, check, target)

    def _check(self, found: str) -> RetirementCheck | None:
        """Return the check of an id that a file has, or of a stem that some version knows."""
        if parse_artefact_id(found):
            return self._artefact(found, found)
        revisions = revisions_of(self._manuals, found)
        return check_stem(found, [self._artefact(one.id, found) for one in revisions])


def _check_row(check: RetirementCheck) -> CheckRow:
    in_file = check.kind == "occurrence"
    where = check.path if in_file else check.target
    if in_file and check.line:  # else it is in the file's name
        where += f":{check.line}:{check.column}"
    return CheckRow(
        where=where,
        retirement=check.status,
        kind=check.kind,
        id=check.id or None,
        domain=check.domain or None,
        mim=check.version or None,
        message=check.message,
        path=check.path if in_file else None,
        line=check.line if in_file else None,
        column=check.column if in_file else None,
        target=check.target,
    )
