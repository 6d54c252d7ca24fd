"""The only maker of HTML parsers, and the small tools that every page parser shares."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree

from mimcli.model.statements import Link

Element = etree._Element  # noqa: SLF001  (lxml has no public name for the type)

MAX_PAGE_BYTES = 64 * 1024 * 1024
"""No page of a MiM comes near this (the largest has 3 MB); anything larger is not a page."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"[\s\xa0]+")
_BLOCKS = frozenset(
    "p div li tr br h1 h2 h3 h4 h5 h6 ul ol table pre dl dt dd blockquote caption".split()
)
_UNSEEN = frozenset(("script", "style", "head", "title", "map"))


def decode(data: bytes) -> str:
    """Return the page's text: UTF-8 if it is, else windows-1252 (never fails)."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def parse_html(data: bytes) -> Element | None:
    """Return the root element of an HTML page, or None when it has no element at all.

    Raises ValueError for a page above MAX_PAGE_BYTES.
    """
    if len(data) > MAX_PAGE_BYTES:
        raise ValueError(f"page of {len(data)} bytes")
    text = _DECLARATION.sub("", decode(data), count=1).replace("\x00", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError:
        return None


def fold(text: str) -> str:
    """Return `text` with runs of white space (no-break spaces too) as single blanks."""
    return _SPACES.sub(" ", text).strip()


def text_of(element: Element) -> str:
    """Return all text within an element, on one line."""
    return fold("".join(element.itertext()))


def _pieces(element: Element) -> Iterator[str]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _UNSEEN:
        return
    if tag in _BLOCKS:
        yield "\n"
    if tag == "li":
        yield "- "
    if element.text:
        yield _SPACES.sub(" ", element.text)
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield _SPACES.sub(" ", child.tail)
    if tag in _BLOCKS:
        yield "\n"
    elif tag in ("td", "th"):
        yield " "


def paragraphs_of(*elements: Element) -> str:
    """Return the text of elements with one line a paragraph, list items led by `- `."""
    text = "".join(piece for element in elements for piece in _pieces(element))
    lines = (fold(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line and line != "-")


def resolve(page: str, href: str) -> Link:
    """Return where `href` on `page` leads, relative to the MiM's root.

    A link within the page has an empty path; a link with a scheme, or out of the MiM, has an
    empty path and an empty fragment. The publication writes blanks both raw and as `%20`, and
    leaves blanks, no-break spaces and quotes at the end of fragments.
    """
    target, _, fragment = href.strip().partition("#")
    fragment = unquote(fragment).strip(' \t\r\n\xa0"')
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", target):
        return Link("", "")
    if not target:
        return Link("", fragment)
    path = normpath(join(dirname(page), unquote(target).strip().replace("\\", "/")))
    return Link("", "") if path.startswith(("..", "/")) else Link(path, fragment)
