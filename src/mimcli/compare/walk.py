"""What differs between two models: a walk over their schemas, from the outermost element."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mimcli.compare.differences import (
    Difference,
    type_name,
    under,
)
from mimcli.compare.parts import part_differences
from mimcli.compare.rules import NONE, RULE, together
from mimcli.compare.sameness import Sameness
from mimcli.compare.sorting_out import Lone, lone_differences, renamed_and_moved
from mimcli.compare.structure import Part, SchemaType, Structure, artefact_of, class_of
from mimcli.compare.values import value_differences
from mimcli.model.identifiers import parse_artefact_id


class InnerModel(NamedTuple):
    """A place where one model leads into another one, which has another id in the other version."""

    path: str
    old: str
    new: str


class Walked(NamedTuple):
    """What a walk over two models found."""

    differences: tuple[Difference, ...]
    inner: tuple[InnerModel, ...]
    """In the order of the walk."""


def walk(same: Sameness, old_schema: str, new_schema: str) -> Walked:
    """Return what differs between the models of two schema files.

    Each pair of classes is compared once, at the shortest way to it. Where both lead into another
    model, the walk ends: that model is told on its own.
    """
    walker = Walk(same, _artefact(old_schema), _artefact(new_schema))
    walker.roots(roots_of(same.old, old_schema), roots_of(same.new, new_schema))
    walker.go_on()
    found = [*walker.found, *renamed_and_moved(same, walker.gone, walker.come)]
    return Walked(tuple(sorted(found, key=lambda one: one.path or "")), tuple(walker.inner))


def roots_of(structure: Structure, path: str) -> tuple[Part, ...]:
    """Return the outermost elements of a schema file.

    Of one with none (a generator left them out of CMETs), the classes that no other leads to.
    """
    found: dict[str, Part] = {}
    types = structure.of_schema(path)
    for one in types:
        if one.kind == "element":
            found[one.name or ""] = _root(one.name or "", one.base, path)
    for one in types:
        if one.kind == "group":
            for part in structure.parts(one):
                found.setdefault(part.name, part)
    if not found:
        classes = [one for one in types if one.kind == "complex"]
        within = {part.type for one in classes for part in structure.parts(one)}
        outermost = [one for one in classes if one.name not in within] or classes
        found = {class_of(one): _root(class_of(one), one.name, path) for one in outermost}
    return tuple(found.values())


def _root(name: str, type_: str | None, path: str) -> Part:
    return Part("element", name, None, 1, 1, None, type_, None, None, None, path)


class Walk:
    """A walk under way."""

    def __init__(
        self,
        same: Sameness,
        old: str,
        new: str,
        verdicts: dict[tuple[int, int], str] | None = None,
    ) -> None:
        self.same = same
        self._own = old, new
        self._verdicts = {} if verdicts is None else verdicts
        self.found: list[Difference] = []
        self.inner: list[InnerModel] = []
        self.gone: list[Lone] = []
        self.come: list[Lone] = []
        """What only one of the two has."""
        self._seen: set[tuple[int, int]] = set()
        self._waiting: deque[tuple[str, SchemaType, SchemaType]] = deque()

    def roots(self, old: Sequence[Part], new: Sequence[Part]) -> None:
        """Compare the outermost elements; a single one is the other's, whatever its name."""
        if len(old) == 1 and len(new) == 1:
            path = self._root_path(new[0])
            is_id = parse_artefact_id(old[0].name) and parse_artefact_id(new[0].name)
            if old[0].name != new[0].name and not is_id:
                self.found.append(Difference(path, "renamed", old[0].name, new[0].name, "renamed"))
            self.found += self._types(path, old[0], new[0])
        else:
            self.found += self._parts("", old, new)

    def _root_path(self, part: Part) -> str:
        return type_name(self.same.new, part) or part.name

    def go_on(self) -> None:
        """Compare classes until all that are met have been."""
        while self._waiting:
            path, old, new = self._waiting.popleft()
            self.found += self.inside(path, old, new)

    def inside(self, path: str, old: SchemaType, new: SchemaType) -> Iterator[Difference]:
        """Yield what differs between the parts of two types at a path."""
        if bool(old.mixed) != bool(new.mixed):
            rule = "text-allowed" if new.mixed else "text-forbidden"
            yield Difference(path, "text", _yes(old.mixed), _yes(new.mixed), rule)
        yield from self._parts(path, self.same.old.parts(old), self.same.new.parts(new))

    def _parts(self, path: str, old: Sequence[Part], new: Sequence[Part]) -> Iterator[Difference]:
        ours, theirs = _by_key(old), _by_key(new)
        for key, parts in theirs.items():
            before = ours.get(key, [])
            for one, other in zip(before, parts, strict=False):
                below = under(path, other.name)
                itself = tuple(part_differences(self.same, below, one, other))
                yield from itself
                if not any(each.change == "fixed" for each in itself):
                    yield from self._types(below, one, other)
            if len(parts) > len(before):
                self.come += _lone(path, parts[len(before) :], new)
        for key, parts in ours.items():
            left = len(theirs.get(key, ()))
            if len(parts) > left:
                self.gone += _lone(path, parts[left:], old)
        yield from _order(path, old, new)

    def verdict(self, old: SchemaType, new: SchemaType) -> str:
        """Return whom it breaks that one datatype stands in the place of another."""
        keys = old.key, new.key
        if keys not in self._verdicts:
            self._verdicts[keys] = NONE  # of a type within itself
            inner = Walk(self.same, *self._own, self._verdicts)
            found = list(inner.inside("", old, new))
            found += lone_differences(self.same, inner.gone, inner.come)
            self._verdicts[keys] = together({RULE[one.rule].breaks for one in found})
        return self._verdicts[keys]

    def _types(self, path: str, old: Part, new: Part) -> Iterator[Difference]:
        """Yield what differs between the types of two parts; classes are left for later."""
        before, after = self.same.old.type_of(old), self.same.new.type_of(new)
        if before is None or after is None:
            if before is not after or old.type != new.type:
                names = type_name(self.same.old, old), type_name(self.same.new, new)
                if names[0] != names[1]:
                    yield Difference(path, "datatype", *names, "datatype-replaced")
            return
        classes = self.same.old.is_class(before), self.same.new.is_class(after)
        if classes == (True, True):
            self._classes(path, before, after)
        elif any(classes):
            names = type_name(self.same.old, old), type_name(self.same.new, new)
            yield Difference(path, "datatype", *names, "datatype-replaced")
        else:
            yield from value_differences(
                self.same, path, before, after, inside=self.inside, verdict=self.verdict
            )

    def _classes(self, path: str, before: SchemaType, after: SchemaType) -> None:
        ours, theirs = artefact_of(before), artefact_of(after)
        if ours and theirs and ours != self._own[0] and theirs != self._own[1]:
            if ours != theirs and not self.same.same(before, after):
                self.inner.append(InnerModel(path, ours, theirs))
            return
        keys = before.key, after.key
        if keys not in self._seen:
            self._seen.add(keys)
            self._waiting.append((path, before, after))


def _artefact(schema: str) -> str:
    """Return the id in a schema file's name."""
    return schema.rpartition("/")[2].partition(".")[0].upper()


def _yes(value: int) -> str:
    return "text" if value else "no text"


def _by_key(parts: Sequence[Part]) -> dict[tuple[str, str], list[Part]]:
    found: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        found.setdefault(part.key, []).append(part)
    return found


def _lone(path: str, parts: Sequence[Part], siblings: Sequence[Part]) -> list[Lone]:
    return [Lone(path, part, tuple(one.key for one in siblings)) for part in parts]


def _order(path: str, old: Sequence[Part], new: Sequence[Part]) -> Iterator[Difference]:
    """Yield whether elements that both have stand in another order."""
    ours = [part.key for part in old if part.kind != "attribute" and part.choice is None]
    theirs = [part.key for part in new if part.kind != "attribute" and part.choice is None]
    common = set(ours) & set(theirs)
    before = list(dict.fromkeys(key for key in ours if key in common))
    after = list(dict.fromkeys(key for key in theirs if key in common))
    if before == after:
        return
    first = next(at for at, key in enumerate(before) if key != after[at])
    end = next(at for at in range(len(before), 0, -1) if before[at - 1] != after[at - 1])
    names = ", ".join(key[1] for key in before[first:end])
    others = ", ".join(key[1] for key in after[first:end])
    yield Difference(path or None, "order", names, others, "order-changed")
