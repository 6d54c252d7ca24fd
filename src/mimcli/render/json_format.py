"""JSON: the envelope of the contract, and newline-delimited JSON without one."""

import json
from typing import Any, Final

from mimcli.model.answers.listing import Listing
from mimcli.render.answer import Answer
from mimcli.render.plain import lines_of, to_plain

SCHEMA_VERSION: Final = 1
"""Counts up when a key is renamed, removed, or changes its meaning."""


def envelope(answer: Answer) -> dict[str, Any]:
    """Return the JSON object of an answer, of a failed one too."""
    return {
        "schema_version": SCHEMA_VERSION,
        "command": answer.command,
        "mim": answer.mim,
        "source": answer.source,
        "data": to_plain(answer.data),
        "errors": [to_plain(problem) for problem in answer.errors],
        "warnings": [to_plain(problem) for problem in answer.warnings],
    }


def render_json(answer: Answer) -> str:
    """Return the envelope, indented."""
    return json.dumps(envelope(answer), ensure_ascii=False, indent=2) + "\n"


def render_ndjson(answer: Answer) -> str:
    """Return the elements of a listing, or one record, one JSON value a line.

    A failure is one line with the key `errors`.
    """
    data = lines_of(answer.data)
    if data is None and answer.errors:
        values: list[Any] = [{"errors": [to_plain(problem) for problem in answer.errors]}]
    elif isinstance(data, Listing):
        values = [to_plain(item) for item in data.items]
    else:
        values = [to_plain(data)]
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
