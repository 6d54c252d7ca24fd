"""All that changed between two versions, or what of it somebody asks for."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from mimcli.compare.differences import Difference
from mimcli.compare.models import Ids, Models
from mimcli.compare.reference import (
    Told,
    constraint_differences,
    datatype_differences,
    domain_differences,
    oid_differences,
    vocabulary_differences,
)
from mimcli.compare.relations import Relations
from mimcli.compare.rules import RULE
from mimcli.compare.scope import Scope, comparable, scope_of
from mimcli.compare.tables import table_differences, view_of
from mimcli.compare.things import Domains, Pair, Thing, pairs_of, things_of
from mimcli.model.answers.diff import Change, NotCompared
from mimcli.query.manual import Manual

MODEL_KINDS = ("message_type", "cmet", "template")


_FEW = 3
"""Ids that are named where there are many."""


class Wanted(NamedTuple):
    """What a comparison is narrowed to."""

    pair: Callable[[Pair], bool]
    """Whether an artefact is asked for; what it leads to comes with it."""
    kind: str | None = None
    """`artefact` or `domain`, or the kind of what is neither: `vocabulary`, `datatype`, `oid`,
    `template_constraint`; None: everything."""
    name: str | None = None
    """Its name, case-folded."""


EVERYTHING = Wanted(lambda _: True)


class Comparison:
    """Compares two versions."""

    def __init__(self, old: Manual, new: Manual) -> None:
        self.old = old
        self.new = new
        self.models = Models(old, new)
        self.scope: Scope = scope_of(self.models)
        self._domains = Domains(old, new)
        self._relations = Relations(old, new, pages=self.scope.pages)
        self.things = things_of(old), things_of(new)

    def changes(self, wanted: Wanted = EVERYTHING) -> list[Change]:
        """Return what changed, in order of domains, kinds, subjects and paths."""
        found = list(self._of_reference(wanted))
        if wanted.kind in (None, "domain", "artefact"):
            pairs = (pair for pair in self.pairs() if wanted.pair(pair))
            found += self.of_pairs(pairs)
        return sorted(found, key=_place)

    def pairs(self) -> Iterator[Pair]:
        """Yield the artefacts that can be compared, each with what it was."""
        ours, theirs = (
            comparable(self.scope, things, schemas.by_id)
            for things, schemas in zip(self.things, self.models.schemas, strict=True)
        )
        yield from pairs_of(ours, theirs)

    def of_pairs(self, pairs: Iterator[Pair]) -> list[Change]:
        """Return what changed in artefacts, and in what they lead to that has another id now.

        That is CMETs, payloads and wrappers.
        """
        waiting = list(pairs)
        seen = {(pair.old.id, pair.new.id) for pair in waiting if pair.old and pair.new}
        found: list[Change] = []
        while waiting:
            pair = waiting.pop()
            found += self._of_pair(pair)
            for ids in self._led_to(pair):
                one, other = self.things[0].get(ids[0]), self.things[1].get(ids[1])
                if ids not in seen and one and other:
                    seen.add(ids)
                    waiting.append(Pair(one, other))
        return _revised_not_replaced(found)

    def of_artefacts(self, old: Thing, new: Thing) -> tuple[Change, ...]:
        """Return what changed from one artefact to another, and in what both lead to."""
        if old == new and self.old.version == self.new.version:
            return ()
        found = self.of_pairs(iter([Pair(old, new)]))
        return tuple(sorted(found, key=_place))

    def uncompared_of(self, old: Thing, new: Thing) -> tuple[NotCompared, ...]:
        """Return what nothing is said of two artefacts: that one of them has no schema, say."""
        found = list(self.scope.reasons)
        if self.scope.schemas and not self.models.can_compare(old.id, new.id):
            sides = zip((old, new), self.models.schemas, strict=True)
            lacking = [one.id for one, schemas in sides if one.id not in schemas.by_id]
            reason = f"{' and '.join(lacking)}: the publication has no schema"
            found.insert(0, NotCompared("elements and attributes", reason))
        return tuple(found)

    def uncompared(self, wanted: Wanted = EVERYTHING) -> tuple[NotCompared, ...]:
        """Return what nothing is said of; of a domain also what nobody knows the domain of."""
        if wanted.kind != "domain":
            return self.scope.reasons
        pairs = (pair for pair in self.pairs() if self._domains.name(pair) is None)
        homeless = sorted({one.id for pair in pairs for one in pair if one is not None})
        if not homeless:
            return self.scope.reasons
        few = ", ".join(homeless[:_FEW]) + (" ..." if len(homeless) > _FEW else "")
        what = f"{len(homeless)} artefacts of no known domain ({few})"
        reason = "where schemas only are at hand, some domains are not known; leave NAME out"
        return (NotCompared(what, reason), *self.scope.reasons)

    def _led_to(self, pair: Pair) -> list[Ids]:
        if pair.old is None or pair.new is None or not self.scope.schemas:
            return []
        ids = pair.old.id, pair.new.id
        found = [one for one in self.models.inner(*ids) if one[0][:-4] == one[1][:-4]]
        if pair.kind == "interaction":
            found += self._relations.models(*ids)
        return found

    def _of_pair(self, pair: Pair) -> Iterator[Change]:
        prefix = "interaction" if pair.kind == "interaction" else "model"
        if pair.old is None or pair.new is None:
            ending = "added" if pair.old is None else "removed"
            ids = (pair.old and pair.old.id, pair.new and pair.new.id)
            whole = Difference(None, ending, *ids, f"{prefix}-{ending}", self._basis())
            yield self._change(pair, whole)
            return
        if pair.old.id != pair.new.id:
            ids = (pair.old.id, pair.new.id)
            whole = Difference(None, "revised", *ids, f"{prefix}-revised", self._basis())
            yield self._change(pair, whole)
        for one in self._differences(pair.old, pair.new):
            yield self._change(pair, one)

    def _differences(self, old: Thing, new: Thing) -> Iterator[Difference]:
        is_interaction = old.kind == new.kind == "interaction"
        if is_interaction:
            yield from self._relations.differences(old.id, new.id)
        if not self.scope.schemas:
            return
        found = self.models.differences(old.id, new.id)
        # Which models an interaction is made of, its relations tell.
        yield from (one for one in found if not (is_interaction and one.change == "model"))
        if self.scope.pages:
            known = found if self.models.can_compare(old.id, new.id) else None
            yield from self._of_tables(old.id, new.id, known)

    def _of_tables(
        self, old: str, new: str, told: tuple[Difference, ...] | None
    ) -> Iterator[Difference]:
        views = view_of(self.old, old), view_of(self.new, new)
        if views[0] is None or views[1] is None:
            return
        alike = old == new and self.models.same_file(views[0][1], views[1][1])
        if not alike:
            yield from table_differences(self.old, self.new, (views[0][0], views[1][0]), told)

    def _of_reference(self, wanted: Wanted) -> Iterator[Change]:
        tellers: dict[str, Callable[[], Iterator[Told]]] = {}
        if self.scope.pages:
            tellers["domain"] = lambda: domain_differences(self.old, self.new)
            tellers["oid"] = lambda: oid_differences(self.old, self.new)
        if self.scope.schemas:
            tellers["vocabulary"] = self._vocabularies
            tellers["datatype"] = lambda: datatype_differences(self.models)
            if "templateschemas" in self.scope.folders:
                tellers["template_constraint"] = lambda: constraint_differences(self.old, self.new)
        for kind, tell in tellers.items():
            if wanted is not EVERYTHING and wanted.kind != kind:
                continue
            for name, one in tell():
                if wanted.name is None or name.casefold() == wanted.name:
                    yield _as_change(one, name, kind, self._domain_of(kind, name), None)

    def _vocabularies(self) -> Iterator[Told]:
        return vocabulary_differences(
            self.old, self.new, pages=self.scope.pages, has=self.scope.has
        )

    def _domain_of(self, kind: str, name: str) -> str | None:
        return self._domains.called(name) if kind == "domain" else None

    def _change(self, pair: Pair, one: Difference) -> Change:
        was = pair.old.id if pair.old and pair.new and pair.old.id != pair.new.id else None
        return _as_change(one, pair.any.id, pair.kind, self._domains.name(pair), was)

    def _basis(self) -> str:
        return "page" if self.scope.pages else "schema" if self.scope.schemas else "catalogue"


def _as_change(
    one: Difference, subject: str, kind: str, domain: str | None, was: str | None
) -> Change:
    return Change(
        subject=subject,
        path=one.path or None,
        change=one.change,
        old=one.old,
        new=one.new,
        breaks=RULE[one.rule].breaks,
        rule=one.rule,
        kind=kind,
        domain=domain,
        was=was,
        basis=one.basis,
    )


def _revised_not_replaced(changes: list[Change]) -> list[Change]:
    """Return changes less the coming and going of what is told as another's revision."""
    revised = [one for one in changes if one.change == "revised" and one.path is None]
    told = {("added", one.new) for one in revised} | {("removed", one.old) for one in revised}
    return [one for one in changes if one.path or (one.change, one.subject) not in told]


KINDS = (
    "domain",
    "interaction",
    *MODEL_KINDS,
    "template_constraint",
    "datatype",
    "vocabulary",
    "oid",
)
"""In the order in which they are told."""


def _place(one: Change) -> tuple[object, ...]:
    """Return what changes are in order of: domains by name, then what belongs to none."""
    return (
        one.domain is None,
        (one.domain or "").casefold(),
        KINDS.index(one.kind),
        one.subject,
        one.path is not None,
        one.path or "",
    )
