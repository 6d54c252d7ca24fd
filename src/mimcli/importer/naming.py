"""Which version a source is to be filed under: what the user says, what it says, what it shows.

A part of a publication (schemas alone) says no version. Its interaction schemas tell it all the
same where they are exactly those of one version whose interactions are all known. Where they
are only near, nothing is guessed: the nearest version is named in the hint.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import load_catalogue
from mimcli.errors import SourceError, UsageError
from mimcli.files import pasteable
from mimcli.importer.completeness import is_part
from mimcli.importer.statements import SPECIFICATION, state_release
from mimcli.sources.interface import Source

_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_INTERACTION = re.compile(r"schemas/([a-z]{4}_in\d{6}[a-z]{2}\d{2})\.xsd", re.IGNORECASE)
_NEAR = 0.6
"""So large a share of either's interactions is common to both, or a version is not named."""


class Likeness(NamedTuple):
    """How near the interactions of a source are to those of a version."""

    version: str
    share: float
    """Of all interactions of both, those that both have: 1 is the same set."""
    common: int


def release_of(
    source: Source,
    name: str | None,
    tell: Callable[[str], None] | None = None,
    *,
    published: bool = False,
) -> dict[str, str]:
    """Return what the index is to say of a source itself: `mim_version` and what it states.

    `name` is what the user calls it. A web site that was `published` so is no part because of
    what its publisher left out. `tell` is told in words when the version is inferred. Raises
    UsageError for a name that contradicts the source, SourceError for a source without a name.
    """
    stated = state_release([file.path for file in source.files], source.read)
    own = stated.get("mim_version")
    if name and own and name != own and _NUMBER.fullmatch(name):
        raise UsageError(
            f"{source.description} says that it is MiM {own}, not {name}",
            hint=f"leave out --as, or give it a name that is no version, such as {own}-draft",
        )
    version = name or own or _inferred(source, stated.get("title"), tell)
    part = source.partial if published else is_part(source, stated)
    return {**stated, "mim_version": version, "partial": str(int(part))}


def _inferred(source: Source, title: str | None, tell: Callable[[str], None] | None) -> str:
    """Return the version that a source's schemas are surely of. Raises SourceError if of none."""
    if title:
        suggested = _as_name(title)
        raise SourceError(
            f"{source.description} is the {title}, no version of the MiM",
            hint=f"give it a name of its own: mim add --as {suggested} {pasteable(source.path)}",
        )
    found = likenesses([file.path for file in source.files])
    best = found[0] if found else None
    if best and best.share == 1 and sum(one.share == 1 for one in found) == 1:
        if tell:
            tell(
                f"{source.description} does not say its version; its {best.common} interaction"
                f" schemas are exactly those of MiM {best.version}"
            )
        return best.version
    like = f"; it is most like MiM {best.version}" if best and best.share >= _NEAR else ""
    shown = best.version if like and best else "VERSION"
    raise SourceError(
        f"{source.description} does not say which MiM version it is",
        hint=f"say it{like}: mim add --as {shown} {pasteable(source.path)}",
    )


def likenesses(paths: list[str]) -> list[Likeness]:
    """Return the bundled versions by how near their interactions are to the schemas', best first.

    None where the paths have no schema of an interaction.
    """
    own = {match[1].upper() for path in paths if (match := _INTERACTION.fullmatch(path))}
    if not own:
        return []
    found = []
    for version in bundled_catalogues():
        artefacts = load_catalogue(version).artefacts
        known = {one.id for one in artefacts if one.kind == "interaction"}
        common = len(own & known)
        found.append(Likeness(version, common / len(own | known), common))
    return sorted(found, key=lambda one: one.share, reverse=True)


def _as_name(title: str) -> str:
    """Return a title as a name that the cache takes: `nhs-111-2.1` of `NHS 111 ... 2.1 RC1`."""
    domain, _, rest = title.partition(SPECIFICATION)
    number = _NUMBER.search(rest)
    words = re.findall(r"[a-z0-9]+", domain.casefold())
    return "-".join((*words, *([number[0]] if number else [])))[:40].strip(".-") or "NAME"
