"""A version that is a web site: copied politely, put together, and handed over as a folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from mimcli.cache.files import cache_failure
from mimcli.cache.mirror_store import MirrorStore
from mimcli.commands import command
from mimcli.data.site_files import site_files
from mimcli.errors import NetworkError, PageError, SourceError
from mimcli.importer.fetch_zip import MAX_PAGE_BYTES, CountingFetcher
from mimcli.importer.fetched_files import Came, Tools, Wish
from mimcli.importer.mirror import Mirror
from mimcli.importer.visiting import Failed, Visitor
from mimcli.model.answers.keeping import MissingPage
from mimcli.parse.offers import read_page
from mimcli.parse.release import parse_index_title
from mimcli.sources.names import fold
from mimcli.sources.website.addresses import forget_targets, site_of
from mimcli.sources.website.asking import (
    Attempts,
    ask_page,
    network_error,
    opened,
    read_small,
    shown,
)
from mimcli.sources.website.frontier import Frontier, Hint
from mimcli.sources.website.links import listed_in
from mimcli.sources.website.pace import Pace
from mimcli.sources.website.port import Fault, Fetcher
from mimcli.sources.website.robots import Robots, read_robots

AGENT: Final = "mimcli"
CONTENTS: Final = "Core/Contents.htm"
"""What every MiM has, whether or not the frameset says so in a way that is understood here."""


def fetch_site(fetcher: Fetcher, folder: Path, wish: Wish, tools: Tools, address: str) -> Came:
    """Mirror a site into `folder`, and return the publication that came.

    Raises NetworkError, PageError for what is no MiM, CacheError. What came is kept.
    """
    visit = _SiteVisit(CountingFetcher(fetcher), folder, wish, tools, address)
    try:
        return visit.run()
    except OSError as error:
        raise cache_failure(error, folder.parent.parent) from error
    finally:
        forget_targets()


class _SiteVisit:
    """One call's work at a site."""

    def __init__(
        self, fetcher: CountingFetcher, folder: Path, wish: Wish, tools: Tools, address: str
    ) -> None:
        self._fetcher = fetcher
        self._folder = folder
        self._wish = wish
        self._tools = tools
        self._address = address
        self._site = site_of(address)

    def run(self) -> Came:
        robots = self._robots()
        frontier = Frontier(self._site, full=self._wish.full)
        frontier.learn([Hint(CONTENTS, certain=False)])
        store = MirrorStore(
            self._folder, {"folder": self._site.folder, "archive": self._site.archive}
        )
        if store.files:
            self._tools.note(f"{len(store.files)} files are here from before; going on")
        self._tools.note(f"copying {shown(self._address)}")
        self._check_start(store, robots)
        failed = self._mirrored(frontier, store, robots)
        self._check_contents(store)
        # What no page links to: by the server's lists if it shows them, else by what is known.
        if not self._listed(frontier, robots):
            frontier.learn(Hint(*one) for one in site_files(self._wish.version))
        failed += self._mirrored(frontier, store, robots)
        self._check_failed(failed, frontier)
        return self._came(frontier, store, failed)

    def _mirrored(self, frontier: Frontier, store: MirrorStore, robots: Robots) -> list[Failed]:
        pace = Pace(max(self._wish.delay, robots.delay))
        visitor = Visitor(self._fetcher, self._site, store, pace, self._tools.patience)
        mirror = Mirror(
            frontier, store, visitor, pace=pace, robots=robots, progress=self._tools.progress
        )
        return mirror.run(self._wish.connections)

    def _robots(self) -> Robots:
        """Return the rules of the host. One that has none allows all; one that fails, nothing."""
        host = urlsplit(self._site.address_of(""))
        address = f"{host.scheme}://{host.netloc}/robots.txt"
        attempts = Attempts(self._tools.patience, self._tools.note)
        while True:
            try:
                with opened(self._fetcher, address) as reply:
                    text = read_small(reply, MAX_PAGE_BYTES).decode("utf-8", errors="replace")
                return read_robots(text, AGENT)
            except Fault as fault:
                if not fault.passing and fault.kind in ("status", "redirect", "address"):
                    return Robots()
                try:
                    attempts.failed(fault)
                except Fault as last:
                    raise network_error(last) from None

    def _check_start(self, store: MirrorStore, robots: Robots) -> None:
        """Raise PageError unless the site's first page is one, and may be read."""
        site = self._site
        address = site.address_of(site.start)
        if not robots.allows("/" + address.partition("://")[2].partition("/")[2]):
            raise PageError(
                f"the robots.txt of {urlsplit(address).netloc} forbids to copy {shown(address)}",
                hint="ask its owner for a copy, then: mim add FOLDER",
            )
        if fold(site.start) in store.files:
            return
        data, final = ask_page(
            self._fetcher,
            address,
            limit=MAX_PAGE_BYTES,
            patience=self._tools.patience,
            note=self._tools.note,
        )
        if site.path_of(final) is None:
            raise PageError(
                f"{shown(address)} leads away to {shown(final)}",
                hint="if the site has moved, name its new address with --from",
            )
        stated = parse_index_title(data)
        if stated and stated != self._wish.version:
            raise SourceError(
                f"{shown(address)} is MiM {stated}, not {self._wish.version}",
                hint=f"to get that one: {command('fetch', stated, '--from', shown(address))}",
            )
        frontier = Frontier(site, full=self._wish.full)
        frontier.read(fold(site.start), data)
        if not frontier.linked_from:
            page = read_page(data, final)
            title = f"titled {page.title!r}" if page.title else "without a title"
            raise PageError(
                f"{shown(address)} ({title}, {len(page.links)} links) links to no page of a MiM",
                hint="look at it in a browser; a MiM's Index.htm elsewhere is named with --from",
            )

    def _listed(self, frontier: Frontier, robots: Robots) -> bool:
        """Take the lists of the site's folders, if its server shows such; tell whether it did.

        A server that shows none for the first folder is asked for no other.
        """
        pace = Pace(max(self._wish.delay, robots.delay))
        waiting = [*frontier.folders(), ""]
        done: set[str] = set()
        while waiting:
            folder = waiting.pop(0)
            if fold(folder) in done:
                continue
            done.add(fold(folder))
            pace.wait()
            try:
                with opened(
                    self._fetcher, self._site.address_of(folder), leads=self._site.leads
                ) as reply:
                    data = read_small(reply, MAX_PAGE_BYTES)
            except Fault:
                if len(done) == 1:
                    return False
                continue
            if len(done) == 1 and not _is_list(frontier, folder, data):
                return False
            waiting += frontier.take_list(folder, listed_in(data))
        return True

    def _check_failed(self, failed: list[Failed], frontier: Frontier) -> None:
        if failed and not self._wish.skip_failed:
            error = network_error(failed[0].fault)
            raise NetworkError(
                f"{len(failed)} of {frontier.known} files failed; one of them: {error.message}",
                hint="the others are kept: run it again to ask for these only, or add the site"
                " without them with --skip-failed",
            )

    def _check_contents(self, store: MirrorStore) -> None:
        if fold(CONTENTS) not in store.files:
            why = store.missing.get(fold(CONTENTS), "it failed")
            raise PageError(
                f"{shown(self._address)} is no MiM: it has no {CONTENTS} ({why})",
                hint="the address of a MiM's Index.htm is named with --from",
            )

    def _came(self, frontier: Frontier, store: MirrorStore, failed: list[Failed]) -> Came:
        frontier.settle()
        names = [(key, frontier.spelled(key)) for key in sorted(store.files)]
        tree = store.build(names)
        missing = sorted(self._missing(frontier, store, failed))
        return Came(
            path=tree,
            form="website",
            address=self._address,
            page=None,
            bytes=sum(stored.size for stored in store.files.values()),
            requests=self._fetcher.requests,
            pages=len(names),
            missing=tuple(missing),
        )

    def _missing(
        self, frontier: Frontier, store: MirrorStore, failed: list[Failed]
    ) -> Iterator[MissingPage]:
        """Yield what pages link to and did not come; what was only guessed does not count."""
        reasons = {one.key: one.fault.detail for one in failed}
        for key, reason in {**store.missing, **reasons, **frontier.refused}.items():
            page = frontier.linked_from.get(key)
            if page is not None and key not in store.files:
                yield MissingPage(frontier.spelled(key), reason, frontier.spelled(page))


def _is_list(frontier: Frontier, folder: str, data: bytes) -> bool:
    """Tell whether a page is a list of a folder: it names files of it that are known."""
    site = frontier.site
    paths = {fold(site.target_of(f"{folder}.", href) or "") for href in listed_in(data)}
    return any(path.startswith(fold(folder)) and path != fold(folder) for path in paths)
