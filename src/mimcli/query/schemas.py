"""Schemas: which file is an artefact's, and everything that it includes."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mimcli.bundling import write_bundle, write_documents
from mimcli.commands import command
from mimcli.errors import MimError, NotFoundError, UsageError
from mimcli.model.answers.listing import Listing
from mimcli.model.answers.schemas import Bundle, LocatedFile, SchemaDocument, SchemaFile
from mimcli.query.manual import Manual, partly_cached
from mimcli.query.names import Resolved, resolve

if TYPE_CHECKING:
    from mimcli.single_schema import SingleSchema

_WITH_SCHEMA = {
    "template_constraint": ("template_constraint", "id"),
    "vocabulary": ("vocabulary", "id"),
    "datatype": ("datatype", "id"),
}
"""Kinds whose schema is not named after them: their table, and the column of their key."""


_NAMED_AFTER = frozenset(("interaction", "message_type", "cmet", "template"))
"""Kinds whose schema is named after them."""


def schema_path(manual: Manual, name: str) -> str:
    """Return the path, within the MiM, of the schema that has the artefact's id.

    `name` may also be the path of any XSD of the publication (`dt/datatypes.xsd`).
    """
    manual.need_cache("a schema")
    row = manual.row(
        "SELECT path FROM file WHERE key = ? AND key LIKE '%.xsd'", name.replace("\\", "/").lower()
    )
    if row:
        return str(row[0])
    found = resolve(manual, name)
    if found.kind in _WITH_SCHEMA:
        table, column = _WITH_SCHEMA[found.kind]
        row = manual.row(
            f"SELECT schema FROM {table} WHERE {column} = ? AND schema IS NOT NULL",  # noqa: S608
            found.key,
        )
    else:
        row = manual.row("SELECT path FROM schema WHERE id = ? ORDER BY path", str(found.key))
    if row is None:
        raise _no_schema(manual, found, name)
    return str(row[0])


def _no_schema(manual: Manual, found: Resolved, name: str) -> MimError:
    """Return why there is none: this part of a publication, this publication, or none at all."""
    what = str(found.key) if isinstance(found.key, str) else f"the {found.kind} {name}"
    has_one = found.kind in _NAMED_AFTER or found.kind in _WITH_SCHEMA
    if has_one and manual.partial:
        return partly_cached(manual.version, f"the schema of {what}")
    if has_one:
        hint = f"such things have one, but this publication does not; {command('show', name)}"
    else:
        hint = "interactions, message types, CMETs, templates and their constraints have schemas"
    return NotFoundError(f"MiM {manual.version} has no schema of {what}", hint=hint)


def schema_file(manual: Manual, path: str) -> Path:
    """Return where a file of the publication lies on disk; NotFoundError if it has gone."""
    file = manual.need_tree("a schema").joinpath(*path.split("/"))
    if not file.is_file():
        raise NotFoundError(
            f"{path} is missing from the cached MiM {manual.version}",
            hint=f"`mim cache verify` tells what else is; add it again: {manual.again}",
        )
    return file


def schema_tree(manual: Manual, path: str) -> Listing[SchemaFile]:
    """Return a schema and all that it includes, depth first, each reference once.

    A file that comes a second time is a row with `first` false, and is not followed again.
    """
    return Listing(SchemaFile, tuple(_walk(manual, path)))


def schema_closure(manual: Manual, path: str) -> list[str]:
    """Return the paths of a schema and all that it includes or imports, itself first."""
    return [file.path for file in _walk(manual, path) if file.first]


def missing_references(manual: Manual, path: str) -> list[tuple[str, str]]:
    """Return what a schema or any that it includes refers to in vain: (who, what)."""
    return [
        (one, str(row[0]))
        for one in schema_closure(manual, path)
        for row in manual.rows(
            "SELECT target FROM schema_reference WHERE schema = ? AND missing ORDER BY position",
            one,
        )
    ]


def _walk(manual: Manual, root: str) -> Iterator[SchemaFile]:
    seen: set[str] = set()
    stack: list[tuple[str, int, str, str | None]] = [(root, 0, "root", None)]
    while stack:
        path, depth, reference, parent = stack.pop()
        first = path not in seen
        yield SchemaFile(path, depth, reference, parent, first)
        if not first:
            continue
        seen.add(path)
        rows = manual.rows(
            "SELECT target, reference FROM schema_reference WHERE schema = ? AND NOT missing"
            " ORDER BY position DESC",
            path,
        )
        stack += [(target, depth + 1, kind, path) for target, kind in rows]


def located(manual: Manual, paths: list[str]) -> Listing[LocatedFile]:
    """Return where files of the publication lie on disk."""
    return Listing(
        LocatedFile, tuple(LocatedFile(path, str(schema_file(manual, path))) for path in paths)
    )


def schema_document(manual: Manual, path: str) -> SchemaDocument:
    """Return a schema with its text and the files that it needs."""
    row = manual.row("SELECT id, target_namespace FROM schema WHERE path = ?", path)
    text = schema_file(manual, path).read_bytes()
    return SchemaDocument(
        kind="schema",
        id=row[0] if row else None,
        path=path,
        target_namespace=row[1] if row else None,
        files=tuple(schema_closure(manual, path)),
        text=text.decode("utf-8", "replace"),
    )


def _need_all(manual: Manual, path: str) -> None:
    for schema, missing in missing_references(manual, path):
        raise NotFoundError(
            f"{schema} refers to {missing}, which MiM {manual.version} does not have",
            hint=f"`{command('schema', path, '--files')}` lists what there is",
        )


def bundle(manual: Manual, path: str, target: Path) -> Bundle:
    """Copy a schema with all that it includes to a folder or zip, so that it compiles there.

    NotFoundError where the publication lacks anything of it: such a copy would not compile.
    """
    _need_all(manual, path)
    paths = schema_closure(manual, path)
    for one in paths:
        schema_file(manual, one)
    write_bundle(manual.need_tree("a bundle"), paths, target)
    return Bundle(kind="bundle", schema=path, target=str(target), files=tuple(paths))


def single(manual: Manual, path: str) -> "SingleSchema":
    """Return a schema with all that it includes as one document a namespace.

    NotFoundError where the publication lacks anything of it.
    """
    _need_all(manual, path)
    from mimcli.single_schema import ClosureFile, single_schema  # noqa: PLC0415  (lxml: 40 ms)

    spaces: dict[str, str] = {}
    files: list[ClosureFile] = []
    for one in _walk(manual, path):
        row = manual.row("SELECT target_namespace FROM schema WHERE path = ?", one.path)
        inherited = spaces.get(one.included_by or "", "")
        spaces.setdefault(one.path, str(row[0]) if row and row[0] else inherited)
        if one.first:
            data = schema_file(manual, one.path).read_bytes()
            files.append(ClosureFile(one.path, data, spaces[one.path]))
    return single_schema(files, PurePosixPath(path).stem)


def single_document(manual: Manual, path: str) -> SchemaDocument:
    """Return a schema with all that it includes as one document.

    UsageError where its messages have elements of several namespaces: that takes several documents.
    """
    found = single(manual, path)
    if len(found.documents) > 1:
        raise UsageError(
            f"{path} is of {len(found.documents)} namespaces, and a schema document of one",
            hint=f"one document each: {command('schema', path, '--single', '--bundle', 'DIR')}",
        )
    (text,) = found.documents.values()
    document = schema_document(manual, path)
    return document._replace(files=(path,), text=text.decode())


def single_bundle(manual: Manual, path: str, target: Path) -> Bundle:
    """Write a schema with all that it includes as one document a namespace."""
    documents = single(manual, path).documents
    write_documents(documents, target)
    return Bundle("bundle", next(iter(documents)), str(target), tuple(documents))
