"""The artefacts of two versions, and which is which: by their ids, else by their stems."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mimcli.query.folding import fold_name
from mimcli.query.manual import Manual

_KINDS = ("interaction", "message_type", "cmet", "template")


class Thing(NamedTuple):
    """An artefact of one version."""

    id: str
    kind: str
    stem: str
    domain: str | None
    """Name of its domain, as this version's menu has it."""
    folder: str | None
    """The domain's folder, which stays when the menu calls it otherwise."""


class Pair(NamedTuple):
    """What was, and what it is now; one of them is None if it has no other."""

    old: Thing | None
    new: Thing | None

    @property
    def any(self) -> Thing:
        """The newer one that there is."""
        found = self.new or self.old
        assert found is not None  # noqa: S101  (a pair has one of them)
        return found

    @property
    def kind(self) -> str:
        """What it is; a model that has become another kind of model is what it is now."""
        return self.any.kind


def things_of(manual: Manual) -> dict[str, Thing]:
    """Return the interactions, message types, CMETs and templates that a version defines."""
    marks = ", ".join("?" * len(_KINDS))
    rows = manual.rows(
        "SELECT artefact.id, kind, stem, domain.name, domain.folder FROM artefact"  # noqa: S608
        " LEFT JOIN domain ON domain.id = artefact.domain"
        f" WHERE kind IN ({marks}) AND standing NOT IN ('mentioned', 'bundled')"
        " ORDER BY artefact.id",
        *_KINDS,
    )
    return {str(row[0]): Thing._make(row) for row in rows}


def pairs_of(old: Mapping[str, Thing], new: Mapping[str, Thing]) -> Iterator[Pair]:
    """Yield each artefact with what it was: the same id, else the newest other of its stem.

    A revision that is newer than all of the other version's has the newest of those as its other
    one, though that is there still. Others without a counterpart stand alone.
    """
    for id_ in sorted(old.keys() & new.keys()):
        yield Pair(old[id_], new[id_])
    ours = _by_stem(old, new)
    theirs = _by_stem(new, old)
    newest = _newest(old), _newest(new)
    for stem in sorted(ours.keys() | theirs.keys()):
        before, after = ours.get(stem, []), theirs.get(stem, [])
        if before and after:
            yield Pair(before.pop(), after.pop())
        elif after and stem in newest[0] and _is_newer(after[-1], newest[0][stem]):
            yield Pair(newest[0][stem], after.pop())
        elif before and stem in newest[1] and _is_newer(before[-1], newest[1][stem]):
            yield Pair(before.pop(), newest[1][stem])
        yield from (Pair(one, None) for one in before)
        yield from (Pair(None, one) for one in after)


def _newest(things: Mapping[str, Thing]) -> dict[str, Thing]:
    """Return the newest revision of each stem."""
    found: dict[str, Thing] = {}
    for one in things.values():
        if one.stem not in found or _is_newer(one, found[one.stem]):
            found[one.stem] = one
    return found


def _is_newer(one: Thing, other: Thing) -> bool:
    return one.id[-2:] > other.id[-2:]


def _by_stem(things: Mapping[str, Thing], others: Mapping[str, Thing]) -> dict[str, list[Thing]]:
    """Return the artefacts that the other version has not, by stem, in order of revisions."""
    found: dict[str, list[Thing]] = {}
    for id_ in sorted(things.keys() - others.keys(), key=lambda one: one[-2:]):
        found.setdefault(things[id_].stem, []).append(things[id_])
    return found


class Domains:
    """What the domains of both versions are called: as the newer menu does."""

    def __init__(self, old: Manual, new: Manual) -> None:
        self._names: dict[str, str] = {}
        for manual in (old, new):
            rows = manual.rows("SELECT name, folder FROM domain ORDER BY id")
            for name, folder in rows:
                if manual is old:
                    self._names.setdefault(fold_name(name), str(name))
                self._names[fold_name(folder)] = str(name)
        for name, folder in new.rows("SELECT name, folder FROM domain ORDER BY id"):
            self._names[fold_name(name)] = self._names[fold_name(folder)] = str(name)

    def name(self, pair: Pair) -> str | None:
        """Return the domain of an artefact: the newer version's, if that knows it."""
        if pair.new is not None and pair.new.domain is not None:
            return pair.new.domain
        if pair.old is None or pair.old.domain is None:
            return None
        return self.called(pair.old.folder or pair.old.domain) or pair.old.domain

    def called(self, name: str) -> str | None:
        """Return what a domain of either version is called now."""
        return self._names.get(fold_name(name))
