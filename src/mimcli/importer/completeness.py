"""Whether a source is a whole publication or a part of one, by what it says that it has.

The contents menu names the domains; each has pages of its own in its folder of `Domains/`, and what
they define has schemas. A source without a menu, or whose menu names a domain of which it has no
page, or that has no schema of a message, is a part. A Domain Message Specification has no menu, and
says on its title page what it is. How many domains, pages or schemas there should be is not known,
and not asked.
"""

import re
from collections.abc import Iterable, Mapping

from mimcli.parse.menu import parse_menu
from mimcli.sources.interface import Source

_MENU = "core/contents.htm"
_SCHEMA = re.compile(r"schemas/[^/]+\.xsd", re.IGNORECASE)
_PAGE = re.compile(r"domains/([^/]+)/(?!tabular view/).*\.html?", re.IGNORECASE)
_DOMAIN = re.compile(r"domains/([^/]+)/", re.IGNORECASE)


def is_part(source: Source, stated: Mapping[str, str]) -> bool:
    """Tell whether a source is a part of a publication; `stated` is what it says of itself.

    Raises SourceError if its menu cannot be read.
    """
    if source.partial:
        return True
    paths = [file.path for file in source.files]
    menu = next((path for path in paths if path.lower() == _MENU), None)
    if menu is None:
        return "title" not in stated
    named = {
        match[1].lower()
        for entry in parse_menu(menu, source.read(menu)).entries
        if (match := _DOMAIN.match(entry.page))
    }
    return not named or not named <= _folders(paths) or not any(map(_SCHEMA.fullmatch, paths))


def _folders(paths: Iterable[str]) -> set[str]:
    """Return the folders of `Domains/` that have a page other than message tables."""
    return {match[1].lower() for path in paths if (match := _PAGE.fullmatch(path))}
