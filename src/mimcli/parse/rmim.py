"""The title and id that an R-MIM page gives itself, and its diagram.

Page kind: `*_RM*.htm` and the pages of templates' models, `COCD_TP*.htm`.
"""

import re
from html import unescape

from mimcli.model.identifiers import find_artefact_ids
from mimcli.model.named import Named
from mimcli.parse.htmlio import decode, fold, resolve

_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TITLE_AND_ID = re.compile(r"(.*?)\s*\(\s*([^()]*)\s*\)")
_MAPPED = re.compile(r"<img\b[^>]*\busemap\b[^>]*>", re.IGNORECASE)
_SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_REACH = 16384
"""The heading is the first thing on the page; the rest is the map of its diagram."""


def parse_rmim_page(_page: str, data: bytes) -> Named:
    """Return what the page's first `h1`, "Title (ID)", says; both empty if it has none.

    An id outside of brackets is found too; a heading without one is all title.
    """
    match = _HEADING.search(decode(data[:_REACH]))
    if not match:
        return Named("", "")
    text = fold(unescape(_TAG.sub(" ", match[1])))
    parts = _TITLE_AND_ID.fullmatch(text)
    if parts:
        return Named(parts[2], parts[1])
    found = next(find_artefact_ids(text), None)
    return Named(str(found[1]), text[: found[0]].strip(" -:")) if found else Named("", text)


def parse_rmim_image(page: str, data: bytes) -> str:
    """Return the path of the page's diagram, relative to the MiM's root; empty if it has none.

    The diagram is the image that has a map; the icons of the page have none.
    """
    image = _MAPPED.search(decode(data))
    source = _SOURCE.search(image[0]) if image else None
    return resolve(page, unescape(source[1] or source[2] or source[3])).path if source else ""
