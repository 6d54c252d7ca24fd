"""Findings: what is wrong with the publication, as the index keeps it."""

from mimcli.model.findings import Finding
from mimcli.query.manual import Manual


def findings_of(manual: Manual, subject: str) -> tuple[Finding, ...]:
    """Return the findings about one artefact id, domain name or path."""
    rows = manual.rows(
        "SELECT kind, subject, page, detail, chosen, rule, severity, anchor FROM finding"
        " WHERE subject = ? ORDER BY id",
        subject,
    )
    return tuple(Finding(*(value or "" for value in row)) for row in rows)
