"""Full text: the passages that the tables of an index give, beside the pages' words.

That is what no section of a page is about: message tables, examples, and whatever only a schema
or another artefact names.
"""

import re
from collections.abc import Iterable, Sequence
from posixpath import basename, splitext

from mimcli.index.search_passages import Gathering, Key, Place, spaced, words_within
from mimcli.model.publication import TableRowRow, ViewRow

_EXAMPLE = re.compile(r"(?:.*/)?\w*examples/.+\.xml", re.IGNORECASE)


def add_tables(gathering: Gathering) -> None:
    """Add what the tables hold and the pages did not give."""
    _add_artefacts(gathering)
    _add_vocabularies(gathering)
    _add_identifiers(gathering)
    _add_datatypes(gathering)
    _add_examples(gathering)


def _add_artefacts(gathering: Gathering) -> None:
    rows = gathering.connection.execute(
        "SELECT id, kind, title, description, domain, page, anchor FROM artefact"
        " WHERE standing != 'mentioned' ORDER BY id"
    )
    for name, kind, title, description, domain, page, anchor in rows.fetchall():
        if (kind, name.casefold(), "") in gathering.told:
            continue
        known = gathering.domains.get(domain or 0)
        words = spaced(words_within(name, title), known.words if known else "")
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
            key = Key("oid", name, title or "", "", text or "", words_within(title))
            gathering.add(key, gathering.place(page, anchor))


def _add_datatypes(gathering: Gathering) -> None:
    """Add the datatypes and flavours that no section is about, most of them a schema's own."""
    rows = gathering.connection.execute(
        "SELECT name, title, base, description, coalesce(page, schema), anchor FROM datatype"
        " ORDER BY id"
    )
    for name, title, base, text, page, anchor in rows.fetchall():
        if ("datatype", name.casefold(), "") not in gathering.told:
            words = words_within(name, title)
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


def add_message_tables(
    gathering: Gathering,
    views: Iterable[ViewRow],
    rows: Sequence[TableRowRow],
    prose: Sequence[str],
) -> None:
    """Add the rows of all message tables, each text once; `prose` has the rows' descriptions."""
    pages = {view.key: view.page for view in views}
    start, place = 0, Place(None)
    for number, row in enumerate(rows):
        if not number or row.view != rows[start].view:
            start, place = number, gathering.place(pages[row.view])
        owner = None if row.owner is None else rows[start + row.owner]
        title, context = _row_title(row), owner.name if owner else ""
        text = prose[row.description - 1] if row.description else ""
        words = words_within(title, context)
        anchor = owner.anchor if row.anchor is None and owner else row.anchor
        gathering.add(
            Key("table_row", row.name, title, context, text, words),
            Place(place.page, anchor, place.domain, row.view, row.position),
        )


def _row_title(row: TableRowRow) -> str:
    """Return what a row's first cell states, in the page's own words."""
    title = f"either : {row.name}" if row.kind == "choice" else row.name
    if row.min is not None:
        flagged = f" [{row.conformance}]" if row.conformance else ""
        title = f"[{row.min}..{'*' if row.max is None else row.max}]{flagged} {title}"
    if row.datatype:
        coded = row.vocabulary or row.code
        codes = f" {{{row.coding_strength}:{coded}}}" if coded else ""
        title += f" ({row.datatype}{codes})"
    elif row.target and row.target != row.name:
        title += f" [CMET: {row.target}]" if row.kind == "cmet" else f" ({row.target})"
    if row.fixed:
        title += f' Fixed="{row.fixed}"'
    if row.default:
        title += f' Default="{row.default}"'
    return f"{title} {{{row.constraint}}}" if row.constraint else title
