"""Which example messages belong to which artefact."""

from collections.abc import Iterable, Mapping

from mimcli.model.publication import ExampleRow
from mimcli.model.statements import Link
from mimcli.parse.example import parse_example_name
from mimcli.reconcile.definitions import counterpart_ids


def _example_row(artefact: str, path: str, origin: str) -> ExampleRow:
    name = parse_example_name(path)
    return ExampleRow(artefact, path, name.id or None, name.label or None, origin)


def reconcile_examples(
    linked: Iterable[tuple[str, Link]],
    files: Iterable[str],
    artefacts: Mapping[str, object],
    paths: Mapping[str, str],
) -> list[ExampleRow]:
    """Return the examples that manuals link, and those whose name alone says what they are of.

    `linked` pairs an artefact id with a link from its section. Example files that lie loose in
    the folder's root are superseded ones and belong to an artefact only if a manual links them.
    """
    rows: dict[tuple[str, str], ExampleRow] = {}
    for artefact, link in linked:
        path = paths.get(link.path.lower())
        if path:
            rows.setdefault((artefact, path), _example_row(artefact, path, "link"))
    for path in files:
        identifier = parse_example_name(path).id
        if not identifier or path.count("/") < 2:  # noqa: PLR2004  (Examples/<folder>/<file>)
            continue
        for kind_code in ("MT", "TP", "IN"):
            artefact = next(
                (one for one in counterpart_ids(identifier, kind_code) if one in artefacts), None
            )
            if artefact:
                rows.setdefault((artefact, path), _example_row(artefact, path, "name"))
                break
    return list(rows.values())
