"""The walk over a message that its schema refuses: every fault of its structure, each once.

libxml2 leaves out what follows an element that does not fit, and tells some flaws several times.
This goes on: what stands in a misplaced or misnamed element is checked like the rest.
"""

from collections.abc import Iterable, Iterator, Sequence

from mimcli.checks.alignment import FAR, FITS, RENAME, SKIP, align, rename_price
from mimcli.checks.attribute_flaws import attribute_flaws, differs
from mimcli.checks.content import Content, Position
from mimcli.checks.element_types import no_type, type_at, type_name
from mimcli.checks.flaws import Flaw
from mimcli.checks.grammar import ANYTHING, Complex, Grammar
from mimcli.checks.passing import Passing, Pending
from mimcli.checks.row_flaws import Row, row_flaws
from mimcli.checks.simple_types import Simple, fault_of
from mimcli.parse.xmlio import XSI_NIL, XSI_TYPE, Element, name_of_tag, namespace_of_tag

_VALUES = ("value", "code", "root", "extension")
"""Attributes that values of datatypes stand in."""

_ANY = Position("##any", 1, 1, ANYTHING, wildcard="lax")
"""The place of what stands in an element of which nothing is known."""


class Structure:
    """The structure of messages of one schema."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._passing = Passing(grammar)
        self._ids: set[str] = set()
        self.names: dict[Element, str] = {}
        """The tags that elements of the last message should have, where they are misspelt."""

    def flaws(self, root: Element, wrapped: tuple[str, str] | None = None) -> Iterator[Flaw]:
        """Yield the flaws of a message, in the order of its elements.

        `wrapped` is the type (namespace and name) that the root has if the schema does not declare
        it.
        """
        begin = self.begin(root, {}, wrapped)
        if begin is None:
            yield self._strange_root(root)
            return
        yield from self.walk(begin)

    def begin(
        self, root: Element, names: dict[Element, str], wrapped: tuple[str, str] | None = None
    ) -> Pending | None:
        """Return the root of another message at its position; None if the schema has no such.

        `names` is where its misspelt elements are to be kept.
        """
        position = self._grammar.root(root.tag)
        if position is None and wrapped is not None:
            position = Position(root.tag, 1, 1, wrapped)
        if position is None:
            return None
        self._ids.clear()
        self.names = names
        return Pending(root, position, None)

    def _strange_root(self, root: Element) -> Flaw:
        name, allowed = name_of_tag(root.tag), self._grammar.roots()
        if name not in allowed:
            return Flaw("root", root, name, allowed=allowed)
        namespace = namespace_of_tag(root.tag)
        return Flaw("root", root, name, namespace, (name,), reason=self._grammar.namespace)

    def walk(self, begin: Pending) -> Iterator[Flaw]:
        """Yield the flaws of an element at a position, and of all below it."""
        pending = [begin]
        for at in self._passing.unclear(pending):
            yield from self._flaws_at(at, pending)

    def look(self, at: Pending, pending: list[Pending]) -> Iterable[Flaw]:
        """Return the flaws of one element, as they are found; what stands in it is pending."""
        right = self._passing.below(at)
        if right is None:
            return self._flaws_at(at, pending)
        pending += reversed(right)
        return ()

    def _flaws_at(self, at: Pending, pending: list[Pending]) -> Iterator[Flaw]:
        """Yield the flaws of one element; what stands in it is pending."""
        element, position, strange = at
        if position.wildcard is not None:
            yield from self._any(at, pending)
            return
        found, flaw = type_at(self._grammar, element, position)
        if flaw:
            yield flaw
        if found is None:
            return
        if isinstance(found, Simple):
            yield from _value_flaws(element, found, position)
            return
        yield from attribute_flaws(element, found, self._ids)
        if element.get(XSI_NIL) in ("true", "1"):
            yield from _nil_flaws(element, position)
            if not found.content.positions or not _is_filled(element):
                return
        if found.simple is not None:
            yield from _value_flaws(element, found.simple, position)
            return
        yield from self._content(element, found, position, pending, strange)

    def _any(self, at: Pending, pending: list[Pending]) -> Iterator[Flaw]:
        """Yield what is wrong with an element that stands where any may, and let it be walked."""
        declared = self.resolved(at)
        if declared is not None:
            pending.append(declared)
        elif at.position.wildcard == "strict":
            yield Flaw("undeclared", at.element, name_of_tag(at.element.tag))
        elif at.position.wildcard == "lax":
            yield from self._undeclared(at, pending)

    def _undeclared(self, at: Pending, pending: list[Pending]) -> Iterator[Flaw]:
        """Yield what is wrong with an element that need not be declared.

        What says its type is judged by that, and so is what stands in it if it is declared.
        """
        element = at.element
        named = element.get(XSI_TYPE)
        if named is not None:
            namespace, local = type_name(element, named)
            found = self._grammar.type_named(local, namespace)
            if isinstance(found, Simple):
                yield from _value_flaws(element, found, _ANY)
                return
            if found is not None:
                position = Position(str(element.tag), 1, 1, (namespace, local))
                pending.append(Pending(element, position, at.strange))
                return
            yield no_type(element, named)
        children = [child for child in element if isinstance(child.tag, str)]
        pending += (Pending(child, _ANY, at.strange) for child in reversed(children))

    def resolved(self, at: Pending) -> Pending | None:
        """Return an element at the position that it has, if any may stand where it does."""
        if at.position.wildcard is None:
            return at
        skipped = at.position.wildcard == "skip"
        declared = None if skipped else self._grammar.root(at.element.tag)
        return None if declared is None else at._replace(position=declared)

    def content_of(self, at: Pending) -> Content | None:
        """Return the content model of what stands in an element; None: it is not looked at."""
        found, _ = type_at(self._grammar, at.element, at.position)
        if not isinstance(found, Complex) or found.simple is not None:
            return None
        content = found.content
        return content if content.positions or at.element.get(XSI_NIL) is None else None

    def _content(
        self,
        element: Element,
        found: Complex,
        position: Position,
        pending: list[Pending],
        strange: str | None,
    ) -> Iterator[Flaw]:
        children = [child for child in element if isinstance(child.tag, str)]
        if not found.mixed:
            yield from _stray_text(element, children, found)
        elif position.fixed is not None and not children:
            text = element.text or ""
            if text and text != position.fixed:
                yield Flaw(
                    "fixed-value", element, name_of_tag(element.tag), text, (position.fixed,)
                )
        content = found.content
        tags = [in_namespace(child.tag, strange, position.tag) for child in children]
        steps = align(content, tags)
        onward: list[Pending] = []
        row = Row(content, steps)
        for step in steps:
            if step.action in (FITS, RENAME):
                child = children[step.child]
                place = content.positions[step.position]
                if step.action == RENAME and rename_price(tags[step.child], place.tag) == FAR:
                    continue  # who knows what it is
                within = strange
                if place.wildcard is None and child.tag != place.tag:
                    self.names[child] = place.tag
                    within = strange_of(child, place) or strange
                onward.append(Pending(child, place, within))
            elif step.action == SKIP and not row.is_used_up(tags[step.child]):
                place = content.positions[content.exact[tags[step.child]][0]]
                onward.append(Pending(children[step.child], place, strange))
        pending += reversed(onward)
        if any(step.action != FITS for step in steps):
            yield from row_flaws(element, children, tags, row)


def _value_flaws(element: Element, simple: Simple, position: Position) -> Iterator[Flaw]:
    name, value = name_of_tag(element.tag), element.text or ""
    if position.fixed is not None and value and differs(simple, value, position.fixed):
        yield Flaw("fixed-value", element, name, value, (position.fixed,))
        return
    reason = fault_of(simple, value)
    if reason:
        yield Flaw("value", element, name, value, simple.allowed(), reason)
    for child in element:
        if isinstance(child.tag, str):
            yield Flaw("unknown-element", child, name_of_tag(child.tag), reason="value")


def _nil_flaws(element: Element, position: Position) -> Iterator[Flaw]:
    if not position.nillable:
        yield Flaw("nil", element, name_of_tag(element.tag), reason="not nillable")
    elif _is_filled(element):
        yield Flaw("nil", element, name_of_tag(element.tag), reason="not empty")


def _is_filled(element: Element) -> bool:
    return bool(len(element) or (element.text or "").strip())


def strange_of(child: Element, place: Position) -> str | None:
    """Return the namespace of an element that has the right name in a wrong one."""
    right = name_of_tag(child.tag) == place.name
    return namespace_of_tag(child.tag) if right else None


def _stray_text(element: Element, children: Sequence[Element], found: Complex) -> Iterator[Flaw]:
    text = (element.text or "").strip()
    after = ""
    if not text:
        for child in children:
            text = (child.tail or "").strip()
            if text:
                after = name_of_tag(child.tag)
                break
    if text:
        reason = "" if found.content.positions else "none"
        values = tuple(name for name in _VALUES if name in found.attributes)
        allowed = () if children else values
        yield Flaw("text", element, name_of_tag(element.tag), text, allowed, reason, after)


def in_namespace(tag: str, strange: str | None, right: str) -> str:
    """Return a tag with the right namespace in place of one that was told of above."""
    if strange is None or namespace_of_tag(tag) != strange:
        return tag
    return f"{right.rpartition('}')[0]}}}{name_of_tag(tag)}"
