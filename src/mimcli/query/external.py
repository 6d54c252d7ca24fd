"""Files of `External Documents/`: in the manifest by name, unpacked when somebody asks for one."""

from collections.abc import Callable

from mimcli.cache.extend import extract_rest
from mimcli.cache.lock import write_access
from mimcli.cache.manifest import read_manifest
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import find_record
from mimcli.errors import NotFoundError
from mimcli.model.answers.locations import Location
from mimcli.progress import Progress
from mimcli.query.manual import Manual


def external_document(
    paths: CachePaths,
    manual: Manual,
    name: str,
    progress: Progress,
    waiting: Callable[[str], None],
) -> Location:
    """Return where a file of `External Documents/` is, on this disk.

    The first time all of them are unpacked from the zip that the cache keeps: their pages need
    one another. Raises NotFoundError for a path that is not in the publication, and CacheError
    if they cannot be unpacked.
    """
    manual.need_cache("an external document")
    path, _, anchor = name.strip().replace("\\", "/").partition("#")
    record = find_record(paths, manual.version)
    assert record is not None  # noqa: S101  (the manual was opened by it)
    lines = read_manifest(paths.resolve(record.manifest), record.source_fingerprint)
    real = next((one.path for one in lines if one.path.lower() == path.lower()), None)
    if real is None:
        raise NotFoundError(
            f"MiM {manual.version} has no file {path!r}",
            hint="`mim open 'Core/External Docts.htm'` shows the list that the manual has of them",
        )
    if not record.full:
        with write_access(paths, waiting=waiting) as access:
            record = extract_rest(access, record, progress).record
    file = paths.resolve(record.tree).joinpath(*real.split("/")).absolute()
    address = file.as_uri() + (f"#{anchor}" if anchor else "")
    return Location("file", None, real, anchor or None, str(file), address)
