"""Rows of message tables that use something."""

from mimcli.model.answers.places import TablePlace
from mimcli.query.manual import Manual

FEW = 10
"""Places that an answer has unless all are asked for."""

_OWNER = (
    "coalesce((SELECT id FROM definition WHERE tabular_view_id = tabular_view.id ORDER BY"
    " (SELECT standing = 'defined' FROM artefact WHERE artefact.id = definition.id) DESC, id"
    " LIMIT 1), tabular_view.id)"
)
"""The message type of a tabular view: one that a manual defines, if several share it."""


def places_of(
    manual: Manual, condition: str, *values: object, everything: bool
) -> tuple[int, tuple[TablePlace, ...]]:
    """Return how many rows of message tables meet a condition, and the first few or all of them.

    `condition` is SQL on `table_row`, with a place for each value. The rows come in order of
    their tabular views' ids, then of the page.
    """
    (count,) = manual.row(f"SELECT count(*) FROM table_row WHERE {condition}", *values) or (0,)  # noqa: S608  (our own conditions)
    rows = manual.rows(
        f"SELECT {_OWNER}, path, datatype, coding_strength, fixed FROM table_row"  # noqa: S608
        f" JOIN tabular_view ON key = view WHERE {condition} ORDER BY tabular_view.id, position"
        f" LIMIT {-1 if everything else FEW}",
        *values,
    )
    return count, tuple(TablePlace._make(row) for row in rows)
