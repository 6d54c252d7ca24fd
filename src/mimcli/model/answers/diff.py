"""What changed between two versions, or between two artefacts."""

from typing import NamedTuple

from mimcli.model.answers.listing import Listing


class DiffSide(NamedTuple):
    """OLD or NEW."""

    mim: str
    """The MiM version."""
    source: str
    """`cache`, or `bundled`: the catalogue within `mim` answered."""
    partial: bool
    """Whether only a part of the publication is at hand."""
    artefact: str | None
    """Of two artefacts: the id; null for a whole version."""


class Change(NamedTuple):
    """One thing that differs in meaning."""

    subject: str
    """What changed: an artefact id, the name of a vocabulary, datatype, domain or constraint, an
    OID. Of a thing that has another revision now: the new id."""
    path: str | None
    """Where in it: a path in its model, a code, or the name of a relation; null: the thing itself.
    Of what was removed: the path that it had."""
    change: str
    """`added`, `removed`, `revised`, `renamed`, `moved`, `order`, `cardinality`, `choice`,
    `conformance`, `datatype`, `vocabulary`, `coding-strength`, `fixed`, `default`, `format`,
    `text`, `model`, `relation`, `responsibility`, `code-added`, `code-removed`, `code-retired`,
    `code-restored`, `code-display`, `code-system`, `status` or `version`."""
    old: str | None
    """As it was; null if it was not there."""
    new: str | None
    """As it is; null if it is not there any more."""
    breaks: str
    """Whom: `sender`, `receiver`, `both` or `none`."""
    rule: str
    """The rule that says so."""
    kind: str
    """Of the subject: `domain`, `interaction`, `message_type`, `cmet`, `template`, `datatype`,
    `vocabulary`, `template_constraint` or `oid`."""
    domain: str | None
    """The domain that the subject belongs to, as the newer menu names it."""
    was: str | None
    """The subject's old id, if that is another one."""
    basis: str
    """What was compared: `schema`, `table` (both have a tabular view), `page` or `catalogue`."""


class NotCompared(NamedTuple):
    """Something that could not be compared, as one side does not have what it takes."""

    what: str
    """In words: `application roles and trigger events`."""
    reason: str
    """Why."""


class DiffCount(NamedTuple):
    """How many changes of one kind there are."""

    kind: str
    """As of a change."""
    change: str
    """As of a change."""
    none: int
    """Changes that break nobody."""
    sender: int
    """Changes that break senders only."""
    receiver: int
    """Changes that break receivers only."""
    both: int
    """Changes that break both."""
    total: int
    """All of them."""


class Diff(NamedTuple):
    """All that changed in meaning from OLD to NEW."""

    old: DiffSide
    """What was compared."""
    new: DiffSide
    """With what."""
    name: str | None
    """What the comparison was narrowed to; null: everything."""
    differ: bool
    """Whether there is any change (with `--breaking`: any that breaks)."""
    counts: tuple[DiffCount, ...]
    """The changes, counted."""
    changes: tuple[Change, ...]
    """By domain, kind, subject and path."""
    not_compared: tuple[NotCompared, ...]
    """What nothing is said of, and why."""

    def listing(self) -> Listing[Change]:
        """Return the changes: what the formats of lines print."""
        return Listing(Change, self.changes)


class DiffStat(NamedTuple):
    """The changes from OLD to NEW, counted."""

    old: DiffSide
    """What was compared."""
    new: DiffSide
    """With what."""
    name: str | None
    """What the comparison was narrowed to; null: everything."""
    differ: bool
    """Whether there is any change (with `--breaking`: any that breaks)."""
    counts: tuple[DiffCount, ...]
    """The changes, counted."""
    not_compared: tuple[NotCompared, ...]
    """What nothing is said of, and why."""

    def listing(self) -> Listing[DiffCount]:
        """Return the counts: what the formats of lines print."""
        return Listing(DiffCount, self.counts)
