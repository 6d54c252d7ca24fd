"""The bundled catalogues: all that is known of one version."""

import re
from functools import cache

from mimcli.data.files import FOLDER, text, version_key
from mimcli.errors import NotFoundError
from mimcli.model.knowledge.catalogue import (
    Catalogue,
    CatalogueArtefact,
    CatalogueDomain,
    CatalogueRelation,
)
from mimcli.model.knowledge.known import Authority, KnownVersion
from mimcli.model.retirement import DomainNames

_FORMAT = "1"


@cache
def bundled_catalogues() -> tuple[str, ...]:
    """Return the versions that have a catalogue here, oldest first."""
    found = (path.stem for path in (FOLDER / "catalogue").glob("*.tsv"))
    return tuple(sorted(found, key=version_key))


def known_versions_of(id_or_stem: str) -> tuple[KnownVersion, ...]:
    """Return every bundled version that defines an id, or any id of a stem, oldest version first.

    Takes an artefact id or a stem (`PRPA_IN000203`) in any letter case. All kinds of artefact are
    known for the versions with a catalogue, interactions only for the others.
    """
    wanted = id_or_stem.strip().upper()
    found = [known for version in bundled_catalogues() for known in _in_catalogue(version, wanted)]
    found += _in_unlisted(wanted)
    return tuple(sorted(found, key=lambda known: (version_key(known.version), known.id)))


def domain_names(version: str, name: str) -> DomainNames:
    """Return the names and the number of interactions of a domain in a bundled version.

    A domain or version that is not bundled has its name only, and no interactions.
    """
    if version not in bundled_catalogues():
        return DomainNames(name)
    content = text(_catalogue_file(version))
    found = re.search(rf"\ndomain\t{re.escape(name)}\t([^\t]*)\t", content)
    cells = rf"\nartefact\t[^\t]+\tinteraction\t[^\t]*\t{re.escape(name)}\t"
    return DomainNames(name, found[1] if found else "", "", len(re.findall(cells, content)))


def load_catalogue(version: str) -> Catalogue:
    """Return all that is bundled about one version.

    Raises NotFoundError when there is no catalogue of that version.
    """
    if version not in bundled_catalogues():
        raise NotFoundError(
            f"no bundled catalogue of MiM {version}",
            hint="there is one of: " + ", ".join(bundled_catalogues()),
        )
    _, issued, authority, sources = _head(version)
    domains: list[CatalogueDomain] = []
    artefacts: list[CatalogueArtefact] = []
    relations: list[CatalogueRelation] = []
    for line in text(_catalogue_file(version)).split("\n"):
        kind, *cells = line.split("\t")
        if kind == "artefact":
            artefacts.append(_artefact(cells, sources))
        elif kind == "relation":
            subject, relation, target, key = cells
            source = _source(sources, key, subject)
            relations.append(CatalogueRelation(subject, relation, target, source))
        elif kind == "domain":
            name, folder, category, status, number, number_status, page, key = cells
            domains.append(
                CatalogueDomain(
                    name, folder, category, status, number, number_status, page, sources[key]
                )
            )
    return Catalogue(version, issued, authority, tuple(domains), tuple(artefacts), tuple(relations))


def _catalogue_file(version: str) -> str:
    return f"catalogue/{version}.tsv"


@cache
def _head(version: str) -> tuple[str, str, Authority, dict[str, str]]:
    """Return format, issue date, authority and the sources by their keys."""
    content = text(_catalogue_file(version))
    match = re.search(r"\nmim-catalogue\t(\d+)\t[^\t]+\t([^\t]*)\t(\w+)", content)
    if not match or match[1] != _FORMAT:
        raise ValueError(f"{_catalogue_file(version)} is not of format {_FORMAT}")
    authority: Authority = "manual" if match[3] == "manual" else "elsewhere"
    sources = dict(re.findall(r"\nsource\t([^\t\n]+)\t([^\n]+)", content))
    return match[1], match[2], authority, sources


def _source(sources: dict[str, str], key: str, subject: str) -> str:
    """Return the source that a key stands for, made out for one id or name."""
    return sources[key].replace("{id}", subject)


def _artefact(cells: list[str], sources: dict[str, str]) -> CatalogueArtefact:
    identifier, kind, title, domain, inferred, section, standing, entry_class, key = cells
    return CatalogueArtefact(
        identifier,
        kind,
        title,
        domain,
        inferred == "yes",
        section,
        standing,
        entry_class,
        _source(sources, key, identifier),
    )


def _in_catalogue(version: str, wanted: str) -> list[KnownVersion]:
    """Return what one catalogue knows of an id, or of each id of a stem."""
    content = text(_catalogue_file(version))
    if f"\nartefact\t{wanted}" not in content:
        return []
    ending = r"(?:[A-Z]{2}\d\d)?"
    pattern = rf"\nartefact\t({re.escape(wanted)}{ending}\t[^\n]+)"
    _, _, authority, sources = _head(version)
    found = []
    for line in re.findall(pattern, content):
        artefact = _artefact(line.split("\t"), sources)
        relations = re.findall(rf"\nrelation\t{artefact.id}\t([^\t]+)\t([^\t]+)", content)
        found.append(
            KnownVersion(
                artefact.id,
                version,
                artefact.kind,
                artefact.title,
                artefact.domain,
                artefact.domain_inferred,
                artefact.standing,
                tuple(relations),
                authority,
                artefact.source,
            )
        )
    return found


def _in_unlisted(wanted: str) -> list[KnownVersion]:
    """Return what is known of an interaction in versions that have no catalogue."""
    content = text("known-interactions.tsv")
    if f"\t{wanted}" not in content:
        return []
    pattern = rf"\n([^\t\n#]+)\t({re.escape(wanted)}(?:[A-Z]{{2}}\d\d)?)\t([^\n]+)"
    return [
        KnownVersion(identifier, version, "interaction", "", "", False, "", (), "elsewhere", source)
        for version, identifier, source in re.findall(pattern, content)
        if version not in bundled_catalogues()
    ]
