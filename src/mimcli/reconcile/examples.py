"""Which example messages belong to which artefact."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from mimcli.model.publication import ExampleRow
from mimcli.model.statements import ExampleStatement, Link
from mimcli.parse.example import parse_example_name
from mimcli.reconcile.artefact_files import counterpart_ids, leading_id

EXAMPLE_FOLDERS = ("examples", "templatedexamples")


def reconcile_examples(
    linked: Iterable[tuple[str, Link]],
    statements: Iterable[ExampleStatement],
    artefacts: Mapping[str, object],
    paths: Mapping[str, str],
) -> list[ExampleRow]:
    """Return the examples of every artefact, with why each is one.

    `linked` pairs an artefact id with a link from its section. An example belongs to
    - `link`: the artefact in whose section a manual links it;
    - `root`: the interaction that its root element is;
    - `schema`: the message type, template or interaction whose schema it names itself: a clinical
      document on the wire belongs to the generic document type too, and its templated twin (in
      `TemplatedExamples/`) to the type that the domain models;
    - `name`: where neither a manual nor its root says better, the artefact whose number its file
      name has.

    Files that lie loose in the examples' folder are superseded: they belong to an artefact only
    if a manual links them. Outside the examples' folders, only links and roots count.
    """
    rows: dict[tuple[str, str], ExampleRow] = {}
    for artefact, link in linked:
        path = paths.get(link.path.lower())
        if path:
            _add(rows, artefact, path, "link")
    placed = {path for _, path in rows}
    for statement in statements:
        if _is_superseded(statement.path):
            continue
        for artefact, origin in _claims(statement, artefacts, linked=statement.path in placed):
            _add(rows, artefact, statement.path, origin)
    return list(rows.values())


def _add(rows: dict[tuple[str, str], ExampleRow], artefact: str, path: str, origin: str) -> None:
    name = parse_example_name(path)
    row = ExampleRow(artefact, path, name.id or None, name.label or None, origin)
    rows.setdefault((artefact, path), row)


def _folder(path: str) -> str:
    return path.partition("/")[0].lower()


def _is_superseded(path: str) -> bool:
    return _folder(path) in EXAMPLE_FOLDERS and path.count("/") == 1


def _claims(
    statement: ExampleStatement, artefacts: Mapping[str, object], *, linked: bool
) -> Iterator[tuple[str, str]]:
    """Yield the artefacts that an example itself claims to be of, and how."""
    root = statement.root.upper()
    is_interaction = root[5:7] == "IN" and root in artefacts
    if is_interaction:
        yield root, "root"
    if _folder(statement.path) not in EXAMPLE_FOLDERS:
        return
    schema = leading_id(statement.schema)
    whole = PurePosixPath(statement.schema).stem.upper() == schema
    if whole and schema in artefacts:
        yield schema, "schema"
    if not linked and not is_interaction:
        identifier = parse_example_name(statement.path).id
        ids = (one for code in ("MT", "TP", "IN") for one in counterpart_ids(identifier, code))
        named = next((one for one in ids if one in artefacts), None)
        if named:
            yield named, "name"
