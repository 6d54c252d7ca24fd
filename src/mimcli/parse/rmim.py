"""The diagram of an R-MIM page.

Page kind: `*_RM*.htm` and the pages of templates' models, `COCD_TP*.htm`.
"""

import re
from html import unescape

from mimcli.parse.htmlio import decode, resolve

_MAPPED = re.compile(r"<img\b[^>]*\busemap\b[^>]*>", re.IGNORECASE)
_SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


def parse_rmim_image(page: str, data: bytes) -> str:
    """Return the path of the page's diagram, relative to the MiM's root; empty if it has none.

    The diagram is the image that has a map; the icons of the page have none.
    """
    image = _MAPPED.search(decode(data))
    source = _SOURCE.search(image[0]) if image else None
    return resolve(page, unescape(source[1] or source[2] or source[3])).path if source else ""
