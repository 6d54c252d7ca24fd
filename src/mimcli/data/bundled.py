"""Which versions have a bundled catalogue."""

from functools import cache

from mimcli.data.files import FOLDER, version_key


@cache
def bundled_catalogues() -> tuple[str, ...]:
    """Return the versions that have a catalogue here, oldest first."""
    found = (path.stem for path in (FOLDER / "catalogue").glob("*.tsv"))
    return tuple(sorted(found, key=version_key))
