"""A partial publication (schemas alone, or without some domains), completed from what is bundled.

What the publication itself states is never changed. What it cannot state, such as titles, domains
and application roles, is taken from the bundled catalogue of the same version, and marked: such
artefacts have the standing `catalogued` (the publication has their schema) or `bundled` (it has
nothing of them), such relations the source `bundled`.
"""

from collections.abc import Mapping

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.knowledge.catalogue import Catalogue, CatalogueArtefact, inferred_domains
from mimcli.model.publication import (
    ArtefactRow,
    DefinitionRow,
    DomainRow,
    Publication,
    RelationRow,
)


def complete_from(publication: Publication, catalogue: Catalogue) -> Publication:
    """Return the publication with what the catalogue of its version knows besides."""
    known = {one.id: one for one in catalogue.artefacts if one.kind != "tabular_view"}
    domains, moved = _merged(publication.domains, catalogue_domains(catalogue))
    folders = {row.folder.lower(): row.id for row in domains}
    numbers = {one.name: folders[one.folder.lower()] for one in catalogue.domains}
    own = {row.id for row in publication.artefacts}
    defined = {row.id for row in publication.artefacts if row.standing == "defined"}
    rows = [
        _completed(_moved(row, moved), known.get(row.id), numbers) for row in publication.artefacts
    ]
    rows += [
        row
        for identifier, one in known.items()
        if identifier not in own and (row := _bundled(one, numbers))
    ]
    version = catalogue.version
    finding = Finding(
        kind="completed-from-catalogue",
        subject=version,
        page="",
        detail="The publication is a part: the titles, domains and roles that it does not state "
        "are from the bundled catalogue of the version.",
        severity="info",
    )
    return publication._replace(
        meta={**publication.meta, "completed_from": f"bundled catalogue of MiM {version}"},
        domains=domains,
        artefacts=tuple(rows),
        relations=(*publication.relations, *_relations(publication.relations, catalogue)),
        diagrams=publication.diagrams._replace(
            rows=tuple(row._replace(domain=moved[row.domain]) for row in publication.diagrams.rows)
        ),
        definitions=tuple(_entered(row, known) for row in publication.definitions),
        findings=(
            *(one for one in publication.findings if not _is_of_the_rest(one, known)),
            finding,
            *inferred_domains(
                one for one in known.values() if numbers.get(one.domain) and one.id not in defined
            ),
        ),
    )


def _is_of_the_rest(finding: Finding, known: Mapping[str, CatalogueArtefact]) -> bool:
    """Tell whether a finding is no fault of the publication, of which only a part is here."""
    if finding.kind == "undocumented-interaction":
        return finding.subject in known
    return finding.kind == "undefined-artefact"


def _merged(
    own: tuple[DomainRow, ...], bundled: tuple[DomainRow, ...]
) -> tuple[tuple[DomainRow, ...], dict[int, int]]:
    """Return all domains, the publication's own account first; and its numbers' new ones.

    They come in the catalogue's order; a domain that it does not know comes last.
    """
    by_folder = {row.folder.lower(): row for row in own}
    rows = [_filled(by_folder.get(row.folder.lower()), row) for row in bundled]
    known = {row.folder.lower() for row in bundled}
    rows += [row for row in own if row.folder.lower() not in known]
    numbered = tuple(row._replace(id=number) for number, row in enumerate(rows, start=1))
    numbers = {row.folder.lower(): row.id for row in numbered}
    return numbered, {row.id: numbers[row.folder.lower()] for row in own}


def _filled(own: DomainRow | None, bundled: DomainRow) -> DomainRow:
    """Return a domain with what the catalogue knows where the publication states nothing.

    Without its menu, a domain is named after its folder: the catalogue has the menu's name.
    """
    if own is None:
        return bundled
    cells = [mine or other for mine, other in zip(own, bundled, strict=True)]
    named = DomainRow._make(cells)
    return named._replace(name=bundled.name) if own.name == own.folder else named


def _moved(row: ArtefactRow, numbers: Mapping[int, int]) -> ArtefactRow:
    return row if row.domain is None else row._replace(domain=numbers[row.domain])


def catalogue_domains(catalogue: Catalogue) -> tuple[DomainRow, ...]:
    """Return the catalogue's domains as rows of an index, numbered in its order."""
    return tuple(
        DomainRow(
            number,
            one.name,
            one.folder,
            one.category or None,
            one.status or None,
            one.version or None,
            one.version_status or None,
            None,
            None,
            None,
        )
        for number, one in enumerate(catalogue.domains, start=1)
    )


def _completed(
    row: ArtefactRow, known: CatalogueArtefact | None, numbers: Mapping[str, int]
) -> ArtefactRow:
    if known is None:
        return row
    if row.standing == "defined":  # its page is here, and says which domain it is of
        return row._replace(title=row.title or known.title or None)
    standing = "bundled" if row.standing == "mentioned" else "catalogued"
    if known.standing == "schema-only" and row.standing in ("mentioned", "schema-only"):
        standing = known.standing  # The whole publication has no more of it, either.
    return row._replace(
        title=row.title or known.title or None,
        domain=numbers.get(known.domain) or row.domain,
        section=row.section or known.section or None,
        standing=standing,
    )


def _bundled(known: CatalogueArtefact, numbers: Mapping[str, int]) -> ArtefactRow | None:
    parsed = parse_artefact_id(known.id)
    if parsed is None:
        return None
    return ArtefactRow(
        id=known.id,
        kind=known.kind,
        stem=parsed.stem,
        title=known.title or None,
        description=None,
        domain=numbers.get(known.domain),
        section=known.section or None,
        page=None,
        anchor=None,
        standing="schema-only" if known.standing == "schema-only" else "bundled",
    )


def _relations(own: tuple[RelationRow, ...], catalogue: Catalogue) -> list[RelationRow]:
    """Return the catalogue's relations of the kinds that an interaction has none of here."""
    stated = {(row.subject, row.relation) for row in own}
    rows: dict[tuple[str, str], list[RelationRow]] = {}
    for one in catalogue.relations:
        key = (one.subject, one.relation)
        if key not in stated:
            more = rows.setdefault(key, [])
            more.append(RelationRow(*key, len(more), one.object, None, "bundled"))
    return [row for more in rows.values() for row in more]


def _entered(row: DefinitionRow, known: Mapping[str, CatalogueArtefact]) -> DefinitionRow:
    """Return a definition with its entry class, where no schema at hand could say it.

    Where one is here and has no global element, what is bundled was read from less.
    """
    entry = known[row.id].entry_class if row.id in known else ""
    if row.entry_class or row.schema:
        return row
    return row._replace(entry_class=entry or None)
