"""Which release of the MiM a publication is, and when it was issued.

Page kinds: `Index.htm` (its title is the surest place), `Core/footer.htm`, `Core/Change.htm`, and
`Core/Overview.htm`, whose header of older releases is a table with the release's number.
"""

import re

from mimcli.parse.htmlio import Element, decode, fold, paragraphs_of, parse_html, text_of

_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_NAMED_VERSION = re.compile(r"\bMIM\s+v?(\d+(?:\.\d+)+)", re.IGNORECASE)
_STATED_VERSION = re.compile(r"\bversion\s*:?\s*v?(\d+(?:\.\d+)+)", re.IGNORECASE)
_NUMBERED_VERSION = re.compile(r"\bversion\s+no\.?\s*:?\s*v?(\d+(?:\.\d+)+)", re.IGNORECASE)
_PLAIN_VERSION = re.compile(r"v?(\d+(?:\.\d+)+)", re.IGNORECASE)
_STATED_DATE = re.compile(
    r"\b(?:issue )?date\s*:?\s*(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})", re.IGNORECASE
)
_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_TITLE_REACH = 65536


def parse_index_title(data: bytes) -> str | None:
    """Return the release that the title of `Index.htm` names, such as `7.2.02`, or None."""
    title = _TITLE.search(decode(data[:_TITLE_REACH]))
    match = _NAMED_VERSION.search(fold(title[1])) if title else None
    return match[1] if match else None


def parse_overview(data: bytes) -> str:
    """Return the release that the header of `Core/Overview.htm` names; empty if it names none."""
    root = _root(data)
    if root is None:
        return ""
    text = paragraphs_of(*root.iter("body"))
    match = _NUMBERED_VERSION.search(text) or _NAMED_VERSION.search(text)
    return match[1] if match else ""


def parse_footer(data: bytes) -> tuple[str, str]:
    """Return the release and its issue date (ISO, `2008-04-18`) from `Core/footer.htm`.

    Either is empty where the page does not state it. The page's title is no release number.
    """
    root = _root(data)
    if root is None:
        return "", ""
    text = paragraphs_of(*root.iter("body"))
    version, date = _STATED_VERSION.search(text), _STATED_DATE.search(text)
    return (version[1] if version else ""), (_iso(date[1]) if date else "")


def parse_change_log(_page: str, data: bytes) -> tuple[str, str]:
    """Return the release and date (ISO) of the newest entry of `Core/Change.htm`.

    That is the first row, of the first table with such rows, whose first cell is a release and
    whose second is a date. Either is empty where the page does not state it.
    """
    root = _root(data)
    for row in root.iter("tr") if root is not None else ():
        cells = [text_of(cell) for cell in row if cell.tag in ("td", "th")]
        version = _PLAIN_VERSION.fullmatch(cells[0]) if cells else None
        if version:
            return version[1], (_iso(cells[1]) if len(cells) > 1 else "")
    return "", ""


def _root(data: bytes) -> Element | None:
    try:
        return parse_html(data)
    except ValueError:
        return None


def _iso(text: str) -> str:
    """Return a day/month/year date, as the publication writes them, as ISO; empty if it is none."""
    match = _DATE.search(text)
    if not match:
        return ""
    day, month, year = (int(part) for part in match.groups())
    return f"{year:04}-{month:02}-{day:02}" if day in range(1, 32) and month in range(1, 13) else ""
