"""The catalogue of object identifiers (page kind: `OID/*Catalogue.htm`)."""

import re

from mimcli.model.findings import Finding
from mimcli.model.oids import OidCatalogueStatement, OidRow
from mimcli.parse.htmlio import Element, text_of
from mimcli.parse.reading import read_page
from mimcli.parse.tables import cells_of, label_of, outer_tables, own_rows, short_text, texts_of

_OID = re.compile(r"[0-2](?:\.\d+)+")
_COLUMNS = ("oid", "coding system", "description", "issuer")


def parse_oid_catalogue(page: str, data: bytes) -> OidCatalogueStatement:
    """Return the rows of the catalogue in its order; never fails.

    Columns are known by their headings. A row whose first cell is no OID, or that repeats one,
    gives a finding (`odd-oid`, `oid-stated-twice`); the repetition is kept.
    """
    root, findings = read_page(page, data)
    rows: list[OidRow] = []
    odd: list[Finding] = []
    seen: set[str] = set()
    for table in outer_tables(root) if root is not None else ():
        lines = list(own_rows(table))
        columns = _columns(lines[0]) if lines else None
        if columns is None:
            continue
        for line in lines[1:]:
            row = _row(line, columns)
            if row is None:
                detail = f'A row of the catalogue begins with "{text_of(line)[:80]}", no OID.'
                odd.append(Finding("odd-oid", page, page, detail))
                continue
            if row.oid in seen:
                odd.append(_repeated(page, row))
            seen.add(row.oid)
            rows.append(row)
    if root is not None and not rows:
        detail = "The page has no table of object identifiers."
        odd.append(Finding("no-oids", page, page, detail, severity="error"))
    return OidCatalogueStatement(page, tuple(rows), (*findings, *odd))


def _columns(line: Element) -> tuple[int, ...] | None:
    """Return where the columns stand, or None if this is no heading of the catalogue."""
    labels = [label_of(text) for text in texts_of(line)]
    if not set(_COLUMNS[:2]) <= set(labels):
        return None
    return tuple(labels.index(name) if name in labels else -1 for name in _COLUMNS)


def _row(line: Element, columns: tuple[int, ...]) -> OidRow | None:
    cells = cells_of(line)
    texts = [short_text(cells[at]) if 0 <= at < len(cells) else "" for at in columns]
    if not _OID.fullmatch(texts[0]):
        return None
    anchors = (anchor.get("name") or anchor.get("id") or "" for anchor in line.iter("a"))
    abstract = "abstract" in (line.get("class") or "").split()
    return OidRow(texts[0], texts[1], texts[2], texts[3], abstract, next(anchors, ""))


def _repeated(page: str, row: OidRow) -> Finding:
    detail = f"The catalogue has {row.oid} more than once."
    return Finding("oid-stated-twice", row.oid, page, detail, anchor=row.anchor)
