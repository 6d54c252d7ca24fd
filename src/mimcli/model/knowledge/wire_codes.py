"""Version codes that real messages carry."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WireCode:
    """A `versionCode` that real messages of an interaction carry: reported, never trusted."""

    interaction_id: str
    version_code: str
    occurrences: int
    source: str
