"""All that is bundled about one version."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.knowledge.known import Authority


class CatalogueDomain(NamedTuple):
    """One entry of a version's menu, or a domain that a source elsewhere names for it."""

    name: str
    folder: str
    category: str
    status: str
    """Publication status: `Normative`, `Draft` ...; empty if unknown."""
    version: str
    """The domain's own version; empty if unknown."""
    version_status: str
    """`Issued`, `Draft` or empty."""
    page: str
    """Its implementation manual, relative to the MiM's root; empty if unknown."""
    source: str


class CatalogueArtefact(NamedTuple):
    """One artefact that a version defines."""

    id: str
    kind: str
    title: str
    domain: str
    domain_inferred: bool
    section: str
    """Number of its heading in the domain's manual; empty if unknown."""
    standing: str
    """`defined` by a page of the manual, `schema-only`, or empty if unknown."""
    entry_class: str
    """For a message type or template: its root or first class; empty if unknown."""
    source: str


class CatalogueRelation(NamedTuple):
    """One relation of an interaction."""

    subject: str
    relation: str
    """A name out of RELATIONS."""
    object: str
    source: str


class Catalogue(NamedTuple):
    """All that is bundled about one version, in the file's order."""

    version: str
    issued: str
    authority: Authority
    domains: tuple[CatalogueDomain, ...]
    artefacts: tuple[CatalogueArtefact, ...]
    relations: tuple[CatalogueRelation, ...]


def inferred_domains(artefacts: Iterable[CatalogueArtefact]) -> Iterator[Finding]:
    """Yield a finding for each artefact whose domain no source states for its version."""
    for one in artefacts:
        if one.domain_inferred:
            yield Finding(
                kind="inferred-domain",
                subject=one.id,
                page="",
                detail="no source that is bundled states its domain in this version",
                chosen=f"{one.domain}, where another version defines like ids",
                severity="info",
            )
