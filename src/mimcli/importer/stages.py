"""Adding a MiM: the stages, in order, on one screen."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from mimcli import __version__
from mimcli.cache.files import reporting
from mimcli.cache.install import already_installed
from mimcli.cache.lock import write_access
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import VersionRecord, find_record
from mimcli.cache.staging import Facts, Staging
from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import load_catalogue
from mimcli.errors import CacheError, ImportFailedError
from mimcli.files import pasteable
from mimcli.garbage import without_collections
from mimcli.importer.naming import release_of
from mimcli.importer.second_process import SecondProcess
from mimcli.importer.statements import gather_statements
from mimcli.importer.work import Work, turn_of
from mimcli.index.build import build_index
from mimcli.index.format import INDEX_FORMAT
from mimcli.model.knowledge.catalogue import Catalogue
from mimcli.progress import SILENT, Progress
from mimcli.reconcile.assemble import assemble
from mimcli.sources.interface import Source, is_rest
from mimcli.sources.open import open_source


class Added(NamedTuple):
    """What `add_publication` did."""

    record: VersionRecord
    added: bool
    """False: the same publication was there already."""


def add_publication(
    paths: CachePaths,
    origin: Path,
    second: SecondProcess,
    *,
    name: str | None = None,
    came_from: str | None = None,
    force: bool = False,
    progress: Progress = SILENT,
    waiting: Callable[[str], None] | None = None,
) -> Added:
    """Put the MiM at `origin` (a zip or a folder) into the cache, whole or not at all.

    `second` takes its share of the work. `name` is the version to file it under; without it, what
    the publication itself states; `came_from` what to record as its source in place of the name of
    the zip or folder.
    Raises InputError, SourceError or CacheError; the cache is then as it was.
    """
    with open_source(origin) as source, without_collections():
        # 1. Which version is it?
        meta = release_of(
            source, name, waiting, published=came_from is not None and not source.is_archive
        )
        partial = meta["partial"] == "1"
        version = meta["mim_version"]
        # 2. Is it there already? To find that out, nobody need be allowed to write.
        if not force and (installed := _installed(paths, version, source)):
            return Added(installed, added=False)
        with write_access(paths, waiting=waiting) as access:
            if not force:
                if installed := _installed(paths, version, source):  # while this one waited
                    return Added(installed, added=False)
                _refuse_other_content(paths, version, source, partial=partial)
            with (
                reporting(paths.root),
                Staging(access, source, version) as staging,
                Work(staging.jobs(turn_of), progress, second) as work,
            ):
                # 3. Extract the files and parse the pages, at once; the pages come first.
                files = [file.path for file in source.files if not is_rest(file.path)]
                statements = gather_statements(meta, files, work.parse_pages(), source.read)
                staging.flush()
                # 4. Reconcile what the pages state.
                publication = assemble(statements, _catalogue(version, partial=partial))
                del statements  # a tenth of the memory
                # 5. Write the index; meanwhile what is left of the files is extracted.
                build_index(publication, staging.index, work.beside)
                staging.flush()
                # 6. Make it the version's current installation.
                facts = Facts(
                    title=meta.get("title") or f"MiM {version}",
                    issued=meta.get("issued"),
                    index_format=INDEX_FORMAT,
                    program=__version__,
                    partial=partial,
                    source=came_from,
                )
                return Added(staging.publish(facts), added=True)


def _installed(paths: CachePaths, version: str, source: Source) -> VersionRecord | None:
    return already_installed(paths, version, source.fingerprint, INDEX_FORMAT)


def _catalogue(version: str, *, partial: bool) -> Catalogue | None:
    """Return what is bundled about the version, if the publication lacks anything."""
    if not partial or version not in bundled_catalogues():
        return None
    return load_catalogue(version)


def _refuse_other_content(
    paths: CachePaths, version: str, source: Source, *, partial: bool
) -> None:
    """Raise unless the version may be replaced: by the same content, or a part by the whole."""
    try:
        there = find_record(paths, version)
    except CacheError:  # damaged: there is nothing to lose
        return
    if there is None or there.source_fingerprint == source.fingerprint:
        return
    if there.partial and not partial:
        return
    raise ImportFailedError(
        f"the cache has another MiM {version}, from {there.source}; it was left as it is",
        hint="replace it with --force, or keep both:"
        f" mim add --as OTHER-NAME {pasteable(source.path)}",
    )
