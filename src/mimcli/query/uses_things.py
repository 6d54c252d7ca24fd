"""What a name stands for among all that can be used, and what things are called."""

import re
from functools import cached_property
from typing import NamedTuple

from mimcli.errors import NotFoundError, UsageError
from mimcli.query.manual import Manual
from mimcli.query.names import Resolved, resolve, resolve_domain

MODELS = frozenset(("message_type", "cmet", "template", "tabular_view", "interaction"))
"""Kinds of what may have a message table or schema (of interactions, batch ones have tables)."""

_CONSTRAINT = re.compile(r"([A-Za-z]+-\d+)[#_]([A-Za-z]+)")
"""`NPFIT-000024#Role`; in file names an underscore stands for the `#`."""


class Thing(NamedTuple):
    """Anything that can use or be used."""

    kind: str
    id: str
    """Artefact id, name, OID or path."""


class Found(NamedTuple):
    """One thing at the other end of one use."""

    thing: Thing
    relation: str
    place: str | None = None
    domain: str | None = None
    """Where it holds, if not wherever the thing is."""


class Asked:
    """A manual that is asked for uses; remembers what every question needs."""

    def __init__(self, manual: Manual) -> None:
        self.manual = manual

    @cached_property
    def vocabularies(self) -> dict[str, str]:
        """The name of every vocabulary that is defined, by itself in lower case."""
        rows = self.manual.rows("SELECT name FROM vocabulary")
        return {str(row[0]).casefold(): str(row[0]) for row in rows}

    @cached_property
    def flavours(self) -> dict[str, list[Thing]]:
        """The flavours that a page describes, by the title under which texts mention them."""
        found: dict[str, list[Thing]] = {}
        for name, title in self.manual.rows(
            "SELECT name, title FROM datatype WHERE kind = 'flavour' AND title IS NOT NULL"
            " ORDER BY id"
        ):
            found.setdefault(title, []).append(Thing("datatype", name))
        return found

    @cached_property
    def owners(self) -> dict[int, Thing]:
        """Whose each tabular view is, by its key: of those that share it the current one."""
        rows = self.manual.rows(
            "SELECT tabular_view.key, tabular_view.id, artefact.id, artefact.kind FROM tabular_view"
            " LEFT JOIN definition ON tabular_view_id = tabular_view.id"
            " LEFT JOIN artefact ON artefact.id = definition.id"
            " ORDER BY artefact.standing != 'defined', artefact.id"
        )
        found: dict[int, Thing] = {}
        for key, view, artefact, kind in rows:
            thing = Thing(kind, artefact) if artefact else Thing("tabular_view", view)
            found.setdefault(int(key), thing)
        return found

    @cached_property
    def artefacts(self) -> dict[str, tuple[str, str | None, str | None]]:
        """Kind, title and domain's name of every artefact, by its id."""
        rows = self.manual.rows(
            "SELECT artefact.id, kind, title, domain.name FROM artefact"
            " LEFT JOIN domain ON domain.id = domain"
        )
        return {str(row[0]): (str(row[1]), row[2], row[3]) for row in rows}

    @cached_property
    def with_table(self) -> frozenset[str]:
        """The artefacts that have a message table."""
        rows = self.manual.rows("SELECT id FROM definition WHERE tabular_view_id IS NOT NULL")
        return frozenset(str(row[0]) for row in rows)

    def view_of(self, thing: Thing) -> int | None:
        """Return the key of a thing's tabular view, or None."""
        row = self.manual.row(
            "SELECT key FROM tabular_view WHERE id = coalesce((SELECT tabular_view_id"
            " FROM definition WHERE id = ?1), ?1)",
            thing.id,
        )
        return int(row[0]) if row else None

    def artefact(self, identifier: str) -> Thing | None:
        """Return the artefact with that id, or None."""
        known = self.artefacts.get(identifier)
        return Thing(known[0], identifier) if known else None

    def named(self, thing: Thing) -> tuple[str | None, str | None]:
        """Return a thing's title and its domain's name."""
        if thing.kind in _TITLES:
            row = self.manual.row(_TITLES[thing.kind], thing.id)
            return (row[0] if row and row[0] != thing.id else None), None
        known = self.artefacts.get(thing.id)
        return (known[1], known[2]) if known else (None, None)


_TITLES = {
    "oid": "SELECT name FROM oid WHERE oid = ?",
    "datatype": "SELECT title FROM datatype WHERE name = ?",
}


def find_thing(asked: Asked, name: str, kind: str | None = None) -> Thing:
    """Return what `name` stands for; with `kind` (`datatype`, `domain` ...) the one of that kind.

    Beside what other commands take: the path of a schema, and vocabularies and datatypes that
    only message tables name. Raises NotFoundError, whose hint has near names, and UsageError for
    a name that several kinds of things have.
    """
    manual = asked.manual
    plain = name.strip()
    path = plain.replace("\\", "/").lower()
    row = manual.row(
        "SELECT schema.path FROM file JOIN schema ON schema.path = file.path WHERE key = ?", path
    )
    if row:
        return Thing("schema", str(row[0]))
    if kind is not None:
        return _of_kind(manual, plain, kind)
    try:
        found = resolve(manual, plain)
    except NotFoundError:
        only_in_tables = _in_tables(manual, plain)
        if only_in_tables is None:
            raise
        return only_in_tables
    except UsageError as error:
        raise UsageError(
            error.message,
            hint="say which it is: --kind domain, --kind datatype or --kind vocabulary",
        ) from None
    return _thing(manual, found)


def _of_kind(manual: Manual, name: str, kind: str) -> Thing:
    if kind == "domain":
        return _thing(manual, Resolved("domain", resolve_domain(manual, name)))
    found = _in_tables(manual, name, kind)
    if found is None:
        found = _thing(manual, resolve(manual, name))
        if found.kind != kind:
            raise NotFoundError(f"{name} is no {kind}: its kind is {found.kind}")
    return found


def _thing(manual: Manual, found: Resolved) -> Thing:
    """Return what a name was resolved to; what the index keeps by number by its name."""
    if isinstance(found.key, int):
        row = manual.row(f"SELECT name FROM {found.kind} WHERE id = ?", found.key)  # noqa: S608
        assert row is not None  # noqa: S101  (names.resolve found it in the same index)
        return Thing(found.kind, str(row[0]))
    return Thing(found.kind, found.key)


def _in_tables(manual: Manual, name: str, wanted: str | None = None) -> Thing | None:
    """Return what has no artefact id and is named so, if only in message tables."""
    if match := _CONSTRAINT.fullmatch(name):
        name = f"{match[1]}#{match[2]}"
    for kind, sql in _NAMED:
        row = manual.row(sql, name) if wanted in (None, kind) else None
        if row:
            return Thing(kind, str(row[0]))
    return None


_NAMED = (
    ("template_constraint", "SELECT id FROM template_constraint WHERE id = ? COLLATE NOCASE"),
    ("vocabulary", "SELECT name FROM vocabulary WHERE name = ?"),
    ("oid", "SELECT oid FROM oid WHERE oid = ?"),
    ("datatype", "SELECT name FROM datatype WHERE name = ?1 OR title = ?1 COLLATE NOCASE"),
    (
        "vocabulary",
        "SELECT vocabulary FROM table_row WHERE vocabulary = ? COLLATE NOCASE LIMIT 1",
    ),
    ("datatype", "SELECT datatype FROM table_row WHERE datatype = ? COLLATE NOCASE"),
)
