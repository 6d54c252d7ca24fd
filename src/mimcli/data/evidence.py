"""Where every bundled fact comes from, in lines for a reader."""

from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import catalogue_head
from mimcli.data.files import rows
from mimcli.model.retirement import RetirementList


def evidence_of_version(version: str) -> tuple[str, ...]:
    """Return the sources of a version's bundled catalogue; none if there is no catalogue."""
    if version not in bundled_catalogues():
        return ()
    _, _, authority, sources = catalogue_head(version)
    how = "made from the manual by script" if authority == "manual" else "partial, from elsewhere"
    return (
        f"catalogue {version}: {how}",
        *(f"catalogue {version}: {source}" for source in dict.fromkeys(sources.values())),
    )


def evidence_of_all(listing: RetirementList) -> tuple[str, ...]:
    """Return the sources of the facts that belong to no one version.

    `listing` is the retirement list that counts: the bundled one, or a newer one in the cache.
    """
    services = rows("services.tsv")
    return (
        f"retirement list: {listing.source}, last edited {listing.last_edited}, {listing.address}",
        f"service names: {len(services)} rows, of test environments",
        *(f"service names: {source}" for source in sorted({row[-1] for row in services})),
        *(f"versions: {source}" for source in sorted({row[-1] for row in rows("versions.tsv")})),
    )
