"""A whole implementation manual page: what a domain, or a library of models, states of itself.

Page kind: `Domains/*/* IM.htm` and the generic CDA page.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mimcli.model.findings import Finding
from mimcli.model.statements import Link, ManualStatement
from mimcli.parse.diagrams import parse_diagrams
from mimcli.parse.htmlio import Element, parse_html, resolve, text_of
from mimcli.parse.manual_definitions import parse_artefacts, parse_definitions
from mimcli.parse.manual_headings import Part, anchor_names, outline, text_of_pieces
from mimcli.parse.manual_interactions import parse_interactions
from mimcli.parse.manual_links import artefact_links, links_of_kind
from mimcli.parse.plain_headings import with_headings

_VERSION = re.compile(
    r"\bversion\s*(?:no\b\.?|number\b)?\s*:?\s*(\d[\w.]*)\s*(?:\[\s*(\w+)\s*\])?", re.IGNORECASE
)
_STATUS = re.compile(r"\bstatus\s*:?\s*(issued|draft|approved|final|\w+ draft)\b", re.IGNORECASE)
_CHANGES = re.compile(r"\bchange (history|log)\b", re.IGNORECASE)


def parse_manual(page: str, data: bytes) -> ManualStatement:
    """Return what an implementation manual states; never fails.

    `page` is the page's path relative to the MiM's root; links are resolved against it. A page
    that cannot be read gives an empty statement with an `unreadable-page` finding.
    """
    try:
        root = parse_html(data)
    except ValueError as error:
        return _unreadable(page, f"The page cannot be read: {error}.")
    if root is None:
        return _unreadable(page, "The page holds no HTML.")
    root = with_headings(root)
    parts, names = outline(root), anchor_names(root)
    version, status = _version(root, parts)
    roles, role_findings = parse_artefacts(page, parts, names, "application_roles", "AR")
    events, event_findings = parse_artefacts(page, parts, names, "trigger_events", "TE")
    interactions, interaction_findings = parse_interactions(page, parts, names)
    definitions, definition_findings = parse_definitions(page, parts, names)
    taken = [each.example_links for each in interactions]
    taken += [each.example_links for each in definitions]
    return ManualStatement(
        page=page,
        version=version,
        version_status=status,
        overview=_overview(parts),
        change_history_page=_change_history(page, parts),
        application_roles=roles,
        trigger_events=events,
        interactions=interactions,
        definitions=definitions,
        findings=(
            *_page_findings(page, parts, version),
            *role_findings,
            *event_findings,
            *interaction_findings,
            *definition_findings,
        ),
        other_example_links=_other_examples(page, parts, taken),
        diagrams=parse_diagrams(page, root, parts, names),
    )


def _unreadable(page: str, detail: str) -> ManualStatement:
    finding = Finding("unreadable-page", page, page, detail, severity="error")
    return ManualStatement(page, "", "", "", "", (), (), (), (), (finding,))


def _version(root: Element, parts: Sequence[Part]) -> tuple[str, str]:
    headers = (each for each in root.iter("div") if each.get("id") == "header")
    text = " ".join(map(text_of, headers)) or text_of_pieces(parts[0].pieces)
    match = _VERSION.search(text)
    if match is None:
        return "", ""
    stated = None if match[2] else _STATUS.search(text)
    return match[1].rstrip("."), match[2] or (stated[1] if stated else "")


def _overview(parts: Sequence[Part]) -> str:
    """Return the text of the first section, unless that holds artefacts."""
    sections = [index for index, part in enumerate(parts) if part.level == 1]
    if not sections or parts[sections[0]].chapter:
        return ""
    end = sections[1] if len(sections) > 1 else len(parts)
    texts: list[str] = []
    for part in parts[sections[0] : end]:
        if part.level > 1 and part.title:
            texts.append(part.title)
        texts.append(text_of_pieces(part.pieces))
    return "\n".join(text for text in texts if text)


def _change_history(page: str, parts: Sequence[Part]) -> str:
    """Return where the domain's change history is: its own page, else a place in this one."""
    linked = next(_change_links(page, parts), None)
    if linked:
        return linked.path
    for part in parts:
        if part.chapter == "change_history" and part.heading is not None:
            own = (resolve(page, a.get("href") or "") for a in part.heading.iter("a"))
            elsewhere = next((link.path for link in own if link.path), "")
            anchor = next(iter(part.anchors), "")
            return elsewhere or f"{page}#{anchor}".rstrip("#")
    return page if _CHANGES.search(text_of_pieces(parts[0].pieces)) else ""


def _change_links(page: str, parts: Sequence[Part]) -> Iterator[Link]:
    """Yield the links to change histories above all sections; else those in plain sections."""
    for part in parts:
        if part.level == 0 or not part.chapter:
            for link in links_of_kind(artefact_links(page, (part,)), "change_history"):
                yield link
    for piece in parts[0].pieces:
        if isinstance(piece, str):
            continue
        for anchor in piece.iter("a"):
            link = resolve(page, anchor.get("href") or "")
            said = f"{anchor.get('title') or ''} {text_of(anchor)}"
            if link.path and _CHANGES.search(said):
                yield link


def _page_findings(page: str, parts: Sequence[Part], version: str) -> Iterator[Finding]:
    if not version:
        yield Finding("missing-version", page, page, "The page's header states no version.")
    if not any(part.level for part in parts):
        detail = "The page has no headings, so nothing was read from it."
        yield Finding("page-without-headings", page, page, detail, severity="error")
    for before, part in pairwise(parts):
        if part.chapter and not part.title and not part.ids:
            detail = f"An empty heading follows section {before.number}."
            yield Finding("empty-heading", page, page, detail, severity="info")
    broken = sum(len(part.broken_anchors) for part in parts)
    if broken:
        detail = f"{broken} anchors of headings are broken; links to them reach the page's top."
        yield Finding("broken-anchors", page, page, detail, severity="info")


def _other_examples(
    page: str, parts: Sequence[Part], taken: Sequence[tuple[Link, ...]]
) -> tuple[Link, ...]:
    known = {link.path for links in taken for link in links}
    links = links_of_kind(artefact_links(page, parts), "example")
    return tuple(link for link in links if link.path not in known)
