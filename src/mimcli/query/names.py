"""What a name stands for: a domain, an artefact id, a stem, a tabular view or an R-MIM.

Names that are no ids may also be those of vocabularies, datatypes, OIDs and template constraints.
"""

import re
from typing import NamedTuple

from mimcli.commands import command
from mimcli.data.short_names import short_names
from mimcli.errors import MimError, NotCachedError, NotFoundError, UsageError
from mimcli.model.identifiers import bare_name, parse_artefact_id, parse_stem
from mimcli.query.folding import fold_name
from mimcli.query.manual import Manual, not_cached

_STEM = re.compile(r"[A-Z]{4}_[A-Z]{2}\d{6}")
_EXAMPLE = re.compile(r"[A-Z]{4}_EX\d{6}", re.IGNORECASE)


class Resolved(NamedTuple):
    """What a name stands for in one version."""

    kind: str
    """`domain`, an artefact's kind (`interaction`, `message_type`, `tabular_view` ...),
    `vocabulary`, `datatype`, `oid` or `template_constraint`."""
    key: str | int
    """An id or OID; of a domain, vocabulary or datatype its number."""


def with_article(kind: str) -> str:
    """Return a kind of thing as words of a sentence: `an application role`."""
    words = "CMET" if kind == "cmet" else "OID" if kind == "oid" else kind.replace("_", " ")
    return f"{'an' if words[0] in 'aeioO' else 'a'} {words}"


MESSAGES = ("interaction", "message_type", "cmet", "template", "tabular_view")
"""Kinds of things that are messages, or parts of them."""


def is_no_message(name: str, kind: str) -> NotFoundError:
    """Return the error that a name stands for a kind of thing that is no message."""
    return NotFoundError(
        f"{name} is {with_article(kind)}, and no message",
        hint=f"`{command('show', name)}` says what it has; a message is PRPA_IN000203UK06",
    )


def resolve(manual: Manual, name: str) -> Resolved:
    """Return what `name` stands for.

    Raises NotFoundError, whose hint has the nearest revisions or near names; UsageError for a
    name that several kinds of things have.
    """
    name = bare_name(name)
    if parse_artefact_id(name):
        return _resolve_id(manual, name.strip().upper())
    stem = parse_stem(name)
    if stem:
        return _resolve_stem(manual, stem)
    from mimcli.query.reference_names import find_reference  # noqa: PLC0415  (not for ids)

    domain = named_domain(manual, name)
    found = [Resolved("domain", domain)] if domain is not None else []
    found += [Resolved(*one) for one in find_reference(manual, name, known=bool(found))]
    if len(found) > 1:
        raise _ambiguous(manual, name, found)
    if not found:
        domain = find_listed_domain(manual, name)
        found = [Resolved("domain", domain)] if domain is not None else []
    if not found:
        raise unknown_thing(manual, name)
    return found[0]


def _ambiguous(manual: Manual, name: str, found: list[Resolved]) -> UsageError:
    """Return the error that a name has several meanings, with a command for each."""
    commands = {"vocabulary": command("vocab", name), "datatype": command("datatype", name)}
    for one in found:
        if one.kind == "domain":
            (folder,) = manual.row("SELECT folder FROM domain WHERE id = ?", one.key) or ("",)
            commands["domain"] = command("show", str(folder))
    kinds = " and of a ".join(one.kind for one in found)
    better = " or ".join(commands[one.kind] for one in found)
    return UsageError(f"{name} is the name of a {kinds}", hint=f"say which: {better}")


def resolve_domain(manual: Manual, name: str) -> int:
    """Return the number of the domain that `name` stands for.

    Raises NotFoundError, whose hint has near names.
    """
    domain = find_domain(manual, name)
    if domain is None:
        raise unknown_name(manual, name)
    return domain


def unknown_name(manual: Manual, name: str) -> NotFoundError:
    """Return the error that nothing has a name, with what is near."""
    return NotFoundError(
        f"MiM {manual.version} has nothing named {name!r}", hint=_near_hint(manual, name)
    )


def unknown_thing(manual: Manual, name: str) -> MimError:
    """Return the error that nothing has a name; without a MiM, that this cannot be known.

    The bundled catalogue has all domains of its version, but no vocabularies and no datatypes.
    """
    if manual.source == "cache" or re.match(r"[A-Za-z]{4}_", name):
        return unknown_name(manual, name)
    from mimcli.query.near import did_you_mean  # noqa: PLC0415  (only for a mistyped name)

    what = f"{name!r} is no domain; whether a vocabulary or datatype has that name"
    error = not_cached(manual.version, what)
    near = did_you_mean(name, _domain_names(manual), within=False)
    return NotCachedError(error.message, hint=f"{near} If not, {error.hint}") if near else error


def find_domain(manual: Manual, name: str) -> int | None:
    """Return the number of the domain that `name` stands for.

    That is a domain's name in the menu, its folder, a short name, or what NHS England's list of
    retired domains calls it.
    """
    found = named_domain(manual, name)
    if found is not None or "_" in name:  # an id is no domain's name
        return found
    return find_listed_domain(manual, name)


def find_listed_domain(manual: Manual, name: str) -> int | None:
    """Return the number of the domain that the list of retired domains calls so, if one does."""
    from mimcli.query.domain_status import retirement_report  # noqa: PLC0415  (for few names)
    from mimcli.query.retirement import listed_names  # noqa: PLC0415  (as above)

    wanted = fold_name(name)
    listed = {
        entry.name
        for entry in manual.retirement().fully_retired
        if wanted and wanted in map(fold_name, listed_names(entry))
    }
    if not listed:
        return None
    numbers, report = retirement_report(manual)
    for number, domain in zip(numbers, report.domains, strict=True):
        if domain.listed_name in listed:
            return number
    return None


def named_domain(manual: Manual, name: str) -> int | None:
    """Return the number of the domain of that name, folder or short name."""
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


def _domain_names(manual: Manual) -> list[str]:
    return [str(one) for row in manual.rows("SELECT name, folder FROM domain") for one in row]


def _near_hint(manual: Manual, name: str) -> str | None:
    from mimcli.query.near import did_you_mean  # noqa: PLC0415  (only for a mistyped name)

    others = (
        str(row[0])
        for row in manual.rows(
            "SELECT name FROM vocabulary WHERE origin != 'schema' UNION ALL"
            " SELECT name FROM datatype WHERE kind != 'schema'"
        )
    )
    if _EXAMPLE.match(name):
        return f"it looks like an example: {command('example', name)}"
    stem = _STEM.match(name.upper())
    if stem and manual.row("SELECT 1 FROM artefact WHERE stem = ?", stem[0]):
        from mimcli.query.knowledge import unknown_id  # noqa: PLC0415  (reads bundled facts)

        return unknown_id(manual, stem[0]).hint
    near = did_you_mean(name, (*_domain_names(manual), *others))
    if near is None and re.match(r"[A-Za-z]{4}_", name):
        ids = (str(row[0]) for row in manual.rows("SELECT id FROM artefact ORDER BY id"))
        near = did_you_mean(name, ids, cutoff=0.8)
    if near:
        return near
    if manual.source != "cache":
        more = command("fetch", manual.version)
        return f"`mim list-domains` lists the domains; more needs a MiM in the cache: {more}"
    return "`mim list-domains` lists the domains; `mim search` looks everywhere"
