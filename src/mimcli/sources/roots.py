"""Where in a list of paths a MiM lies.

The root of a whole publication is the folder that holds `Index.htm` and `Core/Contents.htm`; of a
partial one (adaptor projects keep only the schemas), the folder that holds `Schemas/*.xsd`. A
Domain Message Specification, published for one domain on its own, has no menu: its root is the
folder that holds `Domains/*/Tabular View/*-NoEdit.html`. Where there is nothing of these, it is the
folder of a menu alone (`Core/Contents.htm`). The letter case of these names is not relied on.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from mimcli.errors import SourceError
from mimcli.sources.names import printable

CONTENTS = re.compile(r"(?:^|/)(core/contents\.htm)$", re.IGNORECASE)
INDEX = re.compile(r"(?:^|/)(index\.htm)$", re.IGNORECASE)
VIEW = re.compile(r"(?:^|/)(domains/[^/]+/tabular view/[^/]+-noedit\.html?)$", re.IGNORECASE)
SCHEMA = re.compile(r"(?:^|/)(schemas/[^/]+\.xsd)$", re.IGNORECASE)

NO_MIM_HINT = (
    "a MiM has Index.htm and Core/Contents.htm; a part of one has Core/Contents.htm,"
    " Domains/NAME/Tabular View with its pages, or Schemas with .xsd files"
)


class Root(NamedTuple):
    """Where a MiM lies in an archive or folder."""

    prefix: str
    """The path of its folder with a `/` at its end; empty for the top."""
    partial: bool
    """Whether it holds schemas without the pages."""


def find_root(paths: Iterable[str], description: str) -> Root:
    """Return the MiM's place among `paths`; of several, the one nearest to the top.

    Raises SourceError if there is none, or several equally near.
    """
    contents: set[str] = set()
    indexes: set[str] = set()
    schemas: set[str] = set()
    views: set[str] = set()
    zips: list[str] = []
    for path in paths:
        tail = path[-14:].lower()
        if tail.endswith(".xsd"):
            _note(SCHEMA, path, schemas)
        elif tail.endswith(".zip"):
            zips.append(path)
        elif tail.endswith("contents.htm"):
            _note(CONTENTS, path, contents)
        elif tail.endswith("index.htm"):
            _note(INDEX, path, indexes)
        elif "-noedit.htm" in tail:
            _note(VIEW, path, views)
    whole = contents & indexes
    candidates = whole or (views | schemas) or contents
    if not candidates:
        raise no_mim(description, zips)
    prefix = _nearest(candidates, description)
    return Root(prefix, partial=prefix not in whole | views | contents)


def no_mim(description: str, zips: Iterable[str]) -> SourceError:
    """Return the error that there is no MiM; `zips` are there, and one of them may hold it."""
    inner = sorted(zips, key=lambda path: (path.count("/"), path))
    hint = NO_MIM_HINT
    if inner:
        more = f" (or another of its {len(inner)} zips)" if len(inner) > 1 else ""
        hint = f"a zip within is not looked into: unpack {printable(inner[0])}{more}, and add that"
    return SourceError(f"{description} holds no MiM", hint=hint)


def one_of(folders: Iterable[str], description: str) -> str:
    """Return the only one of `folders`; raises SourceError if there are several."""
    found = sorted(folders)
    if len(found) > 1:
        names = ", ".join(printable(folder) or "(top)" for folder in found[:3])
        raise SourceError(
            f"{description} holds {len(found)} MiMs: {names}", hint="add the folder of one of them"
        )
    return found[0]


def _note(pattern: re.Pattern[str], path: str, found: set[str]) -> None:
    match = pattern.search(path)
    if match:
        found.add(path[: match.start(1)])


def _nearest(candidates: set[str], description: str) -> str:
    top = min(folder.count("/") for folder in candidates)
    return one_of((folder for folder in candidates if folder.count("/") == top), description)
