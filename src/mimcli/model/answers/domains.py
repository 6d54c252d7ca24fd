"""Domains."""

from dataclasses import dataclass

from mimcli.model.findings import Finding
from mimcli.model.named import Named


@dataclass(frozen=True, slots=True)
class DomainSummary:
    """One domain of a version's menu."""

    name: str
    folder: str
    category: str | None
    publication_status: str | None
    version: str | None
    interactions: int
    message_types: int
    retirement: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class SectionedName:
    """An artefact with the number of the section that defines it."""

    id: str
    title: str | None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain with everything that its implementation manual defines."""

    kind: str
    name: str
    folder: str
    category: str | None
    publication_status: str | None
    version: str | None
    version_status: str | None
    retirement: str
    overview: str | None
    application_roles: tuple[Named, ...]
    trigger_events: tuple[Named, ...]
    interactions: tuple[SectionedName, ...]
    message_definitions: tuple[Named, ...]
    change_history_page: str | None
    page: str | None
    undocumented: tuple[Named, ...] = ()
    """Interactions that only a schema knows: superseded or never documented."""
    findings: tuple[Finding, ...] = ()
