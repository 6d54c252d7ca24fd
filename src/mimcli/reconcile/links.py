"""Findings about a manual's links."""

from mimcli.model.findings import Finding
from mimcli.model.statements import Link
from mimcli.reconcile.rules import FILE_BY_ID


def wrong_schema_link(
    subject: str, page: str, anchor: str, link: Link, schema: str | None
) -> Finding:
    """Return the finding that a manual links another artefact's schema."""
    return Finding(
        kind="wrong-schema-link",
        subject=subject,
        page=page,
        anchor=anchor,
        detail=f"The manual links the schema {link.path}.",
        chosen=schema or "",
        rule=FILE_BY_ID.slug,
    )


def broken_link(subject: str, page: str, anchor: str, link: Link) -> Finding:
    """Return the finding that a manual links a file that the publication does not have."""
    return Finding(
        kind="broken-link",
        subject=subject,
        page=page,
        anchor=anchor,
        detail=f"The manual links {link.path}, which is not in the publication.",
        severity="error",
    )
