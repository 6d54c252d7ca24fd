"""What only one of two models has: renamed or moved, where that is sure; else added or removed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mimcli.compare.differences import Difference, summary, under
from mimcli.compare.rules import presence_rule
from mimcli.compare.sameness import Sameness
from mimcli.compare.structure import Part


class Lone(NamedTuple):
    """A part that the other model does not have at this place."""

    owner: str
    """Path of what it stands in."""
    part: Part
    siblings: tuple[tuple[str, str], ...]
    """The keys of all parts there, in their order."""

    @property
    def path(self) -> str:
        """The part's own path."""
        return under(self.owner, self.part.name)


def renamed_and_moved(
    same: Sameness, gone: Sequence[Lone], come: Sequence[Lone]
) -> Iterator[Difference]:
    """Yield each part that is gone or has come, as what it is.

    An element is renamed if the only one in its place that says the same (number, type and all
    below it) has another name; a value must also stand between the same neighbours. It is moved if
    the model has one of its name, saying the same, elsewhere only.
    """
    left_gone, left_come = list(gone), list(come)
    for pair in (*_renamed(same, gone, come),):
        yield Difference(pair[1].path, "renamed", pair[0].part.name, pair[1].part.name, "renamed")
        left_gone.remove(pair[0])
        left_come.remove(pair[1])
    for pair in (*_moved(same, left_gone, left_come),):
        yield Difference(pair[1].path, "moved", pair[0].path, pair[1].path, "moved")
        left_gone.remove(pair[0])
        left_come.remove(pair[1])
    yield from lone_differences(same, left_gone, left_come)


def lone_differences(
    same: Sameness, gone: Sequence[Lone], come: Sequence[Lone]
) -> Iterator[Difference]:
    """Yield each part that is gone as removed, each that has come as added."""
    for one in gone:
        rule = presence_rule("removed", mandatory=one.part.is_mandatory)
        yield Difference(one.path, "removed", summary(same.old, one.part), None, rule)
    for one in come:
        rule = presence_rule("added", mandatory=one.part.is_mandatory)
        yield Difference(one.path, "added", None, summary(same.new, one.part), rule)


def _renamed(
    same: Sameness, gone: Sequence[Lone], come: Sequence[Lone]
) -> Iterator[tuple[Lone, Lone]]:
    pairs = [
        (one, other)
        for one in gone
        for other in come
        if one.owner == other.owner
        and one.part.kind == other.part.kind == "element"
        and one.part.key[1] not in {key[1] for key in other.siblings}
        and other.part.key[1] not in {key[1] for key in one.siblings}
        and same.same_part(one.part, other.part)
    ]
    yield from (
        (one, other)
        for one, other in _unique(pairs)
        if same.old.is_class(same.old.type_of(one.part)) or _neighbours(one) == _neighbours(other)
    )


def _moved(
    same: Sameness, gone: Sequence[Lone], come: Sequence[Lone]
) -> Iterator[tuple[Lone, Lone]]:
    names = Counter(one.part.key for one in gone), Counter(one.part.key for one in come)
    for one in gone:
        for other in come:
            if (
                one.part.kind == other.part.kind == "element"
                and one.part.key == other.part.key
                and one.owner != other.owner
                and names[0][one.part.key] == names[1][other.part.key] == 1
                and same.same(same.old.type_of(one.part), same.new.type_of(other.part))
            ):
                yield one, other


def _unique(pairs: list[tuple[Lone, Lone]]) -> Iterator[tuple[Lone, Lone]]:
    """Yield the pairs whose both parts are in no other pair."""
    ours = Counter(one for one, _ in pairs)
    theirs = Counter(other for _, other in pairs)
    return ((one, other) for one, other in pairs if ours[one] == theirs[other] == 1)


def _neighbours(one: Lone) -> tuple[object, object]:
    """Return the keys of the parts before and after a part."""
    at = one.siblings.index(one.part.key)
    after = one.siblings[at + 1] if at + 1 < len(one.siblings) else None
    return one.siblings[at - 1] if at else None, after
