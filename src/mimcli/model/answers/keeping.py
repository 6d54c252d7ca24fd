"""What the cache holds."""

from dataclasses import dataclass, field


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
