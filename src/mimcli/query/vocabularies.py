"""Vocabularies: all of them, one with its codes, and every vocabulary that has a code."""

from mimcli.commands import command
from mimcli.errors import NotFoundError, UsageError
from mimcli.model.answers.listing import Listing
from mimcli.model.answers.vocabularies import (
    CodeSubset,
    FoundCode,
    Vocabulary,
    VocabularyCode,
    VocabularySummary,
)
from mimcli.query.findings import findings_of
from mimcli.query.manual import Manual, Row, partly_cached
from mimcli.query.near import did_you_mean
from mimcli.query.table_places import places_of

_STATE = "CASE retired WHEN 1 THEN 'retired' ELSE 'current' END"
_SOURCE = "CASE in_page + 2 * in_schema WHEN 1 THEN 'page' WHEN 2 THEN 'schema' ELSE 'both' END"


def list_vocabularies(manual: Manual) -> Listing[VocabularySummary]:
    """Return every vocabulary that a page or a schema has, in order of their names."""
    need_vocabularies(manual, "the list of vocabularies")
    used: dict[str, int] = dict(
        manual.rows(
            "SELECT lower(vocabulary), count(*) FROM table_row WHERE vocabulary IS NOT NULL"
            " GROUP BY vocabulary COLLATE NOCASE"
        )
    )
    counts: dict[int, int] = dict(
        manual.rows("SELECT vocabulary, count(*) FROM code GROUP BY vocabulary")
    )
    rows = manual.rows(
        "SELECT id, name, code_system, status, version, date, origin, page FROM vocabulary"
        " ORDER BY id"
    )
    return Listing(
        VocabularySummary,
        tuple(
            VocabularySummary(
                name=name,
                code_system=code_system,
                status=status,
                version=version,
                date=date,
                codes=counts.get(identifier, 0),
                used_by=used.get(name.lower(), 0),
                origin=origin,
                page=page,
            )
            for identifier, name, code_system, status, version, date, origin, page in rows
        ),
    )


def need_vocabularies(manual: Manual, what: str) -> None:
    """Raise NotCachedError unless the cache has vocabularies of the version."""
    manual.need_cache(what)
    if manual.partial and manual.row("SELECT 1 FROM vocabulary LIMIT 1") is None:
        raise partly_cached(manual.version, what)


def find_vocabulary(manual: Manual, name: str) -> int | None:
    """Return the number of the vocabulary of that name, in any letter case."""
    row = manual.row("SELECT id FROM vocabulary WHERE name = ?", name.strip())
    return int(row[0]) if row else None


def vocabulary_named(manual: Manual, name: str) -> int:
    """Return the number of the vocabulary that `name`, or an OID that it alone has, stands for.

    Raises NotFoundError, whose hint has near names, or what has such a code; UsageError for the
    OID of several vocabularies.
    """
    need_vocabularies(manual, "a vocabulary")
    found = find_vocabulary(manual, name)
    if found is not None:
        return found
    sharing = manual.rows("SELECT id, name FROM vocabulary WHERE code_system = ?", name.strip())
    if len(sharing) == 1:
        return int(sharing[0][0])
    if sharing:
        raise UsageError(
            f"{len(sharing)} vocabularies have the code system {name.strip()}",
            hint=f"`{command('oid', name.strip())}` names them",
        )
    raise NotFoundError(
        f"MiM {manual.version} has no vocabulary {name!r}", hint=_near_hint(manual, name)
    )


def _near_hint(manual: Manual, name: str) -> str:
    owners = manual.rows(
        "SELECT DISTINCT name FROM code JOIN vocabulary ON vocabulary.id = vocabulary"
        " WHERE code = ? COLLATE NOCASE LIMIT 3",
        name.strip(),
    )
    if owners:
        names = ", ".join(str(row[0]) for row in owners)
        return f"it is a code of {names}: {command('vocab', '--code', name.strip())}"
    known = (str(row[0]) for row in manual.rows("SELECT name FROM vocabulary ORDER BY id"))
    return did_you_mean(name, known) or "`mim vocab` lists them"


def show_vocabulary(manual: Manual, identifier: int, *, all_uses: bool = False) -> Vocabulary:
    """Return one vocabulary, by its number, with its codes and where it is used."""
    row = manual.row(
        "SELECT vocabulary.name, code_system, oid.name, status, version, date,"
        " vocabulary.description, comment, vocabulary.origin, vocabulary.page, schema"
        " FROM vocabulary LEFT JOIN oid ON oid.oid = code_system AND oid.origin = 'catalogue'"
        " WHERE vocabulary.id = ?",
        identifier,
    )
    assert row is not None  # noqa: S101  (the number comes from the same index)
    used_by, uses = places_of(manual, "vocabulary = ? COLLATE NOCASE", row[0], everything=all_uses)
    return Vocabulary(
        kind="vocabulary",
        name=row[0],
        code_system=row[1],
        code_system_name=row[2],
        status=row[3],
        version=row[4],
        date=row[5],
        description=row[6],
        comment=row[7],
        codes=vocabulary_codes(manual, identifier),
        subsets=tuple(
            CodeSubset._make(one)
            for one in manual.rows(
                "SELECT name, original_id FROM subset WHERE vocabulary = ? ORDER BY position",
                identifier,
            )
        ),
        used_by=used_by,
        uses=uses,
        origin=row[8],
        page=row[9],
        schema=row[10],
        findings=findings_of(manual, row[0]),
    )


def vocabulary_codes(manual: Manual, identifier: int) -> tuple[VocabularyCode, ...]:
    """Return the codes of a vocabulary, by its number, in the page's order."""
    rows = manual.rows(
        f"SELECT code, display, {_STATE}, note, group_name, {_SOURCE} FROM code"  # noqa: S608
        " WHERE vocabulary = ? ORDER BY position",
        identifier,
    )
    return tuple(VocabularyCode._make(row) for row in rows)


def list_codes(manual: Manual, identifier: int) -> Listing[VocabularyCode]:
    """Return the codes of a vocabulary, by its number, as rows of their own."""
    return Listing(VocabularyCode, vocabulary_codes(manual, identifier))


def find_codes(manual: Manual, code: str, within: int | None = None) -> Listing[FoundCode]:
    """Return every vocabulary (or the one with the number `within`) that has a code.

    In its exact letter case; where none has it so, in any.
    """
    need_vocabularies(manual, "a code")
    rows: list[Row] = []
    for collation in ("BINARY", "NOCASE"):
        rows = manual.rows(
            f"SELECT name, code, display, {_STATE}, code_system, note, group_name, {_SOURCE}"  # noqa: S608
            " FROM code JOIN vocabulary ON vocabulary.id = vocabulary"
            " WHERE code = ?1 COLLATE NOCASE"
            f" AND code = ?1 COLLATE {collation} AND (?2 IS NULL OR vocabulary = ?2)"
            " ORDER BY vocabulary, position",
            code.strip(),
            within,
        )
        if rows:
            break
    return Listing(FoundCode, tuple(FoundCode._make(row) for row in rows))
