"""Domains."""

from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.named import Named


class DomainSummary(NamedTuple):
    """One domain of a version's menu."""

    name: str
    """As the menu shows it."""
    folder: str
    """Folder under `Domains/`, or a top folder."""
    category: str | None
    """The menu's heading above it; null: none."""
    publication_status: str | None
    """`Normative`, `Draft`, `Reference` or `Informative`, by the menu's icon."""
    version: str | None
    """Of the domain's implementation manual, not of the MiM."""
    interactions: int
    """How many it defines."""
    message_types: int
    """How many message types, CMETs and templates it defines."""
    retirement: str
    """`retired`, `partly-retired` or `not-listed`."""
    page: str | None = None
    """Path of its implementation manual."""


class SectionedName(NamedTuple):
    """An artefact with the number of the section that defines it."""

    id: str
    """Artefact id."""
    title: str | None
    """From its heading."""
    section: str | None = None
    """Number of its heading in the domain's manual."""


class Domain(NamedTuple):
    """A domain with everything that its implementation manual defines."""

    kind: str
    """`domain`."""
    name: str
    """As the menu shows it."""
    folder: str
    """Folder under `Domains/`, or a top folder."""
    category: str | None
    """The menu's heading above it; null: none."""
    publication_status: str | None
    """`Normative`, `Draft`, `Reference` or `Informative`, by the menu's icon."""
    version: str | None
    """Of the domain's implementation manual, not of the MiM."""
    version_status: str | None
    """What stands behind that version: `Issued`, `Draft`."""
    retirement: str
    """`retired`, `partly-retired` or `not-listed`."""
    overview: str | None
    """The manual's introduction, paragraphs apart by newlines."""
    application_roles: tuple[Named, ...] | None
    """That it defines, in the manual's order; null: not known."""
    trigger_events: tuple[Named, ...] | None
    """That it defines, in the manual's order; null: not known."""
    interactions: tuple[SectionedName, ...]
    """That it defines, in the manual's order."""
    message_definitions: tuple[Named, ...]
    """Message types, CMETs and templates that it defines, in the manual's order."""
    change_history_page: str | None
    """Path of its change history."""
    page: str | None
    """Path of its implementation manual."""
    undocumented: tuple[Named, ...] | None = ()
    """Interactions that only a schema knows: superseded or never documented; null: not known."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with what the publication says of the domain."""
    interaction_count: int = 0
    """How many interactions it defines, as `list-domains` counts them (`interactions` there)."""
    message_types: int = 0
    """How many message types, CMETs and templates it defines, as in `list-domains`."""
