"""What differs between two models of two versions, each pair compared once."""

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from mimcli.compare.differences import Difference
from mimcli.compare.rules import INNER_MODEL, RULE, together
from mimcli.compare.sameness import Sameness
from mimcli.compare.structure import Structure
from mimcli.compare.walk import InnerModel, Walked, walk
from mimcli.query.manual import Manual

Ids = tuple[str, str]
"""An old and a new artefact id."""

_NOTHING = Walked((), ())


class Schemas(NamedTuple):
    """The schema files of a version, by artefact id and by path."""

    by_id: dict[str, str]
    paths: frozenset[str]

    @classmethod
    def of(cls, manual: Manual) -> "Schemas":
        """Read them; of files of one name that in `Schemas/` counts."""
        rows = manual.rows("SELECT id, path FROM schema ORDER BY path LIKE 'Schemas/%', path DESC")
        by_id = {str(id_).upper(): str(path) for id_, path in rows if id_ is not None}
        return cls(by_id, frozenset(str(path) for _, path in rows))


class Models:
    """Compares the models of two versions."""

    def __init__(self, old: Manual, new: Manual) -> None:
        self.old = old
        self.new = new
        self.schemas = Schemas.of(old), Schemas.of(new)
        self._walked: dict[Ids, Walked] = {}
        self._verdicts: dict[Ids, str] = {}

    @cached_property
    def same(self) -> Sameness:
        """The types of both versions (reading them takes some hundredths of a second)."""
        return Sameness(Structure(self.old), Structure(self.new))

    def can_compare(self, old: str, new: str) -> bool:
        """Return whether both models have a schema."""
        return old in self.schemas[0].by_id and new in self.schemas[1].by_id

    def differences(self, old: str, new: str) -> tuple[Difference, ...]:
        """Return what differs between two models, and where they lead into models that differ."""
        walked = self._walk(old, new)
        inner = tuple(self._told(place) for place in walked.inner)
        return tuple(sorted((*walked.differences, *inner), key=lambda one: one.path or ""))

    def inner(self, old: str, new: str) -> list[Ids]:
        """Return the other models that they lead into, with those that have another id."""
        return list(dict.fromkeys((one.old, one.new) for one in self._walk(old, new).inner))

    def _told(self, place: InnerModel) -> Difference:
        if place.old[:-4] != place.new[:-4]:
            rule = "inner-model-replaced"
        else:
            rule = INNER_MODEL[self._verdict(place.old, place.new)]
        return Difference(place.path, "model", place.old, place.new, rule)

    def _verdict(self, old: str, new: str) -> str:
        """Return whom the changes of a model break, with those of the models within it."""
        ids = (old, new)
        if ids not in self._verdicts:
            self._verdicts[ids] = "none"  # of a model that leads into itself
            found = {RULE[one.rule].breaks for one in self.differences(old, new)}
            self._verdicts[ids] = together(found)
        return self._verdicts[ids]

    def _walk(self, old: str, new: str) -> Walked:
        ids = (old, new)
        if ids not in self._walked:
            paths = self.schemas[0].by_id.get(old), self.schemas[1].by_id.get(new)
            if paths[0] is None or paths[1] is None:
                return _NOTHING
            alike = old == new and self.same_file(paths[0], paths[1])
            self._walked[ids] = _NOTHING if alike else walk(self.same, paths[0], paths[1])
        return self._walked[ids]

    def same_file(self, old: str, new: str) -> bool:
        """Return whether two files of the publications have the same bytes: no need to ask more.

        A file that cannot be read counts as another one.
        """
        if self.old.tree is None or self.new.tree is None:
            return False
        return _bytes_of(self.old.tree, old) == _bytes_of(self.new.tree, new) != b""


def _bytes_of(tree: Path, path: str) -> bytes:
    try:
        return (tree / path).read_bytes()
    except OSError:
        return b""
