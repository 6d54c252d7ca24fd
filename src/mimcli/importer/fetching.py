"""`mim fetch`: a version of the MiM from the web into the cache, whatever form it has there."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from mimcli.cache.downloads import clear, download_area
from mimcli.cache.fetched import Fetched, read_fetched, write_fetched
from mimcli.cache.lock import write_access
from mimcli.cache.names import check_version_name
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import VersionRecord, find_record
from mimcli.data.versions import read_versions
from mimcli.errors import CacheError, NotFoundError, SourceError, UsageError
from mimcli.importer.adding import add_source, version_report
from mimcli.importer.fetch_site import fetch_site
from mimcli.importer.fetch_zip import fetch_zip
from mimcli.importer.fetched_files import Came, Tools, Wish
from mimcli.importer.second_process import SecondProcess
from mimcli.importer.statements import state_release
from mimcli.model.answers.keeping import AddReport, FetchReport
from mimcli.model.knowledge.versions import ListedVersion
from mimcli.sources.open import open_source
from mimcli.sources.website.asking import network_error, shown
from mimcli.sources.website.port import Fault, Fetcher


class _Place(NamedTuple):
    """Where a version is to be had."""

    form: str
    address: str | None
    """None: on the page that offers the versions."""


def fetch(
    paths: CachePaths, wish: Wish, tools: Tools, connect: Callable[[], Fetcher]
) -> FetchReport:
    """Get a version and add it to the cache, and report what the cache now holds of it.

    A version that is there already, and whole, is left as it is, unless the wish says `force`: the
    network is then not used. Raises UsageError or NotFoundError for a wish that makes no sense,
    NetworkError, PageError, SourceError, CacheError; the cache is then as it was, and what came is
    kept for the next call.
    """
    check_version_name(wish.version)
    place = _place(wish)
    record = None if wish.force else _installed(paths, wish.version)
    if record is not None:
        fetched = read_fetched(paths, record.version, record.source_fingerprint)
        return _report(fetched, version_report(paths, record, added=False), 0)
    with download_area(paths, wish.version, tools.waiting) as folder:
        try:
            fetcher = connect()
        except Fault as fault:
            raise network_error(fault) from None
        try:
            if place.form == "zip":
                came = fetch_zip(fetcher, folder, wish, tools, place.address)
            else:
                came = fetch_site(fetcher, folder, wish, tools, str(place.address))
        finally:
            fetcher.close()
        report, fetched = _add(paths, folder, came, wish, tools)
        clear(folder)
    return _report(fetched, report, came.requests)


def _place(wish: Wish) -> _Place:
    """Return where to look. Raises NotFoundError for a version that nobody offers."""
    if wish.address is not None:
        if wish.archive:
            raise UsageError("--archive and --from name two places", hint="leave one of them out")
        _check_address(wish.address)
        is_zip = urlsplit(wish.address).path.lower().endswith(".zip")
        return _Place("zip" if is_zip else "website", wish.address)
    offered = [one for one in read_versions() if one.form]
    known = next((one for one in offered if one.version == wish.version), None)
    if known is None:
        names = ", ".join(one.version for one in offered)
        raise NotFoundError(
            f"NHS England does not offer MiM {wish.version}",
            hint=f"it offers {names}; another place is named with --from ADDRESS",
        )
    if wish.archive:
        return _Place("website", _archived(known))
    if known.form == "zip":
        _check_address(wish.page)
        return _Place("zip", None)
    return _Place(known.form, known.address)


def _archived(known: ListedVersion) -> str:
    if not known.archive_address:
        raise UsageError(
            f"no copy of MiM {known.version} in the National Archives is known",
            hint="if you know one, name it: --from ADDRESS",
        )
    return known.archive_address


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise UsageError(
            f"{address!r} is no address of the web", hint="it begins with https:// or http://"
        )


def _installed(paths: CachePaths, version: str) -> VersionRecord | None:
    """Return the record of a version that is in the cache as a whole."""
    try:
        record = find_record(paths, version)
    except CacheError:  # damaged: fetching it is what helps
        return None
    return record if record is not None and not record.partial else None


def _add(
    paths: CachePaths, folder: Path, came: Came, wish: Wish, tools: Tools
) -> tuple[AddReport, Fetched]:
    """Add what came, and record where it is from. A download that is no good is not kept."""
    try:
        _check_version(came, wish.version)
        with SecondProcess.for_source(came.path) as second:
            report = add_source(
                paths,
                came.path,
                second,
                name=wish.version,
                came_from=shown(came.address),
                full=wish.full,
                force=wish.force,
                progress=tools.progress,
                waiting=tools.waiting,
            )
    except SourceError:
        clear(folder)
        raise
    record = find_record(paths, report.version)
    fetched = Fetched(
        version=report.version,
        form=came.form,
        address=shown(came.address),
        page=came.page,
        bytes=came.bytes,
        sha256=came.sha256,
        etag=came.etag,
        last_modified=came.last_modified,
        pages=came.pages,
        missing=came.missing,
        source_fingerprint=record.source_fingerprint if record else "",
        fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    with write_access(paths, waiting=tools.waiting) as access:
        write_fetched(access, fetched)
    return report, fetched


def _check_version(came: Came, version: str) -> None:
    with open_source(came.path) as source:
        stated = state_release([file.path for file in source.files], source.read)
    own = stated.get("mim_version")
    if own and own != version:
        raise SourceError(
            f"{shown(came.address)} is MiM {own}, not {version}",
            hint=f"look at {came.page or 'that address'} in a browser; a right copy is added with:"
            " mim add FILE",
        )


def _report(fetched: Fetched | None, held: AddReport, requests: int) -> FetchReport:
    return FetchReport(
        kind="fetch",
        version=held.version,
        added=held.added,
        form=fetched.form if fetched else None,
        address=fetched.address if fetched else None,
        page=fetched.page if fetched else None,
        bytes=fetched.bytes if fetched else None,
        sha256=fetched.sha256 if fetched else None,
        pages=fetched.pages if fetched else None,
        requests=requests,
        missing=fetched.missing if fetched else (),
        held=held,
    )
