"""The only maker of HTML parsers, and the small tools that every page parser shares."""

import re
from functools import lru_cache
from html import unescape
from posixpath import join, normpath
from urllib.parse import unquote

from lxml import etree

from mimcli.model.statements import Link

Element = etree._Element  # noqa: SLF001  (lxml has no public name for the type)

MAX_PAGE_BYTES = 64 * 1024 * 1024
"""No page of a MiM comes near this (the largest has 3 MB); anything larger is not a page."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_BLOCK = re.compile(
    r"</?(?:p(?:re)?|d(?:iv|[ltd])|t(?:r|able)|h[1-6]|[uo]l|b(?:r|lockquote)|caption)(?:\s[^>]*)?/?>"
    r"|</li>|<li(?:\s[^>]*)?/>"
)
_ITEM = re.compile(r"<li(?:\s[^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_UNSEEN = re.compile(
    r"<(script|style|head|title|map)(?:\s[^>]*)?(?:/>|(?<!/)>.*?</\1>)",
    re.DOTALL,
)
_UNSEEN_START = re.compile(r"<(?:script|style|head|title|map)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_BREAK = "\0"
"""Stands for a paragraph's end while text is put together; no page can hold it."""


def decode(data: bytes) -> str:
    """Return the page's text: UTF-8 if it is, else windows-1252 (never fails)."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def as_text(data: bytes) -> str:
    """Return the text that the parser is given. Raises ValueError above MAX_PAGE_BYTES."""
    _check_size(data)
    return _as_utf8(data).decode("utf-8")


def _check_size(data: bytes) -> None:
    if len(data) > MAX_PAGE_BYTES:
        raise ValueError(f"page of {len(data)} bytes")


def _as_utf8(data: bytes) -> bytes:
    """Return the page in UTF-8, without byte order mark, XML declaration and NULs.

    Bytes that are UTF-8 already, as nearly all are, are not taken apart and made again. `</br>`
    is a line break, as every browser has it; the parser would drop it and join two words.
    """
    try:
        data.isascii() or data.decode("utf-8")
    except UnicodeDecodeError:
        data = decode(data).encode("utf-8")
    if b"</br>" in data:
        data = data.replace(b"</br>", b"<br/>")
    return _DECLARATION.sub(b"", data.removeprefix(_BYTE_ORDER_MARK), count=1).replace(b"\0", b"")


def parse_html(data: bytes) -> Element | None:
    """Return the root element of an HTML page, or None when it has no element at all.

    The page last parsed is kept, for the next reader of the same bytes: nobody may change what
    this returns. Raises ValueError for a page above MAX_PAGE_BYTES.
    """
    _check_size(data)
    last, found = _last[0]
    if last is data:
        return found
    root = _parsed(data)
    _last[0] = (data, root)
    return root


_last: list[tuple[bytes | None, Element | None]] = [(None, None)]
"""One pair, which is replaced whole: threads may share it."""


def _parsed(data: bytes) -> Element | None:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(_as_utf8(data), parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError:
        return None


def fold(text: str) -> str:
    """Return `text` with runs of white space (no-break spaces too) as single blanks."""
    return " ".join(text.split())


def text_of(element: Element) -> str:
    """Return all text within an element, on one line."""
    return fold(unformatted_text(element))


def unformatted_text(element: Element) -> str:
    """Return all text within an element with its white space as it is (empty for a lone tag)."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def markup_of(element: Element) -> str:
    """Return an element with all that it holds as XML, without the text that follows it.

    Within the result `<` and `>` stand for nothing but tags, also in attributes.
    """
    return etree.tostring(element, encoding="unicode", with_tail=False)


def paragraphs_of(*elements: Element) -> str:
    """Return the text of elements with one line a paragraph, list items led by `- `.

    Scripts, styles, titles and image maps are left out; cells of a row are apart by a blank.
    """
    return paragraphs_of_markup("".join(map(markup_of, elements)))


def paragraphs_of_markup(markup: str) -> str:
    """Return what `paragraphs_of` returns, from the markup that `markup_of` gives.

    The text is cut out of the serialised element, which takes a quarter of the time of a
    walk over its nodes, and any depth of nesting.
    """
    if _UNSEEN_START.search(markup):
        markup = _UNSEEN.sub("", markup)
    text = _BLOCK.sub(_BREAK, markup)
    if "<li" in text:
        text = _ITEM.sub(_BREAK + "- ", text)
    text = _TAG.sub("", text.replace("</td>", " ").replace("</th>", " "))
    if "&" in text:
        text = unescape(text)
    lines = [fold(line) for line in text.split(_BREAK) if line and not line.isspace()]
    return "\n".join([line for line in lines if line != "-"])


def resolve(page: str, href: str) -> Link:
    """Return where `href` on `page` leads, relative to the MiM's root.

    A link within the page has an empty path; a link with a scheme, or out of the MiM, has an
    empty path and an empty fragment. The publication writes blanks both raw and as `%20`, and
    leaves blanks, no-break spaces and quotes at the end of fragments.
    """
    target, _, fragment = href.strip().partition("#")
    fragment = unquote(fragment).strip(' \t\r\n\xa0"')
    if not target:
        return Link("", fragment)
    path = _path_from(page.rpartition("/")[0], target)
    return Link(path, fragment) if path else Link("", "")


@lru_cache(maxsize=16384)  # the pages of a folder lead to the same pages, at many places each
def _path_from(folder: str, target: str) -> str:
    if _SCHEME.match(target):
        return ""
    path = normpath(join(folder, unquote(target).strip().replace("\\", "/")))
    return "" if path.startswith(("..", "/")) else path
