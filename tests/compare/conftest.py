"""A cache of the three versions of the real manual that are at hand."""

import os
import shutil
from pathlib import Path

import pytest

from support.running import add_to_cache, shared_folder

PARTIAL = ("6.3.01", "4.2.00")
"""Versions whose schemas may lie beside the real publication's zip."""


@pytest.fixture(scope="session")
def partial_zips(real_zip: Path) -> dict[str, Path]:
    """The partial publications beside the real one; skips where they are not there."""
    zips = {version: real_zip.with_name(f"mim-{version}-schemas.zip") for version in PARTIAL}
    missing = [path.name for path in zips.values() if not path.is_file()]
    if missing:
        pytest.skip(f"beside {real_zip.name} there is no {' and no '.join(missing)}")
    return zips


@pytest.fixture(scope="session")
def versions_cache(
    tmp_path_factory: pytest.TempPathFactory,
    worker: str,
    real_cache: Path,
    partial_zips: dict[str, Path],
) -> Path:
    """A cache of all three. Read only."""

    def make(folder: Path) -> None:
        shutil.copytree(real_cache, folder, copy_function=os.link)
        for version, source in partial_zips.items():
            add_to_cache(folder, source, version)

    return shared_folder(tmp_path_factory, worker, "versions-cache", make)
