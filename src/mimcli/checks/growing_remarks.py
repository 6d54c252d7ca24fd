"""What is said of a message that is looked at in parts: as much as is told in the end, no more.

It comes to the same as `limited` and the greatest number of problems of one check make of all
remarks, in the document's order; but an element that is still open is looked at late.
"""

from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import NamedTuple

from mimcli.checks.explaining import MOST_ALIKE, last_of
from mimcli.checks.faults import MOST_OF_A_CHECK, Checked, Fault
from mimcli.checks.remarks import Remark
from mimcli.checks.rules import faults_of_remarks
from mimcli.parse.xmlio import Element

MOST_WORDS = 20_000
"""Different remarks on one message that are told apart."""


class NotByPartsError(Exception):
    """This message has to be looked at as a whole."""


class Said(NamedTuple):
    """One remark."""

    number: int
    """Of the element, in the document's order."""
    element: Element
    remark: Remark
    within: Element | None = None
    """What was complete when it was looked at, and holds the element."""
    turn: int = 0
    """When it was said."""


class _Alike:
    """Remarks in the same words."""

    __slots__ = ("check", "count", "first", "last")

    def __init__(self, check: str) -> None:
        self.check = check
        self.count = 0
        self.first: list[Said] = []
        self.last: Said | None = None


class GrowingRemarks:
    """The remarks on one message."""

    def __init__(self, checked: Checked, let_go: Callable[[Element], None]) -> None:
        """Take a message; `let_go` is told in what an element stands that is no longer of use."""
        self._checked = checked
        self._let_go = let_go
        self._alike: dict[str, _Alike] = {}
        self._kept: Counter[str] = Counter()
        self._turns = count()

    def note(self, said: Said, *, always: bool = False) -> bool:
        """Note a remark, and return whether its element has to stay.

        `always`: the element comes late, and may be one of the first in the document's order.
        Raises NotByPartsError if there is too much to say.
        """
        check = said.remark.check
        if not self._checked.chosen.wants(check):
            return False
        words = said.remark.message
        alike = self._alike.get(words)
        if alike is None:
            if len(self._alike) == MOST_WORDS:
                raise NotByPartsError
            alike = self._alike[words] = _Alike(check)
        alike.count += 1
        # Twice as many as are told: some that come late may go before them.
        if not always and self._kept[check] > 2 * MOST_OF_A_CHECK:
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

    def told(self) -> tuple[list[Fault], int, dict[Element, int]]:
        """Return what is told, how much more there is, and the numbers of the elements."""
        first: list[tuple[Said, str]] = []
        last: list[tuple[Said, Said, str]] = []
        counts: Counter[str] = Counter()
        for words, alike in self._alike.items():
            ordered = sorted(alike.first, key=_turn)
            first += [(one, words) for one in ordered[:MOST_ALIKE]]
            counts[alike.check] += min(alike.count, MOST_ALIKE + 1)
            beyond = ordered[MOST_ALIKE:] + ([alike.last] if alike.last else [])
            if beyond:
                more = last_of(words, alike.count - MOST_ALIKE)
                last.append((beyond[0], max(beyond, key=_turn), more))
        first.sort(key=lambda one: _turn(one[0]))
        last.sort(key=lambda one: _turn(one[0]))  # as each came to be too many
        taken: Counter[str] = Counter()
        told: list[tuple[tuple[Element, Remark], str]] = []
        numbers: dict[Element, int] = {}
        for said, words in (*first, *(one[1:] for one in last)):
            check = said.remark.check
            if taken[check] < MOST_OF_A_CHECK:
                taken[check] += 1
                told.append(((said.element, said.remark), words))
                numbers[said.element] = said.number
        more_of_them = sum(max(0, found - MOST_OF_A_CHECK) for found in counts.values())
        return list(faults_of_remarks(self._checked, told)), more_of_them, numbers


def _turn(said: Said) -> tuple[int, int]:
    return said.number, said.turn
