"""The message table of a message type or interaction: of its tabular view, else its schemas."""

from collections.abc import Iterator

from mimcli.commands import command
from mimcli.errors import NotFoundError
from mimcli.model.answers.listing import Listing
from mimcli.model.answers.tables import MessageTableRow
from mimcli.query.manual import Manual, partly_cached
from mimcli.query.names import resolve, with_article
from mimcli.query.schema_tables import schema_table

_COLUMNS = (
    "path, depth, kind, name, min, max, conformance, datatype, vocabulary, coding_strength, fixed,"
    ' "default", target, text, "constraint", role, class_kind, code'
)


def message_table(
    manual: Manual,
    name: str,
    *,
    wrappers: bool = False,
    depth: int | None = None,
    match: str | None = None,
    from_schema: bool = False,
    unfold: bool = False,
) -> Listing[MessageTableRow]:
    """Return the rows of a message table, in the manual's order.

    `name` is a message type, CMET, template, tabular view or R-MIM, or an interaction (its
    payload's table; with `wrappers`, before it those of its wrappers). `depth` keeps rows of at
    most so many steps from the entry class; `match` keeps rows that have that text in their
    path, datatype, vocabulary or code, fixed value, target or description, in any
    letter case.

    With `from_schema`, and where the manual has no tabular view, they are made from the schemas;
    `unfold` makes those go on into CMETs and templates.
    """
    manual.need_cache("a message table")
    from_schema |= unfold
    rows = [
        row
        for artefact in _artefacts(manual, name, wrappers=wrappers, from_schema=from_schema)
        for row in _rows(manual, artefact, from_schema=from_schema, unfold=unfold)
    ]
    if depth is not None:
        rows = [row for row in rows if row.depth <= depth]
    if match:
        wanted = match.casefold()
        rows = [row for row in rows if wanted in _searched(row)]
    return Listing(MessageTableRow, tuple(rows))


def _searched(row: MessageTableRow) -> str:
    texts = (
        row.path,
        row.datatype,
        row.vocabulary,
        row.code,
        row.fixed,
        row.target,
        row.constraint,
    )
    return "\n".join((*(text or "" for text in texts), row.description or "")).casefold()


def _artefacts(manual: Manual, name: str, *, wrappers: bool, from_schema: bool) -> Iterator[str]:
    """Yield the ids whose tables a name stands for."""
    found = resolve(manual, name)
    identifier = str(found.key)
    if found.kind == "interaction":
        yield from _parts_of(manual, identifier, wrappers=wrappers, on_the_wire=from_schema)
    elif found.kind in ("message_type", "cmet", "template", "tabular_view"):
        yield identifier
    else:
        raise NotFoundError(
            f"{with_article(found.kind)} has no message table",
            hint=f"`{command('show', name)}` lists what it has",
        )


def _parts_of(
    manual: Manual, identifier: str, *, wrappers: bool, on_the_wire: bool
) -> Iterator[str]:
    """Yield what an interaction is made of; a payload as modelled, or as it is on the wire."""
    parts: dict[str, str] = dict(
        manual.rows("SELECT relation, object FROM relation WHERE subject = ?", identifier)
    )
    payloads = ["message_type", "wire_payload"]
    if on_the_wire:
        payloads.reverse()
    payload = next((one for one in payloads if one in parts), None)
    wanted = ["transmission_wrapper", "control_act_wrapper"] if wrappers else []
    present = [parts[relation] for relation in wanted if relation in parts]
    present += [parts[payload]] if payload else []
    if not payload and "transmission_wrapper" not in parts:
        # A batch interaction is its own wrapper, and modelled under its own id.
        present = [identifier]
    if not present:
        raise NotFoundError(
            f"{identifier} carries no message type, so it has no message table",
            hint=f"its wrappers have one: {command('table', identifier, '--wrappers')}",
        )
    yield from present


def _rows(
    manual: Manual, artefact: str, *, from_schema: bool, unfold: bool
) -> Iterator[MessageTableRow]:
    view = None if from_schema else view_of(manual, artefact)
    if view is not None:
        yield from _rows_of_view(manual, artefact, view)
        return
    rows = schema_table(manual, artefact, unfold=unfold)
    if not rows and manual.partial:
        raise partly_cached(manual.version, f"the message table of {artefact}")
    if not rows:
        raise NotFoundError(
            f"MiM {manual.version} has no {_sources(from_schema=from_schema)} of {artefact}",
            hint=f"`{command('show', artefact)}` lists what it has",
        )
    yield from rows


def _sources(*, from_schema: bool) -> str:
    return "schema" if from_schema else "tabular view and no schema"


def view_of(manual: Manual, identifier: str) -> int | None:
    """Return the key of an artefact's tabular view (or of the view of that id); None: it has none.

    It is `table_row.view` of the view's rows.
    """
    row = manual.row(
        "SELECT key FROM tabular_view WHERE id ="
        " coalesce((SELECT tabular_view_id FROM definition WHERE id = ?1), ?1)",
        identifier,
    )
    return None if row is None else int(row[0])


def _rows_of_view(manual: Manual, artefact: str, view: int) -> Iterator[MessageTableRow]:
    sql = (
        f"SELECT {_COLUMNS} FROM table_row LEFT JOIN prose ON prose.id = description"  # noqa: S608
        " WHERE view = ? ORDER BY position"
    )
    for row in manual.rows(sql, view):
        yield MessageTableRow._make((*row[:-1], artefact, "page", row[-1]))
