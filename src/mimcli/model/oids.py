"""What the catalogue of object identifiers states."""

from typing import NamedTuple

from mimcli.model.findings import Finding


class OidRow(NamedTuple):
    """One row of the catalogue, in its words."""

    oid: str
    name: str
    """The coding system, or what is identified."""
    description: str
    issuer: str
    abstract: bool
    """A node of the hierarchy, which never stands in a message."""
    anchor: str


class OidCatalogueStatement(NamedTuple):
    """The catalogue (page kind: `OID/*Catalogue.htm`)."""

    page: str
    rows: tuple[OidRow, ...]
    findings: tuple[Finding, ...] = ()
