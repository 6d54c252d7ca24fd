"""What the models say of a place in a message: its address, its row, the words for them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from mimcli.checks.faults import Checked, Names
from mimcli.checks.places import Found, Places
from mimcli.model.answers.validation import ModelRow
from mimcli.parse.xmlio import Element
from mimcli.query.explain_facts import cardinality, datatype_of, stated_vocabulary
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_notes import count
from mimcli.query.explain_walk import Trail
from mimcli.query.manual import Manual

T = TypeVar("T")
MOST_ALIKE = 100
"""Of what is wrong in the same words in one message: so many are told, then the last of all."""

SHOWN = 12
"""Names or codes that a sentence lists."""


def limited(things: Iterable[tuple[str, T]]) -> Iterator[tuple[T, str]]:
    """Yield things, with their words; of many with the same words only the first and the last."""
    alike: Counter[str] = Counter()
    last: dict[str, T] = {}
    for words, thing in things:
        alike[words] += 1
        if alike[words] <= MOST_ALIKE:
            yield thing, words
        else:
            last[words] = thing
    for words, thing in last.items():
        yield thing, last_of(words, alike[words] - MOST_ALIKE)


def last_of(words: str, more: int) -> str:
    """Return the words for the last of so many more places of which the same is to be said."""
    return f"{words} (the last of {more} more such places)"


@lru_cache(maxsize=128)
def places_of(manual: Manual, artefact: str) -> Places:
    """Return the places of an artefact's messages; the same for all messages of one run."""
    return Places(manual, artefact)


class Told(NamedTuple):
    """What is told of a place."""

    address: str | None
    row: ModelRow | None
    node: Node | None


class Explainer:
    """Tells of the elements of one message."""

    def __init__(
        self, places: Places, root: Element, wrap: str | None, names: Names | None = None
    ) -> None:
        self._places = places
        self._root = root
        self._wrap = wrap
        self._names = names

    @property
    def manual(self) -> Manual:
        """The manual that the models are of."""
        return self._places.manual

    def remembering(self) -> "Explainer":
        """Return one that knows the last place that it was asked for: many flaws may be of one.

        What elements are taken for must not change meanwhile.
        """
        return _Remembering(self._places, self._root, self._wrap, self._names)

    def found(self, element: Element) -> Found | None:
        """Return the place of an element, or of the nearest around it that the models have."""
        return self._places.trail(self._root, element, self._wrap, self._names)

    def of(self, element: Element, attribute: str | None = None) -> Told:
        """Return what is told of an element, or of an attribute of it."""
        found = self.found(element)
        if found is None:
            return Told(None, None, None)
        return told_of(self._places, found, attribute)

    def of_child(self, element: Element, name: str) -> Told:
        """Return what is told of an element that could stand within another."""
        found = self.found(element)
        if found is None:
            return Told(None, None, None)
        return _told(self._places.models, self._onward(found, name) or found.trail)

    def has_child(self, element: Element, name: str) -> bool:
        """Return whether the models have an element of a name directly within another."""
        found = self.found(element)
        return found is not None and self._onward(found, name) is not None

    def _onward(self, found: Found, name: str) -> Trail | None:
        for way in self._places.below(found.place) if found.whole else ():
            part = way[-1].part
            if way[-1].name == name and (part is None or part.kind != "attribute"):
                return found.trail._replace(nodes=(*found.trail.nodes, *way))
        return None


class _Remembering(Explainer):
    _last: Element | None = None
    _found: Found | None = None

    def found(self, element: Element) -> Found | None:
        if element is not self._last:
            self._last, self._found = element, super().found(element)
        return self._found


def explainer_of(checked: Checked) -> Explainer:
    """Return what tells of the elements of a message under check."""
    places = places_of(checked.manual, checked.subject.artefact)
    return Explainer(places, checked.element, checked.subject.wrap, checked.names)


def told_of(places: Places, found: Found, attribute: str | None = None) -> Told:
    """Return what is told of a place, or of an attribute there."""
    trail = found.trail
    if attribute is not None and found.whole:
        node = places.attribute(found.place, attribute)
        if node is not None:
            trail = trail._replace(nodes=(*trail.nodes, node))
    return _told(places.models, trail)


def _told(models: Models, trail: Trail) -> Told:
    row = row_of(models, trail.node)
    if row is None and trail.node.kind == "part":
        # A part of a value: the row is that of the value.
        owner = next((one for one in reversed(trail.nodes) if one.kind != "part"), None)
        row = row_of(models, owner) if owner else None
        row = row._replace(of=owner.name) if row is not None and owner is not None else None
    return Told(trail.address, row, trail.node)


def row_of(models: Models, node: Node) -> ModelRow | None:
    """Return the row of the message table that a node has, or None."""
    line, view = node.line or node.leaf, node.view
    if line is None or view is None:
        return None
    low, high = cardinality(node)
    return ModelRow(
        count(low, high) or None,
        line.conformance,
        datatype_of(models, node),
        stated_vocabulary(models, node),
        f"{view.page}#{line.anchor}" if line.anchor else view.page,
    )


def listed(names: Sequence[str], last: str = "or") -> str:
    """Return names as a sentence lists them; of many the first."""
    names = ["any other element" if name == "*" else name for name in names]
    shown = names[:SHOWN]
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}"
