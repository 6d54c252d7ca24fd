"""Which flavour of its datatype an element has (rule flavour-of-element).

The schema's type of the element says it for certain; the words of the manual's description may
speak of a part of the value (the useable period of a telecom), or of what stands beside it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mimcli.query.cited_flavours import cited_flavours, listed_title
from mimcli.query.explain_facts import datatype_of, flavour_of
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.manual import Manual

_COLLECTION = re.compile(r"(?:SET|LIST|BAG)<(.+)>")


class Flavours(NamedTuple):
    """The flavours of an element, and what was overruled."""

    names: tuple[str, ...]
    """By the titles of the datatypes page."""
    notes: tuple[str, ...]


def flavours_of(manual: Manual, models: Models, node: Node) -> Flavours:
    """Return the flavour of the schema's type; else those that the description names."""
    stated = datatype_of(models, node)
    named = _named(manual, node.line.description if node.line else None)
    own = [one for one, of_types in named if _is_of(stated, of_types)]
    own += [one for one in _cited(manual, stated, node) if one not in own]
    notes = [
        f"the description names the flavour {one}, which is of {of_types}, not of {stated}"
        for one, of_types in named
        if one not in own
    ]
    by_schema = _of_schema(manual, _plain(stated), flavour_of(models, node))
    if by_schema is None:
        return Flavours(tuple(own), tuple(notes))
    name, title = by_schema
    notes += [
        f"the description names the flavour {one}; the schema's is {name}"
        for one in own
        if one not in by_schema
    ]
    return Flavours((title,) if title else (), tuple(notes))


def _cited(manual: Manual, datatype: str | None, node: Node) -> tuple[str, ...]:
    """Return the flavours that the description cites from the list of the datatype's section."""
    prose = node.line.description if node.line else None
    row = manual.row("SELECT text FROM prose WHERE id = ?", prose) if prose and datatype else None
    return cited_flavours(manual, _plain(datatype) or "", str(row[0])) if row else ()


def _plain(datatype: str | None) -> str | None:
    """Return a datatype, or what a collection of it is of."""
    match = _COLLECTION.fullmatch(datatype or "")
    return match[1] if match else datatype


def _of_schema(
    manual: Manual, datatype: str | None, name: str | None
) -> tuple[str, str | None] | None:
    """Return a schema's flavour, and its title in the datatypes page; None if it is no flavour."""
    if name is None:
        return None
    row = manual.row(
        "SELECT datatype.name, coalesce(page.title, datatype.title) FROM datatype"
        " LEFT JOIN datatype page ON page.id = datatype.described_by"
        " WHERE datatype.schema_type = ? AND datatype.kind = 'flavour'",
        name,
    )
    if row is None:
        return None
    return name, row[1] or (listed_title(manual, datatype, name) if datatype else None)


def _named(manual: Manual, prose: int | None) -> Sequence[tuple[str, str]]:
    """Return the flavours that a description names, each with the datatypes that it is of."""
    if prose is None:
        return ()
    rows = manual.rows(
        "SELECT DISTINCT mention.name, coalesce(base, '') FROM mention JOIN datatype"
        " ON datatype.name = mention.name AND datatype.kind = 'flavour'"
        " WHERE text = ? AND mention.kind = 'flavour' ORDER BY mention.name",
        prose,
    )
    return [(str(name), str(of_types)) for name, of_types in rows]


def _is_of(datatype: str | None, of_types: str) -> bool:
    """Return whether a flavour of some datatypes may be one of this: of what a SET is of, too."""
    if datatype is None or not of_types:
        return True
    return {datatype, _plain(datatype)} & set(of_types.split(", ")) != set()
