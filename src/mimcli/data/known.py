"""Which bundled versions define an id."""

import re
from functools import cache

from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import catalogue_artefact, catalogue_file, catalogue_head
from mimcli.data.files import lines_starting, text, version_key
from mimcli.model.knowledge.known import KnownVersion, with_message_types


@cache
def known_versions_of(id_or_stem: str) -> tuple[KnownVersion, ...]:
    """Return every bundled version that defines an id, or any id of a stem, oldest version first.

    Takes an artefact id or a stem (`PRPA_IN000203`) in any letter case. All kinds of artefact are
    known for the versions with a catalogue, interactions only for the others.
    """
    wanted = id_or_stem.strip().upper()
    found = [known for version in bundled_catalogues() for known in _in_catalogue(version, wanted)]
    found += _in_unlisted(wanted)
    return tuple(sorted(found, key=lambda known: (version_key(known.version), known.id)))


def _in_catalogue(version: str, wanted: str) -> list[KnownVersion]:
    """Return what one catalogue knows of an id, or of each id of a stem."""
    file = catalogue_file(version)
    lines = lines_starting(file, f"artefact\t{wanted}")
    # An id is a stem with four characters more.
    lines = [cells for cells in lines if wanted in (cells[1], cells[1][:-4])]
    if not lines:
        return []
    _, _, authority, sources = catalogue_head(version)
    found = []
    for _, *cells in lines:
        artefact = catalogue_artefact(cells, sources)
        related = lines_starting(file, f"relation\t{artefact.id}\t")
        found.append(
            KnownVersion(
                artefact.id,
                version,
                artefact.kind,
                artefact.title,
                artefact.domain,
                artefact.domain_inferred,
                artefact.standing,
                with_message_types((cells[2], cells[3]) for cells in related),
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
