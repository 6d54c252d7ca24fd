"""The fewest changes that make a row of elements fit a content model.

A validator stops at the first element that does not fit, or takes all that follow it for wrong.
Here each element keeps its place where it can: what has to be left out, put in or renamed for the
rest to fit are the faults, each of them once.
"""

import heapq
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mimcli.checks.content import START, Content, State
from mimcli.checks.likeness import NOT_AT_ALL, likeness

FITS = "fits"
SKIP = "skip"
INSERT = "insert"
RENAME = "rename"

_BACK = 24
"""Elements before the first that does not fit, of which any may be the one that is wrong."""
_MOST_STATES = 30_000
_FOREIGN = 1.0
"""The price of taking an element for one of the namespace of which any may stand there."""
FAR = 1.9
"""The price of taking a name for one that it is not near to: less than to leave the one out and to
put the other in."""


class Step(NamedTuple):
    """What is to be done at one place of a row."""

    action: str
    """`fits`, `skip` (the element has to go), `insert` (one is missing), `rename`."""
    child: int
    """Number of the element; of an `insert` that of the element before which it is missing."""
    position: int
    """Of the content model; of a `skip` -1."""
    others: tuple[int, ...] = ()
    """Of an `insert`, or a `rename` that is a guess: the positions that would do as well."""
    allowed: tuple[int, ...] = ()
    """Of a `skip`: the positions that may come there."""


def align(content: Content, tags: Sequence[str]) -> list[Step]:
    """Return what is to be done with a row of elements, one step an element, inserts between."""
    steps: list[Step] = []
    states: list[State] = [START]
    while len(steps) < len(tags) or not content.ends(states[-1]):
        failed = _run(content, tags, steps, states)
        if failed is None:
            return steps
        back = max(0, failed - _BACK)
        while back < failed and not _plain(steps, back, failed):
            back += 1
        state = states[back]
        del steps[back:], states[:]  # of a long row these are much
        return [*steps, *_repaired(content, tags, state, back)]
    return steps


def _plain(steps: Sequence[Step], back: int, failed: int) -> bool:
    return all(step.action == FITS for step in steps[back:failed])


def _run(
    content: Content, tags: Sequence[str], steps: list[Step], states: list[State]
) -> int | None:
    """Follow the row as far as it fits; return where it does not, None if all of it does."""
    state = states[-1]
    for number in range(len(steps), len(tags)):
        onward = content.step(state, tags[number])
        if onward is None:
            return number
        state = onward
        steps.append(Step(FITS, number, state[0]))
        states.append(state if state != states[-1] else states[-1])  # of a long row one
    return None if content.ends(state) else len(tags)


_Mark = tuple[int, State]


def _repaired(content: Content, tags: Sequence[str], start: State, begin: int) -> list[Step]:
    """Return the cheapest steps from a state on: Dijkstra's search over elements and states."""
    first: _Mark = (begin, start)
    best: dict[_Mark, float] = {first: 0.0}
    came: dict[_Mark, tuple[_Mark, Step]] = {}
    queue: list[tuple[float, int, int, _Mark]] = [(0.0, -begin, 0, first)]
    counter = 0
    done: set[_Mark] = set()
    while queue:
        cost, _, _, mark = heapq.heappop(queue)
        if mark in done:
            continue
        done.add(mark)
        number, state = mark
        if number == len(tags) and content.ends(state):
            return _way(came, first, mark)
        if len(done) > _MOST_STATES:
            return _greedy(content, tags, _way(came, first, mark), mark)
        for price, onward, step in _moves(content, tags, number, state):
            total = cost + price
            if total < best.get(onward, 1e9):
                best[onward] = total
                came[onward] = mark, step
                counter += 1
                heapq.heappush(queue, (total, -onward[0], counter, onward))
    return _greedy(content, tags, [], first)


def _way(came: dict[_Mark, tuple[_Mark, Step]], first: _Mark, mark: _Mark) -> list[Step]:
    steps: list[Step] = []
    while mark != first:
        mark, step = came[mark]
        steps.append(step)
    return steps[::-1]


def _greedy(content: Content, tags: Sequence[str], steps: list[Step], mark: _Mark) -> list[Step]:
    """Return steps that leave out whatever does not fit, for rows that are wrong all over."""
    number, state = mark
    for each in range(number, len(tags)):
        onward = content.step(state, tags[each])
        if onward is None:
            steps.append(Step(SKIP, each, -1, allowed=content.onward(state)))
        else:
            state = onward
            steps.append(Step(FITS, each, state[0]))
    if not content.ends(state):
        allowed = content.onward(state)
        if allowed:
            steps.append(Step(INSERT, len(tags), allowed[0], allowed[1:]))
    return steps


def _moves(
    content: Content, tags: Sequence[str], number: int, state: State
) -> list[tuple[float, _Mark, Step]]:
    onward = content.onward(state)
    moves: list[tuple[float, _Mark, Step]] = []
    if number < len(tags):
        tag = tags[number]
        fitting = next((at for at in onward if content.positions[at].matches(tag)), None)
        if fitting is not None:
            after = content.entered(state, fitting)
            moves.append((0.0, (number + 1, after), Step(FITS, number, fitting)))
        # An element that the model has elsewhere costs a little less to leave out.
        price = 1.0 if tag in content.exact else 1.05
        moves.append((price, (number + 1, state), Step(SKIP, number, -1, allowed=onward)))
        if tag not in content.exact:
            moves += _renames(content, tag, number, state, onward)
    for at, others in _alternatives(content, state, onward):
        after = content.entered(state, at)
        moves.append((1.0, (number, after), Step(INSERT, number, at, others)))
    return moves


def _renames(
    content: Content, tag: str, number: int, state: State, onward: Sequence[int]
) -> list[tuple[float, _Mark, Step]]:
    moves: list[tuple[float, _Mark, Step]] = []
    for at, others in _alternatives(content, state, onward):
        prices = {one: rename_price(tag, content.positions[one].tag) for one in (at, *others)}
        best = min(prices, key=lambda one: prices[one])
        if content.positions[best].only_namespace is not None:
            after = content.entered(state, best)
            moves.append((_FOREIGN, (number + 1, after), Step(RENAME, number, best)))
        elif content.positions[best].wildcard is None:
            far = tuple(one for one in others if prices[best] == FAR)
            after = content.entered(state, best)
            step = Step(RENAME, number, best, far)
            moves.append((prices[best], (number + 1, after), step))
    return moves


@lru_cache(maxsize=4096)
def rename_price(found: str, wanted: str) -> float:
    """Return how dear it is to take one name for another: cheap if they are near."""
    name, other = found.rpartition("}")[2], wanted.rpartition("}")[2]
    if name == other:
        return 0.4  # in another namespace
    if name.casefold() == other.casefold():
        return 0.5
    near = likeness(name, other)
    return 1.0 - 0.3 * near if near > NOT_AT_ALL else FAR


def _alternatives(
    content: Content, state: State, onward: Sequence[int]
) -> list[tuple[int, tuple[int, ...]]]:
    """Return the positions that may be put in, those that lead to the same together."""
    groups: dict[object, list[int]] = {}
    for at in onward:
        if at == state[0] and state[1] >= content.positions[at].min:
            continue  # one more of what is there already helps nobody
        key = (content.follow[at], at in content.last, content.positions[at].min)
        groups.setdefault(key, []).append(at)
    return [(group[0], tuple(group[1:])) for group in groups.values()]
