"""Datatypes: the page's types and flavours, joined with the schemas' types that carry them out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mimcli.model.datatypes import (
    DatatypesStatement,
    DatatypeStatement,
    SchemaType,
    TypesStatement,
)
from mimcli.model.reference import DatatypePartRow, DatatypeRow, DatatypeRuleRow
from mimcli.reconcile.type_rules import rules_of

_FLAVOUR = re.compile(r"(\w+)\.npfit\.(.+)", re.IGNORECASE)
"""Type and flavour: `II.NPfIT.uuid.mandatory`."""
_WORD = re.compile(r"[a-z0-9]+")
_STRENGTHS = frozenset(("required", "mandatory"))
"""Ends of a flavour's name that say whether a value must be there, not what it is."""


class Datatypes(NamedTuple):
    """The datatypes of a publication: the page's in its order, then those of the schemas."""

    rows: list[DatatypeRow]
    parts: list[DatatypePartRow]
    rules: list[DatatypeRuleRow]


class _Located(NamedTuple):
    """A schema's type, and the file that has it."""

    path: str
    type: SchemaType


class _Entry(NamedTuple):
    """An entry of a datatypes page."""

    number: int
    page: str
    statement: DatatypeStatement


def reconcile_datatypes(
    pages: Sequence[DatatypesStatement],
    schemas: Sequence[TypesStatement],
    stated: Iterable[str] = (),
) -> Datatypes:
    """Return every type and flavour, with its parts and with what its schema demands.

    `stated` are the datatypes that message tables name: a type that only a schema has is called
    as they call it, `IVL<INT>` for the schema's `IVL_INT`.
    """
    types = _types(schemas)
    entries = _entries(pages)
    described = _described(entries, types)
    rows = [_page_row(entry, described.get(entry.number, []), types) for entry in entries]
    carried = {row.schema_type for row in rows}
    describers = {name: number for number, names in described.items() for name in names}
    known = {row.name for row in rows}
    called = {_schema_name(name): name for name in stated if "<" in name}
    for name, located in types.items():
        if name not in carried:
            row = _schema_row(len(rows) + 1, located, describers.get(name), known)
            rows.append(row._replace(name=called.get(name, name)))
    plain = {name: located.type for name, located in types.items()}
    rules = [
        DatatypeRuleRow(row.id, position, *rule)
        for row in rows
        if row.schema_type
        for position, rule in enumerate(rules_of(plain[row.schema_type], plain))
    ]
    return Datatypes(rows, [part for entry in entries for part in _parts(entry)], rules)


def _schema_name(name: str) -> str:
    """Return what the schemas call a datatype with parameters: `IVL_TS` for `IVL<TS>`."""
    return name.replace("<", "_").replace(">", "")


def _types(schemas: Sequence[TypesStatement]) -> dict[str, _Located]:
    found: dict[str, _Located] = {}
    for schema in sorted(schemas, key=lambda one: one.path):
        for each in schema.types:
            found.setdefault(each.name, _Located(schema.path, each))
    return found


def _entries(pages: Sequence[DatatypesStatement]) -> list[_Entry]:
    found = [
        (page.page, statement)
        for page in sorted(pages, key=lambda one: one.page)
        for statement in page.entries
        if statement.kind in ("type", "flavour")
    ]
    return [_Entry(number, *one) for number, one in enumerate(found, start=1)]


def _described(entries: Sequence[_Entry], types: Mapping[str, _Located]) -> dict[int, list[str]]:
    """Return the schemas' flavours that each of the page's stands for (rule flavour-by-words)."""
    flavours = [entry for entry in entries if entry.statement.kind == "flavour"]
    found: dict[int, list[str]] = {}
    for name, located in types.items():
        match = _FLAVOUR.fullmatch(name)
        if match is None or located.type.kind != "complex":
            continue
        words = set(_WORD.findall(match[2].lower())) - _STRENGTHS
        own = [entry for entry in flavours if match[1] in entry.statement.of_types]
        by_name = [entry for entry in own if entry.statement.name == name]
        by_title = [entry for entry in own if words <= _words(entry.statement.title)]
        by_text = [entry for entry in own if words <= _words(_all_text(entry.statement))]
        likeliest = by_name or by_title or by_text
        if len(likeliest) == 1:
            found.setdefault(likeliest[0].number, []).append(name)
    return found


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _all_text(statement: DatatypeStatement) -> str:
    parts = (f"{part.name} {part.text}" for part in statement.parts)
    return " ".join((statement.title, statement.description, *parts))


def _page_row(
    entry: _Entry, described: Sequence[str], types: Mapping[str, _Located]
) -> DatatypeRow:
    """Return the row of an entry of the page, with the one schema's type that it is."""
    statement = entry.statement
    if statement.kind == "type":
        schema_name = _schema_name(statement.name)
    else:
        schema_name = described[0] if len(described) == 1 else ""
    own = types.get(schema_name)
    name = statement.name or (schema_name if own else "") or statement.title
    flavour = statement.kind == "flavour"
    base = ", ".join(statement.of_types) if flavour else (own.type.base if own else "")
    return DatatypeRow(
        id=entry.number,
        name=name,
        kind=statement.kind,
        title=statement.title or None,
        base=base or None,
        section=statement.section or None,
        description=statement.description or None,
        examples=statement.examples or None,
        page=entry.page,
        anchor=statement.anchor or None,
        schema=own.path if own else None,
        schema_type=own.type.name if own else None,
        described_by=None,
    )


def _schema_row(
    number: int, located: _Located, described_by: int | None, known: set[str]
) -> DatatypeRow:
    """Return the row of a schema's type that the page has not, or not by itself."""
    match = _FLAVOUR.fullmatch(located.type.name)
    flavour = match is not None and located.type.kind == "complex"
    of_type = match[1] if match and match[1] in known else located.type.base
    return DatatypeRow(
        id=number,
        name=located.type.name,
        kind="flavour" if flavour else "schema",
        title=None,
        base=(of_type if flavour else located.type.base) or None,
        section=None,
        description=located.type.documentation or None,
        examples=None,
        page=None,
        anchor=None,
        schema=located.path,
        schema_type=located.type.name,
        described_by=described_by,
    )


def _parts(entry: _Entry) -> Iterator[DatatypePartRow]:
    for position, part in enumerate(entry.statement.parts):
        yield DatatypePartRow(
            datatype=entry.number,
            position=position,
            name=part.name,
            cardinality=part.cardinality or None,
            type=part.type or None,
            text=part.text or None,
            inside=part.inside if part.inside >= 0 else None,
        )
