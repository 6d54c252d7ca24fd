"""Which element of another message belongs to which place of the new one.

By its name, where what it leads to does not say more than its number; by the template that it says
it is of; by its name without the revision of the CMET or template that it begins with; by the class
in it. In clinical documents, whose two forms number their elements differently, also by its name
without a number, and what is then left over belongs to the place that is left over.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from mimcli.query.explain_nodes import Node
from mimcli.scaffold.elements import Given
from mimcli.scaffold.slots import Choice, Slot

_REVISION = re.compile(r"^([A-Z]{4}_[A-Z]{2}\d{6})[A-Z]{2}\d{2}(?=\.)")
_FIRST = 4
"""A `templateId` is one of so many elements of a class."""
_NUMBER = re.compile(r"_?\d+$")

Fits = Callable[[Choice, Given], bool]
"""Whether an element's own attributes allow that it stands in a place."""


class Match(NamedTuple):
    """An element and the place that it belongs to."""

    slot: Slot
    choice: Choice
    given: Given
    left_over: bool = False
    """Whether it only has the place because nothing else was left for it."""


class Judgement(NamedTuple):
    """What is to be known of a choice to compare an element with it."""

    fits: Fits
    resembles: Fits
    """Whether an element of another name has the parts of what stands in a place."""
    leads: Fits
    """Whether a place leads to what an element is connected with."""


def matched(
    slots: Sequence[Slot], children: Sequence[Given], judgement: Judgement, form: str | None
) -> list[Match]:
    """Return the place of each element that has one, in the order of the elements.

    `form` is that of the new message, if it is a clinical document: `sent` or `templated`.
    """
    fits = judgement.fits
    places = [(slot, choice) for slot in slots for choice in slot.choices]
    found: dict[int, Match] = {}
    leading = _leading(judgement.leads) if form is None else ()
    for likeness in (*leading, *_LIKENESSES[form], _anything):
        for at, child in enumerate(children):
            likely = (
                Match(slot, choice, child)
                for slot, choice in places
                if at not in found and likeness(choice, child) and fits(choice, child)
            )
            best = next((one for one in likely if _has_room(found.values(), one)), None)
            if best is not None:
                found[at] = best
    if form is None:
        _add_left_over(
            slots, children, lambda *one: fits(*one) and judgement.resembles(*one), found
        )
    else:
        _add_left_over(slots, children, fits, found)
        _add_left_over(slots, children, fits, found, only_must=False)
    return [found[at] for at in sorted(found)]


def _add_left_over(
    slots: Sequence[Slot],
    children: Sequence[Given],
    fits: Fits,
    found: dict[int, Match],
    *,
    only_must: bool = True,
) -> None:
    """Add the match of the only element, and the only place for it, that are left over."""
    used = {id(one.slot) for one in found.values()}
    free = [one for one in slots if id(one) not in used and (one.must or not only_must)]
    left = [at for at, child in enumerate(children) if at not in found and child.children]
    if len(left) != 1:
        return
    child = children[left[0]]
    likely = [
        Match(slot, choice, child, left_over=True)
        for slot in free
        for choice in slot.choices
        if choice.node.is_class and fits(choice, child)
    ]
    if likely and len({id(one.slot) for one in likely}) == 1:
        found[left[0]] = likely[0]


def _has_room(found: Iterable[Match], one: Match) -> bool:
    """Return whether the place of a match takes one more."""
    there = [other.choice for other in found if other.slot is one.slot]
    most = one.choice.part.max
    together = one.slot.with_others(one.choice)
    if most is None or not there:
        return True
    return all(other in together for other in there) and there.count(one.choice) < most


def alike(node: Node, given: Given) -> bool:
    """Return whether an element is called as another, but for a revision or a model's id."""
    names = (node.name, node.class_line.name if node.class_line else node.name)
    return any(
        name == given.name
        or _unrevised(name) == _unrevised(given.name)
        or _class_of(name) == _class_of(given.name)
        for name in names
    )


def found_in(given: Given, node: Node) -> Given | None:
    """Return the element of a message that is called as another, the nearest to its root."""
    level = [given]
    while level:
        for one in level:
            if alike(node, one):
                return one
        level = [child for one in level for child in one.children]
    return None


def _leading(leads: Fits) -> tuple[Fits, ...]:
    """Return the likenesses of connections that lead to the same, of their own number first.

    `pertinentInformation3` of one revision may be `pertinentInformation5` of another.
    """
    return (
        lambda place, given: _same(place, given) and leads(place, given),
        lambda place, given: _without_number(place, given) and leads(place, given),
    )


def _same(place: Choice, given: Given) -> bool:
    return place.node.name == given.name


def _same_template(place: Choice, given: Given) -> bool:
    """Return whether an element says by its `templateId` that it is what stands in a place."""
    name = _unrevised(place.node.name)
    for child in given.children[:_FIRST]:
        template = child.attributes.get("extension", "") if child.name == "templateId" else ""
        if name in (_unrevised(template.replace("#", ".")), template.rpartition("#")[2]):
            return True
    return False


def _other_revision(place: Choice, given: Given) -> bool:
    return _unrevised(place.node.name) == _unrevised(given.name)


def _same_class(place: Choice, given: Given) -> bool:
    return _class_of(place.node.name) == _class_of(given.name)


def _without_number(place: Choice, given: Given) -> bool:
    names = (place.node.name, given.name)
    one, other = (_NUMBER.sub("", _class_of(name)) for name in names)
    return one == other


def _anything(place: Choice, given: Given) -> bool:
    """Return whether any element may stand in a place."""
    return place.part.kind == "any" and bool(given.name)


_ALWAYS = (_other_revision, _same_class)
_LIKENESSES: dict[str | None, tuple[Callable[[Choice, Given], bool], ...]] = {
    None: (_same, *_ALWAYS),
    "sent": (_same, *_ALWAYS, _without_number),
    "templated": (_same_template, _same, *_ALWAYS, _without_number),
}
"""By the form of the new message, the surest first."""


def _unrevised(name: str) -> str:
    return _REVISION.sub(r"\1", name)


def _class_of(name: str) -> str:
    return name.rpartition(".")[2].casefold()
