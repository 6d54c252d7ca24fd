"""What a message may be meant as that begins as no model does, and what `--as` may not name."""

from collections.abc import Sequence

from mimcli.commands import command
from mimcli.errors import MimError, NotFoundError
from mimcli.messages.roots import RootFacts
from mimcli.model.identifiers import parse_artefact_id, parse_stem
from mimcli.query.manual import Manual
from mimcli.query.names import MESSAGES, is_no_message, resolve

_NAMED = 3
"""Ids that a sentence names."""
_ALIKE = 0.85
"""So alike (1: the same) is what may be a slip of the pen for an id."""


def why_unknown(manuals: Sequence[Manual], facts: RootFacts) -> tuple[str, str]:
    """Return the reason why nothing judges a message that says of itself nothing, and what to do.

    Its root may be a slip of the pen for an id, or be that of CMETs, which stand in messages only.
    """
    versions = " and ".join(one.version for one in manuals)
    name = f"{{{facts.namespace}}}{facts.name}" if facts.namespace else facts.name
    have = "has" if len(manuals) == 1 else "have"
    beginning = _beginning_with(manuals, facts.name)
    if beginning:
        latest, *others = beginning
        reason = f"MiM {versions} {have} no message that begins with the element {name}"
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        do = "does" if len(others) == 1 else "do"
        too = f"; so {do} {', '.join(others[:_NAMED])}{more}" if others else ""
        return reason, f"{latest} begins so: `--as {latest}` judges it as that{too}"
    reason = f"MiM {versions} {have} no model that begins with the element {name}"
    near = _like(manuals, facts.name)
    if near:
        return reason, f"did you mean {near}?"
    return reason, "`--as ID` says what the message is"


def _beginning_with(manuals: Sequence[Manual], name: str) -> list[str]:
    """Return the CMETs and templates that begin with an element, the latest first."""
    found = {
        str(row[0])
        for manual in manuals
        for row in manual.rows(
            "SELECT schema.id FROM schema_part part JOIN schema_type ON schema_type.key = owner"
            " JOIN schema ON schema.id = schema_type.name"
            " WHERE part.name = ? AND part.kind = 'element' AND schema_type.kind = 'group'",
            name,
        )
    }
    return sorted(found, reverse=True)


def _like(manuals: Sequence[Manual], name: str) -> str | None:
    """Return the id that a root is most like, if it is like an id at all."""
    if "_" not in name:
        return None
    from difflib import get_close_matches  # noqa: PLC0415  (only for a mistyped id)

    ids = {
        str(row[0])
        for manual in manuals
        for row in manual.rows("SELECT id FROM schema WHERE id IS NOT NULL")
    }
    return next(iter(get_close_matches(name.upper(), sorted(ids), n=1, cutoff=_ALIKE)), None)


def named_in_vain(manuals: Sequence[Manual], typed: str) -> MimError:
    """Return the error that no version at hand judges by what `--as` names."""
    for manual in manuals:
        try:
            kind = resolve(manual, typed).kind
        except MimError:
            continue
        if kind not in MESSAGES:
            return is_no_message(typed, kind)
        if parse_artefact_id(typed):
            hint = f"`{command('table', typed, '--mim', manual.version)}` shows its message table"
            return NotFoundError(f"MiM {manual.version} has no schema of {typed}", hint=hint)
    if not parse_artefact_id(typed) and not parse_stem(typed):
        return NotFoundError(
            f"--as takes an artefact id, and {typed!r} is none",
            hint="an artefact id looks like PRPA_MT000203UK04; `mim search` finds them",
        )
    from mimcli.query.knowledge import unknown_id  # noqa: PLC0415  (the bundled facts: 4 ms)

    return unknown_id(manuals[0], typed.upper())
