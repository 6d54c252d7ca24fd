"""Message types, CMETs and templates: which files are theirs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.publication import DefinitionRow, ViewRow
from mimcli.model.statements import (
    DefinitionStatement,
    InteractionStatement,
    Link,
    ModelStatement,
    SchemaStatement,
)
from mimcli.reconcile.artefact_files import counterpart_ids, leading_id
from mimcli.reconcile.links import broken_link, wrong_schema_link


class ModelFiles(NamedTuple):
    """All files that could belong to a definition, by the ids in their names."""

    paths: Mapping[str, str]
    """Every file of the tree: lower-cased path to path."""
    views: Mapping[str, ViewRow]
    entry_classes: Mapping[str, str]
    """Tabular view id to the name of its first class."""
    titles: Mapping[str, str]
    """The id in a tabular view's title row to the view's id."""
    schemas: Mapping[str, SchemaStatement]
    models: Mapping[str, ModelStatement]
    """MIF models by the R-MIM id that their file name starts with."""


def _resolve(files: ModelFiles, links: Sequence[Link]) -> str | None:
    for link in links:
        found = files.paths.get(link.path.lower())
        if found:
            return found
    return None


def reconcile_definition(
    statement: DefinitionStatement | None, identifier: str, page: str, files: ModelFiles
) -> tuple[DefinitionRow, list[Finding]]:
    """Return the files of one definition, and the links that lead elsewhere."""
    view = _view_of(statement, identifier, files)
    rmim = _resolve(files, statement.rmim_links) if statement else None
    rmim = rmim or (view.rmim if view else None)
    rmim_id = leading_id(rmim) if rmim else (view.rmim_id if view else None)
    schema = files.schemas.get(identifier)
    entry = files.entry_classes.get(view.id) if view else None
    row = DefinitionRow(
        id=identifier,
        entry_class=entry or _schema_entry(schema),
        tabular_view_id=view.id if view else None,
        tabular_view=view.page if view else None,
        rmim_id=rmim_id or None,
        rmim=rmim,
        mif=_mif_of(statement, rmim_id or identifier, files),
        schema=schema.path if schema else None,
    )
    return row, _wrong_links(statement, row, page, files) if statement else []


def batch_definition(
    statement: InteractionStatement | None, identifier: str, files: ModelFiles
) -> DefinitionRow | None:
    """Return the files of an interaction that is modelled under its own id, or None.

    Such are the batch interactions: they have no wrappers and carry no message type, but whole
    messages, and their own tabular view is that of the batch wrapper. The manual links it, or (of
    superseded ones) its title row shows the interaction's id.
    """
    if statement and (statement.message_types or statement.transmission_wrappers):
        return None
    path = _resolve(files, statement.tabular_links) if statement else None
    view_id = leading_id(path) if path else files.titles.get(identifier, "")
    view = files.views.get(view_id)
    if view is None:
        return None
    rmim = (_resolve(files, statement.rmim_links) if statement else None) or view.rmim
    schema = files.schemas.get(identifier)
    return DefinitionRow(
        id=identifier,
        entry_class=files.entry_classes.get(view.id) or _schema_entry(schema),
        tabular_view_id=view.id,
        tabular_view=view.page,
        rmim_id=(leading_id(rmim) if rmim else "") or None,
        rmim=rmim,
        mif=None,
        schema=schema.path if schema else None,
    )


def _schema_entry(schema: SchemaStatement | None) -> str | None:
    return schema.elements[0] if schema and schema.elements else None


def _view_of(
    statement: DefinitionStatement | None, identifier: str, files: ModelFiles
) -> ViewRow | None:
    path = _resolve(files, statement.tabular_links) if statement else None
    if path and leading_id(path) in files.views:
        return files.views[leading_id(path)]
    candidates = counterpart_ids(identifier, "HD")
    return next((files.views[one] for one in candidates if one in files.views), None)


def _mif_of(statement: DefinitionStatement | None, rmim_id: str, files: ModelFiles) -> str | None:
    linked = _resolve(files, statement.mif_links) if statement else None
    if linked and linked.lower().endswith(".mif"):
        return linked
    model = files.models.get(rmim_id)
    return model.path if model else None


def _wrong_links(
    statement: DefinitionStatement, row: DefinitionRow, page: str, files: ModelFiles
) -> list[Finding]:
    findings = [
        wrong_schema_link(statement.id, page, statement.anchor, link, row.schema)
        for link in statement.schema_links
        if leading_id(link.path) != statement.id
    ]
    every: Iterable[Link] = (
        *statement.rmim_links,
        *statement.tabular_links,
        *statement.schema_links,
        *statement.mif_links,
        *statement.example_links,
    )
    findings += [
        broken_link(statement.id, page, statement.anchor, link)
        for link in every
        if link.path and link.path.lower() not in files.paths
    ]
    return findings
