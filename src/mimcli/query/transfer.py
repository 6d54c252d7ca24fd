"""`mim export`: a version of the cache as one file."""

from pathlib import Path

from mimcli.cache.exporting import export_version
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import find_record, version_names
from mimcli.errors import UsageError
from mimcli.model.answers.keeping import ExportReport
from mimcli.progress import Progress
from mimcli.query.manual import not_installed


def export(
    paths: CachePaths, version: str, target: Path | None, progress: Progress, *, force: bool
) -> ExportReport:
    """Write a version to a file, `mim-VERSION.zip` here if none is named, and tell which.

    Raises NotCachedError for a version that is not in the cache, UsageError for a file that is in
    the way (unless `force`), InputError for one that cannot be written.
    """
    record = find_record(paths, version)
    if record is None:
        raise not_installed(version, version_names(paths))
    file = target or Path(f"mim-{record.version}.zip")
    if file.is_dir():
        file /= f"mim-{record.version}.zip"
    if file.exists() and not force:
        raise UsageError(f"{file} exists", hint="name another file, or replace it with --force")
    size = export_version(paths, record, file, progress)
    return ExportReport("export", record.version, str(file), size, record.source)
