"""What of two versions can be compared, and what cannot, with the reason."""

from collections.abc import Iterator
from typing import NamedTuple

from mimcli.compare.models import Models
from mimcli.compare.things import Thing
from mimcli.model.answers.diff import NotCompared
from mimcli.query.manual import Manual

_FOLDERS = {
    "schemas": ("Schemas", "messages, CMETs and templates"),
    "templateschemas": ("TemplateSchemas", "template constraints"),
    "vocabularyschemas": ("VocabularySchemas", "vocabularies of single domains"),
    "dt": ("dt", "datatypes"),
    "voc": ("voc", "HL7's own vocabularies"),
}
"""The folders of schemas that messages are made of, and what is in each."""


class Scope(NamedTuple):
    """Which kinds of facts both versions have."""

    pages: bool
    """What the manual's pages say: both publications are whole."""
    schemas: bool
    """What the schemas say: both are in the cache."""
    folders: frozenset[str]
    """Top folders, in lower case, in which both have schemas; all, if both are whole."""
    reasons: tuple[NotCompared, ...]

    def has(self, path: str | None) -> bool:
        """Return whether both versions have the folder of a schema."""
        return path is not None and _folder(path) in self.folders


def scope_of(models: Models) -> Scope:
    """Return what of two versions can be compared."""
    old, new = models.old, models.new
    manuals = (old, new)
    bundled = [one.version for one in manuals if one.source != "cache"]
    partial = [one.version for one in manuals if one.source == "cache" and one.partial]
    pages = not bundled and not partial
    sides = [{_folder(path) for path in one.paths} for one in models.schemas]
    folders = frozenset(sides[0] | sides[1] if pages else sides[0] & sides[1])
    reasons: list[NotCompared] = []
    if bundled:
        reasons.append(NotCompared(_OF_CACHE, _not_cached(bundled)))
    if not pages:
        reasons.append(NotCompared(_OF_PAGES, _no_pages(bundled, partial)))
    if not bundled:
        reasons += _lacking(manuals, sides, folders)
    return Scope(pages, not bundled, folders, tuple(reasons))


_OF_CACHE = "message types, CMETs, templates, datatypes, vocabularies and their codes"
_OF_PAGES = (
    "domains, application roles, trigger events, receiver responsibilities, OIDs, and what only"
    " message tables and vocabulary pages say (conformance, coding strength, retired codes)"
)


def _not_cached(versions: list[str]) -> str:
    verb = "are" if len(versions) > 1 else "is"
    known = "interactions and what they are made of are compared, by the bundled catalogue"
    return f"MiM {' and '.join(versions)} {verb} not in the cache; {known}"


def _no_pages(bundled: list[str], partial: list[str]) -> str:
    if bundled:
        return _not_cached(bundled)
    few = " and ".join(partial)
    verb = "are" if len(partial) > 1 else "is"
    return f"MiM {few} {verb} in the cache with schemas only; schemas are compared with schemas"


def _lacking(
    manuals: tuple[Manual, Manual], sides: list[set[str]], folders: frozenset[str]
) -> Iterator[NotCompared]:
    """Yield the folders that only one version at hand has."""
    for manual, own, other in zip(manuals, sides, reversed(sides), strict=True):
        for folder, (name, what) in _FOLDERS.items():
            if folder in other - own - folders:
                reason = f"MiM {manual.version} is in the cache without a folder {name}/"
                yield NotCompared(what, reason)


def comparable(scope: Scope, things: dict[str, Thing], schemas: dict[str, str]) -> dict[str, Thing]:
    """Return the artefacts of one version that the other would have too, if it defined them."""
    if scope.pages:
        return things
    if not scope.schemas:
        return {id_: one for id_, one in things.items() if one.kind == "interaction"}
    return {id_: one for id_, one in things.items() if scope.has(schemas.get(id_))}


def _folder(path: str) -> str:
    return path.partition("/")[0].lower() if "/" in path else ""
