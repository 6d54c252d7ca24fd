"""Which retirement list counts: the bundled one, or a newer one beside the cache."""

from functools import lru_cache
from pathlib import Path

from mimcli.cache.paths import CachePaths
from mimcli.data.retirement_list import read_retirement_list
from mimcli.model.retirement import RetirementList


def newest_list(paths: CachePaths) -> RetirementList:
    """Return the newer one of the bundled list and the cache's. Raises CacheError if damaged."""
    bundled = read_retirement_list()
    try:
        status = paths.retirement_file.stat()
    except OSError:
        return bundled
    copy = _copy(paths.retirement_file, status.st_mtime_ns, status.st_size)
    return copy if copy is not None and copy.last_edited >= bundled.last_edited else bundled


@lru_cache(maxsize=1)  # every domain that is told asks for it
def _copy(file: Path, _changed: int, _size: int) -> RetirementList | None:
    from mimcli.cache.retirement_copy import read_copy  # noqa: PLC0415  (seldom there)

    return read_copy(file)
