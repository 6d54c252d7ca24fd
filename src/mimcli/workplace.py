"""Which cache and which MiM version a call is for: one answer for commands, completion and API.

What is said nearest to the call wins: an option or argument, then the environment, then the
project's file; then the defaults (the platform's cache; the version chosen with `mim use`, else
the newest).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mimcli.cache.paths import CachePaths, cache_root
from mimcli.environment import MIM_CACHE_DIR, MIM_NO_PROJECT, MIM_VERSION
from mimcli.project import Project, find_project

if TYPE_CHECKING:
    from mimcli.model.retirement import RetirementList


class Workplace(NamedTuple):
    """Where a call works."""

    paths: CachePaths
    version: str | None
    """The version that is asked for; None: the default of the cache."""
    asked_by: str | None
    """Who asks for it: `--mim`, `MIM_VERSION`, or the project file's path."""
    project: Project | None
    """The project's file, if one applies."""

    def retirement_list(self) -> "RetirementList":
        """Return the newest retirement list here, with what the project knows better."""
        from mimcli.query.current_list import newest_list  # noqa: PLC0415  (1 ms)

        listing = newest_list(self.paths)
        if self.project is None:
            return listing
        return listing._replace(overrides=self.project.overrides)

    @property
    def demanded(self) -> str | None:
        """The version that the call itself or the environment names: no other will do."""
        return self.version if self.asked_by in ("--mim", MIM_VERSION) else None


def workplace(
    environment: Mapping[str, str],
    *,
    version: str | None = None,
    cache_dir: Path | None = None,
) -> Workplace:
    """Return where a call from the current folder works.

    `version` and `cache_dir` are what the call itself says. Raises ConfigError for a project file
    that makes no sense; nothing is created.
    """
    project = None if environment.get(MIM_NO_PROJECT) else _project()
    pinned = project.cache_dir if project else None
    root = cache_root(cache_dir, environment.get(MIM_CACHE_DIR) or None, pinned)
    stated = (
        ("--mim", version),
        (MIM_VERSION, environment.get(MIM_VERSION)),
        (str(project.file) if project else None, project.version if project else None),
    )
    asked_by, asked = next(((by, one) for by, one in stated if one), (None, None))
    return Workplace(CachePaths(root), asked, asked_by, project)


def _project() -> Project | None:
    try:
        here = Path.cwd()
    except OSError:  # the current folder was removed
        return None
    return find_project(here)
