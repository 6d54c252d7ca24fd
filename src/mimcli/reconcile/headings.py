"""Everything that the manuals' headings define, each artefact once."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.publication import ArtefactRow
from mimcli.model.statements import (
    ArtefactStatement,
    DefinitionStatement,
    InteractionStatement,
)
from mimcli.reconcile.domains import DomainManuals
from mimcli.reconcile.rules import HEADING_FIRST

Statement = TypeVar("Statement", InteractionStatement, DefinitionStatement, ArtefactStatement)


class Place(NamedTuple, Generic[Statement]):
    """A statement and the page that makes it."""

    statement: Statement
    page: str


class Headings(NamedTuple):
    """The artefacts that manuals define, in menu order, then in the pages' order."""

    artefacts: dict[str, ArtefactRow]
    interactions: dict[str, Place[InteractionStatement]]
    definitions: dict[str, Place[DefinitionStatement]]
    findings: list[Finding]


def gather_headings(domains: Iterable[DomainManuals]) -> Headings:
    """Return what all manuals define; of two definitions of one id the first counts."""
    headings = Headings({}, {}, {}, [])
    for domain in domains:
        for manual in domain.manuals:
            for role in (*manual.application_roles, *manual.trigger_events):
                _take(headings, role, role.kind, domain, manual.page)
            for interaction in manual.interactions:
                if _take(headings, interaction, "interaction", domain, manual.page):
                    headings.interactions[interaction.id] = Place(interaction, manual.page)
            for definition in manual.definitions:
                if _take(headings, definition, definition.kind, domain, manual.page):
                    headings.definitions[definition.id] = Place(definition, manual.page)
    return headings


def _take(
    headings: Headings,
    statement: InteractionStatement | DefinitionStatement | ArtefactStatement,
    kind: str,
    domain: DomainManuals,
    page: str,
) -> bool:
    earlier = headings.artefacts.get(statement.id)
    parsed = parse_artefact_id(statement.id)
    if earlier is not None or parsed is None:
        headings.findings.append(
            Finding(
                kind="defined-twice" if earlier else "malformed-id",
                subject=statement.id,
                page=page,
                anchor=statement.anchor,
                detail=f"Section {statement.section or '(no number)'} defines it"
                f'{" again" if earlier else ""} as "{statement.title}".',
                chosen=f"section {earlier.section} of {earlier.page}" if earlier else "",
                rule=HEADING_FIRST.slug if earlier else "",
            )
        )
        return False
    headings.artefacts[statement.id] = ArtefactRow(
        id=statement.id,
        kind=kind,
        stem=parsed.stem,
        title=statement.title or None,
        description=statement.description or None,
        domain=domain.row.id,
        section=statement.section or None,
        page=page,
        anchor=statement.anchor or None,
        standing="defined",
    )
    return True
