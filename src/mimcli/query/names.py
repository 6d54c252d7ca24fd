"""What a name stands for: a domain, an artefact id, a stem, a tabular view or an R-MIM."""

import re
from typing import NamedTuple

from mimcli.data.short_names import short_names
from mimcli.errors import NotFoundError
from mimcli.model.identifiers import parse_artefact_id, parse_stem
from mimcli.query.folding import fold_name
from mimcli.query.manual import Manual


class Resolved(NamedTuple):
    """What a name stands for in one version."""

    kind: str
    """`domain` or an artefact's kind (`interaction`, `message_type`, `tabular_view` ...)."""
    key: str | int
    """An artefact id, or a domain's number."""


def resolve(manual: Manual, name: str) -> Resolved:
    """Return what `name` stands for.

    Raises NotFoundError, whose hint has the nearest revisions or near names.
    """
    if parse_artefact_id(name):
        return _resolve_id(manual, name.strip().upper())
    stem = parse_stem(name)
    if stem:
        return _resolve_stem(manual, stem)
    domain = find_domain(manual, name)
    if domain is not None:
        return Resolved("domain", domain)
    raise NotFoundError(
        f"MiM {manual.version} has nothing named {name!r}", hint=_near_hint(manual, name)
    )


def find_domain(manual: Manual, name: str) -> int | None:
    """Return the number of the domain that `name` stands for: menu, folder or short name."""
    wanted = fold_name(name)
    if not wanted:
        return None
    domains = manual.rows("SELECT id, name, folder FROM domain ORDER BY id")
    for column in (1, 2):
        for row in domains:
            if fold_name(row[column]) == wanted:
                return int(row[0])
    full_names = {
        fold_name(full)
        for short, fulls in short_names()
        if fold_name(short) == wanted
        for full in fulls
    }
    for row in domains:
        if {fold_name(row[1]), fold_name(row[2])} & full_names:
            return int(row[0])
    return None


def _resolve_id(manual: Manual, identifier: str) -> Resolved:
    row = manual.row("SELECT kind FROM artefact WHERE id = ?", identifier)
    if row:
        return Resolved(str(row[0]), identifier)
    # Several revisions may share a model; superseded ones are left in the schema folder.
    row = manual.row(
        "SELECT kind, id FROM artefact WHERE id IN (SELECT id FROM definition"
        " WHERE tabular_view_id = ?1 UNION SELECT id FROM definition WHERE rmim_id = ?1)"
        " ORDER BY (standing = 'defined') DESC, id",
        identifier,
    )
    if row:
        return Resolved(str(row[0]), str(row[1]))
    if manual.row("SELECT 1 FROM tabular_view WHERE id = ?", identifier):
        return Resolved("tabular_view", identifier)
    from mimcli.query.knowledge import unknown_id  # noqa: PLC0415  (reads bundled facts)

    raise unknown_id(manual, identifier)


def _resolve_stem(manual: Manual, stem: str) -> Resolved:
    rows = manual.rows(
        "SELECT kind, id FROM artefact WHERE stem = ? AND standing != 'mentioned'"
        " ORDER BY (standing IN ('defined', 'xml-only', 'catalogued')) DESC,"
        " (standing = 'bundled') DESC, substr(id, -2) DESC",
        stem,
    )
    if rows:
        return Resolved(str(rows[0][0]), str(rows[0][1]))
    row = manual.row(
        "SELECT id FROM tabular_view WHERE id >= ?1 AND id < ?1 || 'a' ORDER BY id DESC", stem
    )
    if row:
        return _resolve_id(manual, str(row[0]))
    from mimcli.query.knowledge import unknown_id  # noqa: PLC0415  (reads bundled facts)

    raise unknown_id(manual, stem)


def _near_hint(manual: Manual, name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  (only for a mistyped name)

    names: dict[str, str] = {}
    for menu_name, folder in manual.rows("SELECT name, folder FROM domain"):
        names.setdefault(fold_name(menu_name), menu_name)
        names.setdefault(fold_name(folder), folder)
    near = [names[one] for one in get_close_matches(fold_name(name), names, n=3, cutoff=0.5)]
    if not near and re.match(r"[A-Za-z]{4}_", name):
        upper = name.strip().upper()
        ids = [str(row[0]) for row in manual.rows("SELECT id FROM artefact ORDER BY id")]
        near = get_close_matches(upper, ids, n=3, cutoff=0.8)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return "`mim list-domains` lists the domains; an artefact id looks like PRPA_IN000203UK06"
