"""Full text: the passages that the tables of an index give, beside the pages' words.

That is what no section of a page is about: message tables, examples, and whatever only a schema
or another artefact names.
"""

import re
from collections.abc import Sequence
from posixpath import basename, splitext
from typing import Any

from mimcli.index.search_passages import Gathering, Key, Place, spaced, words_within

_EXAMPLE = re.compile(r"(?:.*/)?\w*examples/.+\.xml", re.IGNORECASE)


def add_tables(gathering: Gathering) -> None:
    """Add what the tables hold and the pages did not give."""
    _add_artefacts(gathering)
    _add_vocabularies(gathering)
    _add_identifiers(gathering)
    _add_datatypes(gathering)
    _add_examples(gathering)
    _add_rows(gathering)


def _add_artefacts(gathering: Gathering) -> None:
    rows = gathering.connection.execute(
        "SELECT id, kind, title, description, domain, page, anchor FROM artefact"
        " WHERE standing != 'mentioned' ORDER BY id"
    )
    for name, kind, title, description, domain, page, anchor in rows.fetchall():
        if (kind, name.casefold(), "") in gathering.told:
            continue
        known = gathering.domains.get(domain or 0)
        words = spaced(words_within(spaced(name, title)), known.words if known else "")
        gathering.add(
            Key(kind, name, title or "", "", description or "", words),
            Place(gathering.page(page), anchor, domain),
        )


def _add_vocabularies(gathering: Gathering) -> None:
    """Add the vocabularies that only a schema has, and codes that no row of a page is about."""
    rows = gathering.connection.execute(
        "SELECT id, name, description, coalesce(page, schema) FROM vocabulary ORDER BY id"
    )
    vocabularies = {number: (name, text, page) for number, name, text, page in rows}
    for name, text, page in vocabularies.values():
        if ("vocabulary", name.casefold(), "") not in gathering.told:
            key = Key("vocabulary", name, "", "", text or "", words_within(name))
            gathering.add(key, gathering.place(page))
    rows = gathering.connection.execute(
        "SELECT vocabulary, code, display, note FROM code ORDER BY vocabulary, position"
    )
    for number, code, display, note in rows.fetchall():
        name, _, page = vocabularies[number]
        if ("code", code.casefold(), name.casefold()) not in gathering.told:
            key = Key("code", code, display or "", name, note or "", words_within(name))
            gathering.add(key, gathering.place(page))


def _add_identifiers(gathering: Gathering) -> None:
    """Add the identifiers that the catalogue lacks."""
    rows = gathering.connection.execute(
        "SELECT oid, name, description, page, anchor FROM oid ORDER BY oid"
    )
    for name, title, text, page, anchor in rows.fetchall():
        if ("oid", name.casefold(), "") not in gathering.told:
            key = Key("oid", name, title or "", "", text or "", words_within(title or ""))
            gathering.add(key, gathering.place(page, anchor))


def _add_datatypes(gathering: Gathering) -> None:
    """Add the datatypes and flavours that no section is about, most of them a schema's own."""
    rows = gathering.connection.execute(
        "SELECT name, title, base, description, coalesce(page, schema), anchor FROM datatype"
        " ORDER BY id"
    )
    for name, title, base, text, page, anchor in rows.fetchall():
        if ("datatype", name.casefold(), "") not in gathering.told:
            words = words_within(spaced(name, title))
            key = Key("datatype", name, title or "", base or "", text or "", words)
            gathering.add(key, gathering.place(page, anchor))


def _add_examples(gathering: Gathering) -> None:
    """Add every example file, by its name."""
    rows = gathering.connection.execute(
        "SELECT path, max(id), group_concat(artefact, ' ') FROM"
        " (SELECT * FROM example ORDER BY path, artefact) GROUP BY path"
    )
    examples = {path: (name, artefacts) for path, name, artefacts in rows}
    for (path,) in gathering.connection.execute("SELECT path FROM file ORDER BY path"):
        if _EXAMPLE.fullmatch(path):
            examples.setdefault(path, (None, ""))
    for path, (name, artefacts) in sorted(examples.items()):
        stem = splitext(basename(path))[0]
        words = spaced(words_within(stem), words_within(artefacts), artefacts)
        gathering.add(Key("example", name or stem, stem, "", "", words), gathering.place(path))


def _add_rows(gathering: Gathering) -> None:
    """Add the rows of all message tables, each text once."""
    rows = gathering.connection.execute(
        "SELECT r.view, r.position, v.page, coalesce(r.anchor, o.anchor), o.name, r.name,"
        " r.kind, r.min, r.max, r.conformance,"
        ' r.datatype, r.coding_strength, r.vocabulary, r.fixed, r."default", r.target,'
        ' r."constraint", p.text FROM table_row r JOIN tabular_view v ON v.key = r.view'
        " LEFT JOIN table_row o ON o.view = r.view AND o.position = r.owner"
        " LEFT JOIN prose p ON p.id = r.description ORDER BY r.view, r.position"
    )
    here, place = "", Place(None)
    for view, position, page, anchor, owner, name, *stated, text in rows:
        if page != here:
            here, place = page, gathering.place(page)
        title = _row_title(name, stated)
        gathering.add(
            Key(
                "table_row",
                name,
                title,
                owner or "",
                text or "",
                words_within(f"{title} {owner}" if owner else title),
            ),
            Place(place.page, anchor, place.domain, view, position),
        )


def _row_title(name: str, stated: Sequence[Any]) -> str:
    """Return what a row's first cell states, in the page's own words."""
    kind, low, high, flag, *held = stated
    datatype, strength, vocabulary, fixed, default, target, constraint = held
    title = f"either : {name}" if kind == "choice" else name
    if low is not None:
        flagged = f" [{flag}]" if flag else ""
        title = f"[{low}..{'*' if high is None else high}]{flagged} {title}"
    if datatype:
        title += f" ({datatype} {{{strength}:{vocabulary}}})" if vocabulary else f" ({datatype})"
    elif target and target != name:
        title += f" [CMET: {target}]" if kind == "cmet" else f" ({target})"
    if fixed:
        title += f' Fixed="{fixed}"'
    if default:
        title += f' Default="{default}"'
    return f"{title} {{{constraint}}}" if constraint else title
