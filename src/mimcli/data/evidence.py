"""Where every bundled fact comes from."""

from collections.abc import Iterator

from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import catalogue_head
from mimcli.data.files import rows
from mimcli.model.answers.keeping import FactSource
from mimcli.model.retirement import RetirementList


def sources_of_version(version: str) -> tuple[FactSource, ...]:
    """Return the sources of a version's bundled catalogue; none if there is no catalogue."""
    if version not in bundled_catalogues():
        return ()
    _, _, authority, sources = catalogue_head(version)
    note = "made from the manual by script" if authority == "manual" else "partial, from elsewhere"
    return tuple(
        FactSource("catalogue", version, source, note) for source in dict.fromkeys(sources.values())
    )


def sources_of_all(listing: RetirementList) -> Iterator[FactSource]:
    """Yield the sources of the facts that belong to no one version.

    `listing` is the retirement list that counts: the bundled one, or a newer one in the cache.
    """
    source = f"{listing.source}, {listing.address}"
    yield FactSource("retirement list", None, source, f"last edited {listing.last_edited}")
    for fact, file, note in _FILES:
        found = rows(file)
        for one in sorted({row[-1] for row in found}):
            yield FactSource(fact, None, one, note.format(len(found)))


_FILES = (
    ("interactions", "known-interactions.tsv", "{} of versions without a catalogue"),
    ("service names", "services.tsv", "of test environments; {} rows in all"),
    ("version codes", "wire-codes.tsv", "{}, as real messages carry them"),
    ("versions", "versions.tsv", "{}, with their dates and where they are offered"),
)
"""Facts that have their source in the last column."""
