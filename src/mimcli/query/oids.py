"""Object identifiers: the catalogue, one of them, and a search by name."""

import re
from collections.abc import Iterable

from mimcli.errors import NotFoundError
from mimcli.model.answers.listing import Listing
from mimcli.model.answers.oids import Oid, OidSummary, RelatedOid
from mimcli.query.findings import findings_of
from mimcli.query.manual import Manual, Row, partly_cached
from mimcli.query.table_places import places_of

_OID = re.compile(r"(?:urn:oid:)?(\d+(?:\.\d+)*)\.?", re.IGNORECASE)
# SQLite takes a bare `oid` for the row's number in tables that have one.
_LISTED = (
    "SELECT oid.oid, name, issuer, abstract, (SELECT count(*) FROM vocabulary"
    " WHERE code_system = oid.oid), parent, description, origin FROM oid"
)
_USES = (
    "(description IN (SELECT text FROM mention WHERE mention.kind = 'oid' AND mention.name = ?1)"
    " OR (fixed = ?1 AND fixed GLOB '*.*.*'))"
)


def parse_oid(text: str) -> str | None:
    """Return the OID that a text is, without `urn:oid:`; None for other text."""
    match = _OID.fullmatch(text.strip())
    return match[1] if match else None


def list_oids(manual: Manual, below: str | None = None) -> Listing[OidSummary]:
    """Return every OID in numeric order, or the one that is `below` with all that goes on from it.

    Raises NotFoundError if nothing goes on from `below`.
    """
    _need_oids(manual, "the OID catalogue")
    rows = manual.rows(_LISTED)
    if below is not None:
        rows = [row for row in rows if row[0] == below or row[0].startswith(f"{below}.")]
        if not rows:
            raise _unknown(manual, below)
    return _listing(manual, rows)


def search_oids(manual: Manual, text: str) -> Listing[OidSummary]:
    """Return the OIDs that have all words of a text in name, description, issuer or vocabularies.

    In any letter case, in numeric order.
    """
    _need_oids(manual, "the OID catalogue")
    words = text.casefold().split()
    names: dict[str, str] = dict(
        manual.rows(
            "SELECT code_system, group_concat(name, ' ') FROM vocabulary"
            " WHERE code_system IS NOT NULL GROUP BY 1"
        )
    )

    def searched(row: Row) -> str:
        parts = (row[0], row[1], row[2], row[6], names.get(row[0]))
        return " ".join(part for part in parts if part).casefold()

    rows = manual.rows(_LISTED)
    return _listing(manual, [row for row in rows if all(one in searched(row) for one in words)])


def _need_oids(manual: Manual, what: str) -> None:
    manual.need_cache(what)
    if manual.partial and manual.row("SELECT 1 FROM oid LIMIT 1") is None:
        raise partly_cached(manual.version, what)


def _listing(manual: Manual, rows: Iterable[Row]) -> Listing[OidSummary]:
    parents: dict[str, str | None] = dict(manual.rows("SELECT oid, parent FROM oid"))

    def depth(oid: str) -> int:
        parent = parents.get(oid)
        return 0 if parent is None else 1 + depth(parent)

    ordered = sorted(rows, key=lambda row: numeric(row[0]))
    return Listing(
        OidSummary,
        tuple(
            OidSummary(
                oid=oid,
                name=name,
                issuer=issuer,
                abstract=bool(abstract),
                vocabularies=vocabularies,
                depth=depth(oid),
                parent=parent,
                description=description,
                origin=origin,
            )
            for oid, name, issuer, abstract, vocabularies, parent, description, origin in ordered
        ),
    )


def numeric(oid: str) -> tuple[int, ...]:
    """Return the key by which OIDs are in their own order."""
    return tuple(int(arc) for arc in oid.split("."))


def show_oid(manual: Manual, asked: str, *, all_uses: bool = False) -> Oid:
    """Return one OID; of one that is not known, the longest known one that it goes on from.

    Raises NotFoundError if it goes on from none.
    """
    _need_oids(manual, "an OID")
    oid: str | None = asked
    while oid and manual.row("SELECT 1 FROM oid WHERE oid = ?", oid) is None:
        oid = oid.rpartition(".")[0]
    if not oid:
        raise _unknown(manual, asked)
    row = manual.row(
        "SELECT name, issuer, description, abstract, parent, origin, page, anchor FROM oid"
        " WHERE oid = ?",
        oid,
    )
    assert row is not None  # noqa: S101  (found above)
    used_by, uses = places_of(manual, _USES, oid, everything=all_uses)
    children = manual.rows("SELECT oid, name FROM oid WHERE parent = ?", oid)
    return Oid(
        kind="oid",
        oid=oid,
        asked=asked,
        exact=oid == asked,
        name=row[0],
        issuer=row[1],
        description=row[2],
        abstract=bool(row[3]),
        parents=tuple(_parents(manual, row[4])),
        children=tuple(
            RelatedOid._make(one) for one in sorted(children, key=lambda one: numeric(one[0]))
        ),
        vocabularies=_names(
            manual, "SELECT name FROM vocabulary WHERE code_system = ? ORDER BY id", oid
        ),
        datatypes=_names(
            manual,
            "SELECT DISTINCT name FROM datatype_rule JOIN datatype ON datatype.id = datatype"
            " WHERE value = ? AND what IN ('enumeration', 'fixed') ORDER BY datatype.id",
            oid,
        ),
        used_by=used_by,
        uses=uses,
        origin=row[5],
        page=row[6],
        anchor=row[7],
        findings=findings_of(manual, oid),
    )


def _parents(manual: Manual, parent: str | None) -> Iterable[RelatedOid]:
    while parent:
        row = manual.row("SELECT name, parent FROM oid WHERE oid = ?", parent) or (None, None)
        yield RelatedOid(parent, row[0])
        parent = row[1]


def _names(manual: Manual, sql: str, oid: str) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in manual.rows(sql, oid))


def _unknown(manual: Manual, oid: str) -> NotFoundError:
    return NotFoundError(
        f"MiM {manual.version} has no OID {oid}, nor one that it goes on from",
        hint="`mim oid --tree` draws those that it has; `mim oid TEXT` searches their names",
    )
