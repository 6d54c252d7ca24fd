"""The bundled catalogues: all that is known of one version."""

import re
from functools import cache

from mimcli.data.bundled import bundled_catalogues
from mimcli.data.files import text
from mimcli.errors import NotFoundError
from mimcli.model.knowledge.catalogue import (
    Catalogue,
    CatalogueArtefact,
    CatalogueDomain,
    CatalogueRelation,
)
from mimcli.model.knowledge.known import Authority, with_message_types
from mimcli.model.retirement import DomainNames

_FORMAT = "1"


def domain_names(version: str, name: str) -> DomainNames:
    """Return the names and the number of interactions of a domain in a bundled version.

    A domain or version that is not bundled has its name only, and no interactions. A catalogue that
    was pieced together may lack a domain's interactions: then it has as many as the version that
    has most of them.
    """
    if version not in bundled_catalogues():
        return DomainNames(name)
    content = text(catalogue_file(version))
    found = re.search(rf"\ndomain\t{re.escape(name)}\t([^\t]*)\t", content)
    count = _interactions_in(version, name)
    if not count and catalogue_head(version)[2] != "manual":
        count = known_interactions(name)
    return DomainNames(name, found[1] if found else "", "", count)


@cache
def known_interactions(name: str) -> int:
    """Return how many interactions a domain has in the bundled version that has most of them."""
    return max(_interactions_in(version, name) for version in bundled_catalogues())


def _interactions_in(version: str, name: str) -> int:
    cells = rf"\nartefact\t[^\t]+\tinteraction\t[^\t]*\t{re.escape(name)}\t"
    return len(re.findall(cells, text(catalogue_file(version))))


def load_catalogue(version: str) -> Catalogue:
    """Return all that is bundled about one version.

    Raises NotFoundError when there is no catalogue of that version.
    """
    if version not in bundled_catalogues():
        raise NotFoundError(
            f"no bundled catalogue of MiM {version}",
            hint="there is one of: " + ", ".join(bundled_catalogues()),
        )
    _, issued, authority, sources = catalogue_head(version)
    domains: list[CatalogueDomain] = []
    artefacts: list[CatalogueArtefact] = []
    stated: dict[str, list[tuple[str, str]]] = {}
    origins: dict[str, str] = {}
    for line in text(catalogue_file(version)).split("\n"):
        kind, *cells = line.split("\t")
        if kind == "artefact":
            artefacts.append(catalogue_artefact(cells, sources))
        elif kind == "relation":
            subject, relation, target, key = cells
            stated.setdefault(subject, []).append((relation, target))
            origins.setdefault(subject, _source(sources, key, subject))
        elif kind == "domain":
            name, folder, category, status, number, number_status, page, key = cells
            domains.append(
                CatalogueDomain(
                    name, folder, category, status, number, number_status, page, sources[key]
                )
            )
    relations = tuple(
        CatalogueRelation(subject, relation, target, origins[subject])
        for subject, pairs in stated.items()
        for relation, target in with_message_types(pairs)
    )
    return Catalogue(version, issued, authority, tuple(domains), tuple(artefacts), relations)


def catalogue_file(version: str) -> str:
    """Return the name of a version's catalogue among the bundled files."""
    return f"catalogue/{version}.tsv"


@cache
def catalogue_head(version: str) -> tuple[str, str, Authority, dict[str, str]]:
    """Return format, issue date, authority and the sources by their keys."""
    content = text(catalogue_file(version))
    match = re.search(r"\nmim-catalogue\t(\d+)\t[^\t]+\t([^\t]*)\t(\w+)", content)
    if not match or match[1] != _FORMAT:
        raise ValueError(f"{catalogue_file(version)} is not of format {_FORMAT}")
    authority: Authority = "manual" if match[3] == "manual" else "elsewhere"
    sources = dict(re.findall(r"\nsource\t([^\t\n]+)\t([^\n]+)", content))
    return match[1], match[2], authority, sources


def _source(sources: dict[str, str], key: str, subject: str) -> str:
    """Return the source that a key stands for, made out for one id or name."""
    return sources[key].replace("{id}", subject)


def catalogue_artefact(cells: list[str], sources: dict[str, str]) -> CatalogueArtefact:
    """Return an artefact out of the cells of its line."""
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
