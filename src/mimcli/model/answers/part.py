"""An application role or trigger event."""

from typing import NamedTuple

from mimcli.model.findings import Finding


class RelatedInteraction(NamedTuple):
    """An interaction, with what the role or event is to it."""

    id: str
    """Artefact id."""
    title: str
    """As the manual words it; empty where nothing states one."""
    relation: str
    """`sending_role`, `receiving_role` or `trigger_event`."""


class Part(NamedTuple):
    """An application role or trigger event, with the interactions that it takes part in."""

    kind: str
    """`application_role` or `trigger_event`."""
    id: str
    """Artefact id."""
    title: str | None
    """From its heading."""
    description: str | None
    """The manual's text, paragraphs apart by newlines."""
    domain: str | None
    """Name of the domain, as the menu has it."""
    section: str | None
    """Number of its heading in the domain's manual."""
    interactions: tuple[RelatedInteraction, ...]
    """Interactions that it takes part in; twice one that a role both sends and receives."""
    page: str | None
    """Path of the manual page that defines it."""
    anchor: str | None
    """Name of the place in that page."""
    standing: str
    """As of an interaction."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with what the publication says of it."""
