"""Bundled facts, each with its source, and their readers.

A question about one id is answered by searching a file's text for it: no file is parsed as a
whole but by `load_catalogue`. Files are read when first asked for, and then kept.
"""

import re
from functools import cache
from pathlib import Path

from mimcli.errors import NotFoundError
from mimcli.model.knowledge import (
    Authority,
    Catalogue,
    CatalogueArtefact,
    CatalogueDomain,
    CatalogueRelation,
    KnownVersion,
    ListedVersion,
    Service,
    WireCode,
)
from mimcli.model.retirement import DomainNames, ListedName, RetirementList

_FOLDER = Path(__file__).parent
_FORMAT = "1"


@cache
def _text(name: str) -> str:
    """Return a bundled file's text, with a newline before its first line."""
    return "\n" + (_FOLDER / name).read_text(encoding="utf-8")


def _rows(name: str) -> list[list[str]]:
    """Return the cells of every line that is neither a comment nor the header."""
    lines = [line for line in _text(name).split("\n") if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


def _lines_about(name: str, identifier: str) -> list[list[str]]:
    """Return the cells of the lines whose second cell is an id, by a search of the text."""
    text, found, at = _text(name), [], 0
    needle = f"\t{identifier}\t"
    while (at := text.find(needle, at)) >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        found.append(text[start:end].split("\t"))
        at = end
    return [cells for cells in found if identifier and cells[1] == identifier]


def read_versions() -> tuple[ListedVersion, ...]:
    """Return every version of the MiM that is known, newest first."""
    return tuple(
        ListedVersion(version, issued, form, address, archive, listed == "yes", source)
        for version, issued, form, address, archive, listed, source in _rows("versions.tsv")
    )


@cache
def read_retirement_list() -> RetirementList:
    """Return NHS England's list of fully retired domains, with its source and date."""
    # Deferred: json costs two milliseconds that only `mim retired` has a use for.
    import json  # noqa: PLC0415

    data = json.loads(_text("retirement.json"))
    return RetirementList(
        source=data["source"],
        address=data["address"],
        last_edited=data["last_edited"],
        fully_retired=tuple(
            ListedName(entry["name"], tuple(entry.get("aliases", ())), entry.get("reason", ""))
            for entry in data["fully_retired"]
        ),
        others=data["others"],
    )


def services_of(interaction_id: str) -> tuple[Service, ...]:
    """Return the services that an interaction was seen under, by name; the id in any case."""
    rows = _lines_about("services.tsv", interaction_id.upper())
    return tuple(Service(*row) for row in rows)


def wire_codes_of(interaction_id: str) -> tuple[WireCode, ...]:
    """Return the version codes that real messages of an interaction carry, most frequent first."""
    rows = _lines_about("wire-codes.tsv", interaction_id.upper())
    codes = [WireCode(found, code, int(count), source) for code, found, count, source in rows]
    return tuple(sorted(codes, key=lambda code: -code.occurrences))


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions sort by: `6.3.01` before `7.2.02`."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


@cache
def bundled_catalogues() -> tuple[str, ...]:
    """Return the versions that have a catalogue here, oldest first."""
    found = (path.stem for path in (_FOLDER / "catalogue").glob("*.tsv"))
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
    text = _text(_catalogue_file(version))
    found = re.search(rf"\ndomain\t{re.escape(name)}\t([^\t]*)\t", text)
    cells = rf"\nartefact\t[^\t]+\tinteraction\t[^\t]*\t{re.escape(name)}\t"
    return DomainNames(name, found[1] if found else "", "", len(re.findall(cells, text)))


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
    for line in _text(_catalogue_file(version)).split("\n"):
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
    text = _text(_catalogue_file(version))
    match = re.search(r"\nmim-catalogue\t(\d+)\t[^\t]+\t([^\t]*)\t(\w+)", text)
    if not match or match[1] != _FORMAT:
        raise ValueError(f"{_catalogue_file(version)} is not of format {_FORMAT}")
    authority: Authority = "manual" if match[3] == "manual" else "elsewhere"
    sources = dict(re.findall(r"\nsource\t([^\t\n]+)\t([^\n]+)", text))
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
    text = _text(_catalogue_file(version))
    if f"\nartefact\t{wanted}" not in text:
        return []
    ending = r"(?:[A-Z]{2}\d\d)?"
    pattern = rf"\nartefact\t({re.escape(wanted)}{ending}\t[^\n]+)"
    _, _, authority, sources = _head(version)
    found = []
    for line in re.findall(pattern, text):
        artefact = _artefact(line.split("\t"), sources)
        relations = re.findall(rf"\nrelation\t{artefact.id}\t([^\t]+)\t([^\t]+)", text)
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
    text = _text("known-interactions.tsv")
    if f"\t{wanted}" not in text:
        return []
    pattern = rf"\n([^\t\n#]+)\t({re.escape(wanted)}(?:[A-Z]{{2}}\d\d)?)\t([^\n]+)"
    return [
        KnownVersion(identifier, version, "interaction", "", "", False, "", (), "elsewhere", source)
        for version, identifier, source in re.findall(pattern, text)
        if version not in bundled_catalogues()
    ]
