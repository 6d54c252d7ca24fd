"""The checks over a message that is still being read: what has been looked at is let go.

The tree of a message takes six to ten times the message's own room. So of a large one only this
stays: the elements that are open, those of which there is something to say, and what stands beside
these and above them, as their XPaths count it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from mimcli.checks.faults import Checked
from mimcli.checks.flaw_words import CHECK_IDS, words_of
from mimcli.checks.flaws import Flaw
from mimcli.checks.growing_strip import all_around, all_named, strip
from mimcli.checks.growing_structure import GrowingRow, GrowingStructure
from mimcli.checks.growing_told import GrowingTold, NotByPartsError, Said
from mimcli.checks.places import Place
from mimcli.checks.remarks import Remark, wanted
from mimcli.checks.rules import DOCUMENT, rules_of
from mimcli.checks.schematron_sheet import Asked
from mimcli.parse.xmlio import Element, local_name

_SOON = 1000
"""Elements before which a message's own id stands."""


class _Open:
    """An element that may not be complete yet."""

    __slots__ = ("element", "holds", "last", "number", "place", "row", "whole")

    def __init__(
        self,
        element: Element,
        place: Place | None,
        row: GrowingRow | None,
        number: int,
        *,
        whole: bool,
    ) -> None:
        self.element = element
        self.place = place
        self.row = row
        """What is known of its structure, if that is looked at."""
        self.number = number
        """Of the element, in the document's order."""
        self.last: Element | None = None
        """The last of its children that has been looked at."""
        self.holds = whole
        """Whether what stands in it has to stay."""
        self.whole = whole
        """Whether all of it stays, with what is still to come."""


class GrowingMessage:
    """One message, from its root's first tag to its end."""

    def __init__(
        self, checked: Checked, *, ruled: bool, structure: GrowingStructure | None = None
    ) -> None:
        """Begin with a root that has no children yet; `ruled`: whether rules are wanted at all.

        `structure` looks at a message that its schema refuses. Raises NotByPartsError.
        """
        self._rules = rules_of(checked) if ruled else None
        self._structure = structure
        self._names = checked.names
        self._chosen = checked.chosen
        root = checked.element
        place = self._rules.places.root(root.tag, None) if self._rules else None
        row = structure.root(root) if structure else None
        self._stack = [_Open(root, place, row, 0, whole=False)]
        self._count = 1
        self._holding: Counter[Element] = Counter()
        self._id = f"{root.tag.rpartition('}')[0]}}}id"
        self._own_id: str | None = None
        self.remarks = GrowingTold[tuple[Element, Remark]](checked.chosen, self._let_go)
        self.flaws = GrowingTold[Flaw](checked.chosen, self._let_go)
        self.tags: set[str] = {root.tag}
        """Of all elements that have been looked at."""
        self.numbers: dict[Element, int] = {root: 0}
        """Of the root, what stands directly in it, and what has its id, in the document's order."""
        self.kept = Asked()
        """What has to stay, as it is asked for at the end."""

    def look(self, *, ended: bool = False) -> None:
        """Look at what is complete by now. Raises NotByPartsError."""
        while self._stack:
            top = self._stack[-1]
            last = top.last
            child = next(top.element.iterchildren(), None) if last is None else last.getnext()
            if child is None:
                if not ended and all(one.element.getnext() is None for one in self._stack):
                    return
                self._close()
            elif ended or child.getnext() is not None:
                self._complete(child, top)
                top.last = child
            else:
                self._met([child.tag])
                whole = top.whole or local_name(child) in self.kept.whole
                number = self._count - 1
                row = None
                if self._structure is not None and top.row is not None:
                    row = self._structure.row(child, top.row, number)
                place = self._place(child, top)
                self._stack.append(_Open(child, place, row, number, whole=whole))
                self._below_root(child, number, depth=len(self._stack) - 1)

    def _place(self, child: Element, top: _Open) -> Place | None:
        if self._rules is None or top.place is None:
            return None
        return self._rules.place_below(top.place, child, self._names)

    def _met(self, tags: list[str]) -> None:
        self._count += len(tags)
        self.tags.update(tags)
        if DOCUMENT in self.tags:  # other checks look around in it
            raise NotByPartsError

    def _below_root(self, child: Element, number: int, *, depth: int) -> None:
        """Note what stands directly in the root: it says what the message is."""
        if depth != 1:
            return
        if child.tag == self._id and self._id not in {one.tag for one in self.numbers}:
            if number > _SOON:
                raise NotByPartsError
            self._own_id = child.get("root") if child.get("extension") is None else None
        self.numbers[child] = number

    def _close(self) -> None:
        """Look at an element all of whose children have been looked at."""
        top = self._stack.pop()
        if local_name(top.element) in self.kept.alone:
            top.holds = True
        if top.element.tag == self._id and self._has_own_id(top.element):
            self.numbers[top.element] = top.number
            top.holds = True
        remarks, flaws = list(self._said_of_open(top)), list(self._flaws_of_open(top))
        kept, told = self._note(flaws)
        for one in remarks:
            silent = (one.element, one.thing[1].attribute) in told
            if self.remarks.note(one, always=True, silent=silent):
                kept.add(one.element)
        top.holds = top.holds or bool(kept)
        if not self._stack:
            return
        above = self._stack[-1]
        above.last = top.element
        above.holds = above.holds or top.holds
        if not top.holds:
            del top.element[:]

    def _said_of_open(self, top: _Open) -> Iterator[Said[tuple[Element, Remark]]]:
        if self._rules is not None and top.place is not None:
            for one in wanted(self._rules.told(top.element, top.place), self._chosen):
                if self._structure is not None and self._stack and self._stack[-1].row:
                    self._structure.say(top.element, self._stack[-1].row)
                yield _said(one, top.number, top.number)

    def _flaws_of_open(self, top: _Open) -> Iterator[Said[Flaw]]:
        if self._structure is None or top.row is None:
            return
        above = self._stack[-1].row if self._stack else None
        found = self._structure.close(top.element, top.row, above)
        numbers = {top.element: top.number}
        if any(flaw.element is not top.element for flaw in found):
            numbers |= dict(zip(top.element, top.row.numbers, strict=True))
        for flaw in found:
            yield _flawed(flaw, top.number, numbers[flaw.element])

    def _complete(self, child: Element, top: _Open) -> None:
        """Look at an element that is complete, and let go what stands in it."""
        begin = self._count
        self._met([one.tag for one in child.iter()])
        self._below_root(child, begin, depth=len(self._stack))
        whole = all_named(child, self.kept.whole)
        asked = all_named(child, self.kept.alone) | whole
        self._holding[child] += 1 + len(asked)  # the one while it is looked at
        flaws, named = self._flaws_in(child, top.row, begin)
        said = self._said_of(child, top, flaws, begin)
        self._holding[child] -= 1
        if self._holding[child]:
            top.holds = True
        else:
            del self._holding[child]
            said.clear()
        if not top.whole:
            strip(child, said, whole, asked)
        if self._structure and len(self._structure.names) > named:
            _forget(self._structure.names, named, {child, *said, *all_around(child, said)})

    def _flaws_in(
        self, child: Element, above: GrowingRow | None, begin: int
    ) -> tuple[list[Flaw], int]:
        """Return the flaws of what is complete, and how many names were known before."""
        if self._structure is None or above is None:
            return [], 0
        named = len(self._structure.names)
        return self._structure.complete(child, above, begin), named

    def _said_of(self, child: Element, top: _Open, flaws: list[Flaw], begin: int) -> set[Element]:
        """Return the elements, of one and all below it, of which there is something to say."""
        place = self._place(child, top)
        found: list[tuple[Element, Remark]] = []
        if self._rules is not None and place is not None:
            found += wanted(self._rules.remarks_within(child, place, self._names), self._chosen)
        if found and self._structure is not None and top.row is not None:
            self._structure.say(child, top.row)
        same = {one for one in child.iter(self._id) if self._has_own_id(one)}
        if not found and not flaws and not same:
            return same
        met = {element for element, _ in found} | {flaw.element for flaw in flaws} | same
        numbers = {one: begin + at for at, one in enumerate(child.iter()) if one in met}
        self.numbers |= {one: numbers[one] for one in same}
        self._holding[child] += len(same)
        kept, told = self._note(
            (_flawed(one, begin, numbers[one.element], child) for one in flaws), child
        )
        same |= kept
        for one in found:
            number, silent = numbers[one[0]], (one[0], one[1].attribute) in told
            if self.remarks.note(_said(one, number, number, child), silent=silent):
                same.add(one[0])
                self._holding[child] += 1
        return same

    def _note(
        self, flaws: Iterable[Said[Flaw]], within: Element | None = None
    ) -> tuple[set[Element], set[tuple[Element, str | None]]]:
        """Note flaws; return the elements that have to stay, and the attributes that are told of.

        `within` holds the elements, if it is complete.
        """
        kept: set[Element] = set()
        told: set[tuple[Element, str | None]] = set()
        for one in flaws:
            if self.flaws.note(one, always=within is None):
                kept.add(one.element)
                if within is not None:
                    self._holding[within] += 1
            if one.thing.attribute and self.flaws.tells(one.check, one.words):
                told.add((one.element, one.thing.name))
        return kept, told

    def _has_own_id(self, element: Element) -> bool:
        return (
            self._own_id is not None
            and element.get("root") == self._own_id
            and element.get("extension") is None
        )

    def _let_go(self, within: Element) -> None:
        """Take it that one thing less is to be said of what stands in an element."""
        self._holding[within] -= 1
        if not self._holding[within]:
            del self._holding[within]
            del within[:]


def _said(
    one: tuple[Element, Remark], order: int, number: int, within: Element | None = None
) -> Said[tuple[Element, Remark]]:
    element, remark = one
    return Said(order, number, element, remark.check, remark.message, one, within)


def _flawed(flaw: Flaw, order: int, number: int, within: Element | None = None) -> Said[Flaw]:
    return Said(order, number, flaw.element, CHECK_IDS[flaw.kind], words_of(flaw), flaw, within)


def _forget(names: dict[Element, str], before: int, kept: set[Element]) -> None:
    """Take out of names those that have come since there were so many, but for what is kept."""
    new = list(islice(reversed(names), len(names) - before))
    for one in new:
        if one not in kept:
            del names[one]
