"""The schema files: by artefact id, as rows of the index, and what is missing among them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from mimcli.model.findings import Finding
from mimcli.model.publication import ArtefactRow, SchemaReferenceRow, SchemaRow
from mimcli.model.statements import SchemaStatement
from mimcli.reconcile.artefact_files import leading_id

_WITH_SCHEMA = ("interaction", "message_type", "cmet", "template")


def schemas_by_id(schemas: Iterable[SchemaStatement]) -> dict[str, SchemaStatement]:
    """Return the schemas whose whole file name is an artefact id, by that id."""
    found: dict[str, SchemaStatement] = {}
    for schema in schemas:
        identifier = leading_id(schema.path)
        if identifier and PurePosixPath(schema.path).stem.upper() == identifier:
            found.setdefault(identifier, schema)
    return found


def schema_rows(schemas: Iterable[SchemaStatement]) -> Iterator[SchemaRow]:
    """Yield the index's row of each schema file."""
    for schema in schemas:
        yield SchemaRow(
            schema.path, leading_id(schema.path) or None, schema.target_namespace or None
        )


def schema_references(
    schemas: Iterable[SchemaStatement], paths: Mapping[str, str]
) -> Iterator[SchemaReferenceRow]:
    """Yield what each schema includes or imports, in the letter case of the files.

    `paths` maps lower-cased paths to the files' own.
    """
    for schema in schemas:
        for position, (reference, target) in enumerate(schema.references):
            found = paths.get(target.lower())
            yield SchemaReferenceRow(
                schema.path, position, reference, found or target, int(found is None)
            )


def missing_files(
    defined: Iterable[ArtefactRow],
    schemas: Mapping[str, SchemaStatement],
    references: Iterable[SchemaReferenceRow],
) -> Iterator[Finding]:
    """Yield a finding for each schema that a page or another schema has need of, and is not there.

    `defined` are the artefacts that manuals define.
    """
    for artefact in defined:
        if artefact.kind in _WITH_SCHEMA and artefact.id not in schemas:
            yield Finding(
                kind="missing-schema",
                subject=artefact.id,
                page=artefact.page or "",
                detail="The publication has no schema of it.",
                severity="error",
                anchor=artefact.anchor or "",
            )
    for row in references:
        if row.missing:
            yield Finding(
                kind="missing-include",
                subject=leading_id(row.schema) or row.schema,
                page=row.schema,
                detail=f"The schema {row.reference}s {row.target}, which is not there.",
                severity="error",
            )
