"""`mim add`: the publication, then what no question needs but nobody may lose."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mimcli.cache.extend import extract_rest, has_rest_elsewhere
from mimcli.cache.lock import write_access
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import VersionRecord
from mimcli.importer.second_process import SecondProcess
from mimcli.importer.stages import add_publication
from mimcli.model.answers.keeping import AddReport
from mimcli.progress import Progress
from mimcli.query.opening import open_cached
from mimcli.sources.interface import LeftOut
from mimcli.sources.open import open_source


def add_source(
    paths: CachePaths,
    origin: Path,
    second: SecondProcess,
    *,
    name: str | None,
    came_from: str | None = None,
    full: bool,
    force: bool,
    progress: Progress,
    waiting: Callable[[str], None],
) -> AddReport:
    """Add a MiM, with a second process's help, and report what the cache now holds of it.

    `came_from` is recorded as its source in place of the name of the zip or folder.
    `External Documents/` stays in the kept zip, unless `full`; of a folder it is always taken
    over, after the version is ready to be asked. Raises what `add_publication` raises.
    """
    began = time.monotonic()
    result = add_publication(
        paths,
        origin,
        second,
        name=name,
        came_from=came_from,
        force=force,
        progress=progress,
        waiting=waiting,
    )
    record = result.record
    left_out: tuple[LeftOut, ...] = ()
    extended = False
    if record.rest_files and (full or has_rest_elsewhere(record)) and not record.full:
        with open_source(origin) as source, write_access(paths, waiting=waiting) as access:
            rest = extract_rest(access, record, progress, source)
        record, left_out, extended = rest.record, rest.left_out, True
    elif full and record.rest_files:
        with open_source(origin) as source:
            left_out = source.left_out  # told each time: they are still not there
    return version_report(
        paths,
        record,
        added=result.added,
        extended=extended,
        left_out=left_out,
        seconds=time.monotonic() - began,
    )


def version_report(
    paths: CachePaths,
    record: VersionRecord,
    *,
    added: bool,
    extended: bool = False,
    left_out: tuple[LeftOut, ...] = (),
    seconds: float = 0.0,
) -> AddReport:
    """Return what the cache holds of a version. Raises CacheError for an index that is damaged."""
    manual = open_cached(paths, record)
    counts: dict[str, Any] = dict(
        manual.rows("SELECT kind, count(*) FROM artefact WHERE standing != 'mentioned' GROUP BY 1")
    )
    (domains,) = manual.row("SELECT count(*) FROM domain") or (0,)
    (findings,) = manual.row("SELECT count(*) FROM finding") or (0,)
    manual.connection.close()
    return AddReport(
        kind="version",
        version=record.version,
        added=added,
        partial=record.partial,
        source=record.source,
        files=record.tree_files,
        domains=domains,
        interactions=counts.get("interaction", 0),
        message_types=sum(counts.get(kind, 0) for kind in ("message_type", "cmet", "template")),
        findings=findings,
        external_documents=external_documents_state(record.rest_files, full=record.full),
        left_out=tuple(one.path for one in left_out),
        tree=str(paths.resolve(record.tree)),
        seconds=round(seconds, 2),
        extended=extended,
    )


def external_documents_state(files: int, *, full: bool) -> str:
    """Return where `External Documents/` of a cached version is."""
    if not files:
        return "none"
    return "extracted" if full else "in the kept zip"
