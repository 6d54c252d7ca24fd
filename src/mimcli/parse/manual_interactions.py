"""The interactions of an implementation manual.

Each is a heading, a table of relations, and perhaps a table of what the receiver has to answer.
Page kind: `Domains/*/* IM.htm`, sections "Interactions" and "Batching".
"""

import re
from collections.abc import Iterator, Sequence

from mimcli.model.findings import Finding
from mimcli.model.identifiers import ArtefactId, find_artefact_ids
from mimcli.model.named import Named
from mimcli.model.statements import InteractionStatement, Responsibility
from mimcli.parse.htmlio import Element, fold, text_of
from mimcli.parse.manual_headings import (
    Part,
    anchor_findings,
    best_anchor,
    description_of,
    grouped,
    rows_of,
    text_without_tables,
)
from mimcli.parse.manual_links import artefact_links, icon_findings, links_of_kind

RELATIONS = {
    "sending role": "sending_roles",
    "receiving role": "receiving_roles",
    "trigger event": "trigger_events",
    "transmission wrapper": "transmission_wrappers",
    "control act wrapper": "control_act_wrappers",
    "message type": "message_types",
}
"""By a row's label: the field of InteractionStatement."""

_NO_RELATIONS = frozenset(("batch wrapper", "message wrapper"))
_ABSENT = frozenset(("n/a", "na", "none", "not applicable", "-", ""))
_CAPTION = re.compile(r"receiver responsibilit(y|ies)\s*:?", re.IGNORECASE)
_LOOSE = re.compile(r"[A-Z]{2,4}_?[A-Z]{0,2}\d[A-Z0-9]*")


def parse_interactions(
    page: str, parts: Sequence[Part], names: frozenset[str]
) -> tuple[tuple[InteractionStatement, ...], tuple[Finding, ...]]:
    """Return the interactions of a page, in its order, and what is odd about them.

    `names` are the names on the page that links can lead to.
    """
    chosen = [part for part in parts if part.chapter == "interactions" and part.level > 1]
    interactions: list[InteractionStatement] = []
    findings: list[Finding] = []
    for part, children in grouped(chosen, _starts):
        statement, odd = _interaction(page, part, children, names)
        interactions.append(statement)
        findings += odd
    return tuple(interactions), tuple(findings)


def _starts(part: Part, _current: Part | None) -> bool:
    return part.id is not None and part.id.kind_code == "IN"


def _interaction(
    page: str, part: Part, children: tuple[Part, ...], names: frozenset[str]
) -> tuple[InteractionStatement, list[Finding]]:
    subject, anchor = str(part.id), best_anchor(part, names)
    links = artefact_links(page, (part, *children))
    tables = [table for each in (part, *children) for table in each.tables]
    relations, findings = _relations(page, subject, anchor, tables)
    schemas = links_of_kind(links, "interaction_schema", "schema")
    findings += anchor_findings(page, part, names)
    if not schemas:
        detail = "The interaction links no schema."
        findings.append(_finding("missing-schema-link", subject, page, detail, anchor))
    findings += icon_findings(page, subject, links, anchor)
    statement = InteractionStatement(
        id=subject,
        title=part.title,
        section=part.number,
        anchor=anchor,
        description=description_of(part),
        responsibilities=tuple(_responsibilities(tables)),
        schema_links=schemas,
        rmim_links=links_of_kind(links, "rmim"),
        tabular_links=links_of_kind(links, "tabular"),
        example_links=links_of_kind(links, "example"),
        notes=_notes(part),
        **relations,
    )
    return statement, findings


def _label(cell: Element) -> str:
    return text_of(cell).rstrip(":").strip().casefold()


def _is_responsibilities(table: Element) -> bool:
    return _label(next(rows_of(table), [table])[0]) == "reason"


def _relations(
    page: str, subject: str, anchor: str, tables: Sequence[Element]
) -> tuple[dict[str, tuple[Named, ...]], list[Finding]]:
    found: dict[str, tuple[Named, ...]] = {}
    findings: list[Finding] = []
    rows = [row for each in tables if not _is_responsibilities(each) for row in rows_of(each)]
    for cells in rows:
        label = _label(cells[0])
        field = RELATIONS.get(label) or RELATIONS.get(label.removesuffix("s"))
        if field is None:
            if label not in _NO_RELATIONS and len(cells) > 1:
                detail = f'A row of the table of relations is labelled "{text_of(cells[0])}".'
                findings.append(_finding("odd-row-label", subject, page, detail, anchor))
            continue
        named = _named(cells[1:])
        if named is None:
            continue
        found[field] = (*found.get(field, ()), named)
        if not named.id:
            detail = f'The row "{text_of(cells[0])}" names no id, only "{named.title}".'
            findings.append(_finding("odd-relation", subject, page, detail, anchor))
    if not found:
        detail = "No table of relations follows the heading."
        findings.append(_finding("interaction-without-table", subject, page, detail, anchor))
    return found, findings


def _named(cells: Sequence[Element]) -> Named | None:
    """Return the relation of a row (its cells after the label), if it states one.

    Its id is as it stands, damaged or of another kind as it may be: the reconciliation judges it.
    """
    texts = [text_of(cell) for cell in cells]
    artefact, position = _first_id(texts)
    if artefact is None:
        loose = next((m[0] for m in map(_LOOSE.fullmatch, reversed(texts)) if m), "")
        title = " ".join(text for text in texts if text != loose).strip()
        if loose or title.casefold() not in _ABSENT:
            return Named(loose, title)
        return None
    before = " ".join(text for index, text in enumerate(texts) if index != position)
    title = before or fold(texts[position].replace(str(artefact), "")).strip(" -()")
    return Named(str(artefact), title)


def _first_id(texts: Sequence[str]) -> tuple[ArtefactId | None, int]:
    """Return the id in the last cell that has one, even if blanks split it, and the place."""
    for position in range(len(texts) - 1, -1, -1):
        for text in (texts[position], texts[position].replace(" ", "")):
            found = next(find_artefact_ids(text), None)
            if found:
                return found[1], position
    return None, -1


def _responsibilities(tables: Sequence[Element]) -> Iterator[Responsibility]:
    for table in filter(_is_responsibilities, tables):
        reason = ""
        for cells in list(rows_of(table))[1:]:
            texts = [text_of(cell) for cell in cells]
            reason = texts[0] if len(texts) > 1 else reason
            ids = [str(each) for _, each in find_artefact_ids(texts[-1])]
            if reason or ids:
                yield Responsibility(reason, tuple(dict.fromkeys(ids)))


def _notes(part: Part) -> str:
    """Return the text below an interaction's first table, without the tables' own."""
    tables = part.tables
    if not tables:
        return ""
    below = part.pieces[part.pieces.index(tables[0]) + 1 :]
    return text_without_tables(below, _CAPTION)


def _finding(kind: str, subject: str, page: str, detail: str, anchor: str) -> Finding:
    return Finding(kind, subject, page, detail, anchor=anchor)
