"""Fixtures for all tests: a synthetic MiM, the real one, caches of both, the program itself."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from support.archives import zip_folder
from support.synthetic import build_mim

if TYPE_CHECKING:
    from typer.testing import Result

SCRUBBED = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
    "TERMINAL_WIDTH",
    "COLUMNS",
    "LINES",
    "PAGER",
    "LESS",
    "COLORTERM",
    "GITHUB_ACTIONS",
    "PYTHONWARNINGS",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
)
"""Variables of the developer's shell that would change what the program does."""
REAL_ZIP = os.environ.get("MIM_REAL_ZIP", "")


@dataclass(frozen=True, slots=True)
class Run:
    """How a run of the program ended."""

    out: str
    err: str
    code: int


def _is_foreign(key: str) -> bool:
    """Whether a variable of the developer's shell would change what the program does."""
    return key in SCRUBBED or key.startswith(("MIM_", "_MIM_", "_TYPER_"))


def clean_environment(home: Path) -> dict[str, str]:
    """The environment for a run: nothing of `mim`'s or the shell's, and a home of its own."""
    kept = {key: value for key, value in os.environ.items() if not _is_foreign(key)}
    return kept | {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LOCALAPPDATA": str(home / "local"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TERM": "dumb",
    }


def run_program(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    *,
    stdin: str = "",
    cwd: Path | None = None,
    timeout: float = 600.0,
) -> Run:
    """Run `python -m mimcli ARGUMENTS` in a process of its own."""
    done = subprocess.run(  # noqa: PLW1510 (the exit code is looked at)
        [sys.executable, "-m", "mimcli", *arguments],
        input=stdin.encode(),
        capture_output=True,
        env=dict(environment),
        cwd=cwd,
        timeout=timeout,
    )
    return Run(done.stdout.decode("utf-8"), done.stderr.decode("utf-8"), done.returncode)


def add_to_cache(cache_dir: Path, source: Path) -> None:
    """Import a publication as a user would. THE ONLY PLACE that knows how that is done."""
    cache_dir.mkdir(parents=True, exist_ok=True)
    run = run_program(
        ["--cache-dir", str(cache_dir), "add", str(source)], clean_environment(cache_dir.parent)
    )
    if run.code:
        pytest.fail(f"mim add {source.name} ended with {run.code}: {run.err}{run.out}")


def shared_folder(
    factory: pytest.TempPathFactory, worker: str, name: str, make: Callable[[Path], object]
) -> Path:
    """A folder made once in a session, even when several workers of pytest-xdist share it.

    `make` is given the folder's path, which does not exist yet.
    """
    base = factory.getbasetemp()
    shared = base if worker == "master" else base.parent
    folder, done = shared / name, shared / f"{name}.done"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            make(folder)
            done.touch()
    return folder


@pytest.fixture(autouse=True)
def isolation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the developer's cache, settings or terminal."""
    for key in list(os.environ):
        if _is_foreign(key) and key != "MIM_REAL_ZIP":
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
