"""Which versions define what."""

from collections.abc import Iterator
from typing import NamedTuple


class Definition(NamedTuple):
    """One version's account of an artefact."""

    mim: str
    """The version that defines it."""
    id: str
    """Artefact id."""
    title: str | None
    """In that version."""
    domain: str | None
    """In that version."""
    message_type: str | None
    """Payload of an interaction, as the manual models it."""
    wire_payload: str | None
    """Payload that its schema carries."""
    transmission_wrapper: str | None
    """Message type of the transmission wrapper."""
    control_act_wrapper: str | None
    """Message type of the control act wrapper."""
    source: str
    """`cache`, `bundled`, or where the knowledge was seen."""
    cached: bool
    """Whether that version is in the cache."""
    standing: str | None = None
    """As of an interaction."""
    domain_inferred: bool = False
    """Whether no account of that version states the domain: like ids stand there."""


class Service(NamedTuple):
    """A Spine service that an interaction was seen registered under."""

    service: str
    """`pds`."""
    service_name: str
    """`urn:nhs:names:services:pds:PRPA_IN000203UK06`."""
    message_pattern: str | None
    """How messages are exchanged, where it is known."""
    source: str
    """Where it was seen."""


class Revision(NamedTuple):
    """Another revision of the same stem."""

    id: str
    """Artefact id."""
    versions: tuple[str, ...]
    """MiM versions that define it."""


class MessageFile(NamedTuple):
    """What a message file says of itself."""

    path: str
    """As it was given."""
    root: str
    """Name of the root element."""
    namespace: str | None
    """Of the root element."""
    interaction_id: str | None
    """What the message's `interactionId` says."""
    version_code: str | None
    """What the message's `versionCode` says: `3NPfIT7.2.02`."""
    stated_version: str | None
    """The MiM version in that code."""
    disagreements: tuple[str, ...]
    """One sentence each."""
    part: str | None = None
    """Where in the file, if it came in something else: `part 2` of MIME, a JSON pointer."""


class Which(NamedTuple):
    """Which MiM versions define an artefact."""

    id: str
    """Artefact id, or a stem that no version knows."""
    kind: str
    """The artefact's kind; `unknown` for what is no whole id."""
    defined: bool
    """Whether any listed version defines it."""
    first: str | None
    """The oldest version that does."""
    last: str | None
    """The newest version that does."""
    versions: tuple[Definition, ...]
    """One for each version that defines it, oldest first."""
    elsewhere: tuple[str, ...]
    """Versions that NHS England no longer lists, where it was seen."""
    nearest: tuple[Revision, ...]
    """Other revisions of its stem."""
    services: tuple[Service, ...]
    """Spine services that it was seen registered under."""
    retirement: str
    """`retired`, `partly-retired`, `not-listed` or `unknown`."""
    retirement_version: str | None
    """The version whose domain decided."""
    file: MessageFile | None = None
    """The message file that was given; null for an id."""

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Yield its lines in tables (tsv, csv, markdown): one for each version that defines it.

        Their columns are `Which.columns`. An id that no version defines has one line.
        """
        rest = (self.defined, self.retirement, self.nearest)
        for one in self.versions or (None,):
            version = tuple(getattr(one, name, None) for name in _OF_VERSION)
            yield (self.id, *version, *rest)


_OF_VERSION = (
    "mim",
    "title",
    "domain",
    "message_type",
    "wire_payload",
    "transmission_wrapper",
    "control_act_wrapper",
    "source",
    "cached",
    "standing",
)
Which.columns = ("id", *_OF_VERSION, "defined", "retirement", "nearest")  # type: ignore[attr-defined]
