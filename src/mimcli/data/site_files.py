"""Files that a version's web site has although hardly a page links to them."""

import re

from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import catalogue_file
from mimcli.data.files import rows, text

_READ = re.compile(r".+\.(?:xml|xsd|htm)", re.IGNORECASE)
_OF_A_VERSION = re.compile(r"\d")


def site_files(version: str) -> list[tuple[str, bool]]:
    """Return paths to ask for besides those that pages link to, and whether they are spelled so.

    Of a version that is at hand as a whole: what no link leads to, or is spelled otherwise. Of any
    other: the schemas of the interactions that it is known to define, and what may be there as it
    is in the version at hand, if a question needs it and its name has no number.
    """
    found: dict[str, bool] = {}
    for known, path in rows("unlinked-files.tsv"):
        if known == version:
            found[path] = True
        elif _READ.fullmatch(path) and not _OF_A_VERSION.search(path):
            found.setdefault(path, False)
    if version in bundled_catalogues():
        content = text(catalogue_file(version))
        for identifier in re.findall(r"\nartefact\t([^\t]+)\tinteraction\t", content):
            found.setdefault(f"Schemas/{identifier}.xsd", False)
    return list(found.items())
