"""Uses that schemas state: of flavours and OIDs, of files, and of all by what has no message table.

What a model's message table says is not said again from its schema; but only schemas say which
flavour of a datatype an element has, and superseded models are often left in a schema alone.
"""

from collections.abc import Iterable, Iterator

from mimcli.query.manual import Row
from mimcli.query.uses_things import MODELS, Asked, Found, Thing

_WITHOUT_END = ("_code", "_codeSystem", "_displayName")
"""A vocabulary's types in the schemas are named after it, with one of these."""
_DATATYPE_FILE = "datatype"
"""In the names of the schemas that define datatypes and their flavours."""


def users_in_schemas(asked: Asked, thing: Thing) -> Iterator[Found]:
    """Yield what uses a thing, as far as schemas alone say so."""
    if thing.kind == "schema":
        for path, reference in asked.manual.rows(
            "SELECT schema, reference FROM schema_reference WHERE target = ? ORDER BY schema",
            thing.id,
        ):
            yield Found(Thing("schema", path), str(reference))
    elif thing.kind in MODELS:
        rows = asked.manual.rows(_INCLUDED_BY, thing.id)
        yield from _included(asked, (str(row[0]) for row in rows), by_user=True)
    elif thing.kind in ("datatype", "vocabulary"):
        yield from _users_of_type(asked, thing)
    elif thing.kind == "oid":
        yield from _users_of_oid(asked, thing.id)


def used_in_schemas(asked: Asked, thing: Thing) -> Iterator[Found]:
    """Yield what a thing uses, as far as schemas alone say so."""
    if thing.kind == "schema":
        for path, reference in asked.manual.rows(
            "SELECT target, reference FROM schema_reference WHERE schema = ? ORDER BY position",
            thing.id,
        ):
            yield Found(Thing("schema", path), str(reference))
    elif thing.kind in MODELS and thing.kind != "interaction":
        if thing.id not in asked.with_table:
            rows = asked.manual.rows(_INCLUDES, thing.id)
            yield from _included(asked, (str(row[0]) for row in rows), by_user=False)
        yield from _used_types(asked, thing)


_INCLUDED_BY = (
    "SELECT DISTINCT user.id FROM schema AS used"
    " JOIN schema_reference ON schema_reference.target = used.path"
    " JOIN schema AS user ON user.path = schema_reference.schema"
    " WHERE used.id = ? AND user.id IS NOT NULL ORDER BY user.id"
)
_INCLUDES = (
    "SELECT DISTINCT used.id FROM schema AS user"
    " JOIN schema_reference ON schema_reference.schema = user.path"
    " JOIN schema AS used ON used.path = schema_reference.target"
    " WHERE user.id = ? AND used.id IS NOT NULL ORDER BY schema_reference.position"
)


def _included(asked: Asked, ids: Iterable[str], *, by_user: bool) -> Iterator[Found]:
    """Yield the artefacts of schemas, but for users that have a better account of their own.

    An interaction's relations are known from its manual and schema; its schema includes CMETs
    only for its wrappers.
    """
    for identifier in ids:
        thing = asked.artefact(identifier)
        known = by_user and identifier in asked.with_table
        if thing and not known and thing.kind != "interaction":
            yield Found(thing, "schema_include")


def _users_of_type(asked: Asked, thing: Thing) -> Iterator[Found]:
    """Yield the models with elements of a type: of a flavour all, else those without a table."""
    names = [_type_name(thing.id)]
    if thing.kind == "vocabulary":
        names += [thing.id + end for end in _WITHOUT_END]
    places = ", ".join("?" * len(names))
    rows = asked.manual.rows(
        "SELECT owner.name, part.name, owner.key FROM schema_part AS part"  # noqa: S608  (places only)
        f" JOIN schema_type AS owner ON owner.key = part.owner WHERE part.type IN ({places})"
        " OR part.type_key IN"
        f" (SELECT key FROM schema_type WHERE name IS NULL AND base IN ({places}))",
        *names,
        *names,
    )
    yield from _elements(asked, rows, always=_is_flavour(thing))


def _used_types(asked: Asked, thing: Thing) -> Iterator[Found]:
    """Yield the types of a model's elements; of one that has a message table, the flavours."""
    rows = asked.manual.rows(
        "SELECT owner.name, part.name, coalesce(part.type, nameless.base), type.schema"
        " FROM schema_type AS owner JOIN schema_part AS part ON part.owner = owner.key"
        " LEFT JOIN schema_type AS nameless ON nameless.key = part.type_key"
        " JOIN schema_type AS type ON type.name = coalesce(part.type, nameless.base)"
        " WHERE owner.name >= ?1 || '.' AND owner.name < ?1 || '/'"
        " AND (NOT ?2 OR coalesce(part.type, nameless.base) LIKE '%.%')"
        " ORDER BY owner.key, position",
        thing.id,
        thing.id in asked.with_table,
    )
    for owner, name, type_, schema in rows:
        used = _thing_of_type(str(type_), str(schema))
        always = _is_flavour(used)
        if _owner(asked, str(type_)) is None and _speaks(asked, thing, always=always):
            yield Found(used, "schema_type", _place(owner, name))


def _users_of_oid(asked: Asked, oid: str) -> Iterator[Found]:
    """Yield the models with elements whose attributes have an OID as their only value."""
    rows = asked.manual.rows(
        "SELECT owner.name, part.name, owner.key FROM schema_part AS part"
        " JOIN schema_type AS owner ON owner.key = part.owner WHERE part.fixed = ?",
        oid,
    )
    yield from _elements(asked, rows, always=True, relation="schema_fixed")


def _elements(
    asked: Asked, rows: Iterable[Row], *, always: bool, relation: str = "schema_type"
) -> Iterator[Found]:
    """Yield the models that parts of types belong to; of a nameless type, whose elements have it.

    Each row has the type's name, the part's name, and the type's key.
    """
    parts: dict[int, list[str]] = {}
    for owner, name, key in rows:
        if owner:
            yield from _element(asked, owner, name, always=always, relation=relation)
        else:
            parts.setdefault(int(key), []).append(str(name))
    if not parts:
        return
    places = ", ".join("?" * len(parts))
    for owner, element, key in asked.manual.rows(
        "SELECT owner.name, part.name, part.type_key FROM schema_part AS part"  # noqa: S608  (places)
        f" JOIN schema_type AS owner ON owner.key = part.owner WHERE type_key IN ({places})",
        *parts,
    ):
        for name in parts[key]:
            path = f"{element}.{name}"
            yield from _element(asked, owner or "", path, always=always, relation=relation)


def _element(
    asked: Asked, owner: str, name: str, *, always: bool, relation: str
) -> Iterator[Found]:
    user = _owner(asked, owner)
    if user and _speaks(asked, user, always=always):
        yield Found(user, relation, _place(owner, name))


def _speaks(asked: Asked, user: Thing, *, always: bool) -> bool:
    """Return whether a model's schema is heard: an interaction's repeats its wrappers' elements."""
    return user.kind != "interaction" and (always or user.id not in asked.with_table)


def _owner(asked: Asked, type_name: str) -> Thing | None:
    """Return the artefact that a type of a schema belongs to: `PRPA_MT000203UK04.Author`."""
    return asked.artefact(type_name.partition(".")[0])


def _place(owner: str, name: str) -> str:
    return f"{owner.partition('.')[2]}.{name}"


def _is_flavour(thing: Thing) -> bool:
    return thing.kind == "datatype" and "." in thing.id


def _thing_of_type(name: str, schema: str) -> Thing:
    """Return what a type of a schema stands for: a datatype or flavour, or a vocabulary."""
    if "." in name or _DATATYPE_FILE in schema.lower():
        return Thing("datatype", name)
    for end in _WITHOUT_END:
        name = name.removesuffix(end)
    return Thing("vocabulary", name)


def _type_name(datatype: str) -> str:
    """Return a datatype's name in the schemas: `IVL_TS` of `IVL<TS>`."""
    return datatype.replace("<", "_").replace(">", "")
