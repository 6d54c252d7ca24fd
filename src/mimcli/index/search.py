"""Full text: the passages of an index, made of its tables and of the pages' words."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from posixpath import basename, splitext
from typing import Any, NamedTuple

from mimcli.data.short_names import short_names
from mimcli.model.passages import PageText

_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NAMES = re.compile(r"\w*(?:[a-z][A-Z]|[A-Z][A-Z][a-z]|_[A-Z])\w*")
_EXAMPLE = re.compile(r"(?:.*/)?\w*examples/.+\.xml", re.IGNORECASE)
_BUFFER_BYTES = 64 * 1024 * 1024
_TOP_FOLDER = re.compile(r"(?:Domains/)?([^/]+)/", re.IGNORECASE)


class _Key(NamedTuple):
    """A passage, as far as it differs from others."""

    kind: str
    name: str
    title: str
    context: str
    text: str
    words: str


class _Place(NamedTuple):
    page: int | None
    anchor: str | None = None
    domain: int | None = None
    view: int | None = None
    row: int | None = None


class _Domain(NamedTuple):
    id: int
    words: str


class _Artefact(NamedTuple):
    id: str
    kind: str
    title: str
    description: str
    domain: int | None
    page: str
    anchor: str


def search_sql() -> str:
    """Return the statements that make an empty full text index."""
    return files("mimcli.index").joinpath("search.sql").read_text(encoding="utf-8")


def fill_search(connection: sqlite3.Connection, texts: Iterable[PageText]) -> None:
    """Make and fill the full text index of an index whose other tables are filled.

    The order of the passages is that of the pages' paths and of the tables alone.
    """
    connection.executescript(search_sql())
    connection.execute("BEGIN")
    gathering = _Gathering(connection)
    gathering.add_domains()
    gathering.add_pages(sorted(texts, key=lambda one: one.page))
    gathering.add_other_artefacts()
    gathering.add_examples()
    gathering.add_views()
    gathering.add_rows()
    gathering.write()
    connection.execute("COMMIT")


@lru_cache(maxsize=16384)
def words_within(text: str) -> str:
    """Return the words that names in a text are made of: `genderCode` gives `gender Code`."""
    pieces = [piece for name in _NAMES.findall(text) for piece in _PIECES.findall(name)]
    return " ".join(dict.fromkeys(pieces))


class _Gathering:
    """The passages so far, each with its places."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.pages: dict[str, tuple[int, str]] = {}
        self.passages: dict[_Key, list[_Place]] = {}
        self.domains: dict[int, _Domain] = {}
        self.folders: dict[str, _Domain] = {}
        self.artefacts = self._artefacts()

    def add(self, key: _Key, place: _Place) -> None:
        """Add a passage, or another place of one that is there."""
        self.passages.setdefault(key, []).append(place)

    def page(self, path: str | None, title: str = "") -> int | None:
        """Return a page's number."""
        if not path:
            return None
        return self.pages.setdefault(path.partition("#")[0], (len(self.pages) + 1, title))[0]

    def add_domains(self) -> None:
        """Add the domains; what is said of them is on their pages."""
        rows = self.connection.execute("SELECT id, name, folder, category, page FROM domain")
        for number, name, folder, category, page in rows.fetchall():
            names = {name.casefold(), folder.casefold()}
            short = [one for one, full in short_names() if names & {f.casefold() for f in full}]
            other = folder if folder != name else ""
            domain = _Domain(number, _spaced(name, other, *short))
            self.domains[number] = self.folders[folder.casefold()] = domain
            words = _spaced(words_within(name), words_within(folder), *short)
            key = _Key("domain", name, other or name, category or "", "", words)
            self.add(key, _Place(self.page(page), None, number))

    def add_pages(self, texts: Iterable[PageText]) -> None:
        """Add what the pages say; a section about an artefact becomes the artefact's passage."""
        by_name = {(one.page, one.id): one for one in self.artefacts.values() if one.page}
        by_anchor = {(one.page, one.anchor): one for one in self.artefacts.values() if one.anchor}
        for text in texts:
            number = self.page(text.page, text.title)
            domain = self._domain_of(text.page)
            for one in text.passages:
                kind, name = one.kind, one.name
                if kind == "section":
                    about = by_name.get((text.page, name)) or by_anchor.get((text.page, one.anchor))
                    if about and self.artefacts.pop(about.id, None):
                        kind, name = about.kind, about.id
                of_domain = domain.words if domain and kind not in ("code", "oid") else ""
                words = _spaced(words_within(_spaced(name, one.title, one.context)), of_domain)
                self.add(
                    _Key(kind, name, one.title, one.context, one.text, words),
                    _Place(number, one.anchor or None, domain.id if domain else None),
                )

    def add_other_artefacts(self) -> None:
        """Add the artefacts that no section is about."""
        for one in self.artefacts.values():
            domain = self.domains.get(one.domain) if one.domain else None
            words = _spaced(words_within(f"{one.id} {one.title}"), domain.words if domain else "")
            self.add(
                _Key(one.kind, one.id, one.title, "", one.description, words),
                _Place(self.page(one.page), one.anchor or None, one.domain),
            )

    def add_examples(self) -> None:
        """Add every example file, by its name."""
        rows = self.connection.execute(
            "SELECT path, max(id), group_concat(artefact, ' ') FROM"
            " (SELECT * FROM example ORDER BY path, artefact) GROUP BY path"
        )
        examples = {path: (name, artefacts) for path, name, artefacts in rows}
        for (path,) in self.connection.execute("SELECT path FROM file ORDER BY path"):
            if _EXAMPLE.fullmatch(path):
                examples.setdefault(path, (None, ""))
        for path, (name, artefacts) in sorted(examples.items()):
            stem = splitext(basename(path))[0]
            words = _spaced(words_within(stem), words_within(artefacts), artefacts)
            self.add(_Key("example", name or stem, stem, "", "", words), _Place(self.page(path)))

    def add_views(self) -> None:
        """Add the tabular views by their ids, with that of the R-MIM."""
        rows = self.connection.execute(
            "SELECT v.id, v.page, v.rmim_id, r.name FROM tabular_view v"
            " LEFT JOIN table_row r ON r.view = v.key AND r.position = 0 ORDER BY v.key"
        )
        for name, page, rmim, entry in rows.fetchall():
            domain = self._domain_of(page)
            words = words_within(_spaced(name, entry or ""))
            self.add(
                _Key("tabular_view", name, entry or "", "", rmim or "", words),
                _Place(self.page(page), None, domain.id if domain else None),
            )

    def add_rows(self) -> None:
        """Add the rows of all message tables, each text once."""
        rows = self.connection.execute(
            "SELECT r.view, r.position, v.page, coalesce(r.anchor, o.anchor), o.name,"
            ' r.name, r.datatype, r.coding_strength, r.vocabulary, r.fixed, r."default",'
            ' r.target, r."constraint", p.text'
            " FROM table_row r JOIN tabular_view v ON v.key = r.view"
            " LEFT JOIN table_row o ON o.view = r.view AND o.position = r.owner"
            " LEFT JOIN prose p ON p.id = r.description ORDER BY r.view, r.position"
        )
        here, domain, number = None, None, None
        for view, position, page, anchor, owner, name, *stated, text in rows:
            if page != here:
                here, domain, number = page, self._domain_of(page), self.page(page)
            title = _row_title(name, stated)
            words = words_within(_spaced(title, owner or ""))
            self.add(
                _Key("table_row", name, title, owner or "", text or "", words),
                _Place(number, anchor, domain.id if domain else None, view, position),
            )

    def write(self) -> None:
        """Write everything that was gathered."""
        run = self.connection.executemany
        run(
            "INSERT INTO page VALUES (?, ?, ?)",
            ((number, path, title or None) for path, (number, title) in self.pages.items()),
        )
        run(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (number, *(value or None for value in key))
                for number, key in enumerate(self.passages, start=1)
            ),
        )
        run("INSERT INTO passage_place VALUES (?, ?, ?, ?, ?, ?, ?)", self._places())
        # All of it at once: in pieces it would take half as long again, and more room.
        run("INSERT INTO search (search, rank) VALUES (?, ?)", [("hashsize", _BUFFER_BYTES)])
        self.connection.execute("INSERT INTO search (search) VALUES ('rebuild')")

    def _places(self) -> Iterator[tuple[Any, ...]]:
        for number, places in enumerate(self.passages.values(), start=1):
            for position, place in enumerate(places):
                yield (number, position, *place)

    def _domain_of(self, page: str) -> _Domain | None:
        match = _TOP_FOLDER.match(page)
        return self.folders.get(match[1].casefold()) if match else None

    def _artefacts(self) -> dict[str, _Artefact]:
        rows = self.connection.execute(
            "SELECT id, kind, coalesce(title, ''), coalesce(description, ''), domain,"
            " coalesce(page, ''), coalesce(anchor, '') FROM artefact"
            " WHERE standing != 'mentioned' ORDER BY id"
        )
        return {row[0]: _Artefact._make(row) for row in rows}


def _spaced(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _row_title(name: str, stated: Sequence[str | None]) -> str:
    """Return what a row's first cell states, but for how often and how strictly."""
    datatype, strength, vocabulary, fixed, default, target, constraint = stated
    title = name
    if datatype:
        title += f" ({datatype} {{{strength}:{vocabulary}}})" if vocabulary else f" ({datatype})"
    elif target and target != name:
        title += f" ({target})"
    if fixed:
        title += f' = "{fixed}"'
    if default:
        title += f' default "{default}"'
    return f"{title} {{{constraint}}}" if constraint else title
