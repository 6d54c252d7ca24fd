"""Results of `mim retired --check` for machines that review code: GitHub annotations and SARIF.

Both report what the check found fault with, and what it could not read; an artefact that the
retirement list does not speak of (`not-listed`) is no fault and is left out.
"""

from collections.abc import Iterable
from typing import Any

from mimcli import __version__
from mimcli.model.retirement import RetirementList
from mimcli.model.retirement_check import CheckStatus, RetirementCheck, ScanProblem
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

_LEVELS: dict[CheckStatus, Level] = {
    "retired": "error",
    "unknown": "warning",
    "partly-retired": "note",
}
_TITLES: dict[CheckStatus, str] = {
    "retired": "Retired in the NHS Spine MiM",
    "unknown": "Not defined by any known MiM version",
    "partly-retired": "Perhaps retired in the NHS Spine MiM",
}
_RULES: dict[CheckStatus, tuple[str, str, str]] = {
    "retired": (
        "retired",
        "An artefact of a retired domain",
        (
            "The domain that defines it is on NHS England's list of fully retired domains: it is "
            "no longer available for use. Ask NHS England what replaces it."
        ),
    ),
    "unknown": (
        "unknown",
        "An artefact that no known version defines",
        (
            "No version of the MiM that mim knows defines this id, or none tells its domain. It "
            "may be misspelt, or belong to a Domain Message Specification; `mim which ID` shows "
            "its nearest revisions."
        ),
    ),
    "partly-retired": (
        "partly-retired",
        "An artefact of a domain that may be retired in part",
        (
            "NHS England says of most domains that some versions or some interactions are no "
            "longer available, and names none. Ask NHS England about this one."
        ),
    ),
}
_RULE_ORDER: tuple[CheckStatus, ...] = ("retired", "unknown", "partly-retired")


def github_annotations(
    checks: Iterable[RetirementCheck], problems: Iterable[ScanProblem] = (), *, strict: bool = False
) -> str:
    """Return workflow commands that GitHub shows beside the code, one a line.

    A retired artefact is an error, an unknown one a warning, a partly retired one a notice; with
    `strict` all three are errors.
    """
    lines = []
    for check in checks:
        level = _level(check.status, strict=strict)
        if level is None:
            continue
        properties = place(check.path, check.line, check.column, len(check.id))
        properties["title"] = _TITLES[check.status]
        lines.append(annotation(level, properties, check.message))
    for problem in problems:
        properties = {**place(problem.path), "title": "Not checked"}
        message = f"{problem.path} could not be read: {problem.detail}"
        lines.append(annotation("error" if strict else "warning", properties, message))
    return "".join(lines)


def sarif(
    checks: Iterable[RetirementCheck],
    problems: Iterable[ScanProblem],
    listing: RetirementList,
    *,
    tool_version: str = __version__,
    strict: bool = False,
) -> str:
    """Return a SARIF 2.1.0 log with one run, as JSON text that ends in a newline."""
    results, seen = [], dict[str, int]()
    for check in checks:
        level = _level(check.status, strict=strict)
        if level is not None:
            results.append(_result(check, level, seen))
    return log(
        listing.address,
        [_rule(status, listing) for status in _RULE_ORDER],
        results,
        [notification(one.path, f"could not be read: {one.detail}") for one in problems],
        tool_version=tool_version,
    )


def _level(status: CheckStatus, *, strict: bool) -> Level | None:
    """Return how loud a status is; None: not at all."""
    level = _LEVELS.get(status)
    return "error" if strict and level else level


def _rule(status: CheckStatus, listing: RetirementList) -> dict[str, Any]:
    identifier, title, text = _RULES[status]
    source = f"Source: {listing.source}, last edited {listing.last_edited}."
    help_ = {
        "text": f"{text} {source} {listing.address}",
        "markdown": f"{text}\n\n[{source}]({listing.address})",
    }
    return rule(identifier, _LEVELS[status], title, text, help_=help_, address=listing.address)


def _result(check: RetirementCheck, level: Level, seen: dict[str, int]) -> dict[str, Any]:
    """Return one result; `seen` counts the same id in the same file."""
    fingerprints = {}
    if check.path:
        key = f"{artifact_uri(check.path)}|{check.id}"
        fingerprints["artefactInFile/v1"] = f"{key}|{count_of(seen, key)}"
    which = (_RULES[check.status][0], _RULE_ORDER.index(check.status))
    return result(which, level, check.message, _location(check), fingerprints)


def _location(check: RetirementCheck) -> dict[str, Any]:
    """Return the place of a result: in a file, or the artefact or domain by its name."""
    if not check.path:
        name = check.id or check.domain
        return {"logicalLocations": [{"name": name, "fullyQualifiedName": check.target}]}
    return physical_location(check.path, check.line, check.column, len(check.id))


def render_checks(
    format_: str | None,
    checks: Iterable[RetirementCheck],
    problems: Iterable[ScanProblem],
    listing: RetirementList,
    *,
    strict: bool,
) -> str:
    """Return checks as `github` annotations or as a `sarif` log."""
    if format_ == "github":
        return github_annotations(checks, problems, strict=strict)
    return sarif(checks, problems, listing, strict=strict)
