"""Fixtures for all tests: a synthetic MiM, the real one, caches of both, the program itself."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from support.archives import zip_folder
from support.running import (
    Run,
    add_to_cache,
    clean_environment,
    is_foreign,
    run_program,
    shared_folder,
)
from support.synthetic import build_mim

if TYPE_CHECKING:
    from typer.testing import Result

REAL_ZIP = os.environ.get("MIM_REAL_ZIP", "")
settings.register_profile("mim", deadline=None)  # an example takes as long as the machine lets it
settings.load_profile("mim")

PARTIAL = ("6.3.01", "4.2.00")
"""Versions whose schemas may lie beside the real publication's zip."""


@pytest.fixture(autouse=True)
def isolation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the developer's cache, settings or terminal."""
    for key in list(os.environ):
        if is_foreign(key) and key != "MIM_REAL_ZIP":
            monkeypatch.delenv(key)
    home = tmp_path / "home"
    home.mkdir()
    for key, value in clean_environment(home).items():
        monkeypatch.setenv(key, value)


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """This worker's name under pytest-xdist; `master` without it."""
    return getattr(request.config, "workerinput", {}).get("workerid", "master")


@pytest.fixture(scope="session")
def synthetic_mim(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Path:
    """The folder of the usual synthetic MiM. Do not change it: build another one instead."""
    return shared_folder(tmp_path_factory, worker, "synthetic-mim", build_mim)


@pytest.fixture(scope="session")
def synthetic_zip(
    tmp_path_factory: pytest.TempPathFactory, worker: str, synthetic_mim: Path
) -> Path:
    """The synthetic MiM as a zip with a top folder."""

    def make(folder: Path) -> None:
        folder.mkdir()
        zip_folder(synthetic_mim, folder / "synthetic.zip")

    return shared_folder(tmp_path_factory, worker, "synthetic-zip", make) / "synthetic.zip"


@pytest.fixture(scope="session")
def synthetic_cache(
    tmp_path_factory: pytest.TempPathFactory, worker: str, synthetic_zip: Path
) -> Path:
    """A cache that holds the synthetic MiM. Read only."""
    return shared_folder(
        tmp_path_factory,
        worker,
        "synthetic-cache",
        lambda folder: add_to_cache(folder, synthetic_zip),
    )


@pytest.fixture(scope="session")
def real_zip() -> Path:
    """The real publication's zip, which MIM_REAL_ZIP names; skips where it is unset."""
    if not REAL_ZIP:
        pytest.skip("MIM_REAL_ZIP names no zip of the real publication")
    path = Path(REAL_ZIP)
    if not path.is_file():
        pytest.fail(f"MIM_REAL_ZIP names {REAL_ZIP}, which is not a file")
    return path.resolve()


@pytest.fixture(scope="session")
def real_cache(tmp_path_factory: pytest.TempPathFactory, worker: str, real_zip: Path) -> Path:
    """A cache that holds the real publication. Read only."""
    return shared_folder(
        tmp_path_factory, worker, "real-cache", lambda folder: add_to_cache(folder, real_zip)
    )


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


@pytest.fixture
def cache_dir(tmp_path: Path) -> Path:
    """A cache folder of this test's own, not made yet."""
    return tmp_path / "mim-cache"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment that `run_mim` gives the program; for terminals and other processes."""
    return clean_environment(tmp_path / "home")


@pytest.fixture
def run_mim(environment: dict[str, str], tmp_path: Path) -> Callable[..., Run]:
    """Run the program in a process of its own: `run_mim("show", "PDS", cache=folder).out`."""

    def run(
        *arguments: str | Path,
        cache: Path | None = None,
        stdin: str = "",
        cwd: Path | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> Run:
        first = ["--cache-dir", str(cache)] if cache else []
        return run_program(
            [*first, *map(str, arguments)],
            environment | dict(variables or {}),
            stdin=stdin,
            cwd=cwd or tmp_path,
        )

    return run


@pytest.fixture
def run_mim_inprocess() -> Callable[..., "Result"]:
    """Run the program in this process, which is faster: returns typer's Result."""
    from typer.testing import CliRunner  # noqa: PLC0415 (only those tests pay for it)

    from mimcli.cli.app import app  # noqa: PLC0415

    runner = CliRunner()

    def run(*arguments: str | Path, cache: Path | None = None, stdin: str = "") -> "Result":
        first = ["--cache-dir", str(cache)] if cache else []
        return runner.invoke(app, [*first, *map(str, arguments)], input=stdin)

    return run
