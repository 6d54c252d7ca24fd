"""Object identifiers: the catalogue's, and those that only a vocabulary or a schema has."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mimcli.model.findings import Finding
from mimcli.model.oids import OidCatalogueStatement
from mimcli.model.reference import DatatypeRuleRow, OidEntryRow, VocabularyRow
from mimcli.reconcile.rules import OID_ANYWHERE

OID = re.compile(r"[0-2](?:\.\d+)+")


def reconcile_oids(
    catalogues: Sequence[OidCatalogueStatement],
    vocabularies: Iterable[VocabularyRow],
    rules: Iterable[DatatypeRuleRow],
) -> tuple[list[OidEntryRow], list[Finding]]:
    """Return every OID of the catalogue, then those that vocabularies and datatypes add."""
    rows: dict[str, OidEntryRow] = {}
    findings: list[Finding] = []
    for catalogue in sorted(catalogues, key=lambda one: one.page):
        for row in catalogue.rows:
            if row.oid in rows:
                detail = f"The catalogue has the OID again, as {row.name}."
                findings.append(Finding("oid-stated-twice", row.oid, catalogue.page, detail))
                continue
            rows[row.oid] = OidEntryRow(
                oid=row.oid,
                name=row.name or None,
                description=row.description or None,
                issuer=row.issuer or None,
                abstract=int(row.abstract),
                parent=None,
                page=catalogue.page,
                anchor=row.anchor or None,
                origin="catalogue",
            )
    known = len(rows)
    users = _users(vocabularies)
    for oid, named in users.items():
        if oid not in rows:
            names = ", ".join(one.name for one in named)
            rows[oid] = _added(oid, names, "vocabulary")
            findings += _missing(oid, named) if known else ()
    for rule in rules:
        oid = rule.value or ""
        if rule.what in ("enumeration", "fixed") and oid not in rows and OID.fullmatch(oid):
            rows[oid] = _added(oid, None, "schema")
    return [row._replace(parent=parent_of(row.oid, rows)) for row in rows.values()], findings


def _users(vocabularies: Iterable[VocabularyRow]) -> dict[str, list[VocabularyRow]]:
    found: dict[str, list[VocabularyRow]] = {}
    for row in vocabularies:
        if row.code_system and OID.fullmatch(row.code_system):
            found.setdefault(row.code_system, []).append(row)
    return found


def _added(oid: str, name: str | None, origin: str) -> OidEntryRow:
    return OidEntryRow(oid, name, None, None, 0, None, None, None, origin)


def _missing(oid: str, named: Iterable[VocabularyRow]) -> Iterator[Finding]:
    for one in named:
        yield Finding(
            kind="oid-not-in-catalogue",
            subject=one.name,
            page=one.page or one.schema or "",
            detail=f"The catalogue lacks its code system's OID, {oid}.",
            chosen=oid,
            rule=OID_ANYWHERE.slug,
            severity="info",
        )


def parent_of(oid: str, known: Mapping[str, object]) -> str | None:
    """Return the longest OID of `known` that another one goes on from, or None."""
    rest = oid
    while "." in rest:
        rest = rest.rpartition(".")[0]
        if rest in known:
            return rest
    return None
