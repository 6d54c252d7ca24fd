"""The schema files: by artefact id, as rows of the index, and what is missing among them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """Yield a finding for what a page or another schema has need of, and is not there.

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
    yield from _missing_includes(list(references))


def _missing_includes(references: Sequence[SchemaReferenceRow]) -> Iterator[Finding]:
    """Yield a finding for each missing file that schemas refer to; of a missing folder, one."""
    folders = {_folder(row.schema) for row in references}
    folders |= {_folder(row.target) for row in references if not row.missing}
    missing: dict[str, list[SchemaReferenceRow]] = {}
    for row in references:
        if row.missing:
            folder = _folder(row.target)
            alone = folder in folders or not folder
            missing.setdefault(row.target if alone else folder, []).append(row)
    for subject, rows in sorted(missing.items()):
        users = sorted({row.schema for row in rows})
        targets = {row.target for row in rows}
        held = f"{len(targets)} files of it" if subject not in targets else "it"
        others = f" and {len(users) - 1} more" if len(users) > 1 else ""
        yield Finding(
            kind="missing-include",
            subject=subject,
            page=users[0],
            detail=f"It is not there, and {users[0]}{others} {_verb(rows)} {held}.",
            severity="error",
        )


def _folder(path: str) -> str:
    return path.rpartition("/")[0] + "/" if "/" in path else ""


def _verb(rows: Sequence[SchemaReferenceRow]) -> str:
    """Return how schemas refer, of one or of several: `includes`, `include or import`."""
    verbs = sorted({row.reference for row in rows})
    several = len({row.schema for row in rows}) > 1
    return " or ".join(verb if several else f"{verb}s" for verb in verbs)
