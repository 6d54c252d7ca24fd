"""Which domains of a version are retired."""

from mimcli.data.retirement_list import read_retirement_list
from mimcli.model.retirement import DomainNames, RetirementReport
from mimcli.query.manual import Manual
from mimcli.query.retirement import match_domains


def retirement_report(manual: Manual) -> tuple[list[int], RetirementReport]:
    """Return the domains' numbers in menu order, and their retirement in the same order."""
    rows = manual.rows(
        "SELECT id, name, folder, (SELECT count(*) FROM artefact WHERE domain = domain.id AND"
        " kind = 'interaction') FROM domain ORDER BY id"
    )
    names = [DomainNames(name, folder, "", count) for _, name, folder, count in rows]
    return [row[0] for row in rows], match_domains(read_retirement_list(), names)


def domain_statuses(manual: Manual) -> dict[int, str]:
    """Return each domain's retirement status, by its number."""
    numbers, report = retirement_report(manual)
    return {number: domain.status for number, domain in zip(numbers, report.domains, strict=True)}
