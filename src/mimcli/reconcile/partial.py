"""A partial publication (schemas without a menu or manuals), completed from what is bundled.

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
    domains = catalogue_domains(catalogue)
    numbers = {row.name: row.id for row in domains}
    own = {row.id for row in publication.artefacts}
    rows = [_completed(row, known.get(row.id), numbers) for row in publication.artefacts]
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
        detail="The publication has no contents menu and no manuals; titles, domains and roles "
        "are from the bundled catalogue of the version.",
        severity="info",
    )
    return publication._replace(
        meta={**publication.meta, "completed_from": f"bundled catalogue of MiM {version}"},
        domains=domains,
        artefacts=tuple(rows),
        relations=(*publication.relations, *_relations(publication.relations, catalogue)),
        definitions=tuple(_entered(row, known) for row in publication.definitions),
        findings=(
            *(one for one in publication.findings if one.kind != "undefined-artefact"),
            finding,
            *inferred_domains(one for one in known.values() if numbers.get(one.domain)),
        ),
    )


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
    standing = "bundled" if row.standing == "mentioned" else "catalogued"
    if row.standing == known.standing == "schema-only":
        standing = known.standing  # The whole publication has no more of it, either.
    return row._replace(
        title=row.title or known.title or None,
        domain=row.domain or numbers.get(known.domain),
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
        standing="bundled",
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
