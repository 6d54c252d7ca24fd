"""Which files of a site are known, where from, and which are still to be asked for: no network."""

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from mimcli.sources.interface import is_rest
from mimcli.sources.names import fold, portability_fault
from mimcli.sources.website.addresses import Site
from mimcli.sources.website.links import has_links, links_in
from mimcli.sources.website.spelling import CERTAIN, Spellings


class Hint(NamedTuple):
    """A file that a site probably has although no page need link to it."""

    path: str
    certain: bool
    """Whether it is spelled so."""


class Frontier:
    """The files of one site, each once whatever its letter case. `key`: a path, folded."""

    def __init__(self, site: Site, *, full: bool) -> None:
        """Begin with the site's first page."""
        self.site = site
        self._full = full
        self._spellings = Spellings()
        self._waiting: deque[str] = deque()
        self.linked_from: dict[str, str] = {}
        """The key of the first page, in their order, that links to a file; by key."""
        self._hints: list[Hint] = []
        self._listed: list[str] = []
        """Files and folders in lists of the server, whose last name is as it is."""
        self._hrefs: dict[str, tuple[str, ...]] = {}
        """The links of each file that came, as it writes them; by key."""
        self.refused: dict[str, str] = {}
        """Files with a name that cannot be kept, and why."""
        self._known: set[str] = set()
        self.learn([Hint(site.start, certain=False)])

    def learn(self, hints: Iterable[Hint]) -> None:
        """Take files that are there although nothing may link to them."""
        for hint in hints:
            self._hints.append(hint)
            self._spellings.count(hint.path, CERTAIN if hint.certain else 0)
            self._add(hint.path)

    def read(self, key: str, data: bytes) -> None:
        """Take the links of a file that came."""
        if not has_links(key):
            return
        self._hrefs[key] = links_in(key, data)
        for href in self._hrefs[key]:
            path = self.site.target_of(self._spellings.of(key), href)
            if path is None:
                continue
            self._spellings.count(path)
            self._add(path)
            target = fold(path)
            if key < self.linked_from.get(target, "\uffff"):
                self.linked_from[target] = key

    def take_list(self, folder: str, hrefs: Iterable[str]) -> list[str]:
        """Take a server's list of a folder; return the folders in it."""
        folders = []
        for href in hrefs:
            path = self.site.target_of(f"{folder}.", href)
            if (
                path is None
                or not fold(path).startswith(fold(folder))
                or fold(path) == fold(folder)
            ):
                continue
            if path.endswith("/"):
                folders.append(path)
            elif "/" not in path[len(folder) :]:
                self._listed.append(path)
                self._add(path)
        self._listed += (one.rstrip("/") for one in folders)
        return [one for one in folders if self._wanted(one)]

    def next(self) -> str | None:
        """Return the key of a file to ask for; None if there is none at the moment."""
        return self._waiting.popleft() if self._waiting else None

    @property
    def known(self) -> int:
        """How many files are known, those that came among them."""
        return len(self._known)

    def spelled(self, key: str) -> str:
        """Return the path of a file as it is to be kept."""
        return self._spellings.of(key)

    def spellings(self, key: str) -> tuple[str, ...]:
        """Return the paths under which to ask for a file, the best first."""
        return self._spellings.all_of(key)

    def folders(self) -> list[str]:
        """Return the folders of all known files, with a slash at the end."""
        keys = {key[: key.rindex("/")] for key in self._known if "/" in key}
        return sorted(f"{self._spellings.of(key)}/" for key in keys)

    def settle(self) -> None:
        """Decide how files are spelled, by what is known now and not by the order in which it came.

        Each page is taken in the spelling in which it is first linked to, breadth first.
        """
        spellings = Spellings()
        waiting = deque(hint.path for hint in self._hints)
        for hint in self._hints:
            spellings.count(hint.path, CERTAIN if hint.certain else 0)
        for path in self._listed:
            spellings.count(path, CERTAIN, own=1)
        seen = set()
        while waiting:
            page = waiting.popleft()
            key = fold(page)
            if key in seen:
                continue
            seen.add(key)
            for href in self._hrefs.get(key, ()):
                target = self.site.target_of(page, href)
                if target is not None:
                    spellings.count(target)
                    waiting.append(target)
        self._spellings = spellings

    def _wanted(self, path: str) -> bool:
        return self._full or not is_rest(path)

    def _add(self, path: str) -> None:
        key = fold(path)
        if key in self._known or key in self.refused or not self._wanted(path):
            return
        fault = portability_fault(path)
        if fault is not None:
            self.refused[key] = fault
            return
        self._known.add(key)
        self._waiting.append(key)
