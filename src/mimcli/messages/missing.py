"""Why no version at hand can judge a message, and what would help."""

from collections.abc import Sequence

from mimcli.cache.names import version_key
from mimcli.commands import command
from mimcli.data.known import known_versions_of
from mimcli.data.versions import read_versions
from mimcli.messages.answers import answer
from mimcli.messages.roots import SPECIFICATIONS, RootFacts
from mimcli.model.answers.validation import ValidatedMessage
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.validation import LocatedMessage, Subject
from mimcli.query.knowledge import revisions_of
from mimcli.query.manual import Manual, not_cached, partly_cached
from mimcli.query.schemas import missing_references


def why_not(
    manuals: Sequence[Manual],
    others: Sequence[str],
    stated: str | None,
    facts: RootFacts,
    near: str | None,
) -> tuple[str, str | None, bool]:
    """Return the reason, what to do, and whether the message is of another standard.

    `others` are versions in the cache that were not asked for; `near` is what `--nearest` would
    judge by, None if there is nothing at hand.
    """
    instead = f"`--nearest` judges by {near}" if near else None
    versions = " and ".join(one.version for one in manuals)
    if stated is None:
        from mimcli.messages.meant import why_unknown  # noqa: PLC0415  (names: 2 ms; few need it)

        return *why_unknown(manuals, facts), False
    parsed = parse_artefact_id(stated)
    elsewhere = [one.version for one in known_versions_of(stated) if one.id == stated]
    if not elsewhere and parsed is not None and parsed.realm == SPECIFICATIONS:
        reason = f"{stated} is of a Domain Message Specification, not of a MiM"
        return reason, None, True
    if elsewhere:
        return *_defined_elsewhere(stated, manuals, elsewhere, others, instead), False
    reason = f"no known MiM version defines {stated}"
    if instead:
        return reason, instead, False
    revisions = [f"{one.id} ({', '.join(one.versions)})" for one in revisions_of(manuals, stated)]
    if not revisions:
        return reason, f"`{command('which', stated)}` tells what is known of it", False
    others_are = f"other revisions are {', '.join(revisions)}"
    return reason, f"{others_are}, which MiM {versions} does not have", False


def without_schema(
    located: LocatedMessage, facts: RootFacts, manual: Manual, subject: Subject, fault: str
) -> ValidatedMessage:
    """Return the answer for a message whose schema is at hand and does not compile, by `fault`."""
    version, artefact = manual.version, subject.artefact
    lacks = sorted({file for _, file in missing_references(manual, subject.schema)})
    if lacks:
        more = f" and {len(lacks) - 1} more files" if len(lacks) > 1 else ""
        reason = (
            f"the schema of {artefact} needs {lacks[0]}{more}, which MiM {version} does not have"
        )
        hint = partly_cached(version, "").hint
    else:
        reason = f"the schema of {artefact} in MiM {version} does not compile: {fault}"
        hint = f"`{command('schema', artefact, '--tree', '--mim', version)}` shows what it includes"
    return answer(located, "not-judged", root=facts.name, why=reason, hint=hint)


def _defined_elsewhere(
    stated: str,
    manuals: Sequence[Manual],
    elsewhere: Sequence[str],
    others: Sequence[str],
    instead: str | None,
) -> tuple[str, str]:
    """Return the reason and what to do where a known version defines what a message is."""
    for one in manuals:
        if one.version in elsewhere:
            needs = partly_cached(one.version, f"judging {stated}")
            return needs.message, "; ".join(filter(None, (needs.hint, instead)))
    verb = "does" if len(elsewhere) == 1 else "do"
    denies = "does not" if len(manuals) == 1 else "do not"
    versions = " and ".join(one.version for one in manuals)
    reason = f"MiM {versions} {denies} define {stated}; {' and '.join(elsewhere)} {verb}"
    return reason, _how_to_judge(elsewhere, others, instead)


def _how_to_judge(elsewhere: Sequence[str], others: Sequence[str], instead: str | None) -> str:
    """Return what to do to have a message judged by a version that defines it."""
    cached = [one for one in elsewhere if one in others]
    if cached:
        return f"{cached[-1]} is in the cache: leave the version open, or `--mim {cached[-1]}`"
    listed = [one.version for one in read_versions() if one.form and one.version in elsewhere]
    best = max(listed or elsewhere, key=version_key)
    return "; ".join(filter(None, (not_cached(best, "").hint, instead)))
