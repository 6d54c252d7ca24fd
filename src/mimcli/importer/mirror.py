"""Mirroring a web site: files come in several at a time, and bring the links to the next ones."""

import queue
import threading
from typing import Final

from mimcli.cache.mirror_store import MirrorStore
from mimcli.errors import NetworkError, PageError
from mimcli.importer.visiting import Came, Failed, Lacking, Outcome, Visitor
from mimcli.progress import Progress
from mimcli.sources.directory import MAX_ENTRIES, MAX_TOTAL_BYTES
from mimcli.sources.website.asking import network_error
from mimcli.sources.website.frontier import Frontier
from mimcli.sources.website.links import has_links
from mimcli.sources.website.pace import Pace, Stopped
from mimcli.sources.website.port import Fault
from mimcli.sources.website.robots import Robots

_HOPELESS: Final = frozenset(("name", "refused", "tls", "proxy"))
"""Faults that one file has as every other one."""

_IN_A_ROW: Final = 8
"""So many files that fail one after the other, and the site is left alone."""

Job = tuple[str, tuple[str, ...]] | None


class Mirror:
    """The work at one site. All decisions are made in the thread that calls `run`."""

    def __init__(
        self,
        frontier: Frontier,
        store: MirrorStore,
        visitor: Visitor,
        *,
        pace: Pace,
        robots: Robots,
        progress: Progress,
    ) -> None:
        self._frontier = frontier
        self._store = store
        self._visitor = visitor
        self._pace = pace
        self._robots = robots
        self._progress = progress
        self._jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
        self._outcomes: queue.SimpleQueue[Outcome | BaseException] = queue.SimpleQueue()
        self._failed: dict[str, Failed] = {}
        self._in_a_row = 0
        self._told = 0
        self._bytes = sum(stored.size for stored in store.files.values())

    def run(self, workers: int) -> list[Failed]:
        """Ask for everything that is linked and not here yet, and return what failed.

        `workers` files at a time are asked for.

        Raises NetworkError if the site does not answer any more, PageError if it has no end,
        OSError if the disk is full. Whatever came is kept.
        """
        threads = [
            threading.Thread(target=self._work, args=(number,), daemon=True)
            for number in range(workers)
        ]
        self._told = self._frontier.known
        self._progress.start(self._told, "copying", "files")
        self._progress.advance(len(self._store.files) + len(self._store.missing))
        try:
            for thread in threads:
                thread.start()
            in_flight = 0
            while True:
                while in_flight < workers and (job := self._next_job()) is not None:
                    self._jobs.put(job)
                    in_flight += 1
                if not in_flight:
                    break
                self._settle(self._outcomes.get())
                in_flight -= 1
        finally:
            self._pace.stop()
            for _ in threads:
                self._jobs.put(None)
            self._progress.finish()
        return list(self._failed.values())

    def _work(self, number: int) -> None:
        """Do jobs until there are none; in a thread of its own."""
        while (job := self._jobs.get()) is not None:
            try:
                self._outcomes.put(self._visitor.visit(*job, number))
            except Stopped:
                return
            except BaseException as error:  # noqa: BLE001  (raised again in the calling thread)
                self._outcomes.put(error)

    def _next_job(self) -> Job:
        """Return the next file to ask for; what came earlier is only read on the way."""
        while (key := self._frontier.next()) is not None:
            if key in self._store.files:
                if self._read(key):
                    continue
            elif key in self._store.missing:
                continue
            self._check_size()
            self._tell()
            paths = self._allowed(key)
            if paths:
                return key, paths
            self._store.lacks(key, "robots.txt forbids it")
        return None

    def _allowed(self, key: str) -> tuple[str, ...]:
        site = self._frontier.site
        paths = self._frontier.spellings(key)
        return tuple(
            path for path in paths if self._robots.allows(_below_host(site.address_of(path)))
        )

    def _settle(self, outcome: Outcome | BaseException) -> None:
        if isinstance(outcome, BaseException):
            raise outcome
        if isinstance(outcome, Failed):
            self._fails(outcome)
        elif isinstance(outcome, Lacking):
            self._store.lacks(*outcome)
        else:
            self._in_a_row = 0
            self._takes(outcome)
        self._progress.advance(1)

    def _takes(self, came: Came) -> None:
        self._store.came(came.key, came.stored)
        self._bytes += came.stored.size
        self._read(came.key)

    def _read(self, key: str) -> bool:
        """Take a file's links; tell whether it is what came."""
        if has_links(key):
            data = self._store.read(key)
            if data is None:
                return False
            self._frontier.read(key, data)
        return True

    def _tell(self) -> None:
        """Tell the progress how many files there are by now."""
        self._progress.extend(self._frontier.known - self._told)
        self._told = self._frontier.known

    def _fails(self, failed: Failed) -> None:
        self._failed[failed.key] = failed
        self._in_a_row += 1
        fault = failed.fault
        if fault.kind in _HOPELESS or self._in_a_row >= _IN_A_ROW or fault.wait is not None:
            raise site_fails(fault, len(self._store.files))

    def _check_size(self) -> None:
        if self._frontier.known > MAX_ENTRIES or self._bytes > MAX_TOTAL_BYTES:
            raise PageError(
                f"the site has no end: {self._frontier.known:,} files, {self._bytes:,} bytes",
                hint="this is no publication of the MiM",
            )


def site_fails(fault: Fault, here: int) -> NetworkError:
    """Return what to tell the user of a site that does not answer any more."""
    error = network_error(fault)
    if not here:
        return error
    kept = f"{here} files are here and kept: the same command goes on where it stopped"
    return NetworkError(error.message, hint=kept)


def _below_host(address: str) -> str:
    """Return an address from the slash after its host on."""
    return "/" + address.partition("://")[2].partition("/")[2]
