"""What the cache holds."""

from typing import NamedTuple


class CachedVersion(NamedTuple):
    """A version that is in the cache, or that is known and could be."""

    version: str
    """`7.2.02`."""
    state: str
    """`cached`, `partial` (only some of the publication), `unreadable` (it is in the cache, and its
    record is damaged or newer than this program), `bundled` or `known`."""
    in_use: bool
    """Whether it is the one that is asked by default."""
    title: str | None = None
    """The publication's own title."""
    issued: str | None = None
    """Its date of issue (ISO)."""
    form: str | None = None
    """How NHS England offers it: `zip` or `website`."""
    added: str | None = None
    """When it was added to the cache (ISO, UTC)."""
    source: str | None = None
    """Name of the zip or folder that it came from; of a version that is not cached, where it is
    known from."""
    address: str | None = None
    """Where NHS England offers it."""
    external_documents: str | None = None
    """`extracted`, `in the kept zip`, `none`; None when the version is not cached."""
    details: tuple[str, ...] = ()
    """With `--verbose`: where what is bundled of it is from."""


class FactSource(NamedTuple):
    """A source of facts that are bundled with `mim`."""

    fact: str
    """`catalogue`, `retirement list`, `service names`, `versions` ..."""
    version: str | None
    """Of a catalogue: the version that it is of."""
    source: str
    """A page, a repository and a file in it, or a document; `{id}` stands for ids."""
    note: str
    """How the facts were made, of when they are, how many there are."""


class AddReport(NamedTuple):
    """What `mim add` did, and what the cache now holds of the version."""

    kind: str
    """`version`."""
    version: str
    """That it was filed under."""
    added: bool
    """False: the same publication was in the cache already."""
    partial: bool
    """Whether it holds schemas only, without the manual's pages."""
    source: str
    """Name of the zip or folder."""
    files: int
    """How many files were extracted."""
    domains: int
    """How many the index has."""
    interactions: int
    """How many the index has."""
    message_types: int
    """How many message types, CMETs and templates the index has."""
    findings: int
    """How many oddities were found."""
    external_documents: str
    """`extracted`, `in the kept zip` or `none`."""
    left_out: tuple[str, ...]
    """Files of External Documents/ whose names not every system takes; the kept zip has them."""
    tree: str
    """Where the extracted publication lies."""
    seconds: float
    """How long it took."""
    extended: bool = False
    """Whether External Documents/ was extracted by this call (`added` may be false then)."""


class MissingPage(NamedTuple):
    """A page or file of a web site that is not there, or not to be had."""

    path: str
    """Within the publication."""
    reason: str
    """`answered 404 (Not Found)`, say."""
    linked_from: str
    """The first page that has a link to it; empty for what no page links to."""


class FetchReport(NamedTuple):
    """What `mim fetch` got from where, and what the cache now holds of the version."""

    kind: str
    """`fetch`."""
    version: str
    """That was asked for."""
    added: bool
    """False: the version was in the cache already."""
    form: str | None
    """`zip` or `website`; null for a version that was added by hand."""
    address: str | None
    """Of the zip, or of the site's first page."""
    page: str | None
    """The page on which the zip's address was found."""
    bytes: int | None
    """Of the zip, or of all pages together."""
    sha256: str | None
    """Of the zip."""
    pages: int | None
    """Files of the web site that came."""
    requests: int
    """That this call made."""
    missing: tuple[MissingPage, ...]
    """What pages of the web site link to and is not in the cache."""
    held: AddReport
    """What the cache now holds."""


class ExportReport(NamedTuple):
    """A version of the cache that was written to a file."""

    kind: str
    """`export`."""
    version: str
    """That it has."""
    file: str
    """Where it was written to."""
    bytes: int
    """How large the file is."""
    source: str
    """Where the version came from."""


class RemovedItem(NamedTuple):
    """Something that was removed from the cache."""

    path: str
    """Within the cache."""
    bytes: int
    """That it took."""


class CachePart(NamedTuple):
    """How many bytes one version takes in the cache."""

    version: str
    """`7.2.02`; `(leftovers)` for what `mim cache prune` would free, `(downloads)` for
    what `mim fetch` has of versions that it has not finished (`mim cache prune --downloads`)."""
    tree_bytes: int
    """The extracted publication."""
    index_bytes: int
    """Its index."""
    archive_bytes: int
    """The kept zip."""
    manifest_bytes: int
    """The list of files and checksums."""
    total_bytes: int
    """All of it."""


class CacheProblem(NamedTuple):
    """One thing in the cache that is not as it was installed."""

    version: str
    """That it belongs to."""
    kind: str
    """`missing`, `changed`, `extra`, `index`, `archive`, `manifest` or `record`."""
    path: str
    """Of the file, within the publication or the cache."""
    detail: str
    """One sentence in plain words."""


class CacheDirectory(NamedTuple):
    """Where the cache lies."""

    kind: str
    """`cache`."""
    path: str
    """Absolute."""


class ChosenVersion(NamedTuple):
    """The version that is asked by default."""

    kind: str
    """`version`."""
    version: str
    """That is asked by default."""
    chosen: bool
    """False: no choice was made; it is the newest."""
    by: str | None
    """What decides: `--mim`, `MIM_VERSION`, the path of the project's file, `mim use`, or that it
    is the newest."""
