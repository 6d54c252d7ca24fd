"""How like one name or value is to another: whether it may be a slip of the pen for it."""

from collections.abc import Iterable
from functools import lru_cache

NOT_AT_ALL = 0.0
_SLIPS = 0.3
"""Of the letters of the longer word so many may be wrong, and one in any."""
_SHORT = 2
"""Letters of words that one letter tells apart: `td` is no slip for `tr`, nor `b` for `br`."""


@lru_cache(maxsize=16_384)
def likeness(found: str, wanted: str) -> float:
    """Return how like two words are, in any letter case, from 0 (another word) to 1 (the same).

    Counted are the slips that make one the other: a letter left out, put in or another, or two
    in each other's place. What two words have in common by chance, or because one is a part of the
    other (`code` and `realmCode`), makes them no likelier.
    """
    one, other = found.strip().casefold(), wanted.casefold()
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    most = max(1, int(longest * _SLIPS))
    if abs(len(one) - len(other)) > most or longest <= _SHORT:
        return NOT_AT_ALL
    slips = _slips(one, other, most)
    return NOT_AT_ALL if slips > most else 1.0 - slips / longest


def most_like(found: str, words: Iterable[str]) -> str | None:
    """Return the word that one is most like, the first of several; None if it is like none."""
    folded: dict[str, str] = {}
    for word in words:
        folded.setdefault(word.casefold(), word)
    best = max(folded.values(), key=lambda word: likeness(found, word), default=None)
    return best if best is not None and likeness(found, best) > NOT_AT_ALL else None


def _slips(one: str, other: str, most: int) -> int:
    """Return how many slips make one word the other; any number above `most` if there are more."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            slips = min(
                last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != wanted)
            )
            swapped = (
                row > 1 and column > 1 and (one[row - 2], letter) == (wanted, other[column - 2])
            )
            now.append(min(slips, before[column - 2] + 1) if swapped else slips)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return last[-1]
