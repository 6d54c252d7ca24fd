"""The version chosen with `mim use`, as every reader asks for it (apart: it loads nothing else)."""

from mimcli.cache.names import is_version_name
from mimcli.cache.paths import CachePaths
from mimcli.errors import CacheError


def used_version(paths: CachePaths) -> str | None:
    """Return the version chosen with `mim use`; None if none is. It may be removed since.

    Raises CacheError if the file of the choice is damaged or cannot be read.
    """
    try:
        name = chosen_name(paths)
    except OSError as error:
        raise CacheError(
            f"the cache {paths.root} cannot be read: {error.strerror or error}",
            hint="name another folder with --cache-dir or MIM_CACHE_DIR",
        ) from None
    if name is not None and not is_version_name(name):
        raise CacheError(
            f"the chosen version in {paths.used_file} is damaged",
            hint="choose again with: mim use VERSION",
        )
    return name


def chosen_name(paths: CachePaths) -> str | None:
    """Return what the file of the choice says, None if there is none. Raises OSError."""
    try:
        return paths.used_file.read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
