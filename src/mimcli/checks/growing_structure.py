"""The walk over the structure of a message that is still being read.

What is complete is looked at as one of the position that its row, so far, gives it, unless libxml2
has judged it and found nothing. When the row is complete it is judged as ever, and this shows
whether the position was the right one. If it was not, what was said may be wrong, and the message
has to be read as a whole. So it has if libxml2 blames an element of which the walk says nothing.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from lxml import etree

from mimcli.checks.alignment import FAR, rename_price
from mimcli.checks.content import START, Content, Position, State
from mimcli.checks.flaw_words import places_told
from mimcli.checks.flaws import Flaw
from mimcli.checks.growing_told import NotByPartsError
from mimcli.checks.passing import Pending
from mimcli.checks.structure import Structure, in_namespace, strange_of
from mimcli.parse.xmlio import Element

_Guess = tuple[Position, str | None]
"""As what a child is looked at, before its row is complete: its position; its strange namespace."""

_MISFITS = "schema-unexpected-element"
_GOES_ON = frozenset(
    (
        _MISFITS,
        *(
            f"schema-{name}"
            for name in (
                "missing-element",
                "unexpected-attribute",
                "missing-attribute",
                "fixed-value",
                "value",
            )
        ),
    )
)
"""Checks that blame an element, what stands in which libxml2 judges all the same."""


class GrowingRow:
    """An element that may not be complete yet, and the row of its children."""

    def __init__(
        self,
        at: Pending | None,
        inner: Pending | None,
        content: Content | None,
        *,
        is_judged: bool,
    ) -> None:
        self.at = at
        """As what it is to be looked at; None: it is not."""
        self.inner = inner
        """The same, if any element may stand where it does: as what the schema declares it."""
        self.content = content
        """None: what stands in it is not looked at."""
        self.is_judged = is_judged
        """Whether libxml2 judges what is still to come in it."""
        self.is_named = False
        """Whether it, or what it stands in, is looked at as if it had another name."""
        self.state: State = START
        self.met: Counter[str] = Counter()
        self.guesses: list[_Guess | None] = []
        """Of each child."""
        self.numbers = array("Q")
        """Of each child, in the document's order."""
        self.flawed: set[int] = set()
        """Of which of its children, by their places in the row, something is wrong if they are what
        they were looked at as."""
        self.is_told = False
        """Whether something was said of its element."""
        self.is_told_within = False
        """Whether something was said of one of its children."""
        self.blamed: list[Element] = []
        """Children that libxml2 blames, of which nothing was said."""


class GrowingStructure:
    """The structure of one message."""

    def __init__(self, structure: Structure, names: dict[Element, str], *, is_judged: bool) -> None:
        """Take where the names of misspelt elements are to be kept; whether libxml2's blame comes.

        If it does not, all is looked at.
        """
        self._structure = structure
        self._is_judged = is_judged
        self.names = names
        self._blamed: dict[Element, set[str]] = {}
        self._around_blamed: set[Element] = set()

    def blame(self, element: Element, check: str) -> None:
        """Note that libxml2 blames an element, which has not been looked at, in a check of ours."""
        self._blamed.setdefault(element, set()).add(check)
        self._around_blamed.update((element, *element.iterancestors()))

    def end(self) -> None:
        """Raise NotByPartsError if something is blamed that was never looked at."""
        if self._blamed:
            raise NotByPartsError

    def root(self, element: Element) -> GrowingRow:
        """Return the row of a message's root. Raises NotByPartsError if the schema has no such."""
        at = self._structure.begin(element, self.names)
        if at is None:
            raise NotByPartsError
        return self._row(at, is_judged=self._is_judged)

    def row(self, child: Element, above: GrowingRow, number: int) -> GrowingRow:
        """Return the row of a child that is not complete."""
        at = self._guess(child, above, number)
        blamed = self._blamed.get(child)
        is_judged = above.is_judged and (blamed is None or blamed <= _GOES_ON)
        row = self._row(at, is_judged=is_judged)
        row.is_named = child in self.names or above.is_named
        return row

    def _row(self, at: Pending | None, *, is_judged: bool) -> GrowingRow:
        inner = None if at is None else self._structure.resolved(at)
        content = None if inner is None else self._structure.content_of(inner)
        return GrowingRow(at, inner, content, is_judged=is_judged)

    def complete(self, child: Element, above: GrowingRow, number: int) -> list[Flaw]:
        """Return the flaws of a child that is complete, and of all within it."""
        at = self._guess(child, above, number)
        if above.is_judged and child not in self._around_blamed and not _has_ids(child):
            return []
        found = [] if at is None else list(self._structure.walk(at))
        if found:
            above.flawed.add(len(above.guesses) - 1)
        self._note_told(child, found, above)
        return found

    def say(self, child: Element, above: GrowingRow) -> None:
        """Note that something else may be said of what stands in the child that came last.

        That holds only if it is misspelt indeed.
        """
        if child in self.names or above.is_named:
            above.flawed.add(len(above.guesses) - 1)

    def close(self, element: Element, row: GrowingRow, above: GrowingRow | None) -> list[Flaw]:
        """Return the flaws of an element that is complete now, and of the row of its children."""
        found: list[Flaw] = []
        pending: list[Pending] = []
        names = self._structure.names = {}
        if row.at is not row.inner and row.at is not None:
            found += self._structure.look(row.at, [])
        if row.inner is not None:
            found += self._structure.look(row.inner, pending)
        self._structure.names = self.names
        if any(one.kind == "repeated-id" for one in found):
            raise NotByPartsError  # or is it told of what has it too, and comes later?
        self._verify(element, row, pending, names)
        if (found or row.flawed) and above is not None:
            above.flawed.add(len(above.guesses) - 1)
        self._note_told_of_row(element, row, found, above)
        return found

    def _guess(self, child: Element, above: GrowingRow, number: int) -> Pending | None:
        """Return as what a child of a row is to be looked at; None: not at all."""
        if _MISFITS in self._blamed.get(child, ()):
            above.is_judged = False  # libxml2 passes over what follows it
        guess = self._guessed(child, above)
        above.guesses.append(guess)
        above.numbers.append(number)
        return None if guess is None else Pending(child, *guess)

    def _guessed(self, child: Element, above: GrowingRow) -> _Guess | None:
        content = above.content
        if content is None or above.inner is None:
            return None
        strange = above.inner.strange
        tag = in_namespace(child.tag, strange, above.inner.position.tag)
        position = _position(content, tag, above)
        if position is None:
            return None
        above.met[position.tag] += 1
        if position.wildcard is None and child.tag != position.tag:
            self.names[child] = position.tag
            strange = strange_of(child, position) or strange
        return position, strange

    def _verify(
        self,
        element: Element,
        row: GrowingRow,
        pending: Sequence[Pending],
        names: dict[Element, str],
    ) -> None:
        """Raise NotByPartsError if a child was looked at as what it is not."""
        actual = reversed(pending)
        at = next(actual, None)
        for place, child in enumerate(element):
            guess, here = row.guesses[place], None
            if at is not None and at.element is child:
                here, at = at, next(actual, None)
            if guess is None or here is None:
                right = here is None and place not in row.flawed
                if right and child not in names:
                    self.names.pop(child, None)  # it is taken for nothing else after all
            else:
                right = _is_same(guess, here)
            if not right or self.names.get(child) != names.get(child):
                raise NotByPartsError

    def _note_told(self, child: Element, found: Iterable[Flaw], above: GrowingRow) -> None:
        """Note of what something was said. Raises NotByPartsError for what nothing was said of."""
        places = places_told(found)
        above.is_told = above.is_told or child.getparent() in places
        above.is_told_within = above.is_told_within or child in places
        if child not in self._around_blamed:
            return
        within = self._around_blamed.intersection(child.iter())
        self._around_blamed -= within
        for one in within.intersection(self._blamed):
            del self._blamed[one]
            if places.isdisjoint((one, *one)):
                if one is child:
                    above.blamed.append(child)
                elif one.getparent() not in places:
                    raise NotByPartsError

    def _note_told_of_row(
        self, element: Element, row: GrowingRow, found: Iterable[Flaw], above: GrowingRow | None
    ) -> None:
        """Note whether something was said of an element, or of its row; raises as that does."""
        places = places_told(found)
        told = row.is_told or element in places
        if row.blamed and not told:
            raise NotByPartsError
        if above is not None:
            above.is_told = above.is_told or element.getparent() in places
            above.is_told_within = above.is_told_within or told
        self._around_blamed.discard(element)
        blamed = self._blamed.pop(element, None) is not None
        if blamed and not told and not row.is_told_within:
            if above is None:
                raise NotByPartsError
            above.blamed.append(element)


def _is_same(guess: _Guess, at: Pending) -> bool:
    one, other = guess[0], at.position
    alike = one is other or (
        (one.tag, one.type, one.fixed, one.nillable, one.wildcard)
        == (other.tag, other.type, other.fixed, other.nillable, other.wildcard)
    )
    return alike and guess[1] == at.strange


def _position(content: Content, tag: str, row: GrowingRow) -> Position | None:
    """Return the position that the next element of a row stands at, as far as one can tell."""
    onward = content.step(row.state, tag)
    if onward is not None:
        row.state = onward
        return content.positions[onward[0]]
    known = content.exact.get(tag)
    if known is None:
        named = [one for one in content.positions if one.wildcard is None]
        near = min((one.tag for one in named), key=lambda one: rename_price(tag, one), default=tag)
        known = content.exact[near] if named and rename_price(tag, near) < FAR else None
    if known is None:
        return None
    first = content.positions[known[0]]
    return None if content.is_full(first.tag, row.met[first.tag]) else first


_has_ids = etree.XPath("boolean(descendant-or-self::*/@ID)")
"""Ids of XML, which libxml2 does not hold against each other while it reads."""
