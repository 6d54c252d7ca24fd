"""Results of `mim retired --check` for machines that review code: GitHub annotations and SARIF.

Both report what the check found fault with, and what it could not read; an artefact that the
retirement list does not speak of (`not-listed`) is no fault and is left out.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal
from urllib.parse import quote

from mimcli import __version__
from mimcli.model.retirement import RetirementList
from mimcli.model.retirement_check import CheckStatus, RetirementCheck, ScanProblem

Level = Literal["error", "warning", "note"]
"""How loud a result is, in SARIF's words; GitHub says `notice` for `note`."""

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
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SOURCE_ROOT = "%SRCROOT%"


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
        properties = _place(check.path, check.line, check.column, check.id)
        properties["title"] = _TITLES[check.status]
        lines.append(_command(level, properties, check.message))
    for problem in problems:
        properties = {**_place(problem.path), "title": "Not checked"}
        message = f"{problem.path} could not be read: {problem.detail}"
        lines.append(_command("error" if strict else "warning", properties, message))
    return "".join(f"{line}\n" for line in lines)


def sarif(
    checks: Iterable[RetirementCheck],
    problems: Iterable[ScanProblem],
    listing: RetirementList,
    *,
    tool_version: str,
    strict: bool = False,
) -> str:
    """Return a SARIF 2.1.0 log with one run, as JSON text that ends in a newline."""
    results, seen = [], Counter[tuple[str, str]]()
    for check in checks:
        level = _level(check.status, strict=strict)
        if level is not None:
            seen[check.path, check.id] += 1
            results.append(_result(check, level, seen[check.path, check.id]))
    run = {
        "tool": {"driver": _driver(listing, tool_version)},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(problem) for problem in problems],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def artifact_uri(path: str) -> str:
    """Return a path as SARIF wants it: `/`, percent-encoded, relative unless it is absolute."""
    plain = re.sub(r"^(?:\./)+", "", path.replace("\\", "/") if os.sep == "\\" else path)
    if plain == "-":
        return "stdin"
    if re.match(r"[A-Za-z]:/", plain):
        return "file:///" + plain[:2] + _quoted(plain[2:])
    return ("file://" if plain.startswith("/") else "") + _quoted(plain)


def _quoted(path: str) -> str:
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")


def _level(status: CheckStatus, *, strict: bool) -> Level | None:
    """Return how loud a status is; None: not at all."""
    level = _LEVELS.get(status)
    return "error" if strict and level else level


def _place(path: str, line: int = 0, column: int = 0, identifier: str = "") -> dict[str, str]:
    """Return an annotation's place; GitHub knows no place for what is no file."""
    if not path or path == "-":
        return {}
    if not line:
        return {"file": path}
    place = {"file": path, "line": str(line)}
    if column:
        place |= {"col": str(column), "endColumn": str(column + len(identifier))}
    return place


def _command(level: Level, properties: dict[str, str], message: str) -> str:
    """Return one workflow command, escaped as GitHub's own toolkit does it."""
    name = "notice" if level == "note" else level
    listed = ",".join(f"{key}={_escaped_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_escaped(message)}"


def _escaped(text: str) -> str:
    """Return a message without what would end it, and without what no stream can carry."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _driver(listing: RetirementList, tool_version: str) -> dict[str, Any]:
    """Return the tool's description with its rules."""
    return {
        "name": "mim",
        "version": tool_version,
        "informationUri": listing.address,
        "rules": [_rule(status, listing) for status in _RULE_ORDER],
    }


def _rule(status: CheckStatus, listing: RetirementList) -> dict[str, Any]:
    identifier, title, text = _RULES[status]
    source = f"Source: {listing.source}, last edited {listing.last_edited}."
    return {
        "id": identifier,
        "name": "".join(word.capitalize() for word in identifier.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": text},
        "help": {
            "text": f"{text} {source} {listing.address}",
            "markdown": f"{text}\n\n[{source}]({listing.address})",
        },
        "helpUri": listing.address,
        "defaultConfiguration": {"level": _LEVELS[status]},
    }


def _result(check: RetirementCheck, level: Level, ordinal: int) -> dict[str, Any]:
    """Return one result; `ordinal` counts the same id in the same file."""
    result: dict[str, Any] = {
        "ruleId": _RULES[check.status][0],
        "ruleIndex": _RULE_ORDER.index(check.status),
        "level": level,
        "message": {"text": check.message},
        "locations": [_location(check)],
    }
    if check.path:
        key = f"{artifact_uri(check.path)}|{check.id}|{ordinal}"
        result["partialFingerprints"] = {"artefactInFile/v1": key}
    return result


def _location(check: RetirementCheck) -> dict[str, Any]:
    """Return the place of a result: in a file, or the artefact or domain by its name."""
    if not check.path:
        name = check.id or check.domain
        return {"logicalLocations": [{"name": name, "fullyQualifiedName": check.target}]}
    physical: dict[str, Any] = {"artifactLocation": _artifact(check.path)}
    if check.line:
        region = {"startLine": check.line}
        if check.column:
            region |= {"startColumn": check.column, "endColumn": check.column + len(check.id)}
        physical["region"] = region
    return {"physicalLocation": physical}


def _artifact(path: str) -> dict[str, str]:
    uri = artifact_uri(path)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _SOURCE_ROOT}


def _notification(problem: ScanProblem) -> dict[str, Any]:
    return {
        "level": "warning",
        "message": {"text": f"could not be read: {problem.detail}"},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(problem.path)}}],
    }


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
    return sarif(checks, problems, listing, tool_version=__version__, strict=strict)
