"""All statements of a publication in, the reconciled publication out: the steps, in order."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.knowledge.catalogue import Catalogue
from mimcli.model.passages import PageText
from mimcli.model.publication import (
    DefinitionRow,
    Publication,
    RelationRow,
    ResponsibilityRow,
)
from mimcli.model.statements import (
    DefinitionStatement,
    DynamicInteraction,
    ExampleStatement,
    InteractionStatement,
    Link,
    ManualStatement,
    MenuEntry,
    ModelStatement,
    SchemaStatement,
)
from mimcli.reconcile.answers import answers_that_repeat
from mimcli.reconcile.artefact_files import leading_id
from mimcli.reconcile.artefacts import gather_artefacts, undocumented
from mimcli.reconcile.coded_values import tell_codes, unlisted
from mimcli.reconcile.content_model import gather_contents
from mimcli.reconcile.definitions import ModelFiles, batch_definition, reconcile_definition
from mimcli.reconcile.diagrams import reconcile_diagrams
from mimcli.reconcile.domains import reconcile_domains
from mimcli.reconcile.examples import reconcile_examples
from mimcli.reconcile.headings import Headings, gather_headings
from mimcli.reconcile.interactions import Accounts, Known, reconcile_interaction
from mimcli.reconcile.links import broken_link, wrong_schema_link
from mimcli.reconcile.models import misnamed_models
from mimcli.reconcile.partial import complete_from
from mimcli.reconcile.reference import NOTHING_STATED, ReferenceStatements, gather_reference
from mimcli.reconcile.row_titles import contradicted_rows
from mimcli.reconcile.rules import HEADING_FIRST
from mimcli.reconcile.schemas import missing_files, schema_references, schema_rows, schemas_by_id
from mimcli.reconcile.views import PlacedView, ViewTables, gather_views


class Statements(NamedTuple):
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
    examples: tuple[ExampleStatement, ...]
    findings: tuple[Finding, ...]
    texts: tuple[PageText, ...] = ()
    reference: ReferenceStatements = NOTHING_STATED


def assemble(statements: Statements, catalogue: Catalogue | None = None) -> Publication:
    """Reconcile everything that one publication states.

    `catalogue` is what is bundled about the same version, if the publication is a part: it fills
    what that lacks.
    """
    paths = {path.lower(): path for path in statements.files}
    manuals = {one.page: one for one in statements.manuals}
    domains, domain_findings = reconcile_domains(statements.menu, manuals, paths)
    headings = gather_headings(domains)
    tables = gather_views(statements.views, paths)
    files = _model_files(statements, paths, tables)
    definitions, definition_findings = _definitions(headings, files)
    dynamic, dynamic_findings = _dynamic(statements)
    relations: list[RelationRow] = []
    relation_findings: list[Finding] = []
    defined = {*headings.artefacts, *files.schemas}
    roots = {one: schema.elements[0] for one, schema in files.schemas.items() if schema.elements}
    known = Known(defined.__contains__, roots)
    for accounts in _accounts(headings, files, dynamic):
        rows, found = reconcile_interaction(accounts, known)
        relations += rows
        relation_findings += found
    artefacts = gather_artefacts(headings.artefacts, files.schemas, relations, list(dynamic))
    references = tuple(schema_references(statements.schemas, paths))
    reference, reference_findings = gather_reference(
        statements.reference,
        definitions=definitions,
        headings=[place.statement for place in headings.definitions.values()],
        prose=tables.prose,
        stated_datatypes=sorted({row.datatype for row in tables.rows if row.datatype}),
        paths=paths,
    )
    vocabularies = [row.name for row in reference.vocabularies]
    responsibilities = tuple(_responsibilities(headings))
    table_rows = tell_codes(tables.rows, vocabularies)
    publication = Publication(
        meta=statements.meta,
        domains=tuple(domain.row for domain in domains),
        artefacts=tuple(artefacts.values()),
        relations=tuple(relations),
        responsibilities=responsibilities,
        definitions=tuple(definitions),
        views=tuple(tables.views.values()),
        table_rows=tuple(table_rows),
        prose=tables.prose,
        schemas=tuple(schema_rows(statements.schemas)),
        schema_references=references,
        contents=partial(gather_contents, statements.schemas),
        reference=reference,
        examples=tuple(
            reconcile_examples(_example_links(headings), statements.examples, artefacts, paths)
        ),
        files=statements.files,
        texts=statements.texts,
        diagrams=reconcile_diagrams(domains, headings.artefacts, paths),
        findings=(
            *statements.findings,
            *(finding for manual in statements.manuals for finding in manual.findings),
            *domain_findings,
            *headings.findings,
            *tables.findings,
            *definition_findings,
            *misnamed_models(statements.models, definitions),
            *dynamic_findings,
            *relation_findings,
            *contradicted_rows(headings, relations),
            *answers_that_repeat(relations, responsibilities, artefacts),
            *reference_findings,
            *unlisted(table_rows, vocabularies, tables.views.values()),
            *_link_findings(headings, files),
            *missing_files(headings.artefacts.values(), files.schemas, references),
            *undocumented(artefacts.values(), relations, manuals=bool(domains)),
        ),
    )
    if catalogue is not None:
        return complete_from(publication, catalogue)
    return publication


def _model_files(statements: Statements, paths: dict[str, str], tables: ViewTables) -> ModelFiles:
    models: dict[str, ModelStatement] = {}
    # A placeholder's file has the same id before its name as that of the model itself.
    for model in sorted(statements.models, key=lambda one: leading_id(one.path) != one.id):
        models.setdefault(leading_id(model.path) or model.id, model)
    for model in statements.models:
        models.setdefault(model.id, model)
    return ModelFiles(
        paths=paths,
        views=tables.views,
        entry_classes=tables.entry_classes,
        titles=tables.titles,
        schemas=schemas_by_id(statements.schemas),
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
    interactions = (one for one in files.schemas if one[5:7] == "IN")
    for identifier in dict.fromkeys((*headings.interactions, *interactions)):
        heading = headings.interactions.get(identifier)
        batch = batch_definition(heading.statement if heading else None, identifier, files)
        rows += [batch] if batch else []
    return rows, findings


def _dynamic(
    statements: Statements,
) -> tuple[dict[str, tuple[str, DynamicInteraction]], list[Finding]]:
    """Return the interactions of the interaction XML, each once, and their repeats."""
    dynamic: dict[str, tuple[str, DynamicInteraction]] = {}
    findings = []
    for page, interaction in statements.dynamic:
        first, _ = dynamic.setdefault(interaction.id, (page, interaction))
        if dynamic[interaction.id][1] is not interaction:
            findings.append(
                Finding(
                    kind="stated-twice",
                    subject=interaction.id,
                    page=page,
                    detail="The interaction XML states the interaction again.",
                    chosen=f"what {first} states first",
                    rule=HEADING_FIRST.slug,
                )
            )
    return dynamic, findings


def _accounts(
    headings: Headings,
    files: ModelFiles,
    dynamic: dict[str, tuple[str, DynamicInteraction]],
) -> Iterator[Accounts]:
    ids = (
        *headings.interactions,
        *dynamic,
        *(one for one in files.schemas if one[5:7] == "IN"),
    )
    for identifier in dict.fromkeys(ids):
        place = headings.interactions.get(identifier)
        xml_page, xml = dynamic.get(identifier, ("", None))
        yield Accounts(
            id=identifier,
            manual=place.statement if place else None,
            manual_page=place.page if place else "",
            dynamic=xml,
            dynamic_page=xml_page,
            schema=files.schemas.get(identifier),
        )


def _responsibilities(headings: Headings) -> Iterator[ResponsibilityRow]:
    for identifier, place in headings.interactions.items():
        pairs = [
            (one.reason, response)
            for one in place.statement.responsibilities
            for response in one.interactions
        ]
        for position, (reason, response) in enumerate(pairs):
            yield ResponsibilityRow(identifier, position, reason, response)


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
        anchor = place.statement.anchor
        for link in place.statement.schema_links:
            if leading_id(link.path) != identifier:
                own = schema.path if schema else None
                yield wrong_schema_link(identifier, place.page, anchor, link, own)
            elif link.path.lower() not in files.paths:
                yield broken_link(identifier, place.page, anchor, link)
