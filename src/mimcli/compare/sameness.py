"""Whether two types say the same, however they are called and in which file they stand."""

from typing import NamedTuple

from mimcli.compare.structure import Part, SchemaType, Structure

Pair = tuple[SchemaType | None, SchemaType | None]


class Sameness:
    """Compares the types of two versions in depth; what was found once is remembered."""

    def __init__(self, old: Structure, new: Structure) -> None:
        self.old = old
        self.new = new
        self._same: set[tuple[int, int]] = set()
        self._other: set[tuple[int, int]] = set()

    def same(self, old: SchemaType | None, new: SchemaType | None) -> bool:
        """Return whether two types allow the same, with all that stands below them.

        Names of classes do not count, nor do revisions of artefacts in names. Datatypes of one
        name are the same here: what changed in them is told of them.
        """
        first = _keys(old, new)
        if first in self._other:
            return False
        seen: set[tuple[int, int]] = set()
        waiting: list[Pair] = [(old, new)]
        while waiting:
            pair = waiting.pop()
            keys = _keys(*pair)
            if keys in seen or keys in self._same:
                continue
            seen.add(keys)
            below = self._below(*pair)
            if below is None:
                self._other.add(first)
                return False
            waiting += below
        self._same |= seen
        return True

    def same_part(self, old: Part, new: Part) -> bool:
        """Return whether two parts say the same, apart from their names."""
        if _Stated.of(old) != _Stated.of(new):
            return False
        old_type, new_type = self.old.type_of(old), self.new.type_of(new)
        if old_type is None or new_type is None:
            return old_type is new_type and old.type == new.type
        return self.same(old_type, new_type)

    def _below(self, old: SchemaType | None, new: SchemaType | None) -> list[Pair] | None:
        """Return the types that must be the same for these to be so; None if these differ."""
        if old is None or new is None:
            return [] if old is new else None
        if is_same_value(old, new):
            return []
        if old.kind == "simple" or new.kind == "simple":
            return [] if self._same_simple(old, new) else None
        if old.mixed != new.mixed:
            return None
        return self._below_parts(_sorted(self.old.parts(old)), _sorted(self.new.parts(new)))

    def _below_parts(self, ours: list[Part], theirs: list[Part]) -> list[Pair] | None:
        if len(ours) != len(theirs):
            return None
        pairs: list[Pair] = []
        for one, other in zip(ours, theirs, strict=True):
            if one.key != other.key or _Stated.of(one) != _Stated.of(other):
                return None
            below = self.old.type_of(one), self.new.type_of(other)
            if below == (None, None):
                if one.type != other.type:
                    return None
            else:
                pairs.append(below)
        return pairs

    def _same_simple(self, old: SchemaType, new: SchemaType) -> bool:
        return (
            old.kind == new.kind
            and self.old.codes(old) == self.new.codes(new)
            and self.old.format(old) == self.new.format(new)
            and (
                self.old.codes(old) is not None
                or self.old.line(old)[-1].base == self.new.line(new)[-1].base
            )
        )


class _Stated(NamedTuple):
    """What a part says beside its name and type."""

    kind: str
    low: int
    high: int | None
    chosen: bool
    fixed: str | None
    default: str | None
    nillable: bool

    @classmethod
    def of(cls, part: Part) -> "_Stated":
        return cls(
            part.kind,
            part.low,
            part.high,
            part.choice is not None,
            part.fixed,
            part.default,
            part.nillable,
        )


def is_same_value(old: SchemaType, new: SchemaType) -> bool:
    """Return whether two types are datatypes or lists of codes of one name."""
    return old.name is not None and old.name == new.name and old.is_value and new.is_value


def _keys(old: SchemaType | None, new: SchemaType | None) -> tuple[int, int]:
    return old.key if old else -1, new.key if new else -1


def _sorted(parts: tuple[Part, ...]) -> list[Part]:
    """Return elements in their order, then attributes in that of their names: they have none."""
    attributes = sorted(
        (part for part in parts if part.kind == "attribute"), key=lambda one: one.name
    )
    return [*(part for part in parts if part.kind != "attribute"), *attributes]
