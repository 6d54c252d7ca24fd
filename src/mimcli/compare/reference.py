"""What differs in what all messages share: vocabularies, datatypes, constraints, OIDs, domains."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mimcli.compare.differences import Difference
from mimcli.compare.models import Models
from mimcli.compare.sorting_out import lone_differences
from mimcli.compare.structure import SchemaType
from mimcli.compare.values import simple_differences
from mimcli.compare.walk import Walk
from mimcli.query.manual import Manual

Told = tuple[str, Difference]
"""The name of a thing, and what differs in it."""

_MISSING = "thing-removed"
_NEW = "thing-added"


class _Code(NamedTuple):
    code: str
    display: str | None
    retired: int


class _Vocabulary(NamedTuple):
    name: str
    code_system: str | None
    codes: dict[str, _Code]


def vocabulary_differences(
    old: Manual, new: Manual, *, pages: bool, has: Callable[[str | None], bool]
) -> Iterator[Told]:
    """Yield what differs in each vocabulary.

    Without `pages` in those that the schemas list; `has` says which files of schemas count.
    """
    ours, theirs = (_vocabularies(each, pages=pages, has=has) for each in (old, new))
    basis = "page" if pages else "schema"
    for key in sorted(ours.keys() | theirs.keys()):
        before, after = ours.get(key), theirs.get(key)
        if before is None or after is None:
            yield from _there(before and before.name, after and after.name, basis)
            continue
        for one in _in_vocabulary(before, after, words=pages):
            yield after.name, one._replace(basis=basis)


def _in_vocabulary(old: _Vocabulary, new: _Vocabulary, *, words: bool) -> Iterator[Difference]:
    if old.code_system and new.code_system and old.code_system != new.code_system:
        rule = "code-system-replaced"
        yield Difference(None, "code-system", old.code_system, new.code_system, rule)
    for code, one in old.codes.items():
        if code not in new.codes:
            yield Difference(code, "code-removed", one.display or code, None, "code-removed")
    for code, other in new.codes.items():
        before = old.codes.get(code)
        if before is None:
            yield Difference(code, "code-added", None, other.display or code, "code-added")
        elif words and before.retired != other.retired:
            rule = "code-retired" if other.retired else "code-restored"
            yield Difference(code, rule, before.display or code, other.display or code, rule)
        elif words and before.display != other.display:
            yield Difference(code, "code-display", before.display, other.display, "code-reworded")


def _vocabularies(
    manual: Manual, *, pages: bool, has: Callable[[str | None], bool]
) -> dict[str, _Vocabulary]:
    found: dict[int, _Vocabulary] = {}
    for key, name, system, origin, schema in manual.rows(
        "SELECT id, name, code_system, origin, schema FROM vocabulary ORDER BY id"
    ):
        if pages or (origin != "page" and has(schema)):
            found[key] = _Vocabulary(str(name), system, {})
    condition = "" if pages else " WHERE in_schema"
    for key, code, display, retired in manual.rows(
        f"SELECT vocabulary, code, display, retired FROM code{condition}"  # noqa: S608
        " ORDER BY vocabulary, position"
    ):
        if key in found:
            found[key].codes[code] = _Code(code, display, retired)
    return {one.name.casefold(): one for one in found.values()}


def constraint_differences(old: Manual, new: Manual) -> Iterator[Told]:
    """Yield what differs in each choice of templates, as its schema has it."""
    ours, theirs = _constraints(old), _constraints(new)
    for name in sorted(ours.keys() | theirs.keys()):
        called = name.replace("_", "#")
        if name not in ours or name not in theirs:
            yield from _there(called if name in ours else None, called if name in theirs else None)
            continue
        before = {one[:-4]: one for one in ours[name]}
        after = {one[:-4]: one for one in theirs[name]}
        for stem in sorted(before.keys() | after.keys()):
            one, other = before.get(stem), after.get(stem)
            if one is None:
                yield called, Difference(stem, "added", None, other, "template-allowed")
            elif other is None:
                yield called, Difference(stem, "removed", one, None, "template-forbidden")
            elif one != other:
                yield called, Difference(stem, "revised", one, other, "template-revised")


def _constraints(manual: Manual) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, template in manual.rows(
        "SELECT t.name, p.name FROM schema_type t JOIN schema_part p ON p.owner = t.key"
        " WHERE t.kind = 'group' AND t.schema LIKE 'TemplateSchemas/%' AND p.name IS NOT NULL"
        " ORDER BY t.key, p.position"
    ):
        found.setdefault(str(name), []).append(str(template))
    return found


def datatype_differences(models: Models) -> Iterator[Told]:
    """Yield what differs in each datatype, as the schemas of `dt/` declare it.

    What a datatype inherits is told of the one that states it.
    """
    paths = [{one for one in side.paths if one.startswith("dt/")} for side in models.schemas]
    common = paths[0] & paths[1]
    if paths[0] == paths[1] and all(models.same_file(path, path) for path in common):
        return
    same = models.same
    lists = _lists(models.old) | _lists(models.new)
    ours, theirs = (
        {one.name or "": one for path in sorted(side) for one in structure.of_schema(path)}
        for side, structure in zip(paths, (same.old, same.new), strict=True)
    )
    told: dict[str, set[Difference]] = {}
    for name in sorted(ours.keys() | theirs.keys()):
        before, after = ours.get(name), theirs.get(name)
        if _is_no_datatype(after or before, lists):
            continue
        if before is None or after is None:
            yield from _there(name if before else None, name if after else None, "schema")
            continue
        found = _datatype(models, before, after)
        base = after.base if after.base == before.base else None
        if base in ours and base in theirs and base not in told:
            told[base] = set(_datatype(models, ours[base], theirs[base]))
        told[name] = set(found)
        for one in found:
            if base is None or one not in told.get(base, ()):
                yield name, one


def _is_no_datatype(found: SchemaType | None, lists: set[str]) -> bool:
    if found is None or found.kind not in ("complex", "simple"):
        return True
    name = (found.name or "").casefold()
    return name in lists or _CODED.sub("", name) in lists


_CODED = re.compile(r"^c[devs]_|_(?:code|displayname|codesystem)$")
"""What the schemas put around a vocabulary's name for the types that are made of it."""


def _lists(manual: Manual) -> set[str]:
    rows = manual.rows("SELECT name FROM vocabulary")
    return {str(row[0]).casefold() for row in rows}


def _datatype(models: Models, old: SchemaType, new: SchemaType) -> list[Difference]:
    if old.kind == "simple" or new.kind == "simple":
        return list(simple_differences(models.same, "", old, new)) if old.kind == new.kind else []
    walk = Walk(models.same, "", "")
    found = list(walk.inside("", old, new))
    return [*found, *lone_differences(models.same, walk.gone, walk.come)]


def oid_differences(old: Manual, new: Manual) -> Iterator[Told]:
    """Yield what differs in the catalogue of OIDs."""
    ours, theirs = _oids(old), _oids(new)
    for oid in sorted(ours.keys() | theirs.keys()):
        if oid not in ours or oid not in theirs:
            yield from _there(oid if oid in ours else None, oid if oid in theirs else None)
        elif ours[oid] != theirs[oid]:
            restated = Difference(None, "status", ours[oid], theirs[oid], "thing-restated", "page")
            yield oid, restated


def _oids(manual: Manual) -> dict[str, str | None]:
    rows = manual.rows("SELECT oid, name FROM oid WHERE origin = 'catalogue'")
    return {str(oid): name for oid, name in rows}


def domain_differences(old: Manual, new: Manual) -> Iterator[Told]:
    """Yield what differs in the menu: its domains, their status and versions."""
    ours, theirs = _domains(old), _domains(new)
    for folder in sorted(ours.keys() | theirs.keys()):
        before, after = ours.get(folder), theirs.get(folder)
        if before is None or after is None:
            yield from _there(before and before[0], after and after[0])
            continue
        for at, change in ((1, "status"), (2, "version")):
            if before[at] != after[at]:
                restated = Difference(None, change, before[at], after[at], "thing-restated", "page")
                yield str(after[0]), restated


def _domains(manual: Manual) -> dict[str, tuple[str, str | None, str | None]]:
    rows = manual.rows("SELECT folder, name, publication_status, version FROM domain ORDER BY id")
    return {str(row[0]).casefold(): (str(row[1]), row[2], row[3]) for row in rows}


def _there(old: str | None, new: str | None, basis: str = "page") -> Iterator[Told]:
    """Yield that a thing is gone, or has come."""
    if old is not None:
        yield old, Difference(None, "removed", old, None, _MISSING, basis)
    if new is not None:
        yield new, Difference(None, "added", None, new, _NEW, basis)
