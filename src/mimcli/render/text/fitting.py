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
