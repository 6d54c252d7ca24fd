"""The message table: the rows of a tabular view, of a message type or an interaction."""

from collections.abc import Iterator

from mimcli.errors import NotFoundError
from mimcli.model.answers.listing import Listing
from mimcli.model.answers.tables import MessageTableRow
from mimcli.query.manual import Manual, partly_cached
from mimcli.query.names import resolve, with_article

_COLUMNS = (
    "path, depth, kind, name, min, max, conformance, datatype, vocabulary, coding_strength, fixed,"
    ' "default", target, text, "constraint", role, class_kind'
)


def message_table(
    manual: Manual,
    name: str,
    *,
    wrappers: bool = False,
    depth: int | None = None,
    match: str | None = None,
) -> Listing[MessageTableRow]:
    """Return the rows of a message table, in the manual's order.

    `name` is a message type, CMET, template, tabular view or R-MIM, or an interaction (its
    payload's table; with `wrappers`, before it those of its wrappers). `depth` keeps rows of at
    most so many steps from the entry class; `match` keeps rows that have that text in their
    path, datatype, vocabulary, fixed value, target or description, in any letter case.
    """
    manual.need_cache("a message table")
    rows = [
        row
        for artefact, view in _views(manual, name, wrappers=wrappers)
        for row in _rows(manual, artefact, view)
    ]
    if depth is not None:
        rows = [row for row in rows if row.depth <= depth]
    if match:
        wanted = match.casefold()
        rows = [row for row in rows if wanted in _searched(row)]
    return Listing(MessageTableRow, tuple(rows))


def _searched(row: MessageTableRow) -> str:
    texts = (row.path, row.datatype, row.vocabulary, row.fixed, row.target, row.constraint)
    return "\n".join((*(text or "" for text in texts), row.description or "")).casefold()


def _views(manual: Manual, name: str, *, wrappers: bool) -> Iterator[tuple[str, int]]:
    found = resolve(manual, name)
    identifier = str(found.key)
    if found.kind == "interaction":
        yield from _views_of_interaction(manual, identifier, wrappers=wrappers)
    elif found.kind == "tabular_view":
        yield identifier, _key(manual, identifier)
    elif found.kind in ("message_type", "cmet", "template"):
        yield identifier, _view_of(manual, identifier)
    else:
        kind = found.kind.replace("_", " ")
        raise NotFoundError(
            f"{with_article(kind)} has no message table",
            hint=f"`mim show {name}` lists what it has",
        )


def _views_of_interaction(
    manual: Manual, identifier: str, *, wrappers: bool
) -> Iterator[tuple[str, int]]:
    parts: dict[str, str] = dict(
        manual.rows("SELECT relation, object FROM relation WHERE subject = ?", identifier)
    )
    wanted = ["message_type"]
    if wrappers:
        wanted = ["transmission_wrapper", "control_act_wrapper", *wanted]
    present = [parts[relation] for relation in wanted if relation in parts]
    if not parts.keys() & {"message_type", "transmission_wrapper"}:
        # A batch interaction is its own wrapper, and modelled under its own id.
        present = [identifier]
    if not present:
        raise NotFoundError(
            f"{identifier} carries no payload, so it has no message table",
            hint=f"its wrappers have one: mim table {identifier} --wrappers",
        )
    for part in present:
        yield part, _view_of(manual, part)


def _view_of(manual: Manual, identifier: str) -> int:
    row = manual.row(
        "SELECT key FROM tabular_view JOIN definition ON tabular_view_id = tabular_view.id"
        " WHERE definition.id = ?",
        identifier,
    )
    if row is None:
        if manual.partial and manual.row("SELECT 1 FROM tabular_view LIMIT 1") is None:
            raise partly_cached(manual.version, "a message table")
        raise NotFoundError(
            f"MiM {manual.version} has no tabular view of {identifier}",
            hint=f"its schema may be there: mim schema {identifier}",
        )
    return int(row[0])


def _key(manual: Manual, identifier: str) -> int:
    row = manual.row("SELECT key FROM tabular_view WHERE id = ?", identifier)
    assert row is not None  # noqa: S101  (names.resolve found it in the same index)
    return int(row[0])


def _rows(manual: Manual, artefact: str, view: int) -> Iterator[MessageTableRow]:
    sql = (
        f"SELECT {_COLUMNS} FROM table_row LEFT JOIN prose ON prose.id = description"  # noqa: S608
        " WHERE view = ? ORDER BY position"
    )
    for row in manual.rows(sql, view):
        yield MessageTableRow._make((*row, artefact))
