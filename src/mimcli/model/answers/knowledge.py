"""Which versions define what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """One version's account of an artefact."""

    mim: str
    id: str
    title: str | None
    domain: str | None
    message_type: str | None
    wire_payload: str | None
    transmission_wrapper: str | None
    control_act_wrapper: str | None
    source: str
    """`cache`, `bundled`, or where the knowledge was seen."""
    cached: bool
    standing: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A Spine service that an interaction was seen registered under."""

    service: str
    service_name: str
    message_pattern: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Revision:
    """Another revision of the same stem."""

    id: str
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageFile:
    """What a message file says of itself."""

    path: str
    root: str
    namespace: str | None
    interaction_id: str | None
    version_code: str | None
    stated_version: str | None
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Which:
    """Which MiM versions define an artefact."""

    id: str
    kind: str
    defined: bool
    first: str | None
    last: str | None
    versions: tuple[Definition, ...]
    elsewhere: tuple[str, ...]
    """Versions that NHS England no longer lists, where it was seen."""
    nearest: tuple[Revision, ...]
    services: tuple[Service, ...]
    retirement: str
    retirement_version: str | None
    file: MessageFile | None = None
