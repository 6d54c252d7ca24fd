"""What the query layer returns: one frozen record a question.

The field names are the JSON keys and the column names of the command-line contract, in this
order; adding a field is allowed, renaming one is a breaking change.
"""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from mimcli.model.findings import Finding
from mimcli.model.statements import Named

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """Several things of one kind; the kind is known even when there are none."""

    item: type[Item]
    items: tuple[Item, ...]


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


@dataclass(frozen=True, slots=True)
class ReceiverResponsibility:
    """What the receiver answers, and when."""

    reason: str
    interaction: str


@dataclass(frozen=True, slots=True)
class Interaction:
    """An interaction, its three accounts reconciled."""

    kind: str
    id: str
    title: str | None
    domain: str | None
    section: str | None
    description: str | None
    sending_roles: tuple[Named, ...]
    receiving_roles: tuple[Named, ...]
    trigger_event: Named | None
    transmission_wrapper: Named | None
    control_act_wrapper: Named | None
    message_type: Named | None
    wire_payload: Named | None
    receiver_responsibilities: tuple[ReceiverResponsibility, ...]
    schema: str | None
    examples: tuple[str, ...]
    service_names: tuple[str, ...]
    retirement: str
    page: str | None
    anchor: str | None
    standing: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageType:
    """A message type, CMET or template, and where its parts lie."""

    kind: str
    id: str
    title: str | None
    domain: str | None
    section: str | None
    description: str | None
    entry_class: str | None
    tabular_view: str | None
    rmim: str | None
    mif: str | None
    schema: str | None
    used_by: tuple[Named, ...]
    examples: tuple[str, ...]
    retirement: str
    page: str | None
    anchor: str | None
    standing: str
    tabular_view_id: str | None = None
    rmim_id: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """An application role or trigger event, with the interactions that it takes part in."""

    kind: str
    id: str
    title: str | None
    description: str | None
    domain: str | None
    section: str | None
    interactions: tuple[Named, ...]
    page: str | None
    anchor: str | None
    standing: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageTableRow:
    """One row of a message table. `max` None with a stated `min` means no limit."""

    path: str
    depth: int
    kind: str
    name: str
    min: int | None
    max: int | None
    conformance: str | None
    datatype: str | None
    vocabulary: str | None
    coding_strength: str | None
    fixed: str | None
    default: str | None
    target: str | None
    description: str | None
    constraint: str | None = None
    role: str | None = None
    class_kind: str | None = None
    artefact: str | None = None
    """The message type whose table the row is of."""


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """One file of a schema's closure."""

    path: str
    depth: int
    reference: str
    """How it comes in: `root`, `include`, `import` or `redefine`."""
    included_by: str | None
    first: bool
    """False where the tree comes to a file again (its own references are not repeated)."""


@dataclass(frozen=True, slots=True)
class LocatedFile:
    """A file of the publication and where it lies on disk."""

    path: str
    file: str
    """Absolute."""


@dataclass(frozen=True, slots=True)
class SchemaDocument:
    """An XSD of the publication."""

    kind: str
    id: str | None
    path: str
    target_namespace: str | None
    files: tuple[str, ...]
    """The schema and all that it includes or imports."""
    text: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """A schema that was copied with all that it includes."""

    kind: str
    schema: str
    """Its path, in the MiM and below the target alike."""
    target: str
    files: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class CachedVersion:
    """A version that is in the cache, or that is known and could be."""

    version: str
    state: str
    """`cached`, `partial` (only some of the publication), `bundled` or `known`."""
    in_use: bool
    title: str | None = None
    issued: str | None = None
    form: str | None = None
    added: str | None = None
    source: str | None = None
    address: str | None = None
    external_documents: str | None = None
    """`extracted`, `in the kept zip`, `none`; None when the version is not cached."""
    details: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class AddReport:
    """What `mim add` did, and what the cache now holds of the version."""

    kind: str
    version: str
    added: bool
    """False: the same publication was in the cache already, and nothing was done."""
    partial: bool
    source: str
    files: int
    domains: int
    interactions: int
    message_types: int
    findings: int
    external_documents: str
    """`extracted`, `in the kept zip` or `none`."""
    left_out: tuple[str, ...]
    """Files of External Documents/ whose names not every system takes; the kept zip has them."""
    tree: str
    seconds: float


@dataclass(frozen=True, slots=True)
class RemovedItem:
    """Something that was removed from the cache."""

    path: str
    bytes: int


@dataclass(frozen=True, slots=True)
class CachePart:
    """How many bytes one version takes in the cache."""

    version: str
    tree: int
    index: int
    archive: int
    manifest: int
    total: int


@dataclass(frozen=True, slots=True)
class CacheProblem:
    """One thing in the cache that is not as it was installed."""

    version: str
    kind: str
    """`missing`, `changed`, `extra`, `index`, `archive`, `manifest` or `record`."""
    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class CacheDirectory:
    """Where the cache lies."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class ChosenVersion:
    """The version that is asked by default."""

    kind: str
    version: str
    chosen: bool
    """False: no choice was made; it is the newest."""
