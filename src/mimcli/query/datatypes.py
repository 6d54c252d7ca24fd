"""Datatypes and their flavours: all of them, and one with what it demands."""

from collections import Counter

from mimcli.errors import NotFoundError
from mimcli.model.answers.datatypes import (
    Datatype,
    DatatypePart,
    DatatypeSummary,
    RelatedDatatype,
)
from mimcli.model.answers.listing import Listing
from mimcli.model.answers.places import TablePlace
from mimcli.model.findings import Finding
from mimcli.query.datatype_demands import demands_of
from mimcli.query.datatype_names import find_datatype
from mimcli.query.findings import findings_of
from mimcli.query.manual import Manual, partly_cached
from mimcli.query.near import did_you_mean
from mimcli.query.table_places import FEW, places_of

_OWN_SCHEMAS = "schema NOT LIKE 'dt/%'"
"""Schemas of messages: the datatypes' own use one another."""
_COUNTED = "(SELECT schema_type FROM datatype WHERE kind != 'type')"
"""Those types of schemas that message tables do not name."""
_TYPED = (
    "SELECT type, count(*) FROM schema_part JOIN schema_type ON key = owner"  # noqa: S608
    f" WHERE type IN {_COUNTED} AND {_OWN_SCHEMAS} GROUP BY 1"
)
_TYPED_WITHIN = (
    "SELECT within.base, count(*) FROM schema_type AS within"  # noqa: S608
    " JOIN schema_part ON type_key = within.key JOIN schema_type ON schema_type.key = owner"
    f" WHERE within.name IS NULL AND within.base IN {_COUNTED} AND schema_type.{_OWN_SCHEMAS}"
    " GROUP BY 1"
)
"""Elements whose type has no name of its own, and restricts such a type."""


def list_datatypes(manual: Manual) -> Listing[DatatypeSummary]:
    """Return every type and flavour: the page's in its order, then those that a schema adds."""
    need_datatypes(manual, "the list of datatypes")
    stated: dict[str, int] = dict(
        manual.rows(
            "SELECT datatype, count(*) FROM table_row WHERE datatype IS NOT NULL GROUP BY 1"
        )
    )
    named: dict[str, int] = dict(
        manual.rows(
            "SELECT mention.name, count(*) FROM mention JOIN table_row ON description = text"
            " WHERE mention.kind = 'flavour' GROUP BY 1"
        )
    )
    typed = Counter[str]()
    for sql in (_TYPED, _TYPED_WITHIN):
        typed.update(dict(manual.rows(sql)))
    return Listing(
        DatatypeSummary,
        tuple(
            DatatypeSummary(
                name=name,
                variety=kind,
                title=title,
                base=base,
                schema_type=schema_type,
                used_by=sum(count for one, count in stated.items() if _holds(one, name))
                or named.get(name, 0)
                or typed[schema_type],
                section=section,
                page=page,
            )
            for name, kind, title, base, schema_type, section, page in manual.rows(
                "SELECT name, kind, title, base, schema_type, section, page FROM datatype"
                " ORDER BY id"
            )
        ),
    )


def _holds(stated: str, name: str) -> bool:
    """Return whether a row's datatype is the one of that name, or a collection of it."""
    return stated == name or f"<{name}>" in stated


def need_datatypes(manual: Manual, what: str) -> None:
    """Raise NotCachedError unless the cache has datatypes of the version."""
    manual.need_cache(what)
    if manual.partial and manual.row("SELECT 1 FROM datatype LIMIT 1") is None:
        raise partly_cached(manual.version, what)


def datatype_named(manual: Manual, name: str) -> int:
    """Return the number of the datatype that `name` stands for.

    Raises NotFoundError, whose hint has near names.
    """
    need_datatypes(manual, "a datatype")
    found = find_datatype(manual, name)
    if found is not None:
        return found
    rows = manual.rows("SELECT name, title FROM datatype ORDER BY id")
    names = (str(one) for row in rows for one in row if one)
    raise NotFoundError(
        f"MiM {manual.version} has no datatype {name!r}",
        hint=did_you_mean(name, names) or "`mim datatype` lists them",
    )


def show_datatype(manual: Manual, identifier: int, *, all_uses: bool = False) -> Datatype:
    """Return one datatype or flavour, by its number, with what page and schema say of it."""
    row = manual.row(
        "SELECT name, kind, title, base, section, description, examples, page, anchor, schema,"
        " schema_type, described_by FROM datatype WHERE id = ?",
        identifier,
    )
    assert row is not None  # noqa: S101  (the number comes from the same index)
    name, described_by = row[0], row[11]
    used_by, uses = _uses(manual, name, row[10], everything=all_uses)
    describer = manual.row("SELECT name, title FROM datatype WHERE id = ?", described_by)
    return Datatype(
        kind="datatype",
        name=name,
        variety=row[1],
        title=row[2],
        base=row[3],
        section=row[4],
        description=row[5],
        parts=_parts(manual, identifier) or _parts(manual, described_by),
        demands=demands_of(manual, identifier),
        examples=row[6],
        flavours=_flavours(manual, identifier, name),
        described_by=RelatedDatatype._make(describer) if describer else None,
        used_by=used_by,
        uses=uses,
        schema=row[9],
        schema_type=row[10],
        page=row[7],
        anchor=row[8],
        findings=findings_of(manual, name) if row[2] is None else _findings(manual, name, row[2]),
    )


def _findings(manual: Manual, name: str, title: str) -> tuple[Finding, ...]:
    own = findings_of(manual, name)
    return own if title == name else (*own, *findings_of(manual, title))


def _parts(manual: Manual, identifier: int | None) -> tuple[DatatypePart, ...]:
    depths: list[int] = []
    parts = []
    for name, cardinality, type_, text, inside in manual.rows(
        "SELECT name, cardinality, type, text, inside FROM datatype_part WHERE datatype = ?"
        " ORDER BY position",
        identifier,
    ):
        depths.append(0 if inside is None else depths[inside] + 1)
        parts.append(DatatypePart(name, cardinality, type_, text, depths[-1]))
    return tuple(parts)


def _flavours(manual: Manual, identifier: int, name: str) -> tuple[RelatedDatatype, ...]:
    """Return the flavours of a type, or the schemas' flavours that carry out one of the page."""
    rows = manual.rows(
        "SELECT name, title FROM datatype WHERE described_by = ?1 OR (kind = 'flavour' AND"
        " ', ' || base || ', ' LIKE '%, ' || ?2 || ', %' AND described_by IS NULL) ORDER BY id",
        identifier,
        name,
    )
    return tuple(RelatedDatatype._make(row) for row in rows)


def _uses(
    manual: Manual, name: str, schema_type: str | None, *, everything: bool
) -> tuple[int, tuple[TablePlace, ...]]:
    """Return where a datatype is used: in message tables, else in the schemas of messages."""
    stated = [
        str(row[0])
        for row in manual.rows("SELECT DISTINCT datatype FROM table_row WHERE datatype IS NOT NULL")
        if _holds(row[0], name)
    ]
    if stated:
        places = ", ".join("?" * len(stated))
        return places_of(manual, f"datatype IN ({places})", *stated, everything=everything)
    mentioned = "description IN (SELECT text FROM mention WHERE kind = 'flavour' AND name = ?)"
    found = places_of(manual, mentioned, name, everything=everything)
    if found[0] or not schema_type:
        return found
    rows = manual.rows(
        "SELECT coalesce(schema.id, schema), coalesce(substr(schema_type.name, instr("  # noqa: S608
        "schema_type.name, '.') + 1) || '.', '') || schema_part.name, fixed FROM schema_part"
        " JOIN schema_type ON key = owner LEFT JOIN schema ON path = schema"
        " WHERE (type = ?1 OR type_key IN (SELECT key FROM schema_type WHERE name IS NULL AND"
        f" base = ?1)) AND {_OWN_SCHEMAS} ORDER BY key, position",
        schema_type,
    )
    shown = rows if everything else rows[:FEW]
    return len(rows), tuple(TablePlace(one[0], one[1], schema_type, None, one[2]) for one in shown)
