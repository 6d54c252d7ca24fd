"""The cache's own questions: what is in it, how big it is, whether it is whole."""

from collections.abc import Callable

from mimcli.cache.chosen import used_version
from mimcli.cache.downloads import downloads
from mimcli.cache.files import size_of
from mimcli.cache.lock import write_access
from mimcli.cache.maintenance import (
    Removed,
    cache_size,
    forget_used_version,
    prune,
    remove,
    use_version,
)
from mimcli.cache.names import check_version_name, version_key
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import (
    VersionRecord,
    find_record,
    installed_spelling,
    read_records,
    version_names,
)
from mimcli.cache.verify import verify
from mimcli.data.bundled import bundled_catalogues
from mimcli.data.evidence import sources_of_all, sources_of_version
from mimcli.data.versions import read_versions
from mimcli.errors import CacheError
from mimcli.model.answers.keeping import (
    CacheDirectory,
    CachedVersion,
    CachePart,
    CacheProblem,
    ChosenVersion,
    FactSource,
    RemovedItem,
)
from mimcli.model.answers.listing import Listing
from mimcli.model.knowledge.versions import ListedVersion
from mimcli.model.retirement import RetirementList
from mimcli.progress import Progress
from mimcli.query.manual import not_installed
from mimcli.query.opening import newest_cached

Waiting = Callable[[str], None]

BY_CHOICE = "mim use"
"""What decides which version is asked, where somebody chose one."""


def cache_directory(paths: CachePaths) -> Listing[CacheDirectory]:
    """Return where the cache lies, absolute."""
    return Listing(CacheDirectory, (CacheDirectory("cache", str(paths.root.absolute())),))


def cache_sizes(paths: CachePaths) -> Listing[CachePart]:
    """Return how many bytes each version takes; last, what `mim cache prune` can free."""
    sizes = cache_size(paths)
    parts = [
        CachePart(
            one.version,
            one.tree,
            one.index,
            one.archive,
            one.manifest,
            one.tree + one.index + one.archive + one.manifest,
        )
        for one in sizes.versions
    ]
    if sizes.leftovers:
        parts.append(CachePart("(leftovers)", 0, 0, 0, 0, sizes.leftovers))
    if sizes.downloads:
        parts.append(CachePart("(downloads)", 0, 0, 0, 0, sizes.downloads))
    return Listing(CachePart, tuple(parts))


def verify_cache(
    paths: CachePaths, version: str | None, progress: Progress
) -> Listing[CacheProblem]:
    """Return every difference between the cache and what was installed.

    Raises NotCachedError for a version that is not in the cache.
    """
    problems: list[CacheProblem] = []
    if version is not None:
        record = find_record(paths, version)
        if record is None:
            raise not_installed(version, version_names(paths))
        records: tuple[VersionRecord, ...] = (record,)
    else:
        listing = read_records(paths)
        records = listing.records
        problems += [CacheProblem("", "record", "", error.message) for error in listing.errors]
    for one in records:
        problems += [
            CacheProblem(one.version, problem.kind, problem.path, problem.detail)
            for problem in verify(paths, one, progress)
        ]
    return Listing(CacheProblem, tuple(problems))


def _items(removed: tuple[Removed, ...]) -> Listing[RemovedItem]:
    return Listing(RemovedItem, tuple(RemovedItem(one.path, one.size) for one in removed))


def prune_cache(
    paths: CachePaths, waiting: Waiting, *, unfinished: bool = False
) -> Listing[RemovedItem]:
    """Remove leftovers and return what went; a cache that is not there is left so.

    With `unfinished` what `mim fetch` has of versions that it has not finished goes too.
    """
    if not paths.root.exists():
        return Listing(RemovedItem, ())
    with write_access(paths, waiting=waiting) as access:
        return _items(prune(access, unfinished=unfinished))


def unfinished_bytes(paths: CachePaths) -> int:
    """Return how many bytes `mim fetch` has of versions that it has not finished."""
    return sum(map(size_of, downloads(paths)))


def remove_version(paths: CachePaths, version: str, waiting: Waiting) -> Listing[RemovedItem]:
    """Remove a version from the cache. Raises NotCachedError if it is not there."""
    if not paths.root.exists() or installed_spelling(paths, check_version_name(version)) is None:
        raise not_installed(version, version_names(paths))
    with write_access(paths, waiting=waiting) as access:
        return _items(remove(access, version))


def choose_version(paths: CachePaths, version: str, waiting: Waiting) -> ChosenVersion:
    """Choose a version of the cache. Raises NotCachedError if it is not there."""
    if not paths.root.exists() or installed_spelling(paths, check_version_name(version)) is None:
        raise not_installed(version, version_names(paths), wanted=True)
    with write_access(paths, waiting=waiting) as access:
        return ChosenVersion("version", use_version(access, version), chosen=True, by=BY_CHOICE)


def forget_choice(paths: CachePaths, waiting: Waiting) -> None:
    """Choose no version; a cache that is not there is left so."""
    if paths.root.exists():
        with write_access(paths, waiting=waiting) as access:
            forget_used_version(access)


def default_version(
    paths: CachePaths, asked: str | None = None, asked_by: str | None = None
) -> ChosenVersion:
    """Return the version that a question without one is asked of, and what decides that.

    `asked` is what an option, a variable or the project's file says, and `asked_by` names it.
    """
    if asked is not None:
        return ChosenVersion("version", asked, chosen=True, by=asked_by)
    chosen = used_version(paths)
    if chosen is not None:
        return ChosenVersion("version", chosen, chosen=True, by=BY_CHOICE)
    newest = newest_cached(paths)
    by = "the newest in the cache" if newest else "the newest that is bundled"
    return ChosenVersion("version", newest or bundled_catalogues()[-1], chosen=False, by=by)


def list_versions(
    paths: CachePaths,
    asked: str | None = None,
    *,
    every: bool,
    unreadable: Callable[[CacheError], object] = lambda _: None,
) -> Listing[CachedVersion]:
    """Return the cached versions and those that NHS England lists; `every`: all that are known.

    `asked` is the version that an option, a variable or the project's file asks for. Newest first.
    `unreadable` is told of each version of the cache whose record cannot be read.
    """
    listing = read_records(paths)
    records = {one.version: one for one in listing.records}
    for error in listing.errors:
        unreadable(error)
    lost = {*version_names(paths)} - {*records}
    known = {one.version: one for one in read_versions()}
    try:
        in_use = default_version(paths, asked).version
    except CacheError:
        in_use = None
    wanted = {version for version, one in known.items() if every or one.listed}
    rows = [
        _row(version, records.get(version), known.get(version), in_use)
        for version in sorted({*records, *lost, *wanted}, key=version_key, reverse=True)
    ]
    rows = [row._replace(state="unreadable") if row.version in lost else row for row in rows]
    if every:
        rows = [row._replace(details=_details(row.version)) for row in rows]
    return Listing(CachedVersion, tuple(rows))


def _details(version: str) -> tuple[str, ...]:
    sources = sources_of_version(version)
    notes = dict.fromkeys(one.note for one in sources)
    return tuple(f"catalogue {version}: {it}" for it in (*notes, *(one.source for one in sources)))


def bundled_sources(retirement: RetirementList) -> Listing[FactSource]:
    """Return where all that is bundled is from: each version's catalogue, then the other facts.

    `retirement` is the list that counts.
    """
    of_versions = [
        one for version in reversed(bundled_catalogues()) for one in sources_of_version(version)
    ]
    return Listing(FactSource, (*of_versions, *sources_of_all(retirement)))


def _row(
    version: str, record: VersionRecord | None, known: ListedVersion | None, in_use: str | None
) -> CachedVersion:
    state = "bundled" if version in bundled_catalogues() else "known"
    row = CachedVersion(
        version=version,
        state=state,
        in_use=version == in_use,
        issued=(known.issued or None) if known else None,
        form=(known.form or None) if known else None,
        address=(known.address or None) if known else None,
        source=known.source if known else None,
    )
    if record is None:
        return row
    rest = "none"
    if record.rest_files:
        rest = "extracted" if record.full else "in the kept zip"
    return row._replace(
        state="partial" if record.partial else "cached",
        title=record.title or None,
        issued=record.issued or row.issued,
        added=record.added_at,
        source=record.source,
        external_documents=rest,
    )
