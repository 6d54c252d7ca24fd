"""What is wrong with a row of elements: from the steps that mend it to what is told."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from mimcli.checks.alignment import FITS, INSERT, RENAME, SKIP, Step
from mimcli.checks.content import START, Content, Position, State
from mimcli.checks.flaws import Flaw
from mimcli.parse.xmlio import Element


def row_flaws(
    element: Element,
    children: Sequence[Element],
    tags: Sequence[str],
    row: "Row",
) -> Iterator[Flaw]:
    """Yield the flaws that steps stand for; what is left out and missing elsewhere is misplaced."""
    content, steps = row.content, row.steps
    skipped = {tags[step.child] for step in steps if step.action == SKIP}
    before = ""
    for step in steps:
        if step.action == RENAME:
            places = [content.positions[at] for at in (step.position, *step.others)]
            yield _renamed(children[step.child], places)
        elif step.action == SKIP:
            yield row.left_out(children[step.child], tags[step.child], step, before)
        elif step.action == INSERT:
            position = content.positions[step.position]
            if position.tag not in skipped:
                yield row.missing(element, step, before)
        if step.action != SKIP:
            before = content.positions[step.position].name


def _renamed(child: Element, places: Sequence[Position]) -> Flaw:
    name = name_of(child.tag)
    if name == places[0].name:
        namespace = child.tag.rpartition("}")[0].removeprefix("{")
        wanted = places[0].tag.rpartition("}")[0].removeprefix("{")
        return Flaw("namespace", child, name, namespace, (wanted,))
    names = tuple(dict.fromkeys(place.name for place in places))
    return Flaw("renamed-element", child, name, name, names)


class Row:
    """A row of elements with the steps that mend it; what is asked of it again is kept.

    A row may be wrong in thousands of places, so none of them may cost a look at all the others.
    """

    def __init__(self, content: Content, steps: Sequence[Step]) -> None:
        self.content = content
        self.steps = steps
        self._used_up: dict[str, bool] = {}
        self._places: dict[str, str | None] = {}
        self._onward: dict[tuple[int, ...], tuple[str, ...]] = {}

    @cached_property
    def _used(self) -> Counter[int]:
        """How many elements stand at each position."""
        return Counter(one.position for one in self.steps if one.action in (FITS, RENAME))

    @cached_property
    def _fitting(self) -> Counter[Position]:
        """How many elements stand rightly in places that are declared alike."""
        fitting = (one.position for one in self.steps if one.action == FITS)
        return Counter(self.content.positions[at] for at in fitting)

    @cached_property
    def _inserted(self) -> frozenset[str]:
        inserted = (one.position for one in self.steps if one.action == INSERT)
        return frozenset(self.content.positions[at].tag for at in inserted)

    def left_out(self, child: Element, tag: str, step: Step, before: str) -> Flaw:
        """Return the flaw of an element that has to go; `before` is the last that fits."""
        content, name = self.content, name_of(tag)
        if tag not in content.exact:
            elsewhere = [one for one in content.positions if one.name == name]
            if elsewhere:
                return _renamed(child, elsewhere[:1])
            return Flaw("unknown-element", child, name, name, content.names(), sibling=before)
        allowed = self._names(step.allowed)
        if tag not in self._inserted and self.is_used_up(tag):
            limit = str(max(content.positions[at].max or 0 for at in content.exact[tag]))
            return Flaw("repeated-element", child, name, name, allowed, limit, before)
        if tag not in self._places:
            self._places[tag] = self._place_of(tag)
        place = self._places[tag]
        return Flaw("misplaced-element", child, name, name, allowed, sibling=before, place=place)

    def missing(self, element: Element, step: Step, before: str) -> Flaw:
        """Return the flaw of an element that is not there."""
        positions = [self.content.positions[at] for at in (step.position, *step.others)]
        names = tuple(dict.fromkeys(position.name for position in positions))
        least = positions[0].min
        if least <= 1:
            return Flaw("missing-element", element, names[0], None, names, "", before)
        count = str(self._fitting[positions[0]])
        return Flaw("missing-element", element, names[0], count, names, str(least), before)

    def is_used_up(self, tag: str) -> bool:
        """Return whether there are as many elements of a tag as there may be, or none is known."""
        if tag not in self._used_up:
            known = self.content.exact.get(tag)
            most = [self.content.positions[at].max for at in known or ()]
            used = sum(self._used[at] for at in known or ())
            self._used_up[tag] = known is None or (
                used > 0 and None not in most and used >= max(one or 0 for one in most)
            )
        return self._used_up[tag]

    def _names(self, positions: tuple[int, ...]) -> tuple[str, ...]:
        if positions not in self._onward:
            names = (self.content.positions[at].name for at in positions)
            self._onward[positions] = tuple(dict.fromkeys(names))
        return self._onward[positions]

    def _place_of(self, tag: str) -> str | None:
        """Return the element after which a misplaced one belongs, if it can stand there at all."""
        content, steps = self.content, self.steps
        standing = [step.position for step in steps if step.action != SKIP]
        for wanted in content.exact[tag]:
            before = ""
            for step in steps:
                if step.action == INSERT and wanted in (step.position, *step.others):
                    return before
                if step.action != SKIP:
                    before = content.positions[step.position].name
            after = max((at for at, one in enumerate(standing) if one <= wanted), default=-1)
            row = [*standing[: after + 1], wanted, *standing[after + 1 :]]
            state: State | None = START
            for one in row:
                if state is None or one not in content.onward(state):
                    state = None
                    break
                state = content.entered(state, one)
            if state is not None and content.ends(state):
                return content.positions[standing[after]].name if after >= 0 else ""
        return None


def name_of(tag: str) -> str:
    """Return the local name of a tag."""
    return tag.rpartition("}")[2]
