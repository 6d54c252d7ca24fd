"""What differs between two message tables, as the pages of their tabular views state them."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from mimcli.compare.differences import Difference, occurrences
from mimcli.compare.rules import (
    cardinality_rule,
    conformance_rule,
    presence_rule,
    stated_rule,
    strength_rule,
)
from mimcli.query.manual import Manual


class _Line(NamedTuple):
    """A row of a message table."""

    path: str
    kind: str
    low: int | None
    high: int | None
    conformance: str | None
    datatype: str | None
    vocabulary: str | None
    strength: str | None
    fixed: str | None
    default: str | None
    constraint: str | None

    @property
    def number(self) -> str | None:
        """How often it may be there, in words; None if the table does not say."""
        return None if self.low is None else occurrences(self.low, self.high)


def view_of(manual: Manual, artefact: str) -> tuple[int, str] | None:
    """Return the tabular view of an artefact, its key and its page; None if it has none."""
    row = manual.row(
        "SELECT key, page FROM tabular_view JOIN definition ON tabular_view_id = tabular_view.id"
        " WHERE definition.id = ?",
        artefact,
    )
    return (int(row[0]), str(row[1])) if row else None


def table_differences(
    old: Manual, new: Manual, views: tuple[int, int], told: Collection[Difference] | None
) -> Iterator[Difference]:
    """Yield what differs between two message tables, less what was told of the schemas already.

    `told` is None where there are no schemas to compare. Where there are, they say which elements
    there are: a table calls some of them otherwise. Of a class that only one table has, its rows
    are not told one by one.
    """
    known = {(_last(one.path), _ABOUT.get(one.change, one.change)) for one in told or ()}
    for one in _differences(_lines(old, views[0]), _lines(new, views[1])):
        if told is not None and one.change in ("added", "removed"):
            continue
        if (_last(one.path), _ABOUT.get(one.change, one.change)) not in known:
            yield one._replace(basis="table")


_ABOUT = {"default": "value", "fixed": "value", "vocabulary": "value"}
"""Changes of the same fact, which tables and schemas may state in other ways."""


def _differences(old: dict[str, _Line], new: dict[str, _Line]) -> Iterator[Difference]:
    for path, line in new.items():
        if path in old:
            yield from _line_differences(old[path], line)
        elif path.rpartition(".")[0] in old:
            rule = presence_rule("added", mandatory=bool(line.low))
            yield Difference(path, "added", None, _summary(line), rule)
    for path, line in old.items():
        if path not in new and path.rpartition(".")[0] in new:
            rule = presence_rule("removed", mandatory=bool(line.low))
            yield Difference(path, "removed", _summary(line), None, rule)


def _line_differences(old: _Line, new: _Line) -> Iterator[Difference]:
    path = new.path
    if old.number and new.number and old.number != new.number:
        rule = cardinality_rule((old.low or 0, old.high), (new.low or 0, new.high))
        yield Difference(path, "cardinality", old.number, new.number, rule)
    if old.conformance != new.conformance:
        rule = conformance_rule(old.conformance, new.conformance)
        yield Difference(path, "conformance", old.conformance, new.conformance, rule)
    if old.datatype != new.datatype:
        yield Difference(path, "datatype", old.datatype, new.datatype, "datatype-replaced")
    if old.vocabulary != new.vocabulary:
        rule = _bound("vocabulary", old.vocabulary, new.vocabulary)
        yield Difference(path, "vocabulary", old.vocabulary, new.vocabulary, rule)
    if old.strength != new.strength:
        rule = strength_rule(old.strength, new.strength)
        yield Difference(path, "coding-strength", old.strength, new.strength, rule)
    for name, before, after in (
        ("fixed", old.fixed, new.fixed),
        ("default", old.default, new.default),
    ):
        if before != after:
            yield Difference(path, name, before, after, stated_rule(name, before, after))
    if old.constraint != new.constraint:
        rule = stated_rule("fixed", old.constraint, new.constraint)
        yield Difference(path, "fixed", old.constraint, new.constraint, rule)


def _bound(stem: str, old: str | None, new: str | None) -> str:
    ending = "narrowed" if old is None else "widened" if new is None else "replaced"
    return f"{stem}-{ending}"


def _summary(line: _Line) -> str:
    words = (line.number, line.datatype, line.conformance and f"[{line.conformance}]")
    return " ".join(word for word in words if word) or line.kind


def _last(path: str | None) -> str:
    return (path or "").rpartition(".")[2]


def _lines(manual: Manual, view: int) -> dict[str, _Line]:
    rows = manual.rows(
        "SELECT path, kind, min, max, conformance, datatype, vocabulary, coding_strength, fixed,"
        ' "default", "constraint" FROM table_row WHERE view = ? ORDER BY position',
        view,
    )
    return {str(row[0]): _Line._make(row) for row in rows}
