"""The links of one file: what it names as the browser, or a schema's reader, would look for it.

Found in the text itself, not in a tree of it: broken markup loses no link, scripts write some, and
whole sites are read.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VALUE = re.compile(r"""\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""")
_STYLE = re.compile(
    r"""url\(\s*["']?([^"'()]+)["']?\s*\)|@import\s+["']([^"']+)["']""", re.IGNORECASE
)
_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_FILE = re.compile(r"\.[A-Za-z0-9]{1,5}$")

PAGES: Final = ("htm", "html")
_PAGE = ("href", "src", "background", "lowsrc")
_NAMES: Final = {
    "htm": _PAGE,
    "html": _PAGE,
    "css": (),
    "xsd": ("schemalocation",),
    "xml": ("schemalocation", "href"),
    "xsl": ("href",),
    "xslt": ("href",),
}
"""The attributes that name another file, by the ending of the file that they stand in."""
_STYLED: Final = (*PAGES, "css")


def has_links(path: str) -> bool:
    """Tell whether a file, by its name, may have links."""
    return ending(path) in _NAMES


def ending(path: str) -> str:
    """Return what follows the last dot of a path, in lower case."""
    return path.rpartition("/")[2].rpartition(".")[2].lower()


def links_in(path: str, data: bytes) -> tuple[str, ...]:
    """Return the addresses that a file names, as it writes them, each as often as it does.

    Links with another scheme than http and https are left out, and what has no file's name.
    """
    kind = ending(path)
    text = _text(data)
    if kind in PAGES:
        text = _COMMENT.sub(" ", text)
    lowered = text.lower() if len(text.lower()) == len(text) else text
    found = [
        href
        for name in _NAMES.get(kind, ())
        for value in _values(text, lowered, name)
        for href in _addresses(value, pairs=name == "schemalocation")
    ]
    if kind in _STYLED:
        values = (match[1] or match[2] for match in _STYLE.finditer(text))
        found += [href for value in values for href in _addresses(value, pairs=False)]
    return tuple(found)


def _values(text: str, lowered: str, name: str) -> Iterator[str]:
    """Yield the values of an attribute, found by its name (ten times as fast as a pattern)."""
    at = -1
    while (at := lowered.find(name, at + 1)) >= 0:
        match = _VALUE.match(text, at + len(name))
        if match and not (at and (lowered[at - 1].isalnum() or lowered[at - 1] in "_-")):
            yield match[1] or match[2] or match[3] or ""


def listed_in(data: bytes) -> tuple[str, ...]:
    """Return the addresses in a server's list of a folder, files and folders."""
    text = _text(data)
    return tuple(unescape(value) for value in _values(text, text.lower(), "href"))


def _addresses(value: str, *, pairs: bool) -> Iterator[str]:
    if "&" in value:
        value = unescape(value)
    # An example's `xsi:schemaLocation` has pairs; a schema's has one path, perhaps with blanks.
    words = value.split() if pairs and re.search(r"\burn:|://", value) else [value]
    for word in words:
        plain = re.split(r"[#?]", word, maxsplit=1)[0].strip(" \t\r\n\xa0")
        if plain and not _SCHEME.match(plain) and _FILE.search(plain):
            yield plain


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
