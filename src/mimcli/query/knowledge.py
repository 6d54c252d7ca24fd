"""Which versions define an artefact: every cached one, and what is bundled of the others."""

from collections.abc import Iterable, Iterator
from typing import Any

from mimcli.cache.names import version_key
from mimcli.commands import command
from mimcli.data.bundled import bundled_catalogues
from mimcli.data.known import known_versions_of
from mimcli.errors import NotFoundError
from mimcli.model.answers.knowledge import Definition, Revision
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.knowledge.known import KnownVersion
from mimcli.query.manual import Manual


def unknown_id(manual: Manual, id_or_stem: str) -> NotFoundError:
    """Return the error for an id that the manual does not have, with what is nearest to it."""
    parsed = parse_artefact_id(id_or_stem)
    stem = parsed.stem if parsed else id_or_stem
    here = [
        str(row[0])
        for row in manual.rows(
            "SELECT id FROM artefact WHERE stem = ? AND standing != 'mentioned' ORDER BY id", stem
        )
    ]
    elsewhere: dict[str, list[str]] = {}
    for known in known_versions_of(id_or_stem):
        if known.version != manual.version:
            elsewhere.setdefault(known.id, []).append(known.version)
    hints = []
    if here:
        hints.append(f"{manual.version} has {', '.join(here)}")
    hints += [
        f"{identifier} is defined by {', '.join(versions)}"
        for identifier, versions in elsewhere.items()
    ]
    hint = "; ".join(hints) or _near(manual, id_or_stem)
    if parsed and parsed.kind == "example":
        hint = f"it looks like an example: {command('example', id_or_stem)}"
    return NotFoundError(f"MiM {manual.version} does not define {id_or_stem}", hint=hint)


def _near(manual: Manual, identifier: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  (only for an unknown id)

    ids = [str(row[0]) for row in manual.rows("SELECT id FROM artefact ORDER BY id")]
    near = get_close_matches(identifier, ids, n=3, cutoff=0.85)
    return f"did you mean {' or '.join(near)}?" if near else "`mim which` asks every known version"


def definitions_in(manual: Manual, identifier: str) -> Iterator[Definition]:
    """Yield what one open version says of an artefact id, if it defines it."""
    row = manual.row(
        "SELECT artefact.title, domain.name, standing, EXISTS (SELECT 1 FROM finding WHERE"
        " subject = artefact.id AND finding.kind = 'inferred-domain') FROM artefact"
        " LEFT JOIN domain ON domain.id = artefact.domain"
        " WHERE artefact.id = ? AND standing NOT IN ('mentioned', 'bundled')",
        identifier,
    )
    if row is None:
        return
    parts: dict[str, Any] = dict(
        manual.rows(
            "SELECT relation, object FROM relation WHERE subject = ? ORDER BY position DESC",
            identifier,
        )
    )
    yield Definition(
        mim=manual.version,
        id=identifier,
        title=row[0],
        domain=row[1],
        message_type=parts.get("message_type"),
        wire_payload=parts.get("wire_payload"),
        transmission_wrapper=parts.get("transmission_wrapper"),
        control_act_wrapper=parts.get("control_act_wrapper"),
        source=manual.source,
        cached=manual.source == "cache",
        standing=row[2],
        domain_inferred=row[1] is not None and (row[2] == "schema-only" or bool(row[3])),
    )


def bundled_definition(known: KnownVersion) -> Definition:
    """Return a bundled fact as a version's account of an artefact."""

    def first(relation: str) -> str | None:
        return next(iter(known.related(relation)), None)

    return Definition(
        mim=known.version,
        id=known.id,
        title=known.title or None,
        domain=known.domain or None,
        message_type=first("message_type"),
        wire_payload=first("wire_payload"),
        transmission_wrapper=first("transmission_wrapper"),
        control_act_wrapper=first("control_act_wrapper"),
        source=f"bundled: {known.source}",
        cached=False,
        standing=known.standing or None,
        domain_inferred=known.domain_inferred,
    )


def definitions_of(manuals: Iterable[Manual], identifier: str) -> list[Definition]:
    """Return every version's account of an id, oldest version first; the cache before bundled."""
    found = {one.mim: one for manual in manuals for one in definitions_in(manual, identifier)}
    for known in known_versions_of(identifier):
        if known.id == identifier and known.version in bundled_catalogues():
            found.setdefault(known.version, bundled_definition(known))
    return sorted(found.values(), key=lambda one: version_key(one.mim))


def revisions_of(manuals: Iterable[Manual], identifier: str) -> tuple[Revision, ...]:
    """Return the other revisions of an id's stem, with the versions that define them."""
    parsed = parse_artefact_id(identifier)
    stem = parsed.stem if parsed else identifier
    found: dict[str, set[str]] = {}
    for manual in manuals:
        for row in manual.rows(
            "SELECT id FROM artefact WHERE stem = ? AND standing != 'mentioned'", stem
        ):
            found.setdefault(str(row[0]), set()).add(manual.version)
    for known in known_versions_of(stem):
        found.setdefault(known.id, set()).add(known.version)
    return tuple(
        Revision(other, tuple(sorted(versions, key=version_key)))
        for other, versions in sorted(found.items())
        if other != identifier
    )
