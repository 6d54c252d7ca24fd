"""What is wrong with a row of elements: from the steps that mend it to what is told."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from mimcli.checks.alignment import FITS, INSERT, RENAME, SKIP, Step
from mimcli.checks.content import START, Content, Position, State
from mimcli.checks.flaws import Flaw
from mimcli.parse.xmlio import Element, name_of_tag, namespace_of_tag


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
            due = {content.positions[at].tag for at in (step.position, *step.others)}
            if due.isdisjoint(skipped):
                yield row.missing(element, step, before)
        if step.action != SKIP:
            before = content.positions[step.position].name


def _renamed(child: Element, places: Sequence[Position]) -> Flaw:
    name = name_of_tag(child.tag)
    only = places[0].only_namespace
    if name == places[0].name or only is not None:
        namespace = namespace_of_tag(child.tag)
        wanted = only or namespace_of_tag(places[0].tag)
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
        self._places: dict[str, _Place | None] = {}
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
        steps = (one for one in self.steps if one.action == INSERT)
        inserted = (at for one in steps for at in (one.position, *one.others))
        return frozenset(self.content.positions[at].tag for at in inserted)

    def left_out(self, child: Element, tag: str, step: Step, before: str) -> Flaw:
        """Return the flaw of an element that has to go; `before` is the last that fits."""
        content, name = self.content, name_of_tag(tag)
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
        where = None if place is None else place.words_for(name, before)
        return Flaw("misplaced-element", child, name, name, allowed, sibling=before, place=where)

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
            used = sum(self._used[at] for at in self.content.exact.get(tag, ()))
            self._used_up[tag] = self.content.is_full(tag, used)
        return self._used_up[tag]

    def _names(self, positions: tuple[int, ...]) -> tuple[str, ...]:
        if positions not in self._onward:
            names = (self.content.positions[at].name for at in positions)
            self._onward[positions] = tuple(dict.fromkeys(names))
        return self._onward[positions]

    def _place_of(self, tag: str) -> "_Place | None":
        """Return the place where a misplaced element belongs, if it can stand there at all."""
        content, steps = self.content, self.steps
        standing = [step.position for step in steps if step.action != SKIP]
        for wanted in content.exact[tag]:
            count = 0
            for step in steps:
                if step.action == INSERT and wanted in (step.position, *step.others):
                    return self._between(standing[:count], standing[count + 1 :])
                count += step.action != SKIP
            after = max((at for at, one in enumerate(standing) if one <= wanted), default=-1)
            row = [*standing[: after + 1], wanted, *standing[after + 1 :]]
            state: State | None = START
            for one in row:
                if state is None or one not in content.onward(state):
                    state = None
                    break
                state = content.entered(state, one)
            if state is not None and content.ends(state):
                return self._between(standing[: after + 1], standing[after + 1 :])
        return None

    def _between(self, before: Sequence[int], behind: Sequence[int]) -> "_Place":
        """Return the place between those that stand before it and behind it."""
        names = [self.content.positions[at].name for at in before]
        after = names[-1] if names else ""
        earlier = next((name for name in reversed(names) if name != after), "")
        return _Place(after, earlier, self.content.positions[behind[0]].name if behind else "")


class _Place(NamedTuple):
    """A place in a row, by the names of those around it (empty: there is none)."""

    after: str
    earlier: str
    """The last before it that has another name than that."""
    before: str

    def words_for(self, name: str, sibling: str) -> str:
        """Return where it is, for an element that stands after a sibling: as it says itself.

        Of several elements of one name one cannot tell which is meant.
        """
        if not self.after:
            return "first"
        if self.after not in (name, sibling):
            return f"after {self.after}"
        if self.after == name and self.earlier not in ("", sibling):
            return f"after {self.earlier}"
        if self.before and self.before != name:
            return f"before {self.before}"
        return f"after the last {self.after}"
