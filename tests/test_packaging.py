"""What is shipped: the wheel's files, its data, its two ways to start, its version."""

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from email import message_from_string
from pathlib import Path

import pytest

import mimcli
from support.running import Run

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

MIM_FILE = re.compile(r"\.(html?|xsd|mif|gif|png|jpe?g|docx?|xlsx?|pdf|zip|db)$", re.IGNORECASE)
"""Files such as a publication consists of; the package has none of them."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as an installer makes it; skips where its build backend cannot be had."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder)]
    made = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)
    if made.returncode and "hatchling" in made.stderr:
        pytest.skip(f"no hatchling to build with: {made.stderr.strip().splitlines()[-1]}")
    assert made.returncode == 0, made.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def shipped(wheel: Path) -> dict[str, bytes]:
    """The wheel's files by name."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def metadata(shipped: dict[str, bytes]) -> dict[str, list[str]]:
    """The wheel's metadata, each key with its values."""
    (name,) = (name for name in shipped if name.endswith(".dist-info/METADATA"))
    message = message_from_string(shipped[name].decode())
    return {key: message.get_all(key) or [] for key in message}


def test_wheel_has_every_file_of_the_package(shipped: dict[str, bytes]) -> None:
    """Modules, schema.sql, the bundled facts: what git has under src/mimcli, the wheel has."""
    package = ROOT / "src" / "mimcli"
    here = {
        f"mimcli/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert {"mimcli/index/schema.sql", "mimcli/__main__.py", "mimcli/data/__init__.py"} <= here
    assert here <= set(shipped)


def test_wheel_has_bundled_facts(shipped: dict[str, bytes]) -> None:
    """Without them an empty cache could not be asked anything."""
    facts = {name: data for name, data in shipped.items() if name.startswith("mimcli/data/")}
    assert any(data and not name.endswith(".py") for name, data in facts.items())


def test_wheel_has_nothing_but_the_package(shipped: dict[str, bytes]) -> None:
    """No tests, benchmarks, scripts or documents are installed beside it."""
    tops = {name.partition("/")[0] for name in shipped}
    assert tops == {"mimcli", f"mimcli-{mimcli.__version__}.dist-info"}
    assert not [name for name in shipped if "test" in name.lower()]


def test_wheel_has_nothing_of_the_manual(shipped: dict[str, bytes]) -> None:
    """The publication is under its own copyright: no page, schema, model or picture of it ships."""
    assert not [name for name in shipped if MIM_FILE.search(name)]
    markers = (b"<html", b"<xs:schema", b"<xsd:schema", b"xmlns:mif")
    carriers = [
        name
        for name, data in shipped.items()
        if not name.endswith(".py") and any(marker in data.lower() for marker in markers)
    ]
    assert not carriers


def test_wheel_is_small(wheel: Path) -> None:
    """Facts only: half a megabyte, a hundredth of a publication."""
    assert wheel.stat().st_size < 1_000_000


def test_wheel_declares_its_script_licence_and_python(
    shipped: dict[str, bytes], metadata: dict[str, list[str]]
) -> None:
    """What installers and package indexes read."""
    scripts = next(data for name, data in shipped.items() if name.endswith("entry_points.txt"))
    assert "mim = mimcli.__main__:main" in scripts.decode()
    assert any(name.endswith("licenses/LICENSE") for name in shipped)
    assert metadata["Requires-Python"] == [">=3.11"]
    assert metadata["License-Expression"] == ["MIT"]
    assert metadata["Version"] == [mimcli.__version__]


def test_extras_exist_under_the_names_that_the_documents_use(
    metadata: dict[str, list[str]],
) -> None:
    """Older versions of pip only warn of an unknown extra, and tests would then not run."""
    used = set()
    for name in ("README.md", "CONTRIBUTING.md", ".ci/run"):
        text = (ROOT / name).read_text(encoding="utf-8")
        used |= {one for group in re.findall(r"'\.\[([\w,]+)\]'", text) for one in group.split(",")}
    assert used
    assert used <= set(metadata["Provides-Extra"])


def test_program_runs_as_a_module(run_mim: Callable[..., Run]) -> None:
    """`python -m mimcli` and `mim` are the same program."""
    module = subprocess.run(
        [sys.executable, "-m", "mimcli", "--version"], capture_output=True, text=True, check=True
    )
    assert module.stdout == run_mim("--version").out
    assert mimcli.__version__ in module.stdout


def test_version_is_stated_once() -> None:
    """The package's own attribute is the version; pyproject.toml takes it from there."""
    assert "version" in PROJECT["dynamic"]
    assert "version" not in PROJECT
    assert re.fullmatch(r"\d+\.\d+\.\d+", mimcli.__version__)


def test_every_dependency_says_why() -> None:
    """Each requirement in pyproject.toml stands below a comment."""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    for requirement in PROJECT["dependencies"]:
        (at,) = (number for number, line in enumerate(lines) if f'"{requirement}"' in line)
        assert lines[at - 1].strip().startswith("#"), requirement


def test_ci_script_finds_the_lines_to_run() -> None:
    """`.ci/run` runs the lines below these marks, in the README or in CONTRIBUTING.md."""
    text = "".join((ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    for mark, command in (("run", "mim list-domains"), ("tests", "pytest")):
        found = re.search(rf"^<!-- {mark} -->\n+```\w+\n(.+)\n", text, re.MULTILINE)
        assert found, f"no line below <!-- {mark} -->"
        assert command in found[1]
