"""Whether one artefact is retired, by every version that is at hand."""

from collections.abc import Sequence

from mimcli.cache.names import version_key
from mimcli.data.catalogues import domain_names
from mimcli.data.known import known_versions_of
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.retirement import DomainNames, RetirementList
from mimcli.model.retirement_check import Placement, RetirementCheck
from mimcli.query.manual import Manual
from mimcli.query.retired_artefacts import check_artefact, placements_of


def retirement_of(
    manuals: Sequence[Manual],
    identifier: str,
    listing: RetirementList,
    *,
    asked: str = "",
    target: str = "",
) -> RetirementCheck:
    """Return the retirement of an artefact id: of the domain that defines it.

    The cached `manuals` are believed before what is bundled of the same versions; `asked` is the
    version that the user asks.
    """
    parsed = parse_artefact_id(identifier)
    known = known_versions_of(parsed.stem if parsed else identifier)
    placements = {one.version: one for one in placements_of(identifier, known, domain_names)}
    for manual in manuals:
        placement = _placement(manual, identifier)
        if placement is not None:
            placements[manual.version] = placement
    ordered = sorted(placements.values(), key=lambda one: version_key(one.version))
    return check_artefact(identifier, ordered, listing, asked, target)


def _placement(manual: Manual, identifier: str) -> Placement | None:
    row = manual.row(
        "SELECT domain.name, folder, standing, (SELECT count(*) FROM artefact AS other"
        " WHERE other.domain = domain.id AND other.kind = 'interaction')"
        " FROM artefact JOIN domain ON domain.id = artefact.domain"
        " WHERE artefact.id = ? AND standing != 'mentioned'",
        identifier,
    )
    if row is None or manual.source != "cache":
        return None
    names = DomainNames(row[0], row[1], "", row[3])
    stated = row[2] == "defined"
    return Placement(manual.version, names, from_manual=stated, inferred=not stated)
