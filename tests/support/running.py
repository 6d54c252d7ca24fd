"""Runs the program as its users do, in an environment of its own; shares folders of a session."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

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


@dataclass(frozen=True, slots=True)
class Run:
    """How a run of the program ended."""

    out: str
    err: str
    code: int


def is_foreign(key: str) -> bool:
    """Whether a variable of the developer's shell would change what the program does."""
    return key in SCRUBBED or key.startswith(("MIM_", "_MIM_", "_TYPER_"))


def clean_environment(home: Path) -> dict[str, str]:
    """The environment for a run: nothing of `mim`'s or the shell's, and a home of its own."""
    kept = {key: value for key, value in os.environ.items() if not is_foreign(key)}
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


def add_to_cache(cache_dir: Path, source: Path, version: str | None = None) -> None:
    """Import a publication as a user would. THE ONLY PLACE that knows how that is done.

    `version` is that of a publication that states none.
    """
    cache_dir.mkdir(parents=True, exist_ok=True)
    run = run_program(
        [
            *("--cache-dir", str(cache_dir), "add", str(source)),
            *(("--as", version) if version else ()),
        ],
        clean_environment(cache_dir.parent),
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
