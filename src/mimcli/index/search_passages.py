"""Full text: passages put together, each kept once with all its places."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from mimcli.data.short_names import short_names
from mimcli.model.passages import PageText, Passage

_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NAMES = re.compile(r"\b\w*(?:[a-z][A-Z]|[A-Z][A-Z][a-z]|_[A-Z])\w*")
_TOP_FOLDER = re.compile(r"(?:Domains/)?([^/]+)/", re.IGNORECASE)
_BUFFER_BYTES = 64 * 1024 * 1024


class Key(NamedTuple):
    """A passage, as far as it differs from others; fields as in `search.sql`."""

    kind: str
    name: str = ""
    title: str = ""
    context: str = ""
    text: str = ""
    words: str = ""


class Place(NamedTuple):
    """Where a passage stands; fields as in `search.sql`."""

    page: int | None
    anchor: str | None = None
    domain: int | None = None
    view: int | None = None
    row: int | None = None


class FoundDomain(NamedTuple):
    """A domain, and the names by which its pages are found too."""

    id: int
    words: str


class _Thing(NamedTuple):
    """Something of the index that a section of a page may be about."""

    kind: str
    id: str
    title: str


def words_within(*texts: str | None) -> str:
    """Return the words that names in texts are made of: `genderCode` gives `gender Code`."""
    pieces = [piece for text in texts if text for piece in _pieces_within(text)]
    return " ".join(dict.fromkeys(pieces)) if pieces else ""


@lru_cache(maxsize=16384)  # titles and the headings above them come again and again
def _pieces_within(text: str) -> list[str]:
    return [piece for name in _NAMES.findall(text) for piece in _PIECES.findall(name)]


def spaced(*texts: str | None) -> str:
    """Return the texts that have words, blanks between them."""
    return " ".join(text for text in texts if text)


class Gathering:
    """The passages so far, each with its places."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.domains: dict[int, FoundDomain] = {}
        self.told: set[tuple[str, str, str]] = set()
        """Kind, name and context (in lower case) of what the pages gave."""
        self._pages: dict[str, tuple[int, str]] = {}
        self._passages: dict[Key, list[Place]] = {}
        self._folders: dict[str, FoundDomain] = {}

    def add(self, key: Key, place: Place) -> None:
        """Add a passage, or another place of one that is there."""
        self._passages.setdefault(key, []).append(place)

    def page(self, path: str | None, title: str = "") -> int | None:
        """Return a page's number."""
        if not path:
            return None
        path = path.partition("#")[0]
        return self._pages.setdefault(path, (len(self._pages) + 1, title))[0]

    def place(self, path: str | None, anchor: str | None = None) -> Place:
        """Return a place on a page, in the domain in whose folder the page is."""
        match = _TOP_FOLDER.match(path or "")
        domain = self._folders.get(match[1].casefold()) if match else None
        return Place(self.page(path), anchor or None, domain.id if domain else None)

    def add_domains(self) -> None:
        """Add the domains; what is said of them is on their pages."""
        rows = self.connection.execute("SELECT id, name, folder, category, page FROM domain")
        for number, name, folder, category, page in rows.fetchall():
            names = {name.casefold(), folder.casefold()}
            short = [one for one, full in short_names() if names & {f.casefold() for f in full}]
            other = folder if folder != name else ""
            domain = FoundDomain(number, spaced(name, other, *short))
            self.domains[number] = self._folders[folder.casefold()] = domain
            words = spaced(words_within(name), words_within(folder), *short)
            key = Key("domain", name, other or name, category or "", "", words)
            self.add(key, Place(self.page(page), None, number))

    def add_pages(self, texts: Iterable[PageText]) -> None:
        """Add what the pages say; a section about one thing becomes the passage of that thing."""
        by_name, by_anchor = self._things()
        for text in texts:
            self.page(text.page, text.title)
            shown = text.title
            for one in text.passages:
                place = self.place(text.page, one.anchor)
                kind, name = one.kind, one.name
                thing = by_anchor.get((kind, text.page, one.anchor)) or by_name.get(
                    (kind, text.page, name)
                )
                if thing and (thing.kind, thing.id.casefold(), "") not in self.told:
                    kind, name = thing.kind, thing.id
                self._add_passage(one._replace(kind=kind, name=name), place, shown)
                shown = ""

    def _add_passage(self, one: Passage, place: Place, shown: str) -> None:
        """Add a passage of a page; `shown` is what the window's title adds to the first."""
        context = one.context.casefold() if one.kind == "code" else ""
        self.told.add((one.kind, one.name.casefold(), context))
        domain = self.domains.get(place.domain or 0)
        of_domain = domain.words if domain and one.kind not in ("code", "oid") else ""
        words = spaced(words_within(one.name, one.title, one.context), of_domain)
        if shown and shown not in (one.title, one.context):
            words = spaced(words, shown)
        self.add(Key(one.kind, one.name, one.title, one.context, one.text, words), place)

    def _things(self) -> tuple[dict[tuple[str, str, str], _Thing], ...]:
        """Return artefacts by their page and id, and with datatypes by their page and anchor.

        The first part of each key is the kind that the page's parser gives such a section.
        """
        by_name: dict[tuple[str, str, str], _Thing] = {}
        by_anchor: dict[tuple[str, str, str], _Thing] = {}
        for kind, name, title, page, anchor in self.connection.execute(
            "SELECT kind, id, title, page, anchor FROM artefact WHERE page IS NOT NULL ORDER BY id"
        ):
            thing = _Thing(kind, name, title or "")
            by_name.setdefault(("section", page, name), thing)
            if anchor:
                by_anchor.setdefault(("section", page, anchor), thing)
        for name, page, anchor in self.connection.execute(
            "SELECT name, page, anchor FROM datatype WHERE page IS NOT NULL ORDER BY id"
        ):
            if anchor:
                thing = _Thing("datatype", name, "")
                by_anchor.setdefault(("datatype", page, anchor), thing)
        return by_name, by_anchor

    def write(self, connection: sqlite3.Connection) -> None:
        """Write everything that was gathered into the tables of `search.sql`, but the full text."""
        run = connection.executemany
        pages = ((number, path, title or None) for path, (number, title) in self._pages.items())
        run("INSERT INTO page VALUES (?, ?, ?)", pages)
        passages = ((number, *key) for number, key in enumerate(self._passages, start=1))
        cells = ", ".join(["nullif(?, '')"] * len(Key._fields))
        run(f"INSERT INTO passage VALUES (?, {cells})", passages)  # noqa: S608
        run("INSERT INTO passage_place VALUES (?, ?, ?, ?, ?, ?, ?)", self._places())
        run("INSERT INTO search (search, rank) VALUES (?, ?)", [("hashsize", _BUFFER_BYTES)])

    def _places(self) -> Iterator[tuple[Any, ...]]:
        for number, places in enumerate(self._passages.values(), start=1):
            for position, place in enumerate(places):
                yield (number, position, *place)
