"""A version that is offered as a zip: found on NHS England's page, and downloaded."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mimcli.errors import NetworkError, PageError
from mimcli.importer.download import Download
from mimcli.importer.fetched_files import Came, Tools, Wish
from mimcli.parse.offers import WebPage, nearest_links, offers_of, read_page
from mimcli.sources.website.asking import ask_page, shown
from mimcli.sources.website.port import Fetcher, Reply

MAX_PAGE_BYTES: Final = 16 * 1024 * 1024
_ZIP: Final = b"PK"
_NEAREST: Final = 3


class CountingFetcher:
    """Counts the requests that go through it. Satisfies `Fetcher`."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self.requests = 0

    @contextmanager
    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Iterator[Reply]:
        """Ask, and count that."""
        self.requests += 1
        with self._fetcher.get(address, headers) as reply:
            yield reply

    def close(self) -> None:
        """Let go of all connections."""
        self._fetcher.close()


def fetch_zip(
    fetcher: Fetcher, folder: Path, wish: Wish, tools: Tools, address: str | None
) -> Came:
    """Download a version's zip into `folder`; without an address, from where the page offers it.

    Raises NetworkError, PageError if the page offers none, CacheError.
    """
    counting = CountingFetcher(fetcher)
    page = None
    if address is None:
        page = wish.page
        tools.note(f"looking for MiM {wish.version} on {shown(page)}")
        address = _offered(counting, page, wish, tools)
    tools.note(f"downloading {shown(address)}")
    download = Download(
        counting,
        folder,
        patience=tools.patience,
        progress=tools.progress,
        note=tools.note,
        check=lambda start, reply: _check_zip(start, reply, page),
    )
    done = download.run(address)
    return Came(
        path=done.path,
        form="zip",
        address=done.address,
        page=page,
        bytes=done.bytes,
        requests=counting.requests,
        sha256=done.sha256,
        etag=done.etag,
        last_modified=done.last_modified,
    )


def _offered(fetcher: Fetcher, address: str, wish: Wish, tools: Tools) -> str:
    data, final = ask_page(
        fetcher, address, limit=MAX_PAGE_BYTES, patience=tools.patience, note=tools.note
    )
    page = read_page(data, final)
    offers = offers_of(page, wish.version)
    if len(offers) == 1:
        return offers[0].address
    by_hand = (
        f"open the page in a browser; then fetch with --from ADDRESS, or download it and: mim add"
        f" FILE ({shown(address)})"
    )
    if offers:
        which = ", ".join(shown(one.address) for one in offers[:_NEAREST])
        raise PageError(
            f"{_seen(page)} offers {len(offers)} zips as MiM {wish.version}: {which}", hint=by_hand
        )
    near = "; ".join(
        f"{one.text or '(no words)'} ({shown(one.address)})"
        for one in nearest_links(page, wish.version)[:_NEAREST]
    )
    raise PageError(
        f"{_seen(page)} does not offer MiM {wish.version} as a zip"
        + (f"; nearest to it come: {near}" if near else ""),
        hint=by_hand,
    )


def _seen(page: WebPage) -> str:
    title = f"titled {page.title!r}" if page.title else "without a title"
    return f"the page ({title}, {len(page.links)} links)"


def _check_zip(start: bytes, reply: Reply, page: str | None) -> None:
    """Raise NetworkError for what is no zip, as a page that wants a login."""
    if start.startswith(_ZIP):
        return
    what = "something that is no zip"
    if b"<" in start[:64] or "html" in reply.headers.get("Content-Type", "").lower():
        title = read_page(start, reply.address).title
        what = f"a web page ({title!r})" if title else "a web page"
        what += " in place of the zip, as where one has to log in"
    raise NetworkError(
        f"{shown(reply.address)} gave {what}",
        hint=f"open {shown(page or reply.address)} in a browser, download the zip, and: mim add"
        " FILE",
    )
