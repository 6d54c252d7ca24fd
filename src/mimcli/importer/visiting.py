"""One visit: asking a web site for one file, and judging what came."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mimcli.cache.mirror_store import MirrorStore, StoredFile
from mimcli.sources.directory import MAX_FILE_BYTES
from mimcli.sources.names import fold
from mimcli.sources.website.addresses import Site
from mimcli.sources.website.asking import LONGEST_WAIT, Attempts, Patience, opened
from mimcli.sources.website.links import PAGES, ending
from mimcli.sources.website.pace import Pace
from mimcli.sources.website.port import Fault, Fetcher, Reply

_GONE: Final = frozenset((404, 410))
_MOST_SPELLINGS: Final = 3
_TEXTS: Final = ("html", "xml", "text/plain", "application/octet")
"""What the type of a page may have in it; servers differ, and old ones err."""


class Came(NamedTuple):
    """A file came whole."""

    key: str
    stored: StoredFile


class Lacking(NamedTuple):
    """A file is not there, or not to be had by us: asking again will not help."""

    key: str
    reason: str


class Failed(NamedTuple):
    """A file did not come this time."""

    key: str
    fault: Fault


Outcome = Came | Lacking | Failed


class Visitor:
    """Asks for files of one site, from any thread."""

    def __init__(
        self, fetcher: Fetcher, site: Site, store: MirrorStore, pace: Pace, patience: Patience
    ) -> None:
        self._fetcher = fetcher
        self._site = site
        self._store = store
        self._pace = pace
        self._patience = patience._replace(sleep=pace.sleep)

    def visit(self, key: str, paths: Sequence[str], worker: int) -> Outcome:
        """Ask for a file under the first spelling that is there. Raises Stopped, OSError."""
        gone: Lacking | None = None
        for path in paths[:_MOST_SPELLINGS]:
            try:
                return self._patiently(key, path, worker)
            except Fault as fault:
                if fault.status in _GONE:
                    gone = gone or Lacking(key, fault.detail)
                    continue
                if fault.passing or fault.kind in ("name", "tls"):
                    return Failed(key, fault)
                return Lacking(key, fault.detail)
        return gone or Lacking(key, "has no name")

    def _patiently(self, key: str, path: str, worker: int) -> Outcome:
        attempts = Attempts(self._patience)
        while True:
            self._pace.wait()
            try:
                return self._once(key, path, worker)
            except Fault as fault:
                if fault.wait is not None and fault.wait <= LONGEST_WAIT:
                    self._pace.hold(fault.wait)  # the others had better wait, too
                attempts.failed(fault)

    def _once(self, key: str, path: str, worker: int) -> Outcome:
        address = self._site.address_of(path)
        with opened(self._fetcher, address, leads=self._site.leads) as reply:
            arrived = self._site.path_of(reply.address)
            if arrived is None or fold(arrived) != key:
                return Lacking(key, f"leads to another page, {arrived or reply.address}")
            if not _may_be(key, reply):
                kind = reply.headers.get("Content-Type", "").partition(";")[0]
                return Lacking(key, f"answered with something else ({kind})")
            stored = self._store.take(key, self._chunks(reply), worker, MAX_FILE_BYTES)
        if stored is None:
            return Lacking(key, f"is larger than {MAX_FILE_BYTES:,} bytes")
        if ending(key) not in PAGES and _looks_like_a_page(self._store.start_of(key)):
            self._store.drop(key)
            return Lacking(key, "answered with a web page in its place")
        return Came(key, stored)

    def _chunks(self, reply: Reply) -> Iterator[bytes]:
        for chunk in reply.chunks():
            self._pace.sleep(0.0)  # raises if the work was ended
            yield chunk


def _may_be(key: str, reply: Reply) -> bool:
    """Tell whether an answer's type is one that such a file may have."""
    kind = reply.headers.get("Content-Type", "").lower()
    if ending(key) in PAGES:
        return not kind or any(text in kind for text in _TEXTS)
    return True


def _looks_like_a_page(start: bytes) -> bool:
    plain = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return plain.startswith((b"<!doctype html", b"<html"))
