"""The manual's own cross references, read by regular expressions: who uses what, by its account.

Page kinds: `VocabReferences.htm`, `Datatype Reference.htm`, `Constraint Reference.htm`,
`CMET Reference.htm`. What the program tells is compared to them, so nothing here is shared with it.
"""

import re
from html import unescape
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

_HEADING = re.compile(r"(?:\d+\s+)?(vocabulary|datatype|constraint|cmet)\s*:\s*(.*)", re.IGNORECASE)


class Use(NamedTuple):
    """A row: a place in a model that uses the thing."""

    model: str
    class_page: str
    """Path of the tabular view."""
    attribute: str


class Used(NamedTuple):
    """A thing with all its uses."""

    kind: str
    name: str
    uses: tuple[Use, ...]


def read_cross_reference(page: str, data: bytes) -> tuple[Used, ...]:
    """Return each thing of a page with its uses, in the page's order."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    found = []
    for section in re.split(r"(?i)<h2\b", text)[1:]:
        heading, _, below = section.partition("</h2>")
        match = _HEADING.fullmatch(_plain("<h2" + heading))
        if match:
            name = re.sub(r"\[[^\]]*\]", "", match[2]).strip()
            found.append(Used(match[1].lower(), name, _uses(page, below)))
    return tuple(found)


def _uses(page: str, below: str) -> tuple[Use, ...]:
    """Return the rows below the headings Domain, Model, Description, Class and perhaps Attribute."""
    rows = (re.findall(r"(?is)<td\b.*?</td>", row) for row in re.split(r"(?i)<tr\b", below))
    return tuple(
        Use(_plain(cells[1]), _page(page, cells[3]), _plain(cells[4]) if len(cells) > 4 else "")
        for cells in rows
        if len(cells) >= 4 and _plain(cells[0]) != "Domain"
    )


def _plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", markup)).split())


def _page(page: str, cell: str) -> str:
    link = re.search(r'(?i)\bhref="([^"#]*)', cell)
    return normpath(join(dirname(page), unquote(unescape(link[1])))) if link else ""
