"""What differs between two elements or attributes themselves: not in what stands below them."""

from collections.abc import Iterator

from mimcli.compare.differences import Difference, occurrences
from mimcli.compare.rules import cardinality_rule, stated_rule
from mimcli.compare.sameness import Sameness
from mimcli.compare.structure import Part
from mimcli.compare.values import only_value


def part_differences(same: Sameness, path: str, old: Part, new: Part) -> Iterator[Difference]:
    """Yield what differs between two parts of one name: its spelling, number, fixed values."""
    if old.name != new.name and new.kind != "group":
        yield Difference(path, "renamed", old.name, new.name, "renamed")
    yield from _number(path, old, new)
    if old.nillable != new.nillable:
        rule = "nil-allowed" if new.nillable else "nil-forbidden"
        yield Difference(path, "nil", _nil(old), _nil(new), rule)
    before, after = only_value(same.old, old), only_value(same.new, new)
    if before != after:
        yield Difference(path, "fixed", before, after, stated_rule("fixed", before, after))
    elif old.default != new.default and before is None:
        rule = stated_rule("default", old.default, new.default)
        yield Difference(path, "default", old.default, new.default, rule)


def _nil(part: Part) -> str:
    return "may be nil" if part.nillable else "not nil"


def _number(path: str, old: Part, new: Part) -> Iterator[Difference]:
    """Yield whether it may be there more or less often, or something else in its place."""
    chosen = old.choice is not None, new.choice is not None
    if chosen[0] != chosen[1]:
        stands = new if chosen[0] else old
        otherwise = "always" if stands.low else "beside others"
        before, after = ("alternative" if one else otherwise for one in chosen)
        rule = _CHOICE[chosen[1], stands.low > 0]
        yield Difference(path, "choice", before, after, rule)
        old, new = old._replace(low=stands.low), new._replace(low=stands.low)
    if (old.low, old.high) != (new.low, new.high):
        rule = cardinality_rule((old.low, old.high), (new.low, new.high))
        counts = occurrences(old.low, old.high), occurrences(new.low, new.high)
        yield Difference(path, "cardinality", *counts, rule)


_CHOICE = {
    (True, True): "alternative-made",
    (False, True): "alternative-ended",
    (True, False): "alternative-bound",
    (False, False): "alternative-freed",
}
"""By whether it is an alternative now, and whether it is mandatory where it is none."""
