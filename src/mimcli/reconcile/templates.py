"""Templates: which constraints allow them, which messages carry them, which pages tell of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.publication import DefinitionRow
from mimcli.model.reference import (
    ArtefactPageRow,
    ConstraintModelRow,
    ConstraintRow,
    ConstraintTemplateRow,
    ListedTemplateRow,
    RecordElementRow,
    TemplateReferenceRow,
)
from mimcli.model.statements import DefinitionStatement, Link
from mimcli.model.templates import (
    ConstraintConfiguration,
    ConstraintStatement,
    RecordElementsStatement,
    ReferenceUsageStatement,
    TemplateConfiguration,
    TemplateListStatement,
)
from mimcli.reconcile.artefact_files import leading_id
from mimcli.reconcile.rules import CONSTRAINT_FROM_BOTH

LINK_ROLES = {
    "change-history": "change_history_links",
    "template-list": "template_list_links",
    "reference-usage": "reference_usage_links",
    "storyboard": "storyboard_links",
}
"""What a definition's link is called in the index: the field that has it."""


class Constraints(NamedTuple):
    """The template constraints of a publication, in order of their ids."""

    rows: list[ConstraintRow]
    templates: list[ConstraintTemplateRow]
    models: list[ConstraintModelRow]
    findings: list[Finding]


def reconcile_constraints(
    pages: Sequence[ConstraintStatement],
    configurations: Sequence[TemplateConfiguration],
    paths: Mapping[str, str],
) -> Constraints:
    """Return every constraint that a page or the configuration has.

    `paths` maps lower-cased paths to the files' own.
    """
    stated: dict[str, ConstraintStatement] = {}
    for page in sorted(pages, key=lambda one: one.page):
        stated.setdefault(page.id, page)
    configured: dict[str, tuple[str, ConstraintConfiguration]] = {}
    for configuration in sorted(configurations, key=lambda one: one.path):
        for one in configuration.constraints:
            configured.setdefault(one.id, (configuration.path, one))
    result = Constraints([], [], [], [])
    for identifier in sorted({*stated, *configured}):
        statement, (path, data) = stated.get(identifier), configured.get(identifier, ("", None))
        result.rows.append(_constraint_row(identifier, statement, data, paths))
        drawn = [leading_id(link.path) for link in statement.templates] if statement else []
        listed = list(data.templates) if data else []
        for position, template in enumerate(dict.fromkeys((*listed, *drawn))):
            result.templates.append(ConstraintTemplateRow(identifier, position, template))
        if statement and data and set(drawn) != set(listed):
            result.findings.append(_difference(statement, path, drawn, listed))
        parents = (
            (one.domain, model) for one in (data.parents if data else ()) for model in one.models
        )
        for position, (domain, model) in enumerate(dict.fromkeys(parents)):
            result.models.append(ConstraintModelRow(identifier, position, domain, model))
    return result


def _constraint_row(
    identifier: str,
    statement: ConstraintStatement | None,
    data: ConstraintConfiguration | None,
    paths: Mapping[str, str],
) -> ConstraintRow:
    schema = f"TemplateSchemas/{identifier.replace('#', '_')}.xsd"
    description = statement.description if statement else ""
    version = statement.version if statement else ""
    return ConstraintRow(
        id=identifier,
        kind=identifier.partition("#")[2],
        description=description or (data.description if data else "") or None,
        version=version or (data.version if data else "") or None,
        status=(data.status if data else "") or None,
        page=statement.page if statement else None,
        schema=paths.get(schema.lower()),
    )


def _difference(
    statement: ConstraintStatement, path: str, drawn: Iterable[str], listed: Iterable[str]
) -> Finding:
    only_page, only_data = sorted({*drawn} - {*listed}), sorted({*listed} - {*drawn})
    parts = [f"the page alone has {', '.join(only_page)}"] if only_page else []
    parts += [f"{path} alone has {', '.join(only_data)}"] if only_data else []
    return Finding(
        kind="constraint-templates-differ",
        subject=statement.id,
        page=statement.page,
        detail=f"Of the templates that it allows, {'; '.join(parts)}.",
        chosen="all",
        rule=CONSTRAINT_FROM_BOTH.slug,
    )


def definition_pages(
    definitions: Iterable[DefinitionStatement], paths: Mapping[str, str]
) -> Iterator[ArtefactPageRow]:
    """Yield the other pages that each definition links, as far as they are there."""
    for definition in definitions:
        for role, field in LINK_ROLES.items():
            links: tuple[Link, ...] = getattr(definition, field)
            found = {
                (paths[link.path.lower()], link.fragment): None
                for link in links
                if link.path.lower() in paths
            }
            for position, (page, anchor) in enumerate(found):
                yield ArtefactPageRow(definition.id, role, position, page, anchor or None)


def list_templates(
    lists: Sequence[TemplateListStatement],
    pages: Iterable[ArtefactPageRow],
    definitions: Iterable[DefinitionRow],
) -> Iterator[ListedTemplateRow]:
    """Yield the templates that each message lists."""
    of_page = _MessagesOf(pages, "template-list", definitions)
    for one in sorted(lists, key=lambda each: each.page):
        for message in of_page(one.page, one.model):
            rows = {row.id: row for row in one.templates}
            for position, row in enumerate(rows.values()):
                yield ListedTemplateRow(message, position, row.id, row.name or None)


def template_references(
    usages: Sequence[ReferenceUsageStatement],
    pages: Iterable[ArtefactPageRow],
    definitions: Iterable[DefinitionRow],
) -> Iterator[TemplateReferenceRow]:
    """Yield which templates each template may refer to, message by message."""
    of_page = _MessagesOf(pages, "reference-usage", definitions)
    for usage in sorted(usages, key=lambda each: each.page):
        for message in of_page(usage.page, usage.model):
            position = 0
            for constraint in usage.constraints:
                for choice in constraint.choices:
                    yield TemplateReferenceRow(
                        message=message,
                        position=position,
                        template=constraint.template,
                        constraint=constraint.constraint,
                        conformance=constraint.conformance or None,
                        target=choice.template,
                        allowed=int(choice.allowed),
                    )
                    position += 1


class _MessagesOf:
    """The messages whose definitions link a page, else the one whose R-MIM the page names."""

    def __init__(
        self, pages: Iterable[ArtefactPageRow], role: str, definitions: Iterable[DefinitionRow]
    ) -> None:
        self._linked: dict[str, list[str]] = {}
        for row in pages:
            if row.role == role:
                self._linked.setdefault(row.page, []).append(row.artefact)
        self._models = {row.rmim_id: row.id for row in definitions if row.rmim_id}

    def __call__(self, page: str, model: str) -> list[str]:
        linked = self._linked.get(page)
        return linked or [self._models.get(model, model or leading_id(page))]


def record_elements(
    pages: Sequence[RecordElementsStatement], definitions: Iterable[DefinitionRow]
) -> Iterator[RecordElementRow]:
    """Yield the care record element types that each template or CMET carries."""
    models = {row.rmim_id: row.id for row in definitions if row.rmim_id}
    positions: dict[str, int] = {}
    for page in sorted(pages, key=lambda one: one.page):
        for row in page.rows:
            artefact = models.get(row.artefact, row.artefact)
            position = positions.get(artefact, 0)
            positions[artefact] = position + 1
            yield RecordElementRow(
                artefact=artefact,
                position=position,
                code=row.code or None,
                name=row.name or None,
                section=row.section or None,
                class_name=row.class_name or None,
                shaded=int(row.shaded),
            )
