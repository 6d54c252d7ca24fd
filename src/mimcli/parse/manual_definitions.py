"""Application roles, trigger events and message definitions of an implementation manual.

Each is a heading and a description; a definition has a row of artefact icons too.
Page kind: `Domains/*/* IM.htm`, sections "Application Roles", "Trigger Events" and "...
Definitions"; the libraries of CMETs and templates too; and the generic CDA page, which has no
such section and stands for one message type as a whole.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mimcli.model.findings import Finding
from mimcli.model.identifiers import ArtefactId, find_artefact_ids
from mimcli.model.statements import ArtefactStatement, DefinitionStatement, Link
from mimcli.parse.htmlio import text_of
from mimcli.parse.manual_headings import (
    Part,
    anchor_findings,
    best_anchor,
    description_of,
    grouped,
    rows_of,
    text_without_tables,
)
from mimcli.parse.manual_links import (
    ArtefactLink,
    artefact_links,
    icon_findings,
    links_of_kind,
)

_DEFINED_KINDS = frozenset(("MT", "TP"))
_MODEL_KINDS = frozenset(("MT", "TP", "RM", "HD"))
_CAPTION = re.compile(r"description\s*:?", re.IGNORECASE)
_PROPERTY_CELLS = 2
_OWN_LINKS = frozenset(("rmim", "tabular", "schema"))


def parse_artefacts(
    page: str, parts: Sequence[Part], names: frozenset[str], chapter: str, kind_code: str
) -> tuple[tuple[ArtefactStatement, ...], tuple[Finding, ...]]:
    """Return the application roles (`AR`) or trigger events (`TE`) of a page's `chapter`.

    They are headings of any depth with an id; headings without one are groups or prose.
    """
    statements: list[ArtefactStatement] = []
    findings: list[Finding] = []
    for part in parts:
        if part.chapter != chapter or part.level <= 1 or part.id is None:
            continue
        anchor = best_anchor(part, names)
        findings += anchor_findings(page, part, names)
        if part.id.kind_code != kind_code:
            detail = f"A heading among the {chapter.replace('_', ' ')} has an id of another kind."
            findings.append(
                Finding("heading-id-of-other-kind", str(part.id), page, detail, anchor=anchor)
            )
            continue
        statements.append(
            ArtefactStatement(
                id=str(part.id),
                kind=part.id.kind,
                title=part.title,
                section=part.number,
                anchor=anchor,
                description=_whole_description(part),
                properties=tuple(_properties(part)),
            )
        )
    return tuple(statements), tuple(findings)


def _whole_description(part: Part) -> str:
    """Return the text around a role's or event's table: some pages describe it below."""
    text = text_without_tables(part.pieces, _CAPTION)
    return "\n".join(each for each in (part.trailing, text) if each)


def _properties(part: Part) -> Iterator[tuple[str, str]]:
    for table in part.tables:
        for cells in rows_of(table):
            if len(cells) == _PROPERTY_CELLS:
                yield text_of(cells[0]).rstrip(":"), text_of(cells[1])


def parse_definitions(
    page: str, parts: Sequence[Part], names: frozenset[str]
) -> tuple[tuple[DefinitionStatement, ...], tuple[Finding, ...]]:
    """Return the message types, CMETs and templates that a page defines, in its order."""
    chosen = [part for part in parts if part.chapter == "definitions"]
    if not chosen:
        return _page_definition(page, parts, names)

    def starts(part: Part, current: Part | None) -> bool:
        if part.level <= 1:
            return False
        own = {each.kind for each in artefact_links(page, (part,))} & _OWN_LINKS
        if current is not None and part.level > current.level:
            return bool(own)
        return bool(own) or any(each.kind_code in _MODEL_KINDS for each in part.ids)

    libraries = {
        part.title: "cmet" if "cmet" in part.title.casefold() else "message_type"
        for part in chosen
        if part.level == 1
    }
    kind = next(iter(libraries.values()), "message_type")
    definitions: list[DefinitionStatement] = []
    findings: list[Finding] = []
    for part, children in grouped(chosen, starts):
        links = artefact_links(page, (part, *children))
        statement, odd = _definition(page, part, links, names, kind)
        definitions.append(statement)
        findings += odd
    return tuple(definitions), tuple(findings)


def _definition(
    page: str,
    part: Part,
    links: tuple[ArtefactLink, ...],
    names: frozenset[str],
    kind: str,
) -> tuple[DefinitionStatement, list[Finding]]:
    anchor = best_anchor(part, names)
    schemas = links_of_kind(links, "schema")
    artefact, findings = _defined_id(page, part, schemas, anchor)
    if artefact == str(part.id):
        findings += anchor_findings(page, part, names)
    findings += _link_findings(page, artefact or part.title, links, anchor)
    statement = DefinitionStatement(
        id=artefact,
        kind="template" if "_TP" in artefact else kind,
        title=part.title,
        section=part.number,
        anchor=anchor,
        description=description_of(part),
        **_link_fields(links),
    )
    return statement, findings


def _link_fields(links: Sequence[ArtefactLink]) -> dict[str, tuple[Link, ...]]:
    return {
        "rmim_links": links_of_kind(links, "rmim"),
        "tabular_links": links_of_kind(links, "tabular"),
        "schema_links": links_of_kind(links, "schema"),
        "mif_links": links_of_kind(links, "mif"),
        "example_links": links_of_kind(links, "example"),
        "storyboard_links": links_of_kind(links, "storyboard"),
        "template_list_links": links_of_kind(links, "template_list"),
        "reference_usage_links": links_of_kind(links, "reference_usage"),
        "change_history_links": links_of_kind(links, "change_history"),
    }


def _schema_ids(schemas: Sequence[Link]) -> Iterator[ArtefactId]:
    for link in schemas:
        for _, artefact in find_artefact_ids(link.path.rpartition("/")[2]):
            if artefact.kind_code in _DEFINED_KINDS:
                yield artefact


def _defined_id(
    page: str, part: Part, schemas: Sequence[Link], anchor: str
) -> tuple[str, list[Finding]]:
    """Return the definition's id: the heading's if it is one, else the schema link's."""
    heading = next((each for each in part.ids if each.kind_code in _DEFINED_KINDS), None)
    linked = next(_schema_ids(schemas), None)
    if heading:
        return str(heading), []
    stated = str(part.id) if part.id else part.loose_id
    chosen = str(linked) if linked else stated
    kind = "heading-id-of-other-kind" if part.id else "heading-id-malformed"
    detail = f'The heading gives "{stated}" for an id.' if stated else "The heading has no id."
    finding = Finding(kind, chosen or part.title, page, detail, chosen=chosen, anchor=anchor)
    return chosen, [finding]


def _link_findings(
    page: str, subject: str, links: tuple[ArtefactLink, ...], anchor: str
) -> Iterator[Finding]:
    yield from icon_findings(page, subject, links, anchor)
    counts = Counter(each.kind for each in links)
    for kind in sorted(_OWN_LINKS):
        name = {"rmim": "R-MIM", "tabular": "tabular view", "schema": "schema"}[kind]
        slug = name.replace(" ", "-").casefold()
        if not counts[kind]:
            detail = f"The definition links no {name}."
            yield Finding(f"missing-{slug}-link", subject, page, detail, anchor=anchor)
        elif counts[kind] > 1:
            paths = ", ".join(link.path for link in links_of_kind(links, kind))
            detail = f"The definition has several links to a {name}: {paths}."
            yield Finding(f"doubled-{slug}-link", subject, page, detail, anchor=anchor)


def _page_definition(
    page: str, parts: Sequence[Part], names: frozenset[str]
) -> tuple[tuple[DefinitionStatement, ...], tuple[Finding, ...]]:
    """Return the one message type that a page without a section of definitions is about, if any."""
    links = artefact_links(page, parts)
    schemas = links_of_kind(links, "schema")
    ids = list(dict.fromkeys(_schema_ids(schemas)))
    part = next((each for each in parts if set(each.ids) & set(ids)), None)
    if len(ids) != 1 or part is None or not links_of_kind(links, "tabular"):
        return (), ()
    statement = DefinitionStatement(
        id=str(ids[0]),
        kind="message_type",
        title=part.title,
        section=part.number,
        anchor=best_anchor(part, names),
        description=description_of(part),
        **_link_fields(links),
    )
    detail = "The page has no section of message definitions, but defines one as a whole."
    return (statement,), (
        Finding("definition-without-section", statement.id, page, detail, severity="info"),
    )
