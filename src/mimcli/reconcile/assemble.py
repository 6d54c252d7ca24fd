"""All statements of a publication in, the reconciled publication out: the steps, in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.publication import (
    ArtefactRow,
    DefinitionRow,
    Publication,
    RelationRow,
    ResponsibilityRow,
    SchemaReferenceRow,
    SchemaRow,
)
from mimcli.model.statements import (
    DefinitionStatement,
    DynamicInteraction,
    InteractionStatement,
    Link,
    ManualStatement,
    MenuEntry,
    ModelStatement,
    SchemaStatement,
)
from mimcli.reconcile.definitions import (
    ModelFiles,
    broken_link,
    leading_id,
    reconcile_definition,
    wrong_schema_link,
)
from mimcli.reconcile.domains import reconcile_domains
from mimcli.reconcile.examples import reconcile_examples
from mimcli.reconcile.headings import Headings, gather_headings
from mimcli.reconcile.interactions import Accounts, reconcile_interaction
from mimcli.reconcile.kin import Kin
from mimcli.reconcile.views import PlacedView, ViewTables, gather_views


@dataclass(frozen=True, slots=True)
class Statements:
    """Everything that the parsers read from one publication."""

    meta: dict[str, str]
    files: tuple[str, ...]
    menu: tuple[MenuEntry, ...]
    manuals: tuple[ManualStatement, ...]
    dynamic: tuple[tuple[str, DynamicInteraction], ...]
    """Page and statement, in the order of the pages."""
    schemas: tuple[SchemaStatement, ...]
    models: tuple[ModelStatement, ...]
    views: tuple[PlacedView, ...]
    findings: tuple[Finding, ...]


def assemble(statements: Statements) -> Publication:
    """Reconcile everything that one publication states."""
    paths = {path.lower(): path for path in statements.files}
    manuals = {one.page: one for one in statements.manuals}
    domains, findings = reconcile_domains(statements.menu, manuals, paths)
    headings = gather_headings(domains)
    tables = gather_views(statements.views, paths)
    files = _model_files(statements, paths, tables)
    definitions, definition_findings = _definitions(headings, files)
    known = {*headings.artefacts, *files.schemas}
    interactions = list(_accounts(statements, headings, files))
    relations: list[RelationRow] = []
    relation_findings: list[Finding] = []
    for accounts in interactions:
        rows, found = reconcile_interaction(accounts, known.__contains__)
        relations += rows
        relation_findings += found
    artefacts = _artefacts(headings, files, relations, [one.id for one in interactions if one.dynamic])
    return Publication(
        meta=statements.meta,
        domains=tuple(domain.row for domain in domains),
        artefacts=tuple(artefacts.values()),
        relations=tuple(relations),
        responsibilities=tuple(_responsibilities(headings)),
        definitions=tuple(definitions),
        views=tuple(tables.views.values()),
        table_rows=tuple(tables.rows),
        prose=tables.prose,
        schemas=tuple(_schemas(statements.schemas)),
        schema_references=tuple(_references(statements.schemas, paths)),
        examples=tuple(
            reconcile_examples(
                _example_links(headings), _example_files(statements.files), artefacts, paths
            )
        ),
        files=statements.files,
        findings=(
            *statements.findings,
            *(finding for manual in statements.manuals for finding in manual.findings),
            *findings,
            *headings.findings,
            *tables.findings,
            *definition_findings,
            *relation_findings,
            *_link_findings(headings, files),
            *_undocumented(artefacts),
        ),
    )


def _by_leading_id(schemas: Iterable[SchemaStatement]) -> dict[str, SchemaStatement]:
    found: dict[str, SchemaStatement] = {}
    for schema in schemas:
        identifier = leading_id(schema.path)
        if identifier and PurePosixPath(schema.path).stem.upper() == identifier:
            found.setdefault(identifier, schema)
    return found


def _model_files(
    statements: Statements, paths: dict[str, str], tables: ViewTables
) -> ModelFiles:
    models: dict[str, ModelStatement] = {}
    for model in statements.models:
        models.setdefault(leading_id(model.path) or model.id, model)
    for model in statements.models:
        models.setdefault(model.id, model)
    return ModelFiles(
        paths=paths,
        views=tables.views,
        entry_classes=tables.entry_classes,
        schemas=_by_leading_id(statements.schemas),
        models=models,
    )


def _definitions(
    headings: Headings, files: ModelFiles
) -> tuple[list[DefinitionRow], list[Finding]]:
    rows: list[DefinitionRow] = []
    findings: list[Finding] = []
    ids = dict.fromkeys(
        (*headings.definitions, *(one for one in files.schemas if one[5:7] in ("MT", "TP")))
    )
    for identifier in ids:
        place = headings.definitions.get(identifier)
        statement = place.statement if place else None
        page = place.page if place else ""
        row, found = reconcile_definition(statement, identifier, page, files)
        rows.append(row)
        findings += found
    return rows, findings


def _accounts(
    statements: Statements, headings: Headings, files: ModelFiles
) -> Iterator[Accounts]:
    dynamic: dict[str, tuple[str, DynamicInteraction]] = {}
    for page, interaction in statements.dynamic:
        dynamic.setdefault(interaction.id, (page, interaction))
    ids = (
        *headings.interactions,
        *dynamic,
        *(one for one in files.schemas if one[5:7] == "IN"),
    )
    for identifier in dict.fromkeys(ids):
        place = headings.interactions.get(identifier)
        xml_page, xml = dynamic.get(identifier, ("", None))
        schema = files.schemas.get(identifier)
        yield Accounts(
            id=identifier,
            manual=place.statement if place else None,
            manual_page=place.page if place else "",
            dynamic=xml,
            dynamic_page=xml_page,
            schema_includes=tuple(leading_id(target) for _, target in schema.references)
            if schema
            else None,
            schema_page=schema.path if schema else "",
        )


_KIND_BY_PREFIX = {"UKCT_": "cmet", "COCT_": "cmet", "RCCT_": "cmet", "COCD_": "template"}


def _kind_of(identifier: str) -> str:
    parsed = parse_artefact_id(identifier)
    kind = parsed.kind if parsed else "artefact"
    return _KIND_BY_PREFIX.get(identifier[:5], kind) if kind == "message_type" else kind


def _artefacts(
    headings: Headings,
    files: ModelFiles,
    relations: Sequence[RelationRow],
    in_xml: Sequence[str],
) -> dict[str, ArtefactRow]:
    artefacts = dict(headings.artefacts)
    kin = Kin({one.id: one.domain for one in artefacts.values() if one.domain is not None})
    carried: dict[str, list[str]] = {}
    for row in relations:
        if row.relation in ("message_type", "wire_payload"):
            carried.setdefault(row.subject, []).append(row.object)
    others = [(one, "xml-only") for one in in_xml]
    others += [(one, "schema-only") for one in files.schemas]
    others += [(row.object, "mentioned") for row in relations]
    for identifier, standing in others:
        parsed = parse_artefact_id(identifier)
        if parsed is None or identifier in artefacts:
            continue
        artefacts[identifier] = ArtefactRow(
            id=identifier,
            kind=_kind_of(identifier),
            stem=parsed.stem,
            title=None,
            description=None,
            domain=kin.domain_of(identifier, carried.get(identifier, ())),
            section=None,
            page=None,
            anchor=None,
            standing=standing,
        )
    return artefacts


def _responsibilities(headings: Headings) -> Iterator[ResponsibilityRow]:
    for identifier, place in headings.interactions.items():
        pairs = [
            (one.reason, response)
            for one in place.statement.responsibilities
            for response in one.interactions
        ]
        for position, (reason, response) in enumerate(pairs):
            yield ResponsibilityRow(identifier, position, reason, response)


def _schemas(schemas: Iterable[SchemaStatement]) -> Iterator[SchemaRow]:
    for schema in schemas:
        yield SchemaRow(schema.path, leading_id(schema.path) or None, schema.target_namespace or None)


def _references(
    schemas: Iterable[SchemaStatement], paths: dict[str, str]
) -> Iterator[SchemaReferenceRow]:
    for schema in schemas:
        for position, (reference, target) in enumerate(schema.references):
            found = paths.get(target.lower())
            yield SchemaReferenceRow(
                schema.path, position, reference, found or target, int(found is None)
            )


def _example_files(files: Iterable[str]) -> Iterator[str]:
    for path in files:
        folder = path.partition("/")[0].lower()
        if folder in ("examples", "templatedexamples") and path.lower().endswith(".xml"):
            yield path


def _example_links(headings: Headings) -> Iterator[tuple[str, Link]]:
    places: tuple[tuple[str, InteractionStatement | DefinitionStatement], ...] = (
        *((one, place.statement) for one, place in headings.interactions.items()),
        *((one, place.statement) for one, place in headings.definitions.items()),
    )
    for identifier, statement in places:
        for link in statement.example_links:
            yield identifier, link


def _link_findings(headings: Headings, files: ModelFiles) -> Iterator[Finding]:
    for identifier, place in headings.interactions.items():
        schema = files.schemas.get(identifier)
        for link in place.statement.schema_links:
            anchor = place.statement.anchor
            if leading_id(link.path) != identifier:
                own = schema.path if schema else None
                yield wrong_schema_link(identifier, place.page, anchor, link, own)
            elif link.path.lower() not in files.paths:
                yield broken_link(identifier, place.page, anchor, link)


def _undocumented(artefacts: dict[str, ArtefactRow]) -> Iterator[Finding]:
    for row in artefacts.values():
        if row.kind == "interaction" and row.standing != "defined":
            yield Finding(
                kind="undocumented-interaction",
                subject=row.id,
                page="",
                detail=f"is defined by no manual ({row.standing})",
                severity="info",
            )
        elif row.standing == "mentioned":
            yield Finding(
                kind="undefined-artefact",
                subject=row.id,
                page="",
                detail="is used by interactions, but no page or schema defines it",
            )

