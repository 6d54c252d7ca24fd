"""Every console session in the README and the docs is run, and prints what the page shows.

`MIM_UPDATE_DOCS=1 pytest tests/docs/test_console_blocks.py` writes what is printed into the pages.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from console_blocks import (
    KINDS,
    ROOT,
    Block,
    Step,
    arguments_of,
    blocks_of,
    matches,
    pages,
    refreshed,
    setup_of,
)

if TYPE_CHECKING:
    from typer.testing import Result

UPDATE = bool(os.environ.get("MIM_UPDATE_DOCS"))
WIDTH = "96"
PROGRAMS = ("bash", "jq", "xmllint")
"""What sessions use beside `mim` that a machine may lack."""
PAGES = {str(path.relative_to(ROOT)): path for path in pages()}


def _with_kind(*kinds: str) -> list[str]:
    return [
        name
        for name, path in PAGES.items()
        if any(block.kind in kinds for block in blocks_of(path.read_text(encoding="utf-8")))
    ]


class Session:
    """A reader's shell: a folder, a cache, and the exit code of the last command."""

    def __init__(self, run: "Callable[..., Result]", folder: Path) -> None:
        self.run = run
        self.folder = folder
        self.code = 0

    def output(self, command: str) -> str:
        """Run a command; return what a terminal would show of it."""
        if command == "echo $?":
            code, self.code = self.code, 0
            return f"{code}\n"
        arguments = arguments_of(command)
        if arguments is not None:
            result = self.run(*arguments)
            self.code = result.exit_code
            assert result.exception is None or isinstance(result.exception, SystemExit), command
            return result.output
        done = subprocess.run(
            ["bash", "-c", command],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            env=dict(os.environ),
            timeout=120,
        )
        self.code = done.returncode
        return done.stdout.decode("utf-8")


@pytest.fixture
def session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_mim_inprocess: "Callable[..., Result]"
) -> Session:
    """A folder of its own, and `mim` on the PATH for what needs a shell."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "mim"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mimcli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("COLUMNS", WIDTH)
    monkeypatch.setenv("TZ", "UTC")
    return Session(run_mim_inprocess, folder)


def _play(session: Session, page: str, kind: str) -> None:
    text = PAGES[page].read_text(encoding="utf-8")
    for program in PROGRAMS:
        needed = program == "bash" or re.search(rf"\b{program} ", text)
        if needed and shutil.which(program) is None:
            pytest.skip(f"{page} uses {program}, which is not here")
    wrong: list[str] = []
    played = 0
    for command in setup_of(text):
        session.output(command)
        assert not session.code, command
    for block in blocks_of(text):
        if block.kind != kind:
            continue
        lines: list[str] = []
        for at, step in enumerate(block.steps):
            printed = session.output(step.command)
            played += 1
            if not matches(step.expected, printed):
                wrong.append(f"{step.shown}\n{printed}")
            if session.code and not _asks_code(block, at):
                wrong.append(
                    f"{step.shown}\nended with {session.code}, and the page does not say so"
                )
            lines += [step.shown, *_shown(step, printed)]
        text = text.replace(block.text, "".join(f"{line}\n" for line in lines), 1)
    assert played
    if UPDATE:
        PAGES[page].write_text(text, encoding="utf-8", newline="\n")
    assert UPDATE or not wrong, f"{page} does not show what is printed:\n\n" + "\n".join(wrong)


def _asks_code(block: Block, at: int) -> bool:
    return at + 1 < len(block.steps) and block.steps[at + 1].command == "echo $?"


def _shown(step: Step, printed: str) -> list[str]:
    same = matches(step.expected, printed)
    return list(step.expected) if same else refreshed(step.expected, printed)


@pytest.mark.parametrize("page", _with_kind("empty"))
def test_sessions_without_a_mim(
    page: str, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page shows of the bundled catalogue is what it answers."""
    monkeypatch.setenv("MIM_CACHE_DIR", str(tmp_path / "empty"))
    _play(session, page, "empty")


@pytest.mark.corpus
@pytest.mark.parametrize("page", _with_kind("real"))
def test_sessions_with_the_real_mim(
    page: str, session: Session, real_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page shows of the real publication is what it answers."""
    monkeypatch.setenv("MIM_CACHE_DIR", str(real_cache))
    _play(session, page, "real")


@pytest.mark.corpus
@pytest.mark.parametrize("page", _with_kind("versions"))
def test_sessions_with_several_versions(
    page: str, session: Session, versions_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page shows of the real publication and of parts of older ones is what it answers."""
    monkeypatch.setenv("MIM_CACHE_DIR", str(versions_cache))
    _play(session, page, "versions")


@pytest.mark.corpus
@pytest.mark.parametrize("page", _with_kind("partial"))
def test_sessions_from_a_partial_zip_on(
    page: str,
    session: Session,
    partial_zips: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a page shows from adding the schemas of an older version on is what happens."""
    for path in partial_zips.values():
        (session.folder / path.name).symlink_to(path)
    monkeypatch.setenv("MIM_CACHE_DIR", str(tmp_path / "fresh"))
    _play(session, page, "partial")


@pytest.mark.corpus
@pytest.mark.parametrize("page", [name for name in _with_kind("fresh") if name != "README.md"])
def test_sessions_from_the_zip_on(
    page: str, session: Session, real_zip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page shows from adding the zip on is what happens."""
    (session.folder / "mim-7.2.02.zip").symlink_to(real_zip)
    monkeypatch.setenv("MIM_CACHE_DIR", str(tmp_path / "fresh"))
    _play(session, page, "fresh")


def test_the_readme_adds_the_mim_as_the_tutorial_does() -> None:
    """Its session from the zip on is the tutorial's first, which is run: adding takes its time."""
    sessions = {
        page: [
            block for block in blocks_of(PAGES[page].read_text("utf-8")) if block.kind == "fresh"
        ]
        for page in ("README.md", "docs/tutorial.md")
    }
    assert sessions["README.md"] == sessions["docs/tutorial.md"][:1]


@pytest.mark.parametrize("page", list(PAGES))
def test_every_session_says_what_it_runs_against(page: str) -> None:
    """No session stands in a page unnoticed by these tests."""
    for block in blocks_of(PAGES[page].read_text(encoding="utf-8")):
        assert block.kind in KINDS or block.kind.startswith("not run, "), block.text
        assert block.steps


def test_the_readme_has_sessions() -> None:
    """The tests above have something to run."""
    assert "README.md" in _with_kind("empty", "real")
    assert "docs/tutorial.md" in _with_kind("fresh")
