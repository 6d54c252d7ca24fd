"""What every kind of artefact has in the index."""

from typing import TypeVar

from mimcli.query.domain_status import domain_status
from mimcli.query.manual import Manual, Row
from mimcli.query.retirement_overrides import artefact_override, override_status

Values = TypeVar("Values")


def if_known(
    manual: Manual, values: tuple[Values, ...], *, relations: bool = False
) -> tuple[Values, ...] | None:
    """Return values, or None where there are none and the manual at hand cannot tell.

    A whole publication can. A bundled catalogue that was made from one can as to `relations`,
    which are all that it has.
    """
    if values or (manual.source == "cache" and not manual.partial):
        return values
    if relations and manual.source != "cache":
        from mimcli.data.catalogues import catalogue_head  # noqa: PLC0415  (for few answers)

        return values if catalogue_head(manual.version)[2] == "manual" else None
    return None


def artefact_row(manual: Manual, identifier: str) -> tuple[Row, str | None, str]:
    """Return an artefact's row, its domain's name, and its retirement status.

    The row: title, description, domain's number, section, page, anchor, standing, kind. Without a
    domain the status is `unknown`: it is the domain that is retired or not, unless the project
    states it of the artefact itself.
    """
    row = manual.row(
        "SELECT artefact.title, artefact.description, artefact.domain, section, artefact.page,"
        " anchor, standing, kind, domain.name FROM artefact"
        " LEFT JOIN domain ON domain.id = artefact.domain WHERE artefact.id = ?",
        identifier,
    )
    assert row is not None  # noqa: S101  (names.resolve found it in the same index)
    override = artefact_override(manual.retirement(), identifier)
    if override is not None:
        return row, row[8], override_status(override)
    if row[2] is None:
        return row, None, "unknown"
    return row, row[8], domain_status(manual, row[2])


def examples_of(manual: Manual, artefacts: list[str]) -> tuple[str, ...] | None:
    """Return the examples of the first of some artefacts that has any; None: not known."""
    for artefact in artefacts:
        rows = manual.rows("SELECT path FROM example WHERE artefact = ? ORDER BY path", artefact)
        if rows:
            return tuple(str(row[0]) for row in rows)
    return if_known(manual, ())
