"""What is said of a message that is looked at in parts: as much as is told in the end, no more.

It comes to the same as `limited` and the greatest number of problems of one check make of all that
is said, in the document's order; but an element that is still open is looked at late.
"""

from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Generic, NamedTuple, TypeVar

from mimcli.checks.explaining import MOST_ALIKE, last_of
from mimcli.checks.faults import MOST_OF_A_CHECK
from mimcli.checks.registry import Chosen
from mimcli.parse.xmlio import Element

MOST_WORDS = 20_000
"""Different words that are told apart; far more than are told."""

T = TypeVar("T")


class NotByPartsError(Exception):
    """This message has to be looked at as a whole."""


class Said(NamedTuple, Generic[T]):
    """One thing that is said of an element."""

    order: int
    """Number, in the document's order, of the element that was looked at."""
    number: int
    """Of the element of which it is said."""
    element: Element
    check: str
    words: str
    thing: T
    within: Element | None = None
    """What was complete when it was looked at, and holds the element."""
    turn: int = 0
    """When it was said."""


class _Alike(Generic[T]):
    """What is said in the same words."""

    __slots__ = ("check", "count", "first", "last", "silent")

    def __init__(self, check: str) -> None:
        self.check = check
        self.count = 0
        self.silent = 0
        """How many of the first were told of otherwise."""
        self.first: list[Said[T]] = []
        self.last: Said[T] | None = None


class Told(NamedTuple, Generic[T]):
    """What is told in the end."""

    things: list[tuple[T, str]]
    """With their words."""
    more: int
    """How much more there is."""
    numbers: dict[Element, int]
    """Of the elements, in the document's order."""


class GrowingTold(Generic[T]):
    """What is said of one message."""

    def __init__(self, chosen: Chosen, let_go: Callable[[Element], None]) -> None:
        """Take what is wanted; `let_go` is told of what holds an element that is of no more use."""
        self._chosen = chosen
        self._let_go = let_go
        self._alike: dict[str, _Alike[T]] = {}
        self._kept: Counter[str] = Counter()
        self._beyond: Counter[str] = Counter()
        self._turns = count()

    def note(self, said: Said[T], *, always: bool = False, silent: bool = False) -> bool:
        """Note something, and return whether its element has to stay.

        `always`: the element comes late, and may be one of the first in the document's order.
        `silent`: what it is about is told of otherwise, so that it is only counted.
        """
        check = said.check
        if not self._chosen.wants(check):
            return False
        # Twice as many as are told: some that come late may go before them.
        full = not always and self._kept[check] > 2 * MOST_OF_A_CHECK
        alike = self._alike.get(said.words)
        if alike is None:
            if (full or silent) and len(self._alike) >= MOST_WORDS:
                self._beyond[check] += not silent
                return False
            alike = self._alike[said.words] = _Alike(check)
        alike.count += 1
        if silent and alike.count <= MOST_ALIKE:
            alike.silent += 1
            return False
        if full:
            return False
        said = said._replace(turn=next(self._turns))
        if always or alike.count <= MOST_ALIKE + 1:
            self._kept[check] += 1
            alike.first.append(said)
            return True
        before, alike.last = alike.last, said
        if before is not None and before.within is not None:
            self._let_go(before.within)
        return True

    def tells(self, check: str, words: str) -> bool:
        """Return whether what was noted last, in these words, is told if there is room."""
        alike = self._alike.get(words)
        return self._chosen.wants(check) and (alike is None or alike.count <= MOST_ALIKE)

    def told(self) -> Told[T]:
        """Return what is told."""
        first: list[tuple[Said[T], str]] = []
        last: list[tuple[Said[T], Said[T], str]] = []
        counts = Counter(self._beyond)
        for words, alike in self._alike.items():
            ordered = sorted(alike.first, key=_turn)
            most = MOST_ALIKE - alike.silent
            first += [(one, words) for one in ordered[:most]]
            counts[alike.check] += min(alike.count, MOST_ALIKE + 1) - alike.silent
            beyond = ordered[most:] + ([alike.last] if alike.last else [])
            if beyond:
                more = last_of(words, alike.count - MOST_ALIKE)
                last.append((beyond[0], max(beyond, key=_turn), more))
        first.sort(key=lambda one: _turn(one[0]))
        last.sort(key=lambda one: _turn(one[0]))  # as each came to be too many
        taken: Counter[str] = Counter()
        told = Told[T]([], sum(max(0, found - MOST_OF_A_CHECK) for found in counts.values()), {})
        for said, words in (*first, *(one[1:] for one in last)):
            if taken[said.check] < MOST_OF_A_CHECK:
                taken[said.check] += 1
                told.things.append((said.thing, words))
                told.numbers[said.element] = said.number
        return told


def _turn(said: Said[T]) -> tuple[int, int]:
    return said.order, said.turn
