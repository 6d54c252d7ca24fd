"""Which domains of a version are retired."""

from mimcli.data.catalogues import catalogue_head, known_interactions
from mimcli.model.retirement import DomainNames, RetirementReport
from mimcli.query.manual import Manual
from mimcli.query.retirement import domain_retirement, match_domains


def retirement_report(manual: Manual) -> tuple[list[int], RetirementReport]:
    """Return the domains' numbers in menu order, and their retirement in the same order."""
    rows = manual.rows(
        "SELECT id, name, folder, (SELECT count(*) FROM artefact WHERE domain = domain.id AND"
        " kind = 'interaction') FROM domain ORDER BY id"
    )
    names = [
        DomainNames(name, folder, "", _interactions(manual, name, count))
        for _, name, folder, count in rows
    ]
    return [row[0] for row in rows], match_domains(manual.retirement(), names)


def domain_statuses(manual: Manual) -> dict[int, str]:
    """Return each domain's retirement status, by its number."""
    numbers, report = retirement_report(manual)
    return {number: domain.status for number, domain in zip(numbers, report.domains, strict=True)}


def domain_status(manual: Manual, identifier: int) -> str:
    """Return one domain's retirement status, by its number."""
    row = manual.row(
        "SELECT name, folder, (SELECT count(*) FROM artefact WHERE domain = domain.id AND"
        " kind = 'interaction') FROM domain WHERE id = ?",
        identifier,
    )
    assert row is not None  # noqa: S101  (the number comes from the same index)
    names = DomainNames(row[0], row[1], "", _interactions(manual, row[0], row[2]))
    return domain_retirement(manual.retirement(), names).status


def _interactions(manual: Manual, name: str, count: int) -> int:
    """Return how many interactions a domain defines, in other versions if this one is in parts.

    Of a version that is pieced together, "none are known" does not mean that it has none.
    """
    if count or not _is_pieced_together(manual):
        return count
    return known_interactions(name)


def _is_pieced_together(manual: Manual) -> bool:
    if manual.source == "cache":
        return manual.partial
    return catalogue_head(manual.version)[2] != "manual"
