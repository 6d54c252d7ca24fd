"""Records as plain values (for JSON), and as a grid of text (for tsv, csv, markdown)."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from mimcli.model.answers.listing import Listing

_PLAIN = re.compile(r'[^\s"=]*')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def is_record(value: Any) -> bool:
    """Return whether a value is one of our records (a named tuple), not a plain tuple of things."""
    return isinstance(value, tuple) and hasattr(value, "_fields")


def to_plain(value: Any) -> Any:
    """Return a record as dictionaries, lists and scalars; keys in the record's order.

    An empty text is an absent value, which is null.
    """
    if isinstance(value, str):
        return value or None
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, Listing):
        return [to_plain(item) for item in value.items]
    if is_record(value):
        return {name: to_plain(item) for name, item in zip(value._fields, value, strict=True)}
    return [to_plain(item) for item in value]


def field_names(record: type) -> tuple[str, ...]:
    """Return the names of a record's fields, which are its columns and JSON keys."""
    names: tuple[str, ...] = record._fields  # type: ignore[attr-defined]
    return names


def visible(text: str) -> str:
    """Return text with control characters (ANSI escapes begin with one) made visible."""
    if text.isprintable():
        return text
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def cell(value: Any) -> str:
    """Return one value as the text of a cell, possibly of several lines."""
    if value is None:
        return ""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if is_record(value):
        # Of a record within a record, its name: the rest is there in json.
        return cell(value[0])
    if isinstance(value, tuple):
        return "; ".join(cell(item) for item in value)
    return str(value)


def _cells(row: Sequence[Any]) -> list[str]:
    """Return the values of a row as `cell` does, without a call for the plainest ones."""
    return [
        ""
        if value is None
        else value
        if type(value) is str and value.isprintable()
        else cell(value)
        for value in row
    ]


def lines_of(data: Any) -> Any:
    """Return what the formats of lines print of a value: a record's own `listing()` if it has."""
    listing = getattr(data, "listing", None)
    return data if listing is None else listing()


def grid(data: Any) -> tuple[tuple[str, ...], Iterable[list[str]]]:
    """Return the header and rows of a value, each of these as the texts of its cells."""
    header, rows = table(data)
    return header, map(_cells, rows)


def table(data: Any) -> tuple[tuple[str, ...], Iterable[Sequence[Any]]]:
    """Return the header and rows of a value: a listing's records, or one record's facts.

    A record that has `columns` and `rows()` (plain tuples, one for each line) says itself what its
    lines are; one that has `listing()` is told as that. One record becomes rows of `field`,
    `value`, `title`; a field of several values has a row for each: of a record within it, its `id`
    (else its first field), and its title (else all the rest, by name: `state=current note=""`).
    """
    data = lines_of(data)
    if isinstance(data, Listing):
        split = getattr(data.item, "rows", None)
        if split is not None:
            header: tuple[str, ...] = data.item.columns
            return header, (row for one in data.items for row in split(one))
        return field_names(data.item), data.items
    if data is None:
        return (), ()
    return ("field", "value", "title"), _facts(data)


def _facts(record: Any) -> Iterable[list[str]]:
    for name, value in zip(record._fields, record, strict=True):
        several = isinstance(value, tuple) and not is_record(value)
        for item in value if several else (value,):
            if is_record(item):
                yield [name, *_value_and_title(item)]
            else:
                yield [name, cell(item), ""]


def _value_and_title(item: Any) -> tuple[str, str]:
    names = field_names(type(item))
    key = next((name for name in ("id", "interaction") if name in names), names[0])
    title = next((name for name in ("title", "reason") if name in names), None)
    if title is not None and key != title:
        return cell(getattr(item, key)), cell(getattr(item, title))
    others = zip(names, map(cell, item), strict=True)
    pairs = (f"{name}={_quoted(value)}" for name, value in others if name != key)
    return cell(getattr(item, key)), " ".join(pairs)


def _quoted(value: str) -> str:
    """Return a value as it stands after `name=`: in quotes where it would not end with itself."""
    if _PLAIN.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
