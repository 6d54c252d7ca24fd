"""Which element of another message belongs to which place of the new one.

By its name; by its name without the revision of the CMET or template that it begins with; by the
class in it; by its name without the number that tells it from its siblings. What is then left over
belongs to the place that is left over, if both are alone.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from mimcli.scaffold.elements import Given
from mimcli.scaffold.slots import Choice, Slot

_REVISION = re.compile(r"^([A-Z]{4}_[A-Z]{2}\d{6})[A-Z]{2}\d{2}(?=\.)")
_NUMBER = re.compile(r"_?\d+$")

Fits = Callable[[Choice, Given], bool]
"""Whether an element's own attributes allow that it stands in a place."""


class Match(NamedTuple):
    """An element and the place that it belongs to."""

    slot: Slot
    choice: Choice
    given: Given


def matched(
    slots: Sequence[Slot], children: Sequence[Given], fits: Fits, *, loose: bool
) -> list[Match]:
    """Return the place of each element that has one, in the order of the elements.

    `loose` also takes an element that is left over for one that need not be there.
    """
    places = [(slot, choice) for slot in slots for choice in slot.choices]
    found: dict[int, Match] = {}
    for likeness in (_same, _other_revision, _same_class, _without_number):
        for at, child in enumerate(children):
            if at in found:
                continue
            likely = [one for one in places if likeness(one[1].node.name, child.name)]
            best = next((one for one in likely if fits(one[1], child)), None)
            if best is not None:
                found[at] = Match(*best, child)
    for only_must in (True, False) if loose else (True,):
        used = {id(one.slot) for one in found.values()}
        free = [one for one in slots if id(one) not in used and (one.must or not only_must)]
        left = [at for at, child in enumerate(children) if at not in found and child.children]
        for at in left:
            likely = [
                (slot, choice)
                for slot in free
                for choice in slot.choices
                if choice.node.is_class and fits(choice, children[at])
            ]
            if likely and len({id(slot) for slot, _ in likely}) == 1 == len(left):
                found[at] = Match(*likely[0], children[at])
    return [found[at] for at in sorted(found)]


def alike(place: str, name: str) -> bool:
    """Return whether two elements have one name, but for a revision or what it begins with."""
    return any(one(place, name) for one in (_same, _other_revision, _same_class))


def found_in(given: Given, name: str) -> Given | None:
    """Return the outermost element of a name in a message, nearest to its root."""
    level = [given]
    while level:
        for one in level:
            if alike(name, one.name):
                return one
        level = [child for one in level for child in one.children]
    return None


def _same(place: str, name: str) -> bool:
    return place == name


def _other_revision(place: str, name: str) -> bool:
    return "." in place and _REVISION.sub(r"\1", place) == _REVISION.sub(r"\1", name)


def _same_class(place: str, name: str) -> bool:
    return place.rpartition(".")[2].casefold() == name.rpartition(".")[2].casefold()


def _without_number(place: str, name: str) -> bool:
    return _NUMBER.sub("", place.rpartition(".")[2]) == _NUMBER.sub("", name.rpartition(".")[2])
