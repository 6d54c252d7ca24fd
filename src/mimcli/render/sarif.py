"""SARIF 2.1.0: a log of one run, as programs that review code read it."""

import json
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from mimcli import __version__
from mimcli.render.github import Level

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SOURCE_ROOT = "%SRCROOT%"


def log(
    information: str,
    rules: Sequence[Mapping[str, Any]],
    results: Sequence[Mapping[str, Any]],
    notifications: Sequence[Mapping[str, Any]],
    *,
    tool_version: str = __version__,
) -> str:
    """Return a log with one run, as JSON text that ends in a newline.

    `information` is the address of what is known of the rules. The run had success unless a
    notification is an error.
    """
    driver = {
        "name": "mim",
        "version": tool_version,
        "informationUri": information,
        "rules": rules,
    }
    success = all(one["level"] != "error" for one in notifications)
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {"executionSuccessful": success, "toolExecutionNotifications": notifications}
        ],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def rule(
    identifier: str, level: Level, title: str, text: str, *, help_: Mapping[str, str], address: str
) -> dict[str, Any]:
    """Return a rule: what a result is about. `help_` has `text` and `markdown`."""
    return {
        "id": identifier,
        "name": "".join(word.capitalize() for word in identifier.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": text},
        "help": help_,
        "helpUri": address,
        "defaultConfiguration": {"level": level},
    }


def result(
    place: tuple[str, int],
    level: Level,
    message: str,
    location: Mapping[str, Any],
    fingerprints: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return one result; `place` is its rule's id and index in the list of rules."""
    found: dict[str, Any] = {
        "ruleId": place[0],
        "ruleIndex": place[1],
        "level": level,
        "message": {"text": message},
        "locations": [location],
    }
    if fingerprints:
        found["partialFingerprints"] = dict(fingerprints)
    return found


def physical_location(path: str, line: int = 0, column: int = 0, length: int = 0) -> dict[str, Any]:
    """Return a place in a file; lines and columns count from 1, 0 is none."""
    physical: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if line:
        region = {"startLine": line}
        if column:
            region["startColumn"] = column
        if column and length:
            region["endColumn"] = column + length
        physical["region"] = region
    return {"physicalLocation": physical}


def notification(path: str, text: str, level: Level = "warning") -> dict[str, Any]:
    """Return the word that a file could not be looked into."""
    return {"level": level, "message": {"text": text}, "locations": [physical_location(path)]}


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


def _artifact(path: str) -> dict[str, str]:
    uri = artifact_uri(path)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _SOURCE_ROOT}


def count_of(counts: dict[str, int], key: str) -> int:
    """Count a key up, and return the number: it tells two results of a kind apart."""
    counts[key] = counts.get(key, 0) + 1
    return counts[key]
