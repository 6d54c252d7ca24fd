"""`mim retired --refresh`: NHS England's page is read, and its list kept if it is newer."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from mimcli.cache.lock import write_access
from mimcli.cache.paths import CachePaths
from mimcli.cache.retirement_copy import write_copy
from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import load_catalogue
from mimcli.data.retirement_list import read_retirement_list
from mimcli.errors import CacheError, PageError
from mimcli.importer.fetched_files import Tools
from mimcli.model.answers.retirement import RetirementRefresh
from mimcli.model.retirement import DomainNames, ListedName, RetirementList
from mimcli.parse.retirement_page import read_retirement_page
from mimcli.query.current_list import newest_list
from mimcli.query.retirement import domain_retirement, names_fit
from mimcli.sources.website.asking import ask_page, network_error, shown
from mimcli.sources.website.port import Fault, Fetcher

_MAX_PAGE_BYTES: Final = 16 * 1024 * 1024


def refresh(
    paths: CachePaths, address: str, tools: Tools, connect: Callable[[], Fetcher]
) -> RetirementRefresh:
    """Read the page, and say what its list changes; keep it if it is newer than what counts now.

    Raises NetworkError, PageError for a page without a list that can be recognised, CacheError;
    nothing is changed then.
    """
    tools.note(f"reading {shown(address)}")
    data, final = _page(address, tools, connect)
    page = read_retirement_page(data, _known_names())
    if not page.names:
        title = f"titled {page.title!r}" if page.title else "without a title"
        raise PageError(
            f"the page ({title}) has no list of retired domains that could be recognised",
            hint=f"nothing was changed; open it in a browser: {shown(final)}",
        )
    today = datetime.now(UTC).date().isoformat()
    bundled = read_retirement_list()
    found = RetirementList(
        source=bundled.source,
        address=shown(final),
        last_edited=page.last_edited or today,
        fully_retired=tuple(_listed(bundled, name) for name in page.names),
        others=bundled.others,
    )
    before = _before(paths, bundled)
    same = (found.last_edited, found.fully_retired) == (before.last_edited, before.fully_retired)
    kept = found.last_edited >= before.last_edited and not same
    if kept:
        with write_access(paths, waiting=tools.waiting) as access:
            write_copy(access, found)
    return RetirementRefresh(
        kind="refresh",
        kept=kept,
        source=found.source,
        address=found.address,
        last_edited=found.last_edited,
        dated=bool(page.last_edited),
        names=page.names,
        added=_only_in(found, bundled),
        removed=_only_in(bundled, found),
        bundled_date=bundled.last_edited,
        before_date=before.last_edited,
        file=str(paths.retirement_file) if kept or paths.retirement_file.exists() else None,
        read_on=today,
    )


def _page(address: str, tools: Tools, connect: Callable[[], Fetcher]) -> tuple[bytes, str]:
    try:
        fetcher = connect()
    except Fault as fault:
        raise network_error(fault) from None
    try:
        return ask_page(
            fetcher, address, limit=_MAX_PAGE_BYTES, patience=tools.patience, note=tools.note
        )
    finally:
        fetcher.close()


def _before(paths: CachePaths, bundled: RetirementList) -> RetirementList:
    try:
        return newest_list(paths)
    except CacheError:  # damaged: this call makes it anew
        return bundled


def _listed(bundled: RetirementList, name: str) -> ListedName:
    """Return a name with the aliases that are known of it."""
    known = next((one for one in bundled.fully_retired if names_fit(one.name, name)), None)
    return ListedName(name, known.aliases, known.reason) if known else ListedName(name)


def _only_in(one: RetirementList, other: RetirementList) -> tuple[str, ...]:
    """Return the names of a list that the other one has not, however it spells them."""
    return tuple(
        listed.name
        for listed in one.fully_retired
        if not any(names_fit(listed.name, another.name) for another in other.fully_retired)
    )


def _known_names() -> Callable[[str], bool]:
    """Return what tells whether a text is the name of a domain of any bundled version."""
    bundled = read_retirement_list()
    domains = {
        name
        for version in bundled_catalogues()
        for domain in load_catalogue(version).domains
        for name in (domain.name, domain.folder)
        if name
    }

    def is_known(name: str) -> bool:
        if any(names_fit(name, domain) for domain in domains):
            return True
        return bool(name) and domain_retirement(bundled, DomainNames(name)).status == "retired"

    return is_known
