"""Domains: the menu's list, and one domain with all that it defines."""

from collections.abc import Iterable

from mimcli.model.answers.domains import Domain, DomainSummary, SectionedName
from mimcli.model.answers.listing import Listing
from mimcli.model.named import Named
from mimcli.query.artefact import if_known
from mimcli.query.domain_status import domain_statuses
from mimcli.query.findings import findings_of
from mimcli.query.manual import Manual, Row, partly_cached

_CURRENT = frozenset(("defined", "xml-only", "catalogued", "bundled"))
"""Standings of what belongs to a version; the others are left over in its files."""


def list_domains(manual: Manual) -> Listing[DomainSummary]:
    """Return every domain of the version's menu, in menu order.

    Raises NotCachedError for a partial version in the cache of which no domain is known.
    """
    rows = manual.rows(
        "SELECT id, name, folder, category, publication_status, version, page FROM domain"
        " ORDER BY id"
    )
    if not rows and manual.partial:
        raise partly_cached(manual.version, "the list of domains")
    counts = {
        (domain, kind): count
        for domain, kind, count in manual.rows(
            "SELECT domain, CASE kind WHEN 'interaction' THEN kind ELSE 'definition' END, count(*)"
            " FROM artefact WHERE standing IN ('defined', 'xml-only', 'catalogued', 'bundled') AND"
            " kind IN ('interaction', 'message_type', 'cmet', 'template') GROUP BY 1, 2"
        )
    }
    statuses = domain_statuses(manual)
    return Listing(
        DomainSummary,
        tuple(
            DomainSummary(
                name=name,
                folder=folder,
                category=category,
                publication_status=status,
                version=version,
                interactions=counts.get((identifier, "interaction"), 0),
                message_types=counts.get((identifier, "definition"), 0),
                retirement=statuses[identifier],
                page=page,
            )
            for identifier, name, folder, category, status, version, page in rows
        ),
    )


def show_domain(manual: Manual, identifier: int) -> Domain:
    """Return one domain with its roles, trigger events, interactions and definitions."""
    row = manual.row(
        "SELECT name, folder, category, publication_status, version, version_status, overview,"
        " change_history_page, page FROM domain WHERE id = ?",
        identifier,
    )
    assert row is not None  # noqa: S101  (the number comes from the same index)
    artefacts = manual.rows(
        "SELECT kind, id, title, section, standing FROM artefact WHERE domain = ? ORDER BY rowid",
        identifier,
    )
    interactions = tuple(
        SectionedName(one[1], one[2], one[3])
        for one in artefacts
        if one[0] == "interaction" and one[4] in _CURRENT
    )
    definitions = _named(artefacts, {"message_type", "cmet", "template"})
    return Domain(
        kind="domain",
        name=row[0],
        folder=row[1],
        category=row[2],
        publication_status=row[3],
        version=row[4],
        version_status=row[5],
        retirement=domain_statuses(manual)[identifier],
        overview=row[6],
        application_roles=if_known(manual, _named(artefacts, {"application_role"}), relations=True),
        trigger_events=if_known(manual, _named(artefacts, {"trigger_event"}), relations=True),
        interactions=interactions,
        message_definitions=definitions,
        change_history_page=row[7],
        page=row[8],
        undocumented=if_known(
            manual,
            tuple(
                Named(one[1], one[2] or "")
                for one in artefacts
                if one[0] == "interaction" and one[4] == "schema-only"
            ),
            relations=True,
        ),
        findings=findings_of(manual, row[0]),
        interaction_count=len(interactions),
        message_types=len(definitions),
    )


def _named(artefacts: Iterable[Row], kinds: set[str]) -> tuple[Named, ...]:
    return tuple(
        Named(one[1], one[2] or "") for one in artefacts if one[0] in kinds and one[4] in _CURRENT
    )
