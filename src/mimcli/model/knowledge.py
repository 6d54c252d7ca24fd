"""What `mim` knows without a MiM at hand: the bundled facts, each with its source.

Nothing here is an official list. Where the MiM itself is in the cache, the MiM wins.
"""

from dataclasses import dataclass
from typing import Literal

RELATIONS = (
    "sending_role",
    "receiving_role",
    "trigger_event",
    "transmission_wrapper",
    "control_act_wrapper",
    "message_type",
    "wire_payload",
)
"""What an interaction can be related to; `message_type` as the domain's manual models it,
`wire_payload` as the interaction's schema carries it."""

Authority = Literal["manual", "elsewhere"]
"""`manual`: made by script from that version of the MiM, complete; `elsewhere`: put together from
what public places show of it, partial, its domains less certain."""


@dataclass(frozen=True, slots=True)
class ListedVersion:
    """One version of the MiM, as far as it is known to have been issued."""

    version: str
    """`7.2.02`."""
    issued: str
    """ISO date; empty if unknown."""
    form: str
    """How NHS England gives it out: `zip`, `website`; empty if it does not."""
    address: str
    archive_address: str
    """A copy in the National Archives; empty if none is known."""
    listed: bool
    """Whether NHS England's page lists it."""
    source: str


@dataclass(frozen=True, slots=True)
class Service:
    """A Spine service that an interaction was seen registered under."""

    service: str
    """Its short name: `pds`, within `urn:nhs:names:services:pds:PRPA_IN000203UK03`."""
    interaction_id: str
    pattern: str
    """The message pattern, such as `Forward Reliable`; empty if unknown."""
    source: str


@dataclass(frozen=True, slots=True)
class WireCode:
    """A `versionCode` that real messages of an interaction carry: reported, never trusted."""

    interaction_id: str
    version_code: str
    occurrences: int
    source: str


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """That one version of the MiM defines one artefact, and what is known of it there."""

    id: str
    version: str
    kind: str
    """`interaction`, `message_type`, `application_role`, `trigger_event`, `template` ..."""
    title: str
    domain: str
    """Empty if unknown."""
    domain_inferred: bool
    """The domain was not stated for this version but taken from a like id."""
    standing: str
    """`defined` by a page of the manual, `schema-only`, or empty if unknown."""
    relations: tuple[tuple[str, str], ...]
    """(name out of RELATIONS, id), in the catalogue's order; empty where nothing is known."""
    authority: Authority
    source: str

    def related(self, relation: str) -> tuple[str, ...]:
        """Return the ids that stand in one relation (a name out of RELATIONS)."""
        return tuple(target for name, target in self.relations if name == relation)


@dataclass(frozen=True, slots=True)
class CatalogueDomain:
    """One entry of a version's menu, or a domain that a source elsewhere names for it."""

    name: str
    folder: str
    category: str
    status: str
    """Publication status: `Normative`, `Draft` ...; empty if unknown."""
    version: str
    """The domain's own version; empty if unknown."""
    version_status: str
    """`Issued`, `Draft` or empty."""
    page: str
    """Its implementation manual, relative to the MiM's root; empty if unknown."""
    source: str


@dataclass(frozen=True, slots=True)
class CatalogueArtefact:
    """One artefact that a version defines."""

    id: str
    kind: str
    title: str
    domain: str
    domain_inferred: bool
    section: str
    """Number of its heading in the domain's manual; empty if unknown."""
    standing: str
    """`defined` by a page of the manual, `schema-only`, or empty if unknown."""
    entry_class: str
    """For a message type or template: its root or first class; empty if unknown."""
    source: str


@dataclass(frozen=True, slots=True)
class CatalogueRelation:
    """One relation of an interaction."""

    subject: str
    relation: str
    """A name out of RELATIONS."""
    object: str
    source: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that is bundled about one version, in the file's order."""

    version: str
    issued: str
    authority: Authority
    domains: tuple[CatalogueDomain, ...]
    artefacts: tuple[CatalogueArtefact, ...]
    relations: tuple[CatalogueRelation, ...]
