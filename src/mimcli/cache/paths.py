"""Where everything lies in the cache. Nothing here creates or reads anything.

    CACHEDIR.TAG              tells backup programs to pass this folder by
    .lock                     held by whoever writes
    use-v1.txt                the version chosen with `mim use`
    retirement-v1.json        a newer retirement list than the bundled one (mim retired --refresh)
    version-v1/VERSION.json   what is installed: replacing this file is the commit of every change
    tree-v1/NAME/             the extracted publication
    index-v2/NAME.db          its index
    archive-v1/NAME.zip       the zip that it came from
    manifest-v1/NAME.tsv      size and checksum of every file of the publication
    fetched-v1/VERSION.json   where a fetched version came from, its checksum, what was missing
    downloads-v1/VERSION/     what `mim fetch` has so far of a version; see cache.downloads
    tmp/                      work in progress; what a crash left here is removed by the next writer

NAME is the version, and from the second installation of a version on `VERSION+2`, `VERSION+3` ...:
a new installation never touches the files of the one that readers use. A bucket's name carries its
format's number: a changed format gets a new bucket.
"""

from pathlib import Path
from typing import NamedTuple

TREES = "tree-v1"
INDEXES = "index-v2"
ARCHIVES = "archive-v1"
MANIFESTS = "manifest-v1"
VERSIONS = "version-v1"
DOWNLOADS = "downloads-v1"
FETCHED = "fetched-v1"
TEMPORARY = "tmp"

STORES = {TREES: "", INDEXES: ".db", ARCHIVES: ".zip", MANIFESTS: ".tsv"}
"""The buckets that records point into, and how names end there."""

GENERATION_MARK = "+"
"""Between version and number; never in a version's name."""


class CachePaths(NamedTuple):
    """The places in one cache."""

    root: Path

    @property
    def versions(self) -> Path:
        """The folder of the records."""
        return self.root / VERSIONS

    @property
    def downloads(self) -> Path:
        """The folder of downloads that are not finished."""
        return self.root / DOWNLOADS

    @property
    def temporary(self) -> Path:
        """The folder of work in progress."""
        return self.root / TEMPORARY

    @property
    def lock_file(self) -> Path:
        """What a writer locks."""
        return self.root / ".lock"

    @property
    def tag_file(self) -> Path:
        """What marks the folder as a cache (bford.info/cachedir)."""
        return self.root / "CACHEDIR.TAG"

    @property
    def used_file(self) -> Path:
        """The version chosen with `mim use`."""
        return self.root / "use-v1.txt"

    @property
    def retirement_file(self) -> Path:
        """A retirement list that is newer than the bundled one, if there is any."""
        return self.root / "retirement-v1.json"

    def record_file(self, version: str) -> Path:
        """Return where the record of a version lies."""
        return self.root / VERSIONS / f"{version}.json"

    def resolve(self, location: str) -> Path:
        """Return the path of a location that a record names (`tree-v1/7.2.02`)."""
        return self.root / location


def generation_name(version: str, number: int) -> str:
    """Return the NAME of the n-th installation of a version (counted from 1)."""
    return version if number == 1 else f"{version}{GENERATION_MARK}{number}"


def version_of(store: str, name: str) -> str:
    """Return the version to which a file or folder of a bucket belongs."""
    return name.removesuffix(STORES[store]).partition(GENERATION_MARK)[0]


def cache_root(argument: Path | None, environment: str | None, project: Path | None = None) -> Path:
    """Return the cache's folder.

    That is the argument, else MIM_CACHE_DIR's value, else what the project's file says, else the
    platform's.
    """
    if argument is not None:
        return argument
    if environment:
        return Path(environment)
    if project is not None:
        return project
    # Imported here because it takes 3 ms beside typer, which a given folder saves.
    import platformdirs  # noqa: PLC0415

    return platformdirs.user_cache_path("mim", appauthor=False)
