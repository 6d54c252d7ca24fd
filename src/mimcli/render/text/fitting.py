"""How wide the columns of a table are."""

from collections.abc import Sequence

COMFORT = 24
"""A column of running text is not made narrower than this while others can give way."""


def fit(natural: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """Return widths whose sum is at most `room`; None if the least widths do not fit.

    `natural` is what each column would like, `least` is what it cannot do without (its longest
    word, or its longest id). What is to spare goes first to the columns that want little.
    """
    if sum(natural) <= room:
        return list(natural)
    comfortable = [max(low, min(wish, COMFORT)) for wish, low in zip(natural, least, strict=True)]
    for start in (comfortable, list(least)):
        spare = room - sum(start)
        if spare >= 0:
            return _shared(natural, start, spare)
    return None


def _shared(natural: Sequence[int], start: list[int], spare: int) -> list[int]:
    widths = list(start)
    wanting = sorted(range(len(widths)), key=lambda at: natural[at] - widths[at])
    for number, at in enumerate(wanting):
        given = min(natural[at] - widths[at], spare // (len(wanting) - number))
        widths[at] += given
        spare -= given
    return widths


class Places:
    """Where the columns of a message table begin, and how wide they are."""

    __slots__ = ("description", "filled", "holds", "parts", "room", "split", "stated", "width")

    def __init__(self, width: int) -> None:
        self.width = width
        self.stated = 0
        """Where the cardinality begins, after the names."""
        self.holds = 0
        """Where what a row holds begins; 0: it stands below the name."""
        self.room = 0
        """How wide what a row holds may be."""
        self.split = False
        """Whether datatype, vocabulary and value have columns of their own."""
        self.parts: tuple[int, ...] = ()
        self.filled: tuple[bool, ...] = ()
        """Which of those columns have anything in them."""
        self.description = 0
        """Where the descriptions begin; 0: nowhere."""


def places(
    names: Sequence[int],
    held: Sequence[Sequence[int]],
    width: int,
    *,
    described: bool,
    headings: Sequence[int] = (0, 0, 0, 0),
) -> Places:
    """Return where the columns of a message table begin on so wide a screen.

    `names` are the widths of the names, `held` those of datatype, vocabulary and value, `headings`
    those of the four columns' headings. Columns suit nearly all rows; the few that are wider take a
    line of their own. A column in which nothing stands takes no room.
    """
    found = Places(width)
    stated = max(headings[0], *names, 0) + 2
    if width - stated - _STATED < width * _GOOD_SHARE:
        stated = max(headings[0], min(most_of(names), width // 2)) + 2
    if width - stated - _STATED < _LEAST_ROOM:
        return found
    found.stated, found.holds = stated, stated + _STATED
    found.room = width - found.holds
    least = _LEAST_DESCRIPTION + 2 if described else 0
    columns = [[row[at] for row in held] for at in range(3)]
    found.filled = tuple(any(column) for column in columns)
    needed = 0
    for enough in (_widest, most_of):
        # Each with the gap after it.
        first, second, third = (
            max(enough(column), heading) + 2 if any(column) else 0
            for column, heading in zip(columns, headings[1:], strict=True)
        )
        needed = max(first + second + third - 2, 0)
        found.split = width >= _SPLIT and needed + least <= found.room
        if found.split:
            found.parts = (found.holds, found.holds + first, found.holds + first + second)
            break
    if described:
        shared = needed if found.split else found.room // 2
        if found.room - shared - 2 >= _LEAST_DESCRIPTION:
            found.description = found.holds + shared + 2
            found.room = shared
    return found


def _widest(widths: Sequence[int]) -> int:
    return max(widths, default=0)


def most_of(widths: Sequence[int]) -> int:
    """Return the width that is enough for all but one in twenty."""
    if not widths:
        return 0
    return sorted(widths)[min(len(widths) - 1, len(widths) * 19 // 20)]


_STATED = 10
"""Cardinality and conformance with the gaps after them."""
_SPLIT = 100
_LEAST_ROOM = 24
_GOOD_SHARE = 0.62
_LEAST_DESCRIPTION = 40
