"""What a project pins: found upwards, precise about what is wrong, and weaker than what is said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mimcli import MimError, open_mim
from mimcli.errors import ConfigError
from mimcli.model.retirement import Override
from mimcli.project import find_project
from mimcli.workplace import workplace
from support.running import Run

OVERRIDE = '[[retirement]]\nname = "PDS"\nstatus = "in-use"\nreason = "agreed"\ndate = 2026-02-01\n'


def _write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_nearest_file_counts_alone(tmp_path: Path) -> None:
    _write(tmp_path, "mim.toml", 'version = "6.3.01"\ncache-dir = "up"\n')
    near = _write(tmp_path / "a", "pyproject.toml", '[tool.mim]\nversion = "4.2.00"\n')
    found = find_project(tmp_path / "a" / "b")

    assert found is not None
    assert (found.file, found.version, found.cache_dir) == (near, "4.2.00", None)


def test_of_two_files_in_one_folder_the_own_one_counts(tmp_path: Path) -> None:
    own = _write(tmp_path, "mim.toml", OVERRIDE)
    _write(tmp_path, "pyproject.toml", '[tool.mim]\nversion = "4.2.00"\n')
    found = find_project(tmp_path)

    assert found is not None
    assert found.file == own
    assert found.version is None
    assert found.overrides == (Override("PDS", "in-use", "agreed", "2026-02-01", str(own)),)


def test_a_pyproject_without_the_table_is_passed_over(tmp_path: Path) -> None:
    _write(tmp_path, "pyproject.toml", '[tool.mim]\ncache-dir = "kept"\n')
    _write(tmp_path / "a", "pyproject.toml", '# tool.mim is not used here\n[project]\nname = "x"\n')
    found = find_project(tmp_path / "a")

    assert found is not None
    assert found.cache_dir == tmp_path / "kept"


def test_the_table_may_be_written_in_any_way_of_toml(tmp_path: Path) -> None:
    _write(tmp_path, "pyproject.toml", '[tool]\nmim = { version = "4.2.00" }\n')
    found = find_project(tmp_path)

    assert found is not None
    assert found.version == "4.2.00"


def test_a_folder_below_no_file_has_no_project(tmp_path: Path) -> None:
    assert find_project(tmp_path / "not" / "there") is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("version = 3\n", "version is not a text"),
        ('version = " "\n', "version is not a text"),
        ("version = \n", "is not valid TOML"),
        ('version = "7.2.02', "is not valid TOML"),
        ("cache-dir = []\n", "cache-dir is not a text"),
        ('retirement = "PDS"\n', "retirement is not a list of tables"),
        ("retirement = [1]\n", "retirement 1 is not a table"),
        (OVERRIDE.replace('reason = "agreed"\n', ""), "retirement 1 has no reason"),
        (OVERRIDE.replace("in-use", "gone"), "there is no status 'gone'"),
        (OVERRIDE.replace("2026-02-01", '"soon"'), "'soon' is no date"),
        (OVERRIDE.replace('"PDS"', "7"), "name is not a text"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_place(
    tmp_path: Path, text: str, complaint: str
) -> None:
    file = _write(tmp_path, "mim.toml", text)
    with pytest.raises(ConfigError) as caught:
        find_project(tmp_path)

    assert complaint in caught.value.message
    assert caught.value.message.startswith(str(file))


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "mim.toml").write_bytes(b'version = "\xff"')
    with pytest.raises(ConfigError, match="is not valid TOML"):
        find_project(tmp_path)


def test_what_is_said_nearest_to_the_call_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _write(tmp_path, "mim.toml", 'version = "4.2.00"\ncache-dir = "kept"\n')
    monkeypatch.chdir(tmp_path)
    pinned = workplace({})
    by_variable = workplace({"MIM_VERSION": "6.3.01", "MIM_CACHE_DIR": "elsewhere"})
    by_option = workplace({"MIM_VERSION": "6.3.01"}, version="3.1.09", cache_dir=Path("here"))
    without = workplace({"MIM_NO_PROJECT": "1", "MIM_CACHE_DIR": "elsewhere"})

    assert (pinned.version, pinned.asked_by) == ("4.2.00", str(file))
    assert pinned.paths.root == tmp_path / "kept"
    assert (by_variable.version, by_variable.asked_by) == ("6.3.01", "MIM_VERSION")
    assert by_variable.paths.root == Path("elsewhere")
    assert (by_option.version, by_option.paths.root) == ("3.1.09", Path("here"))
    assert (without.version, without.project) == (None, None)


def test_commands_below_the_file_ask_the_pinned_version(
    tmp_path: Path, run_mim: Callable[..., Run]
) -> None:
    file = _write(tmp_path / "project", "mim.toml", 'version = "6.3.01"\ncolour = "red"\n')
    run = run_mim("use", "--json", cwd=file.parent)

    assert '"version": "6.3.01"' in run.out
    assert f'"by": "{file}"' in run.out
    assert run.err == f"warning: {file} says colour, which means nothing here\n"


def test_a_pinned_version_that_is_nowhere_names_the_file(
    tmp_path: Path, run_mim: Callable[..., Run]
) -> None:
    file = _write(tmp_path / "project", "mim.toml", 'version = "9.9.99"\n')
    run = run_mim("show", "PDS", cwd=file.parent)

    assert run.code == 4
    assert run.err.startswith(f"error: MiM 9.9.99 is not in the cache ({file} asks for it)\n")


def test_a_damaged_file_stops_questions_and_not_the_help(
    tmp_path: Path, run_mim: Callable[..., Run]
) -> None:
    file = _write(tmp_path / "project", "mim.toml", "version = \n")
    asked, helped = run_mim("show", "PDS", cwd=file.parent), run_mim("--help", cwd=file.parent)

    assert asked.code == 2
    assert asked.err.startswith(f"error: {file} is not valid TOML")
    assert helped.code == 0


def test_the_python_api_follows_the_pin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, "mim.toml", 'version = "6.3.01"\ncache-dir = "kept"\n')
    monkeypatch.chdir(tmp_path)
    with open_mim() as mim:
        assert mim.version == "6.3.01"
    with open_mim("7.2.02") as mim:
        assert mim.version == "7.2.02"
    _write(tmp_path, "mim.toml", "version = 1\n")
    with pytest.raises(MimError, match="is not a text"):
        open_mim()
