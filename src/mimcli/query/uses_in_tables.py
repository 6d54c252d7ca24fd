"""Uses that message tables state: of CMETs, template constraints, vocabularies, datatypes, OIDs.

The facts come from the tabular views; what has none is answered by `uses_in_schemas`.
"""

import re
from collections.abc import Iterable, Iterator

from mimcli.query.uses_things import MODELS, Asked, Found, Thing

_WORD = re.compile(r"[^<>,\s]+")
_REFERS = "kind IN ('cmet', 'template')"
_CHOOSES = "kind = 'choice'"
"""The conditions as the index's own indexes have them. An alternative of a choice may be a CMET."""


def users_in_tables(asked: Asked, thing: Thing) -> Iterator[Found]:
    """Yield the models whose message tables name a thing, with the paths of the rows."""
    if thing.kind == "vocabulary":
        yield from _rows(asked, "vocabulary", "vocabulary = ? COLLATE NOCASE", thing.id)
    elif thing.kind == "datatype":
        yield from _users_of_datatype(asked, thing.id)
    elif thing.kind == "oid":
        yield from _users_of_oid(asked, thing.id)
    elif thing.kind == "template_constraint":
        choices = list(_rows(asked, thing.kind, f"{_REFERS} AND target = ?", thing.id))
        yield from choices
        named = _rows(asked, thing.kind, '"constraint" = ?', thing.id)
        yield from (one for one in named if not _leads_to(one, choices))
    elif thing.kind in MODELS:
        for condition in (_REFERS, _CHOOSES):
            yield from _rows(asked, "cmet", f"{condition} AND target = ?", thing.id)


def used_in_tables(asked: Asked, thing: Thing) -> Iterator[Found]:
    """Yield what a model's message table names, with the paths of the rows."""
    view = asked.view_of(thing) if thing.kind in MODELS else None
    if view is None:
        return
    rows = asked.manual.rows(_NAMED_BY_VIEW, view)
    constraints = [
        Found(Thing("template_constraint", target), "template_constraint", path)
        for path, kind, target, *_ in rows
        if kind == "template" and target is not None
    ]
    named = [
        Found(Thing("template_constraint", constraint), "template_constraint", path)
        for path, kind, _, _, _, constraint, _ in rows
        if constraint is not None and kind == "attribute"
    ]
    yield from constraints
    yield from (one for one in named if not _leads_to(one, constraints))
    for path, kind, target, vocabulary, datatype, _, _ in rows:
        cmet = asked.artefact(target) if kind in ("cmet", "choice") else None
        if cmet or kind == "cmet":
            yield Found(cmet or Thing("cmet", target), "cmet", path)
        if vocabulary:
            yield Found(_vocabulary(asked, vocabulary), "vocabulary", path)
        if datatype:
            yield Found(Thing("datatype", datatype), "datatype", path)
    yield from _mentioned(asked, view, ((row[0], row[6]) for row in rows))


_NAMED_BY_VIEW = (
    'SELECT path, kind, target, vocabulary, datatype, "constraint",'
    " (SELECT oid FROM oid WHERE oid = fixed) FROM table_row WHERE view = ? ORDER BY position"
)


def _mentioned(asked: Asked, view: int, fixed: Iterable[tuple[str, str | None]]) -> Iterator[Found]:
    """Yield the OIDs that are fixed values, and what descriptions mention, row by row.

    `fixed` has the path of each row of the view, and the OID that is its value.
    """
    said: dict[int, list[Thing]] = {}
    for position, kind, name in asked.manual.rows(_MENTIONS_OF_VIEW, view):
        things = [Thing("oid", name)] if kind == "oid" else asked.flavours.get(name, ())
        said.setdefault(position, []).extend(things)
    for position, (path, oid) in enumerate(fixed):
        if oid is not None:
            yield Found(Thing("oid", oid), "fixed_value", path)
        for thing in said.get(position, ()):
            yield Found(thing, "description", path)


_MENTIONS_OF_VIEW = (
    "SELECT position, mention.kind, mention.name FROM table_row"
    " JOIN mention ON mention.text = description WHERE view = ?"
    " ORDER BY position, mention.kind != 'oid', mention.name"
)


def _leads_to(attribute: Found, choices: list[Found]) -> bool:
    """Return whether a constrained attribute only repeats the choice that it stands beside.

    `informant.contentId` names the constraint of `informant.participant.Template1`.
    """
    parent = (attribute.place or "").rpartition(".")[0] + "."
    return any(
        one.thing == attribute.thing and (one.place or "").startswith(parent) for one in choices
    )


def _vocabulary(asked: Asked, name: str) -> Thing:
    """Return a vocabulary by its own name: tables write some in another letter case."""
    return Thing("vocabulary", asked.vocabularies.get(name.casefold(), name))


def _rows(asked: Asked, relation: str, condition: str, *values: object) -> Iterator[Found]:
    rows = asked.manual.rows(
        f"SELECT view, path FROM table_row WHERE {condition} ORDER BY view, position",  # noqa: S608
        *values,
    )
    for view, path in rows:
        yield Found(asked.owners[view], relation, path)


def _users_of_datatype(asked: Asked, name: str) -> Iterator[Found]:
    """Yield the rows whose datatype is this one, or is made of it: `IVL<TS>` of `TS` and `IVL`."""
    datatypes = asked.manual.rows(
        "SELECT DISTINCT datatype FROM table_row WHERE datatype IS NOT NULL"
    )
    wanted = sorted(str(row[0]) for row in datatypes if is_made_of(str(row[0]), name))
    if wanted:
        places = ", ".join("?" * len(wanted))
        yield from _rows(asked, "datatype", f"datatype IN ({places})", *wanted)
    yield from _rows(asked, "description", _MENTIONS_FLAVOUR, name)


_MENTIONS_FLAVOUR = (
    "table_row.description IN (SELECT text FROM mention WHERE kind = 'flavour' AND name IN"
    " (SELECT title FROM datatype WHERE name = ?1 AND kind = 'flavour'))"
)


def is_made_of(datatype: str, name: str) -> bool:
    """Return whether a datatype is `name`, or has it as its generic type or parameter."""
    return datatype == name or ("<" not in name and name in _WORD.findall(datatype))


def _users_of_oid(asked: Asked, oid: str) -> Iterator[Found]:
    yield from _rows(asked, "fixed_value", "fixed = ?", oid)
    mentions = "table_row.description IN (SELECT text FROM mention WHERE kind = 'oid' AND name = ?)"
    yield from _rows(asked, "description", mentions, oid)
