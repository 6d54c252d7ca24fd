"""Adding a MiM: the stages, in order, on one screen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mimcli import __version__
from mimcli.cache.install import already_installed
from mimcli.cache.lock import write_access
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import VersionRecord
from mimcli.cache.staging import Facts, Staging
from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import load_catalogue
from mimcli.errors import SourceError
from mimcli.importer.memory import without_collections
from mimcli.importer.second_process import SecondProcess
from mimcli.importer.statements import gather_statements, state_release
from mimcli.importer.work import Work, is_page
from mimcli.index.build import build_index
from mimcli.index.format import INDEX_FORMAT
from mimcli.model.knowledge.catalogue import Catalogue
from mimcli.progress import SILENT, Progress
from mimcli.reconcile.assemble import assemble
from mimcli.sources.interface import Source, is_rest
from mimcli.sources.open import open_source


@dataclass(frozen=True, slots=True)
class Added:
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
    force: bool = False,
    progress: Progress = SILENT,
    waiting: Callable[[str], None] | None = None,
) -> Added:
    """Put the MiM at `origin` (a zip or a folder) into the cache, whole or not at all.

    `second` takes its share of the work. `name` is the version to file it under; without it, what
    the publication itself states.
    Raises InputError, SourceError or CacheError; the cache is then as it was.
    """
    with open_source(origin) as source, without_collections():
        # 1. Which version is it?
        meta = _release(source, name)
        version = meta["mim_version"]
        # 2. Is it there already?
        with write_access(paths, waiting=waiting) as access:
            installed = already_installed(paths, version, source.fingerprint, INDEX_FORMAT)
            if installed is not None and not force:
                return Added(installed, added=False)
            with (
                Staging(access, source, version) as staging,
                Work(staging.jobs(first=is_page), progress, second) as work,
            ):
                # 3. Extract the files and parse the pages, at once; the pages come first.
                files = [file.path for file in source.files if not is_rest(file.path)]
                statements = gather_statements(meta, files, work.parse_pages(), source.read)
                staging.flush()
                # 4. Reconcile what the pages state.
                publication = assemble(statements, _catalogue(version, partial=source.partial))
                del statements  # a tenth of the memory
                # 5. Write the index; then nothing but files that hold no page can be left to do.
                build_index(publication, staging.index)
                work.finish()
                staging.flush()
                # 6. Make it the version's current installation.
                facts = Facts(
                    title=f"MiM {version}",
                    issued=meta.get("issued"),
                    index_format=INDEX_FORMAT,
                    program=__version__,
                )
                return Added(staging.publish(facts), added=True)


def _catalogue(version: str, *, partial: bool) -> Catalogue | None:
    """Return what is bundled about the version, if the publication lacks anything."""
    if not partial or version not in bundled_catalogues():
        return None
    return load_catalogue(version)


def _release(source: Source, name: str | None) -> dict[str, str]:
    stated = state_release([file.path for file in source.files], source.read)
    version = name or stated.get("mim_version")
    if version is None:
        raise SourceError(
            f"{source.description} does not say which MiM version it is",
            hint="say it: mim add --as VERSION " + source.description,
        )
    return {**stated, "mim_version": version, "partial": str(int(source.partial))}
