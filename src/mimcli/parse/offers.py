"""Where a web page offers a version of the MiM as a zip.

Page kind: NHS England's page "Message Implementation Manuals". Nothing of its layout is relied on:
a link is judged by its address, its own words, and the words of the paragraph, list item or table
row that it stands in, and of the heading above it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from mimcli.parse.htmlio import Element, fold, parse_html, text_of

_BLOCKS = frozenset(("p", "li", "tr", "dl", "section", "article"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MOST_BLOCK = 600
"""Characters; the words of a longer block are about more than one link."""


class PageLink(NamedTuple):
    """One link of a page."""

    address: str
    """Absolute."""
    text: str
    """Its own words."""
    around: str
    """The words of the block that it stands in, its own among them."""
    heading: str = ""
    """The last heading before it."""


class WebPage(NamedTuple):
    """What a page of the web says of itself, and where it leads."""

    title: str
    links: tuple[PageLink, ...]


def read_page(data: bytes, address: str) -> WebPage:
    """Return a page's title and its links to the web; never fails."""
    try:
        root = parse_html(data)
    except ValueError:
        root = None
    if root is None:
        return WebPage("", ())
    title = next((text_of(one) for one in root.iter("title")), "")
    base = next((one.get("href") or "" for one in root.iter("base")), "")
    start = _joined(address, base) or address
    return WebPage(fold(title), tuple(_links(root, start)))


def _links(root: Element, base: str) -> Iterator[PageLink]:
    heading = ""
    for one in root.iter():
        if one.tag in _HEADINGS:
            heading = text_of(one)
        elif one.tag == "a" and one.get("href"):
            address = _joined(base, one.get("href") or "")
            if address is not None:
                yield PageLink(address, text_of(one), _around(one), heading)


def _joined(base: str, href: str) -> str | None:
    try:
        address = urldefrag(urljoin(base, href.strip())).url
        return address if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def _around(anchor: Element) -> str:
    for parent in anchor.iterancestors():
        if parent.tag in _BLOCKS:
            words = text_of(parent)
            return words if len(words) <= _MOST_BLOCK else ""
    return ""


def offers_of(page: WebPage, version: str) -> tuple[PageLink, ...]:
    """Return the links that offer a version as a zip, the surest kind of them only.

    Those that name the version themselves count before those beside which it is named. Links to
    one address are one; of several, what is more than a zip of the version (`-errata.zip`) is
    among them, too: who has to choose is told all.
    """
    named = _version_pattern(version)
    zips = [link for link in page.links if _is_zip(link)]
    for words in (_own_words, _words_around, _all_words):
        found = {link.address: link for link in reversed(zips) if named.search(words(link))}
        if found:
            return tuple(reversed(found.values()))
    return ()


def nearest_links(page: WebPage, version: str) -> tuple[PageLink, ...]:
    """Return the links that come nearest to an offer: zips, the version's name, the MiM's."""
    named = _version_pattern(version)
    about = re.compile(r"\bmim\b|message implementation", re.IGNORECASE)
    tests = (
        lambda link: named.search(_own_words(link)),
        _is_zip,
        lambda link: about.search(_own_words(link)),
    )
    found = {link.address: link for test in tests for link in page.links if test(link)}
    return tuple(found.values())


def _is_zip(link: PageLink) -> bool:
    path = unquote(urlsplit(link.address).path).lower()
    return path.endswith(".zip") or re.search(r"\bzip\b", link.text, re.IGNORECASE) is not None


def _own_words(link: PageLink) -> str:
    return f"{unquote(link.address)} {link.text}"


def _words_around(link: PageLink) -> str:
    return f"{_own_words(link)} {link.around}"


def _all_words(link: PageLink) -> str:
    return f"{_words_around(link)} {link.heading}"


def _version_pattern(version: str) -> re.Pattern[str]:
    """Return what finds a version however its numbers are joined: `7.2.02`, `7-2-02`, `7202`."""
    parts = (re.escape(part) for part in version.split("."))
    return re.compile(r"(?<!\d)(?<!\d\.)" + r"[.\-_ ]?".join(parts) + r"(?![\d])(?!\.\d)")
