"""The versions of the MiM that are known."""

from mimcli.data.files import rows
from mimcli.model.knowledge.versions import ListedVersion


def read_versions() -> tuple[ListedVersion, ...]:
    """Return every version of the MiM that is known, newest first."""
    return tuple(
        ListedVersion(version, issued, form, address, archive, listed == "yes", source)
        for version, issued, form, address, archive, listed, source in rows("versions.tsv")
    )
