"""A flow on a terminal: one sequence diagram a part, as wide as its words need."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from mimcli.model.answers.flow import FlowMessage
from mimcli.model.answers.listing import Listing
from mimcli.model.named import Named
from mimcli.render.flow_drawing import FlowPart, exchanges, flow_parts
from mimcli.render.text.blocks import shortened
from mimcli.render.text.screen import Block, Screen, Text, columns, heading
from mimcli.render.text.styled import join, wrap

_EDGE: Final = 2
"""Columns beside the outermost lifelines, which their names reach over."""
_LEAST_SHARE: Final = 17
"""Columns that a lifeline's name gets at least: an artefact id's width."""
_LEAST_GAP: Final = 24
"""Columns from one lifeline to the next: an id, and an arrow on both its sides."""
_WIDEST: Final = 120


def flow(screen: Screen, data: Listing[FlowMessage]) -> str:
    """Return who sends what to whom: requests with solid arrows, responses with dotted ones."""
    blocks: list[Block] = []
    for part in flow_parts(data.items):
        if part.title:
            blocks.append(heading(part.title))
        elif blocks:
            blocks.append(Text())
        blocks += _drawn(screen, part)
    return screen.paint(*blocks) if blocks else ""


def _drawn(screen: Screen, part: FlowPart) -> Iterator[Block]:
    """Yield a part's drawing: one for all roles that have to do with one another.

    Where their lifelines do not fit side by side, one for each set of roles that follow in turn.
    """
    stated = all(one.sending_roles and one.receiving_roles for one in part.messages)
    groups = _apart(part.messages)
    places = lifeline_places(part, screen.width) if stated and len(groups) == 1 else None
    if places is not None:
        yield lambda _width: list(_diagram(screen, part, places))
        return
    if len(groups) == 1:
        in_turn = groupby(exchanges(part.messages), key=_roles)
        groups = [[one for exchange in group for one in exchange] for _, group in in_turn]
    if len(groups) == 1:
        yield _as_table(screen, part.messages)
        return
    for number, messages in enumerate(groups):
        roles = _roles(messages)
        lifelines = tuple(role for role in part.lifelines if role.id in roles)
        if number:
            yield Text()
        yield from _drawn(screen, FlowPart("", lifelines, tuple(messages)))


def _apart(messages: Iterable[FlowMessage]) -> list[list[FlowMessage]]:
    """Return the exchanges in groups that share no role, each in the order of the flow."""
    groups: list[tuple[frozenset[str], list[list[FlowMessage]]]] = []
    for exchange in exchanges(messages):
        roles, members = _roles(exchange), [exchange]
        for group in [one for one in groups if one[0] & roles]:
            groups.remove(group)
            roles |= group[0]
            members = [*group[1], *members]
        groups.append((roles, members))
    return [[one for exchange in members for one in exchange] for _, members in groups]


def _roles(messages: Iterable[FlowMessage]) -> frozenset[str]:
    return frozenset(
        role.id for one in messages for role in (*one.sending_roles, *one.receiving_roles)
    )


def lifeline_places(part: FlowPart, width: int) -> list[int] | None:
    """Return the column of each lifeline; None if so many do not fit on so wide a screen."""
    count = len(part.lifelines)
    room = min(width, _WIDEST if count == 2 else width)  # noqa: PLR2004  (a pair)
    wanted = max(map(_label_width, part.messages), default=0) + 8
    heads = max((len(role.title) for role in part.lifelines), default=0)
    gap = max(_LEAST_GAP, wanted, heads if count == 2 else heads // 2 + 2)  # noqa: PLR2004
    if count > 1:
        gap = min(gap, (room - 2 * _EDGE - 1) // (count - 1))
    share = (gap * (count - 1) + 2 * _EDGE + 1 - 2 * (count - 1)) // max(count, 1)
    if count > 1 and (gap < _LEAST_GAP or share < _LEAST_SHARE):
        return None
    return [_EDGE + number * gap for number in range(count)]


def _label_width(message: FlowMessage) -> int:
    return len(message.title or "") + 2 + len(message.interaction)


def _diagram(screen: Screen, part: FlowPart, places: Sequence[int]) -> Iterator[Text]:
    yield from _heads(screen, part.lifelines, places)
    at = {role.id: place for role, place in zip(part.lifelines, places, strict=True)}
    for exchange in exchanges(part.messages):
        yield _row(places, ())
        for message in exchange:
            yield from _message(screen, message, places, at)
    yield _row(places, ())


def _heads(screen: Screen, roles: Sequence[Named], places: Sequence[int]) -> Iterator[Text]:
    """Yield the names of the lifelines, each in its share of the width and near its line."""
    width = places[-1] + _EDGE + 1
    share = max(_LEAST_SHARE, (width - 2 * (len(roles) - 1)) // len(roles))
    stacks = [
        [*wrap(screen.text(role.title, "bold"), share), screen.text(role.id, "cyan")]
        for role in roles
    ]
    deepest = max(map(len, stacks))
    for level in range(deepest):
        pieces = []
        for number, stack in enumerate(stacks):
            index = level - (deepest - len(stack))
            if index >= 0:
                line = stack[index]
                first = number * (share + 2)
                last = min(first + share, width) - line.width
                pieces.append((max(first, min(places[number] - line.width // 2, last)), line))
        yield _overlaid((), pieces)


def _message(
    screen: Screen, message: FlowMessage, places: Sequence[int], at: dict[str, int]
) -> Iterator[Text]:
    senders = [at[role.id] for role in message.sending_roles]
    receivers = [at[role.id] for role in message.receiving_roles]
    low, high = min(*senders, *receivers), max(*senders, *receivers)
    name = screen.text(message.interaction, "cyan")
    title = screen.text(message.title)
    both = title + Text("  ") + name if title else name
    if low == high:
        yield _beside(places, low, Text("↺ ", "dim") + both)
        return
    start, end = _clear(low, high, senders, receivers)
    room = end - start - 7
    above = [] if both.width <= room else wrap(title, high - low - 3)
    for line in above:
        yield _row(places, [(_middle(low, high, line), line)])
    arrow = _arrow(places, senders, receivers, solid=message.depth == 0)
    words = Text(" ") + (name if above else both) + Text(" ")
    begin = _middle(start, end, words)
    style = "dim" if message.depth else ""
    yield _row(
        places,
        [
            (low, Text(arrow[: begin - low], style)),
            (begin, words),
            (begin + words.width, Text(arrow[begin - low + words.width :], style)),
        ],
    )
    if message.reason:
        reason = " ".join(message.reason.split())
        lines = wrap(screen.text(reason, "dim"), high - low - 3)
        for line in shortened(lines, 1 if screen.brief else None, high - low - 3):
            yield _row(places, [(_middle(low, high, line), line)])


def _clear(low: int, high: int, senders: list[int], receivers: list[int]) -> tuple[int, int]:
    """Return the widest stretch of an arrow without a lifeline that it begins or ends at."""
    involved = sorted({low, high, *senders, *receivers})
    stretches = pairwise(involved)
    return max(stretches, key=lambda pair: pair[1] - pair[0])


def _arrow(places: Sequence[int], senders: list[int], receivers: list[int], *, solid: bool) -> str:
    """Return an arrow from its leftmost lifeline to its rightmost, with a head at each receiver."""
    low, high = min(*senders, *receivers), max(*senders, *receivers)
    line = ["─" if solid else "┄"] * (high - low + 1)
    for place in places:
        if low <= place <= high:
            line[place - low] = "┼" if low < place < high else "│"
    for place in senders:
        line[place - low] = "├" if place == low else "┤" if place == high else "┼"
    for place in receivers:
        line[place - low] = "│"
        if any(sender < place for sender in senders):
            line[place - low - 1] = ">"
        if any(sender > place for sender in senders):
            line[place - low + 1] = "<"
    return "".join(line)


def _middle(low: int, high: int, line: Text) -> int:
    return low + 1 + max(0, (high - low - 1 - line.width) // 2)


def _beside(places: Sequence[int], place: int, words: Text) -> Text:
    """Return a line with words beside a lifeline: to its right, or left of the rightmost."""
    if place == places[-1] and len(places) > 1:
        return _row(places, [(max(0, place - 1 - words.width), words)])
    return _row(places, [(place + 2, words)])


def _row(places: Sequence[int], pieces: Iterable[tuple[int, Text]]) -> Text:
    return _overlaid(places, list(pieces))


def _overlaid(places: Sequence[int], pieces: Sequence[tuple[int, Text]]) -> Text:
    """Return a line of lifelines with pieces laid over it, in order of their columns."""
    line: list[Text] = []
    column = 0
    for start, piece in pieces:
        line += [Text(_lifelines(places, column, start), "dim"), piece]
        column = max(column, start) + piece.width
    line.append(Text(_lifelines(places, column, max(places, default=-1) + 1), "dim"))
    return join(line, "")


def _lifelines(places: Sequence[int], start: int, end: int) -> str:
    return "".join("│" if column in places else " " for column in range(start, end))


def _as_table(screen: Screen, messages: Sequence[FlowMessage]) -> Block:
    """Return messages as a table: too many lifelines for the screen, or roles not stated."""
    rows = [
        [
            Text("  " * one.depth) + screen.text(one.interaction, "cyan"),
            screen.text(one.title),
            screen.text("; ".join(role.title or role.id for role in one.sending_roles)),
            screen.text("; ".join(role.title or role.id for role in one.receiving_roles)),
        ]
        for one in messages
    ]
    return columns(("Interaction", "Title", "From", "To"), rows)
