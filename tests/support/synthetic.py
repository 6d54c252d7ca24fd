"""Builds a complete synthetic MiM on disk.

    build_mim(folder)                                    # the usual one
    build_mim(folder, version="8.0.00")                  # another version
    build_mim(folder, only=("Schemas/", "dt/", "voc/"))  # a partial publication
    build_mim(folder, without=("Core/footer.htm",))      # a page missing
    build_mim(folder, extra={"Core/x.htm": b"..."})      # a page more, or another one in its place
    build_mim(folder, mim=renumbered(default_mim()))     # other section numbers, as older ones have

The same arguments give the same bytes, whenever and wherever.
"""

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

from support.common_domains import ANSWER_BATCH, SEND_BATCH
from support.core_pages import core_files, history_files
from support.examples import example_files
from support.manual_pages import manual_page, places
from support.mim import ISSUED, VERSION, default_mim
from support.model_files import constraint_pages, interaction_xml, mif_files, model_pages
from support.records import SyntheticDomain, SyntheticMim
from support.reference_pages import common_pages, data_type_files, oid_files, vocabulary_files
from support.schema_files import schema_files
from support.tabular_pages import TabularWriter

__all__ = [
    "ANSWER_BATCH",
    "ISSUED",
    "SCHEMAS_ONLY",
    "SEND_BATCH",
    "VERSION",
    "build_mim",
    "change_domain",
    "default_mim",
    "files_of",
    "renumbered",
    "write_files",
]

SCHEMAS_ONLY = ("Schemas/", "TemplateSchemas/", "VocabularySchemas/", "dt/", "voc/")
"""What a partial publication holds, as adaptor projects vendor it."""


def tabular_files(mim: SyntheticMim) -> dict[str, bytes]:
    """Every tabular view."""
    # Pages link to a vocabulary by its name, though the file's letter case may differ.
    vocabularies = {each.name: f"Vocabulary/{each.name}.htm" for each in mim.vocabularies}
    models = {each.id: each for _, each in mim.definitions()}
    files = {}
    for folder, definition in mim.definitions():
        writer = TabularWriter(folder, definition, vocabularies, models)
        files[writer.page] = writer.write()
    return files


def files_of(mim: SyntheticMim) -> dict[str, bytes]:
    """Every file of the publication: path relative to its root, and bytes."""
    where = places(mim)
    files = core_files(mim)
    files |= {domain.manual: manual_page(domain, where) for domain in mim.domains}
    for part in (
        history_files,
        tabular_files,
        model_pages,
        constraint_pages,
        mif_files,
        interaction_xml,
        schema_files,
        vocabulary_files,
        oid_files,
        common_pages,
        example_files,
    ):
        files |= part(mim)
    return files | data_type_files()


def write_files(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files below `folder`; return the folder."""
    for path, data in sorted(files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def build_mim(
    folder: Path,
    *,
    version: str = VERSION,
    mim: SyntheticMim | None = None,
    only: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    extra: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a synthetic MiM into `folder` and return the folder.

    `mim`: the records to write (default: `default_mim(version)`). `only`, `without`: beginnings
    of paths to keep, to leave out. `extra`: files to add, or to put in place of others.
    """
    files = files_of(mim or default_mim(version))
    kept = {
        path: data
        for path, data in files.items()
        if (not only or path.startswith(only)) and not path.startswith(without or "\0")
    }
    return write_files(folder, kept | dict(extra or {}))


def change_domain(
    mim: SyntheticMim, name: str, change: Callable[[SyntheticDomain], SyntheticDomain]
) -> SyntheticMim:
    """The same MiM with one domain (menu or folder name) changed."""
    target = mim.domain(name)
    domains = tuple(change(each) if each is target else each for each in mim.domains)
    return dataclasses.replace(mim, domains=domains)


def renumbered(mim: SyntheticMim, before: tuple[str, ...] = ("Introduction",)) -> SyntheticMim:
    """The same MiM with sections before all others of each manual, so that every number moves."""
    domains = tuple(
        dataclasses.replace(
            each,
            sections=(*(title for title in before if title not in each.sections), *each.sections),
        )
        for each in mim.domains
    )
    return dataclasses.replace(mim, domains=domains)
