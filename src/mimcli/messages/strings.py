"""Messages that are strings in JSON, as adaptors queue and log them."""

import json
import re
from collections.abc import Iterator
from typing import Any

from mimcli.messages.searching import strings_of_text
from mimcli.model.validation import Damage, LocatedMessage

MOST_STRINGS = 100_000
_SHORTEST = 20


def is_json(head: bytes) -> bool:
    """Return whether a text begins as JSON that may hold strings."""
    return re.match(rb'[\[{]\s*["\[{\]}]|"(?=\s*(?:<|\\u003[cC]))', head) is not None


def strings_of_json(place: LocatedMessage, data: bytes) -> Iterator[LocatedMessage | Damage]:
    """Yield the strings of a JSON text (or of several, one a line) that may be messages."""
    try:
        text = data.decode(_json_encoding(data))
    except UnicodeDecodeError:
        yield Damage(place.path, place.part, place.line, "the JSON is not UTF-8")
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        if place.exact and _json_encoding(data) not in ("utf-8", "utf-8-sig"):
            place = place._replace(exact=False)
        yield from _of_lines(place, text)
    else:
        yield from _of_value(place, value, text)


def _of_value(
    place: LocatedMessage, value: Any, text: str, line: int = 0
) -> Iterator[LocatedMessage | Damage]:
    """Yield the strings of a value that a text stands for, which is that line if any."""
    container = place.container if place.container != "bare" else "json"
    prefix = f"line {line} " if line else ""
    for count, (pointer, string) in enumerate(_strings(value), start=1):
        if count > MOST_STRINGS:
            reason = f"it has more than {MOST_STRINGS:,} strings: the rest is not looked at"
            yield Damage(place.path, place.part, place.line, reason)
            return
        at = line or 1 + text.count("\n", 0, max(0, text.find(_needle(string))))
        yield place._replace(
            data=string.encode("utf-8", "surrogatepass"),
            container=container,
            part=" > ".join(filter(None, (place.part, prefix + pointer))) or None,
            line=place.line + at - 1,
            exact=False,
            encoding="utf-8",
        )


def _of_lines(place: LocatedMessage, text: str) -> Iterator[LocatedMessage | Damage]:
    """Yield the same of JSON lines; what is no JSON among them is searched as a text."""
    lines = text.split("\n")
    whole = True
    others: list[str] = []
    for number, line in enumerate([*lines, None], start=1):
        value = None if line is None else _value_of(line)
        if line is not None and value is None:
            others.append(line)
            continue
        first = number - len(others)
        whole = whole and line is None
        if any(others):
            yield from _of_others(place, "\n".join(others), first, named=not whole)
        others = []
        if line is not None:
            yield from _of_value(place, value, line, number)


def _value_of(line: str) -> Any:
    """Return what a line of JSON stands for; None for what is none, or has no strings."""
    if line.lstrip()[:1] not in ("{", "[", '"'):
        return None
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _of_others(
    place: LocatedMessage, text: str, first: int, *, named: bool
) -> Iterator[LocatedMessage | Damage]:
    """Yield what is found in lines that are no JSON; `named`: there are others that are."""
    if named:
        part = " > ".join(filter(None, (place.part, f"line {first}")))
        place = place._replace(part=part, line=place.line + first - 1, column=1)
    yield from strings_of_text(place, text.encode("utf-8", "surrogatepass"))


def _json_encoding(data: bytes) -> str:
    return json.detect_encoding(data)


def _strings(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the strings in a JSON value that are long enough, with their pointers."""
    stack: list[tuple[str, Any]] = [("", value)]
    while stack:
        pointer, one = stack.pop()
        if isinstance(one, str) and len(one) >= _SHORTEST:
            yield pointer, one
        elif isinstance(one, dict):
            stack += reversed([(f"{pointer}/{_escaped(key)}", item) for key, item in one.items()])
        elif isinstance(one, list):
            stack += reversed([(f"{pointer}/{at}", item) for at, item in enumerate(one)])


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _needle(string: str) -> str:
    """Return how a string's beginning is written in JSON, to find its line."""
    return json.dumps(string[:40], ensure_ascii=False)[1:-1]
