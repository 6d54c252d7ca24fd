"""What may stand in an element: a content model of XML Schema as an automaton of positions.

The index tells which names a type has; what of them may follow what (sequences within choices,
groups that repeat) it does not keep. So the schema's own particles are read here.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Position(NamedTuple):
    """A place in a content model: an element that is declared there, or a wildcard."""

    tag: str
    """As lxml has it, `{namespace}name`; of a wildcard the namespaces that it allows."""
    min: int
    max: int | None
    """None: no limit."""
    type: object
    """The element's type: what `Grammar.type_of` takes."""
    fixed: str | None = None
    nillable: bool = False
    wildcard: str | None = None
    """`lax`, `skip` or `strict`; None for an element."""

    @property
    def name(self) -> str:
        """The element's local name; `*` for a wildcard."""
        return "*" if self.wildcard else self.tag.rpartition("}")[2]

    @property
    def only_namespace(self) -> str | None:
        """The one namespace that a wildcard allows; None of others, and of an element."""
        several = self.wildcard is None or self.tag.startswith("##") or " " in self.tag
        return None if several else self.tag

    def matches(self, tag: str) -> bool:
        """Return whether an element of a tag may stand here."""
        if self.wildcard is None:
            return tag == self.tag
        namespace = tag[1:].partition("}")[0] if tag.startswith("{") else ""
        allowed = self.tag.split()
        if allowed[0] == "##any":
            return True
        if allowed[0] == "##other":
            return namespace not in ("", allowed[1])
        return namespace in allowed


class Fragment(NamedTuple):
    """A part of a content model: which positions begin it, and which end it."""

    nullable: bool
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()


EMPTY = Fragment(nullable=True)

State = tuple[int, int]
"""The position of the last element, and how often it was there in a row (up to its least number if
it has no greatest); (-1, 0) before the first element."""
START: State = (-1, 0)


class Content(NamedTuple):
    """A content model."""

    positions: tuple[Position, ...]
    """In the schema's order."""
    first: tuple[int, ...]
    follow: tuple[tuple[int, ...], ...]
    last: frozenset[int]
    nullable: bool
    exact: dict[str, tuple[int, ...]]
    """The positions of a tag."""

    def onward(self, state: State) -> tuple[int, ...]:
        """Return the positions that may come next, the same one again first."""
        at, count = state
        if at < 0:
            return self.first
        position = self.positions[at]
        again = (at,) if position.max is None or count < position.max else ()
        if count < position.min:
            return again
        return (*again, *self.follow[at])

    def entered(self, state: State, at: int) -> State:
        """Return the state after an element at a position that may come next."""
        if state[0] != at:
            return at, 1
        position = self.positions[at]
        least = position.min if position.max is None else position.max
        return at, min(state[1] + 1, max(least, 1))

    def step(self, state: State, tag: str) -> State | None:
        """Return the state after an element of a tag; None if it may not come next."""
        for at in self.onward(state):
            if self.positions[at].matches(tag):
                return self.entered(state, at)
        return None

    def ends(self, state: State) -> bool:
        """Return whether nothing more has to come."""
        at, count = state
        if at < 0:
            return self.nullable
        return at in self.last and count >= self.positions[at].min

    def is_full(self, tag: str, there: int) -> bool:
        """Return whether so many elements of a tag are as many as there may be, or none may be."""
        most = [self.positions[at].max for at in self.exact.get(tag, ())]
        known = [one for one in most if one is not None]
        return not most or (there > 0 and len(known) == len(most) and there >= max(known))

    def names(self) -> tuple[str, ...]:
        """Return the names of its elements, in the schema's order."""
        return tuple(dict.fromkeys(position.name for position in self.positions))


class ContentBuilder:
    """Puts positions together: what follows what."""

    def __init__(self) -> None:
        self._positions: list[Position] = []
        self._follow: list[list[int]] = []

    def element(self, position: Position) -> Fragment:
        """Return the part that is one element or wildcard."""
        at = len(self._positions)
        self._positions.append(position._replace(min=max(position.min, 1)))
        self._follow.append([])
        return Fragment(position.min == 0, (at,), (at,))

    def sequence(self, parts: Sequence[Fragment]) -> Fragment:
        """Return the part in which parts come one after another."""
        whole = EMPTY
        for part in parts:
            for at in whole.last:
                self._follow[at] += part.first
            first = (*whole.first, *part.first) if whole.nullable else whole.first
            last = (*whole.last, *part.last) if part.nullable else part.last
            whole = Fragment(whole.nullable and part.nullable, first, last)
        return whole

    def choice(self, parts: Sequence[Fragment]) -> Fragment:
        """Return the part that is one of several."""
        return Fragment(
            any(part.nullable for part in parts) or not parts,
            tuple(at for part in parts for at in part.first),
            tuple(at for part in parts for at in part.last),
        )

    def occurring(self, part: Fragment, least: int, most: int | None) -> Fragment:
        """Return a part that may be left out, or come again."""
        if most == 0:
            return EMPTY
        if most != 1:
            for at in part.last:
                self._follow[at] += (one for one in part.first if one not in self._follow[at])
        return part._replace(nullable=part.nullable or least == 0)

    def content(self, whole: Fragment) -> Content:
        """Return the content model that a part is."""
        exact: dict[str, list[int]] = {}
        for at, position in enumerate(self._positions):
            exact.setdefault(position.tag, []).append(at)
        return Content(
            tuple(self._positions),
            whole.first,
            tuple(tuple(dict.fromkeys(each)) for each in self._follow),
            frozenset(whole.last),
            whole.nullable,
            {tag: tuple(each) for tag, each in exact.items()},
        )
