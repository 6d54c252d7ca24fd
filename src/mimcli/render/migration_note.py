"""What changed as a note in Markdown, to be pasted where a migration is planned."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from mimcli.model.answers.diff import Change, Diff, DiffCount, DiffStat
from mimcli.render.change_words import BREAKS, HEADINGS, KINDS, side_in_words
from mimcli.render.plain import cell


def migration_note(data: Diff | DiffStat) -> str:
    """Return the note: how much changed, then each domain's changes, then what is not known."""
    title = f"From {side_in_words(data.old)} to {side_in_words(data.new)}"
    lines = [f"# {_escaped(title)}", ""]
    if data.name:
        lines += [f"Of this: {_escaped(data.name)}.", ""]
    if data.counts:
        lines += [*_counted(data.counts), ""]
    else:
        lines += ["No difference.", ""]
    if isinstance(data, Diff):
        for group, changes in groupby(data.changes, key=lambda one: one.domain or ""):
            lines += _domain(group, list(changes))
    if data.not_compared:
        lines += ["## Not compared", ""]
        lines += [f"- {_escaped(one.what)}: {_escaped(one.reason)}" for one in data.not_compared]
        lines.append("")
    return "\n".join(lines)


def _counted(counts: Sequence[DiffCount]) -> Iterator[str]:
    """Yield a table of the changes: one line a kind of thing."""
    header = ("What", "Changes", "Break senders", "Break receivers", "Break both")
    rows = []
    for kind, group in groupby(counts, key=lambda one: one.kind):
        ones = list(group)
        numbers = [
            sum(getattr(one, name) for one in ones)
            for name in ("total", "sender", "receiver", "both")
        ]
        rows.append((HEADINGS[kind], *map(str, numbers)))
    return _table(header, rows)


def _domain(name: str, changes: Sequence[Change]) -> Iterator[str]:
    yield f"## {_escaped(name) or 'What all messages share'}"
    yield ""
    whole = [one for one in changes if one.path is None]
    if whole:
        rows = [
            (KINDS[one.kind], f"`{one.subject}`", one.change, _code(one.old), _breaks(one))
            for one in whole
        ]
        yield from _table(("What", "Id", "Change", "Was", "Breaks"), rows)
        yield ""
    inner = (one for one in changes if one.path is not None)
    for (subject, was), group in groupby(inner, key=lambda one: (one.subject, one.was)):
        yield f"### {_escaped(subject)}" + (f" (was {_escaped(was)})" if was else "")
        yield ""
        rows = [
            (_code(one.path), one.change, _code(one.old), _code(one.new), _breaks(one))
            for one in group
        ]
        yield from _table(("Where", "Change", "Old", "New", "Breaks"), rows)
        yield ""


def _breaks(one: Change) -> str:
    return "" if one.breaks == "none" else BREAKS[one.breaks]


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|" + " --- |" * len(header)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _code(value: str | None) -> str:
    """Return data that no reader of Markdown takes for its own marks."""
    if value is None:
        return ""
    words = " ".join(cell(value).split())
    fence = "`" * (1 + max((len(run) for run in _runs(words)), default=0))
    edge = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{edge}{words}{edge}{fence}".replace("|", "\\|")


def _runs(words: str) -> list[str]:
    return [run for run in "".join(c if c == "`" else " " for c in words).split() if run]


def _escaped(words: str) -> str:
    kept = " ".join(cell(words).split())
    for mark in "\\`*_<>|[]#":
        kept = kept.replace(mark, f"\\{mark}") if mark != "_" else kept
    return kept
