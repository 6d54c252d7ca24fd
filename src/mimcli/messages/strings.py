"""Messages that are strings: in JSON, as adaptors queue and log them, or anywhere in a text."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from mimcli.messages.splitting import document_end
from mimcli.model.validation import Damage, LocatedMessage

MOST_STRINGS = 100_000
_SHORTEST = 20
_START = re.compile(
    rb"<\?xml\b|<(?:[A-Za-z_][\w.-]*:)?"
    rb"(?:[A-Z]{4}_IN\d{6}[A-Z]{2}\d\d|ClinicalDocument|Envelope|ControlActEvent)[\s>]"
    rb"|<[A-Za-z_][\w.:-]*\s[^<>]{0,2000}urn:hl7-org:v3"
)
_ROOT = re.compile(
    rb"<((?:[A-Za-z_][\w.-]*:)?[A-Z]{4}_IN\d{6}[A-Z]{2}\d\d)\s[^<>]{0,2000}"
    rb"=\s*[\"']urn:hl7-org:v3[\"'][^<>]*>"
)
"""The start of what is sure to be a message, whatever follows."""
_DECLARATION = re.compile(rb"<\?xml\b")
_CUT_OFF = "the text has no end of it"
_ESCAPED_JSON = re.compile(rb'"(?:[^"\\]|\\.)*<(?:[^"\\]|\\.)*"')
_ESCAPED_XML = re.compile(rb"&lt;(?:\?xml\b|[A-Za-z_:]*[A-Z]{4}_IN\d{6})")


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
        values = [("", json.loads(text), 1)]
    except (ValueError, RecursionError):
        values = list(_lines(text))
        if not values:
            yield from strings_of_text(place, data)
            return
    container = place.container if place.container != "bare" else "json"
    for prefix, value, line in values:
        for pointer, string in _strings(value):
            at = line if prefix else 1 + text.count("\n", 0, max(0, text.find(_needle(string))))
            yield place._replace(
                data=string.encode("utf-8", "surrogatepass"),
                container=container,
                part=" > ".join(filter(None, (place.part, prefix + pointer))) or None,
                line=place.line + at - 1,
                exact=False,
                encoding="utf-8",
            )


def strings_of_text(place: LocatedMessage, data: bytes) -> Iterator[LocatedMessage | Damage]:
    """Yield the XML documents that stand anywhere in a text, as they are or escaped.

    One that is not well-formed only if it is sure to be a message.
    """
    number = 0
    for start, end, cut_off in _all_in(data):
        number += 1
        one = _in_text(place, data[start:end], start, number, data, exact=True)
        yield one._replace(cut_off=cut_off) if cut_off else one
    for pattern, decode in ((_ESCAPED_JSON, _of_json), (_ESCAPED_XML, _of_xml)):
        if number:
            return
        after = 0
        for match in pattern.finditer(data):
            if match.start() < after:
                continue  # a part of what was looked at
            content, after = decode(data, match)
            for start, end, cut_off in _all_in(content):
                number += 1
                at = place._replace(line=place.line + content.count(b"\n", 0, start))
                one = _in_text(at, content[start:end], match.start(), number, data, exact=False)
                yield one._replace(cut_off=cut_off) if cut_off else one


def _all_in(data: bytes) -> Iterator[tuple[int, int, str | None]]:
    """Yield where each document begins and ends, and why that is not its own end."""
    position = 0
    while match := _START.search(data, position):
        end = document_end(data, match.start())
        root = _ROOT.match(data, match.start()) if end is None else None
        if root is not None:
            end, cut_off = _broken(data, root)
            yield match.start(), end, cut_off
        elif end is not None:
            yield match.start(), end, None
        position = match.end() if end is None else end


def _broken(data: bytes, root: re.Match[bytes]) -> tuple[int, str | None]:
    """Return where a message ends that is not well-formed, and why that is not its own end.

    It goes to its end tag, or to the next message.
    """
    starts = (one.search(data, root.end()) for one in (_ROOT, _DECLARATION))
    last = min((one.start() for one in starts if one), default=len(data))
    close = re.compile(rb"</%b\s*>" % re.escape(root[1])).search(data, root.end(), last)
    return (close.end(), None) if close else (last, _CUT_OFF)


def _in_text(
    place: LocatedMessage, document: bytes, start: int, number: int, data: bytes, *, exact: bool
) -> LocatedMessage:
    line = data.count(b"\n", 0, start)
    column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", "replace"))
    return place._replace(
        data=document,
        container="text",
        part=" > ".join(filter(None, (place.part, f"message {number}"))),
        line=place.line + line,
        column=column + 1 if line or not place.exact else place.column + column,
        exact=exact and place.exact,
        encoding=None if exact else "utf-8",
    )


def _of_json(_data: bytes, match: re.Match[bytes]) -> tuple[bytes, int]:
    """Return a text in JSON, decoded, and where it ends."""
    try:
        value = json.loads(match[0])
    except ValueError:
        return b"", match.end()
    return str(value).encode("utf-8", "surrogatepass"), match.end()


def _of_xml(data: bytes, match: re.Match[bytes]) -> tuple[bytes, int]:
    """Return a text that is escaped as in XML, decoded, and where it ends."""
    end = data.find(b"<", match.start())
    end = end if end >= 0 else len(data)
    text = data[match.start() : end].decode("utf-8", "replace")
    return html.unescape(text).encode("utf-8", "surrogatepass"), end


def _json_encoding(data: bytes) -> str:
    return json.detect_encoding(data)


def _lines(text: str) -> Iterator[tuple[str, Any, int]]:
    """Yield the values of JSON lines; nothing if any line but empty ones is none."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append((f"line {number} ", json.loads(line), number))
        except (ValueError, RecursionError):
            return
    yield from found


def _strings(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the strings in a JSON value that are long enough, with their pointers."""
    stack: list[tuple[str, Any]] = [("", value)]
    count = 0
    while stack and count < MOST_STRINGS:
        pointer, one = stack.pop()
        if isinstance(one, str) and len(one) >= _SHORTEST:
            count += 1
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
