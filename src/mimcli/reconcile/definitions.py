"""Message types, CMETs and templates: which files are theirs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.publication import DefinitionRow, ViewRow
from mimcli.model.statements import DefinitionStatement, Link, ModelStatement, SchemaStatement
from mimcli.reconcile.rules import FILE_BY_ID

_LEADING_ID = re.compile(r"[A-Z]{4}_[A-Z]{2}\d{6}[A-Z]{2}\d{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """All files that could belong to a definition, by the ids in their names."""

    paths: Mapping[str, str]
    """Every file of the tree: lower-cased path to path."""
    views: Mapping[str, ViewRow]
    entry_classes: Mapping[str, str]
    """Tabular view id to the name of its first class."""
    schemas: Mapping[str, SchemaStatement]
    models: Mapping[str, ModelStatement]
    """MIF models by the R-MIM id that their file name starts with."""


def leading_id(path: str) -> str:
    """Return the artefact id that a file's name starts with, or an empty string."""
    match = _LEADING_ID.match(PurePosixPath(path).name)
    return match[0].upper() if match else ""


def _resolve(files: ModelFiles, links: Sequence[Link]) -> str | None:
    for link in links:
        found = files.paths.get(link.path.lower())
        if found:
            return found
    return None


def counterpart_ids(identifier: str, kind_code: str) -> list[str]:
    """Return the ids that the same model may have as another kind, likeliest first.

    `PRPA_MT000203UK04` is drawn as `PRPA_HD000203UK04`; some `..01` types as `..00`.
    Templates have one id for everything.
    """
    parsed = parse_artefact_id(identifier)
    if parsed is None:
        return []
    if parsed.kind_code == "TP":
        return [identifier]
    tail = f"{parsed.realm}{parsed.revision}"
    head = f"{parsed.section_and_domain}_{kind_code}"
    numbers = [parsed.number]
    if parsed.number.endswith("01"):
        numbers.append(parsed.number[:-2] + "00")
    return [f"{head}{number}{tail}" for number in numbers]


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


def _mif_of(
    statement: DefinitionStatement | None, rmim_id: str, files: ModelFiles
) -> str | None:
    linked = _resolve(files, statement.mif_links) if statement else None
    if linked and linked.lower().endswith(".mif"):
        return linked
    model = files.models.get(rmim_id)
    return model.path if model else None


def _wrong_links(
    statement: DefinitionStatement, row: DefinitionRow, page: str, files: ModelFiles
) -> list[Finding]:
    findings = []
    for link in statement.schema_links:
        if leading_id(link.path) != statement.id:
            findings.append(wrong_schema_link(statement.id, page, statement.anchor, link, row.schema))
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


def wrong_schema_link(
    subject: str, page: str, anchor: str, link: Link, schema: str | None
) -> Finding:
    """Return the finding that a manual links another artefact's schema."""
    return Finding(
        kind="wrong-schema-link",
        subject=subject,
        page=page,
        anchor=anchor,
        detail=f"links the schema {link.path}",
        chosen=schema or "",
        rule=FILE_BY_ID.slug,
        severity="error",
    )


def broken_link(subject: str, page: str, anchor: str, link: Link) -> Finding:
    """Return the finding that a manual links a file that the publication does not have."""
    return Finding(
        kind="broken-link",
        subject=subject,
        page=page,
        anchor=anchor,
        detail=f"links {link.path}, which is not in the publication",
    )
