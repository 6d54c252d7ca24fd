"""Archives and terminals as the tests make them."""

import json
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.archives import add_entry, add_link, nested, zip_folder, zip_in_zip
from support.running import shared_folder
from support.synthetic import VERSION
from support.terminal import run_in_terminal

RunMim = Callable[..., Any]


def test_a_zip_has_its_top_folder_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "c.txt").write_text("x")
    first = zip_folder(folder, tmp_path / "1.zip", top=nested(2))
    second = zip_folder(folder, tmp_path / "2.zip", top=nested(2))
    assert zipfile.ZipFile(first).namelist() == ["Level 1/Level 2/b/c.txt"]
    assert first.read_bytes() == second.read_bytes()
    bare = zip_folder(folder, tmp_path / "3.zip", top="", folders=True)
    assert zipfile.ZipFile(bare).namelist() == ["b/", "b/c.txt"]
    assert zipfile.ZipFile(zip_in_zip(bare, tmp_path / "4.zip")).namelist() == ["publication.zip"]


def test_an_archive_can_hold_names_that_no_archive_should(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        add_entry(archive, "../out.txt", b"x")
        add_entry(archive, "a\\b.txt", b"x")
        add_link(archive, "link", "/etc/passwd")
    with zipfile.ZipFile(tmp_path / "bad.zip") as archive:
        assert [each.orig_filename for each in archive.infolist()] == [
            "../out.txt",
            "a\\b.txt",
            "link",
        ]
        assert archive.getinfo("link").external_attr >> 16 == 0o120777


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_command_sees_a_terminal_of_the_size_asked_for(environment: dict[str, str]) -> None:
    program = (
        "import os,sys; print(sys.stdout.isatty(), os.get_terminal_size().columns);"
        "print('\\x1b[31mred\\x1b[0m \\x1b]8;;file:///x\\x07link\\x1b]8;;\\x07'); sys.exit(3)"
    )
    screen = run_in_terminal([sys.executable, "-c", program], environment=environment, columns=77)
    assert screen.lines == ["True 77", "red link"]
    assert "\x1b[31m" in screen.raw
    assert screen.code == 3


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_command_that_never_ends_is_ended(environment: dict[str, str]) -> None:
    with pytest.raises(TimeoutError):
        run_in_terminal(["sleep", "30"], environment=environment, timeout=0.5)


def test_no_test_sees_the_developers_settings(environment: dict[str, str], tmp_path: Path) -> None:
    assert os.environ["HOME"] == str(tmp_path / "home") == environment["HOME"]
    left = {key for key in os.environ if key.startswith("MIM_") or key == "NO_COLOR"}
    assert left <= {"MIM_REAL_ZIP"}
    assert not [key for key in environment if key.startswith("MIM_")]


def test_a_folder_is_made_once_in_a_session(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The second asker gets what the first one made, whichever worker either is."""
    made: list[Path] = []

    def make(folder: Path) -> None:
        folder.mkdir()
        made.append(folder)

    name = f"once-{os.getpid()}"
    first = shared_folder(tmp_path_factory, "gw0", name, make)
    assert shared_folder(tmp_path_factory, "gw1", name, make) == first
    assert made == [first]


def test_the_cache_of_the_synthetic_mim_answers(synthetic_cache: Path, run_mim: RunMim) -> None:
    run = run_mim("--json", "list-domains", cache=synthetic_cache)
    assert run.code == 0, run.err
    assert json.loads(run.out)["mim"] == VERSION
    assert "HealthSpace" in run.out


def test_a_run_in_this_process_says_the_same(
    synthetic_cache: Path, run_mim: RunMim, run_mim_inprocess: RunMim
) -> None:
    apart = run_mim("list-domains", cache=synthetic_cache)
    within = run_mim_inprocess("list-domains", cache=synthetic_cache)
    assert within.output.count("\n") == apart.out.count("\n") > 10
