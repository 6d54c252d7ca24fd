"""The artefact links of an implementation manual: small icons that lead to models and files.

Page kind: `Domains/*/* IM.htm`. What a link leads to is told by the name of its target, else by its
icon's file name; `title=` attributes vary too much. Where the two differ, the target wins. Icons of
other names (older manuals have others) count with what their target says. A link without any
icon counts if it shows what it is: text that begins with "View", or names the kind ("Tabular
View", "R-MIM", "Schema"). The publication holds some links that show nothing, left over from
editing, and those do not count.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.statements import Link
from mimcli.parse.htmlio import Element, resolve, text_of
from mimcli.parse.manual_headings import Part, Piece

ICONS = {
    "image002.gif": "interaction_schema",
    "image003.gif": "rmim",
    "image004.gif": "tabular",
    "image005.gif": "schema",
    "image006.gif": "example",
    "image007.gif": "storyboard",
    "image010.gif": "template_list",
    "image011.gif": "reference_usage",
    "icon_mif.gif": "mif",
    "document.gif": "change_history",
}
"""What each icon of `Core/Components_files` stands for, by its lower-case file name."""

_TARGETS = (
    ("mif", re.compile(r"\.mif$")),
    ("template_list", re.compile(r"-templatelist\.html?$")),
    ("reference_usage", re.compile(r"-reference usage\.html?$")),
    ("tabular", re.compile(r"-noedit\.html?$")),
    ("interaction_schema", re.compile(r"_in\d{6}[^/]*\.xsd$")),
    ("schema", re.compile(r"\.xsd$")),
    ("change_history", re.compile(r"/change ?history/|(ch|change ?history)\.html?$")),
    ("rmim", re.compile(r"_(rm|tp)\d{6}[^/]*\.html?$")),
    ("example", re.compile(r"(^|/)(templated)?examples/.*\.xml$")),
)
_LABEL = re.compile(
    r"view\s|(?:(?:message |interaction |xml )?schemas?|tabular|tables?\b|r-?mims?\b|mif\b|model\b"
    r"|diagram|(?:xml )?examples?|storyboard|scenario|template list|reference usage"
    r"|change history)[\w\s()-]{0,40}$",
    re.IGNORECASE,
)
_LONGEST_LABEL = 160
_LABEL_TAGS = frozenset(("p", "li", "td", "div", "dd"))


class ArtefactLink(NamedTuple):
    """A link with the kind of its target: a value of ICONS."""

    kind: str
    link: Link
    contradicted: bool = False
    """True when the icon says another kind than the target's name does."""


def artefact_links(page: str, parts: Sequence[Part]) -> tuple[ArtefactLink, ...]:
    """Return the artefact links below the headings `parts`, in order, no target of a kind twice.

    A link's text is what it shows, else (for want of that) the line that it stands in, else the
    title of the sub-heading above it.
    """
    links: dict[tuple[str, str, str], ArtefactLink] = {}
    for position, part in enumerate(parts):
        label = part.title if position else ""
        for anchor in _anchors(part.pieces):
            found = _artefact_link(page, anchor, label)
            if found:
                key = (found.kind, found.link.path.casefold(), found.link.fragment)
                links.setdefault(key, found)
    return tuple(links.values())


def links_of_kind(links: Sequence[ArtefactLink], *kinds: str) -> tuple[Link, ...]:
    """Return the plain links of the kinds named, in order."""
    return tuple(each.link for each in links if each.kind in kinds)


def icon_findings(
    page: str, subject: str, links: Sequence[ArtefactLink], anchor: str
) -> Iterator[Finding]:
    """Yield a finding for each link whose icon promises something else than its target is."""
    for each in links:
        if each.contradicted:
            detail = f"An icon of another kind leads to {each.link.path}."
            yield Finding(
                "icon-differs-from-target",
                subject,
                page,
                detail,
                chosen=each.kind,
                severity="info",
                anchor=anchor,
            )


def _anchors(pieces: Sequence[Piece]) -> Iterator[Element]:
    for piece in pieces:
        if not isinstance(piece, str):
            yield from piece.iter("a")


def _artefact_link(page: str, anchor: Element, label: str) -> ArtefactLink | None:
    href = anchor.get("href")
    if not href or href.startswith("#"):
        return None
    icons = [_icon(image) for image in anchor.iter("img")]
    shown = next((ICONS[icon] for icon in icons if icon in ICONS), "")
    if not icons and not _LABEL.match(text_of(anchor)):
        return None
    target = resolve(page, href)
    shape = shape_of(target.path)
    if not target.path or not (shape or shown):
        return None
    text = text_of(anchor) or _line_around(anchor) or label
    return ArtefactLink(
        kind=shape or shown,
        link=Link(target.path, target.fragment, text),
        contradicted=bool(shown and shape and shown != shape),
    )


def _icon(image: Element) -> str:
    return (image.get("src") or "").replace("\\", "/").rpartition("/")[2].strip().casefold()


@lru_cache(maxsize=8192)  # a manual leads to a file from several of its headings
def shape_of(path: str) -> str:
    """Return what a file's path says it is: a value of ICONS; empty if it says nothing."""
    low = path.casefold()
    return next((kind for kind, pattern in _TARGETS if pattern.search(low)), "")


def _line_around(anchor: Element) -> str:
    for parent in anchor.iterancestors():
        if parent.tag in _LABEL_TAGS:
            text = text_of(parent)
            return text if len(text) <= _LONGEST_LABEL else ""
    return ""
