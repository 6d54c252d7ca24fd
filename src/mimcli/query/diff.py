"""`mim diff`: what its two operands and NAME stand for, and the answer."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from mimcli.cache.paths import CachePaths
from mimcli.cache.records import version_names
from mimcli.commands import command
from mimcli.compare.things import Pair, Thing
from mimcli.compare.versions import EVERYTHING, MODEL_KINDS, Comparison, Wanted
from mimcli.errors import NotFoundError, UsageError
from mimcli.garbage import without_collections
from mimcli.model.answers.diff import Change, Diff, DiffCount, DiffSide, DiffStat
from mimcli.model.identifiers import bare_name, parse_artefact_id, parse_stem
from mimcli.query.folding import fold_name
from mimcli.query.manual import Manual
from mimcli.query.names import Resolved, resolve, with_article
from mimcli.query.opening import askable_versions, open_manual

_VERSION = re.compile(r"\d+(?:\.\d+)+")
SIDES = ("sender", "receiver")
"""Whom a change may break, as an option names them."""


class Operand(NamedTuple):
    """OLD or NEW, as it was typed."""

    text: str
    version: str | None
    """None: an artefact of whichever version has it."""
    name: str | None
    """None: a whole version."""


def diff(
    paths: CachePaths,
    default: str | None,
    old: str,
    new: str,
    name: str | None = None,
    *,
    breaking: bool = False,
    side: str | None = None,
) -> Diff:
    """Return what changed in meaning from `old` to `new`.

    Both are versions, or both are artefacts (`ID`, a stem, `VERSION:ID`); `default` is the version
    that an artefact is looked for in first. `name` narrows whole versions to a domain, an artefact
    (with what it leads to), a vocabulary or another thing. `breaking` keeps the changes that break
    somebody, `side` those that break that side.

    UsageError for operands that do not go together; NotFoundError for a name that neither version
    has; NotCachedError for a version that cannot be asked.
    """
    if side is not None and side not in SIDES:
        raise UsageError(
            f"the side {side!r} is not one of {', '.join(SIDES)}", hint="as in: --for sender"
        )
    operands = parse_operand(paths, old), parse_operand(paths, new)
    with without_collections():
        answer = _answer(paths, default, operands, name)
    return narrowed(answer, breaking=breaking, side=side)


def _answer(
    paths: CachePaths, default: str | None, operands: tuple[Operand, Operand], name: str | None
) -> Diff:
    if (operands[0].name is None) != (operands[1].name is None):
        raise _unlike(*operands)
    if operands[0].name is None:
        return _of_versions(paths, operands, name)
    if name is not None:
        raise UsageError(
            f"NAME narrows a comparison of versions, and {operands[0].text} is an artefact",
            hint="name two versions, or leave NAME out",
        )
    return _of_artefacts(paths, default, operands)


def stat_of(answer: Diff) -> DiffStat:
    """Return an answer's counts without its changes."""
    return DiffStat(
        answer.old, answer.new, answer.name, answer.differ, answer.counts, answer.not_compared
    )


def narrowed(answer: Diff, *, breaking: bool, side: str | None) -> Diff:
    """Return an answer with the changes that break somebody, or that break `side`, only."""
    kept = answer.changes
    if breaking or side:
        kept = tuple(one for one in kept if one.breaks != "none")
    if side:
        kept = tuple(one for one in kept if one.breaks in (side, "both"))
    return answer._replace(changes=kept, differ=bool(kept), counts=counts_of(kept))


def counts_of(changes: Iterable[Change]) -> tuple[DiffCount, ...]:
    """Return how many changes there are, by kind of thing and of change."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for one in changes:
        counts = found.setdefault((one.kind, one.change), {})
        counts[one.breaks] = counts.get(one.breaks, 0) + 1
    return tuple(
        DiffCount(
            kind,
            change,
            none=counts.get("none", 0),
            sender=counts.get("sender", 0),
            receiver=counts.get("receiver", 0),
            both=counts.get("both", 0),
            total=sum(counts.values()),
        )
        for (kind, change), counts in sorted(found.items())
    )


def parse_operand(paths: CachePaths, text: str) -> Operand:
    """Return what OLD or NEW means: a version, an artefact, or an artefact of a version."""
    text = text.strip()
    if _VERSION.fullmatch(text) or text in version_names(paths):
        return Operand(text, text, None)
    version, colon, name = text.partition(":")
    if not colon or not (_VERSION.fullmatch(version) or version in version_names(paths)):
        version, name = "", bare_name(text)
    if parse_artefact_id(name) or parse_stem(name):
        return Operand(text, version or None, name.upper())
    known = ", ".join(askable_versions(paths))
    if version and not name:
        raise UsageError(f"{text!r} names no artefact", hint=f"the whole version is {version}")
    if version:
        raise UsageError(
            f"{name!r} is no artefact id",
            hint="compare versions, and narrow that: "
            + command("diff", "OLD", version, name or "NAME"),
        )
    raise UsageError(
        f"{text!r} is neither a version nor an artefact id",
        hint=f"versions: {known}; an artefact id looks like PRPA_MT000203UK04;"
        f" to narrow: {command('diff', 'OLD', 'NEW', text or 'NAME')}",
    )


def _unlike(old: Operand, new: Operand) -> UsageError:
    version, artefact = (old, new) if old.name is None else (new, old)
    return UsageError(
        f"{version.text} is a version and {artefact.text} is an artefact",
        hint=f"mim diff OLD NEW {artefact.name}, or two artefacts: {version.text}:{artefact.name}",
    )


def _of_versions(paths: CachePaths, operands: tuple[Operand, Operand], name: str | None) -> Diff:
    old, new = (open_manual(paths, one.version) for one in operands)
    comparison = Comparison(old, new)
    wanted = EVERYTHING if name is None else _wanted(comparison, name)
    same = old.version == new.version
    changes = () if same else tuple(comparison.changes(wanted))
    return Diff(
        _side(old),
        _side(new),
        name,
        bool(changes),
        counts_of(changes),
        changes,
        () if same else comparison.uncompared(wanted),
    )


def _wanted(comparison: Comparison, name: str) -> Wanted:
    """Return what NAME narrows to; it is looked for in the newer version, then in the older."""
    found, manual = _resolved(comparison, name)
    if found.kind == "domain":
        return _in_domain(manual, found)
    if found.kind in ("vocabulary", "datatype"):
        table = found.kind
        (called,) = manual.row(f"SELECT name FROM {table} WHERE id = ?", found.key) or ("",)  # noqa: S608
        return Wanted(lambda _: False, found.kind, str(called).casefold())
    if found.kind in ("oid", "template_constraint"):
        return Wanted(lambda _: False, found.kind, str(found.key).casefold())
    if found.kind not in ("interaction", *MODEL_KINDS):
        raise UsageError(
            f"{name} is {with_article(found.kind)}, which is not compared on its own",
            hint="narrow to a domain, an interaction, a message type or a vocabulary",
        )
    identifier = str(found.key)
    exact = identifier if parse_artefact_id(bare_name(name)) else None
    return Wanted(lambda pair: _is_named(pair, exact, identifier[:-4]), "artefact")


def _is_named(pair: Pair, exact: str | None, stem: str) -> bool:
    sides = [one for one in pair if one is not None]
    if exact is not None:
        return any(one.id == exact for one in sides)
    return any(one.stem == stem for one in sides)


def _in_domain(manual: Manual, found: Resolved) -> Wanted:
    row = manual.row("SELECT name, folder FROM domain WHERE id = ?", found.key) or ("", "")
    names = {fold_name(one) for one in row}

    def within(pair: Pair) -> bool:
        return any(
            one is not None
            and one.domain
            and {fold_name(one.domain), fold_name(one.folder or "")} & names
            for one in pair
        )

    return Wanted(within, "domain", str(row[0]).casefold())


def _resolved(comparison: Comparison, name: str) -> tuple[Resolved, Manual]:
    try:
        return resolve(comparison.new, name), comparison.new
    except NotFoundError as error:
        try:
            return resolve(comparison.old, name), comparison.old
        except NotFoundError:
            raise NotFoundError(
                f"neither MiM {comparison.old.version} nor {comparison.new.version} has {name}",
                hint=error.hint,
            ) from None


def _of_artefacts(
    paths: CachePaths, default: str | None, operands: tuple[Operand, Operand]
) -> Diff:
    (old, one), (new, other) = (_artefact(paths, default, each) for each in operands)
    kinds = {"interaction" if thing.kind == "interaction" else "model" for thing in (one, other)}
    if len(kinds) > 1:
        raise UsageError(
            f"{one.id} is {with_article(one.kind)} and {other.id} is {with_article(other.kind)}",
            hint="compare an interaction with an interaction, a message type with a message type",
        )
    if kinds == {"model"}:
        for manual in (old, new):
            manual.need_cache("a comparison of models")
    comparison = Comparison(old, new)
    changes = comparison.of_artefacts(one, other)
    return Diff(
        _side(old, one.id),
        _side(new, other.id),
        None,
        bool(changes),
        counts_of(changes),
        changes,
        comparison.uncompared_of(one, other),
    )


def _artefact(paths: CachePaths, default: str | None, operand: Operand) -> tuple[Manual, Thing]:
    """Return an artefact and the version that has it: the named one, else the first that does."""
    name = operand.name or ""
    if operand.version is not None:
        manual = open_manual(paths, operand.version)
        return manual, _thing(manual, name)
    first = open_manual(paths, default)
    try:
        return first, _thing(first, name)
    except NotFoundError as error:
        for version in version_names(paths):
            if version != first.version:
                manual = open_manual(paths, version)
                try:
                    return manual, _thing(manual, name)
                except NotFoundError:
                    continue
        raise error from None


def _thing(manual: Manual, name: str) -> Thing:
    found = resolve(manual, name)
    if found.kind not in ("interaction", *MODEL_KINDS):
        raise UsageError(
            f"{name} is {with_article(found.kind)}, which is not compared on its own",
            hint="compare interactions, message types, CMETs or templates",
        )
    row = manual.row(
        "SELECT artefact.id, kind, stem, domain.name, domain.folder FROM artefact"
        " LEFT JOIN domain ON domain.id = artefact.domain WHERE artefact.id = ?",
        found.key,
    )
    assert row is not None  # noqa: S101  (names.resolve found it in the same index)
    return Thing._make(row)


def _side(manual: Manual, artefact: str | None = None) -> DiffSide:
    return DiffSide(manual.version, manual.source, manual.partial, artefact)
