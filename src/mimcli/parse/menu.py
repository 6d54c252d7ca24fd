"""The contents menu: which domains and libraries a publication has, in its own order.

Page kind: `Core/Contents.htm`. The menu is a tree of blocks; a block with a folder for an icon is
a group. The "Domains - ..." groups hold the domains, and entries beside those groups that lead to
a domain's page are domains without a category. Ids and the depth of the markup are not relied on.
A menu without such groups is read by its links: the first into each folder of `Domains/` is that
domain's, and its text the domain's name.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from mimcli.model.findings import Finding
from mimcli.model.statements import MenuEntry, MenuStatement
from mimcli.parse.htmlio import Element, fold, parse_html, resolve, text_of

_BLOCK_TAGS = frozenset(("div", "ul", "ol", "li", "dl", "dt", "dd", "p", "tr", "td"))
_SKIPPED_TAGS = frozenset(("script", "style", "head", "title"))
_GROUP = re.compile(r"domains?\b\s*[-:\u2013]?\s*", re.IGNORECASE)
_STATUS = re.compile(r"\(([^)]*)\)[^/]*$")
_SUPPORTING = re.compile(r"overview|introduction|cross reference|change history", re.IGNORECASE)
_NO_DOMAINS = ("core/", "external documents/")
_DOMAIN_PAGE = re.compile(r"domains/([^/]+)/.+\.html?$", re.IGNORECASE)


class _Node(NamedTuple):
    label: str
    href: str
    icon: str
    children: "tuple[_Node, ...]"

    @property
    def is_group(self) -> bool:
        return bool(self.children) and not self.href and "folder" in self.icon.casefold()


def parse_menu(page: str, data: bytes) -> MenuStatement:
    """Return the menu's entries in its order; never fails.

    An entry with pages of its own below it (a library) leads to the first that is neither an
    overview, a cross reference nor a change history. A menu without any domain group gives no
    entries and a finding `menu-without-domains`.
    """
    try:
        root = parse_html(data)
    except ValueError:
        root = None
    forest = _forest(root) if root is not None else ()
    siblings = _siblings_of_groups(forest)
    entries = tuple(entry for node in siblings for entry in _entries_beside(page, node))
    if not entries and root is not None:
        entries = tuple(_entries_by_links(page, root))
    return MenuStatement(page=page, entries=entries, findings=tuple(_findings(page, entries)))


def _forest(element: Element) -> "tuple[_Node, ...]":
    """Return the labelled blocks nearest below an element, in order."""
    nodes: list[_Node] = []
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED_TAGS:
            continue
        if child.tag in _BLOCK_TAGS:
            node = _node(child)
            nodes += (node,) if node.label or node.href else node.children
        else:
            nodes += _forest(child)
    return tuple(nodes)


def _node(block: Element) -> _Node:
    texts: list[str] = []
    href, icon = "", ""
    for piece in _own(block):
        if isinstance(piece, str):
            texts.append(piece)
        elif piece.tag == "a":
            href = href or (piece.get("href") or "")
        elif piece.tag == "img":
            icon = icon or unquote(piece.get("src") or "")
    return _Node(fold("".join(texts)), href, icon, _forest(block))


def _own(element: Element) -> Iterator[Element | str]:
    """Yield the text and inline elements of a block, without those of blocks within it."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _BLOCK_TAGS | _SKIPPED_TAGS:
            yield child
            yield from _own(child)
        if child.tail:
            yield child.tail


def _siblings_of_groups(forest: Sequence[_Node]) -> Sequence[_Node]:
    """Return the uppermost list of blocks that holds a "Domains" group; empty if none does."""
    level = [forest]
    while level:
        for siblings in level:
            if any(_GROUP.match(node.label) and node.children for node in siblings):
                return siblings
        level = [node.children for siblings in level for node in siblings if node.children]
    return ()


def _entries_by_links(page: str, root: Element) -> Iterator[MenuEntry]:
    """Yield an entry for each domain's folder that a menu links, whatever its blocks are."""
    seen: set[str] = set()
    for anchor in root.iter("a"):
        target = resolve(page, anchor.get("href") or "").path
        folder = _DOMAIN_PAGE.match(target)
        label = text_of(anchor)
        if not folder or not label or folder[1].casefold() in seen or _SUPPORTING.search(label):
            continue
        seen.add(folder[1].casefold())
        icons = (image.get("src") or "" for image in _line_of(anchor).iter("img"))
        match = next((found for icon in icons if (found := _STATUS.search(unquote(icon)))), None)
        yield MenuEntry(name=label, category="", status=match[1] if match else "", page=target)


def _line_of(anchor: Element) -> Element:
    """Return the smallest block around a link, if it has no other link."""
    parent = anchor.getparent()
    if parent is None or sum(1 for _ in parent.iter("a")) > 1:
        return anchor
    return parent


def _entries_beside(page: str, node: _Node) -> Iterator[MenuEntry]:
    match = _GROUP.match(node.label)
    if match and node.children:
        yield from _entries_below(page, node, node.label[match.end() :])
    elif node.href and not node.children:
        entry = _entry(page, node, "")
        if entry.page and not entry.page.casefold().startswith(_NO_DOMAINS):
            yield entry


def _entries_below(page: str, group: _Node, category: str) -> Iterator[MenuEntry]:
    for node in group.children:
        if node.is_group:
            yield from _entries_below(page, node, node.label)
        elif node.href or node.children:
            yield _entry(page, node, category)


def _entry(page: str, node: _Node, category: str) -> MenuEntry:
    match = _STATUS.search(node.icon)
    return MenuEntry(
        name=node.label,
        category=category,
        status=match[1] if match else "",
        page=resolve(page, node.href or _main_page(node)).path,
    )


def _main_page(node: _Node) -> str:
    linked = [child for child in node.children if child.href]
    main = [child for child in linked if not _SUPPORTING.search(child.label)]
    return next((child.href for child in (*main, *linked)), "")


def _findings(page: str, entries: Sequence[MenuEntry]) -> Iterator[Finding]:
    if not entries:
        detail = "The menu has no group of domains that can be read."
        yield Finding("menu-without-domains", page, page, detail, severity="error")
    seen: set[str] = set()
    for entry in entries:
        if not entry.page:
            yield Finding(
                "menu-entry-without-page", entry.name, page, "The entry leads to no page."
            )
        if not entry.status:
            detail = "The entry's icon states no publication status."
            yield Finding("menu-entry-without-status", entry.name, page, detail, severity="info")
        if entry.name.casefold() in seen:
            yield Finding(
                "menu-entry-repeated", entry.name, page, "The menu has the name more than once."
            )
        seen.add(entry.name.casefold())
