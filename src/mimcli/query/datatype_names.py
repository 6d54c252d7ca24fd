"""Which datatype a name stands for."""

from mimcli.query.manual import Manual


def find_datatype(manual: Manual, name: str, *, described: bool = False) -> int | None:
    """Return the number of the datatype of that name, title or schema type, in any letter case.

    Where several differ in letter case only, those of the page come first, then the one that is
    spelt so. With `described` only those of the page, and flavours, are found.
    """
    row = manual.row(
        "SELECT id FROM datatype WHERE (name = ?1 COLLATE NOCASE OR title = ?1 COLLATE NOCASE"
        " OR schema_type = ?1 COLLATE NOCASE) AND (NOT ?2 OR kind != 'schema')"
        " ORDER BY (kind = 'schema'), (name = ?1 COLLATE NOCASE) DESC, (name = ?1) DESC, id",
        " ".join(name.split()),
        described,
    )
    return int(row[0]) if row else None
