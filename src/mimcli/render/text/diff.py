"""What changed, on a terminal: by domain, then artefact, then path."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from mimcli.model.answers.diff import Change, Diff, DiffCount, DiffStat, NotCompared
from mimcli.render.change_words import BREAKS, HEADINGS, KINDS, change_in_words, side_in_words
from mimcli.render.text.blocks import Lines, lines_of
from mimcli.render.text.screen import Block, Screen, Text, columns, heading, prose
from mimcli.render.text.styled import Solid

_STYLES = {"sender": "yellow", "receiver": "magenta", "both": "red", "none": "dim"}


def diff(screen: Screen, data: Diff) -> str:
    """Return the changes below their domains and subjects, counted, and what is not compared."""
    blocks: list[Block] = [_title(screen, data)]
    for domain, group in groupby(data.changes, key=_group):
        blocks.append(heading(domain))
        for _, changes in groupby(group, key=lambda one: (one.kind, one.subject)):
            blocks += _subject(screen, list(changes))
    blocks += [Text(), *_end(screen, data.counts, data.not_compared)]
    return screen.paint(*blocks)


def diff_stat(screen: Screen, data: DiffStat) -> str:
    """Return how many changes there are of each kind, and whom they break."""
    rows = []
    for kind, group in groupby(data.counts, key=lambda one: one.kind):
        for at, one in enumerate(group):
            numbers = (one.none, one.sender, one.receiver, one.both, one.total)
            rows.append(
                [
                    screen.text(HEADINGS[kind] if at == 0 else "", "bold"),
                    screen.text(one.change.replace("-", " "), "cyan"),
                    *(screen.text(number or "") for number in numbers),
                ]
            )
    header = ("", "Change", "Nobody", "Senders", "Receivers", "Both", "All")
    table: list[Block] = [Text(), columns(header, rows, whole=(1,), right=(2, 3, 4, 5, 6))]
    end = [Text(), *_end(screen, data.counts, data.not_compared)]
    return screen.paint(_title(screen, data), *(table if rows else ()), *end)


def _group(one: Change) -> str:
    return one.domain or HEADINGS[one.kind]


def _title(screen: Screen, data: Diff | DiffStat) -> Text:
    line = screen.text(side_in_words(data.old), "bold cyan") + Text(" to ", "bold")
    line += screen.text(side_in_words(data.new), "bold cyan")
    return line + screen.text(f": {data.name}", "bold") if data.name else line


def _subject(screen: Screen, changes: Sequence[Change]) -> Iterator[Block]:
    first = changes[0]
    whole = [one for one in changes if one.path is None]
    line = Text("  ") + screen.text(first.subject, "cyan")
    if first.domain is not None:
        line += screen.text(f"  {KINDS[first.kind]}", "dim")
    if len(whole) == 1:
        line += Text(": ") + screen.text(change_in_words(whole[0])) + _breaks(whole[0])
    elif first.was:
        line += screen.text(f", was {first.was}", "dim")
    yield line
    for one in changes:
        if one.path is not None or len(whole) > 1:
            yield _place(screen, one)


def _place(screen: Screen, one: Change) -> Block:
    """Return a path and what changed there: in one line if there is room, else in two or more."""
    path = Solid(screen.text(one.path).plain)
    words = screen.text(change_in_words(one), "bold") + _breaks(one)

    def layout(width: int) -> Lines:
        if not path:
            return lines_of(prose(words, indent=4), width)
        if 4 + path.width + 2 + words.width <= width:
            return [Text("    ") + path + Text(": ") + words]
        return [Text("    ") + path + Text(":"), *lines_of(prose(words, indent=6), width)]

    return layout


def _breaks(one: Change) -> Text:
    """Return whom it breaks; and that only the message tables say so, if it is so."""
    if one.basis == "table":
        return Text(" (message table)", "dim") + _breaks(one._replace(basis="schema"))
    if one.breaks == "none":
        return Text()
    return (
        Text(" [breaks ", "dim") + Text(BREAKS[one.breaks], _STYLES[one.breaks]) + Text("]", "dim")
    )


def _end(
    screen: Screen, counts: Sequence[DiffCount], not_compared: Sequence[NotCompared]
) -> Iterator[Block]:
    """Yield the sum of the changes, and what nothing is said of."""
    total = sum(one.total for one in counts)
    if total:
        parts = [
            f"{number} {words}"
            for number, words in (
                (sum(one.sender for one in counts), "break senders"),
                (sum(one.receiver for one in counts), "break receivers"),
                (sum(one.both for one in counts), "break both"),
                (sum(one.none for one in counts), "break nobody"),
            )
            if number
        ]
        plural = "" if total == 1 else "s"
        yield Text(f"{total} change{plural}: {', '.join(parts)}", "bold")
    else:
        yield Text("No difference.", "bold")
    if not_compared:
        yield heading("Not compared")
        for one in not_compared:
            yield prose(Text("- ") + screen.text(f"{one.what}: ") + screen.text(one.reason, "dim"))
