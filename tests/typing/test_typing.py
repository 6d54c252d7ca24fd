"""The types of the Python API, as a user's type checker sees them."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def check(path: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    if find_spec("mypy") is None:
        pytest.skip("mypy is not here")
    options = ["--strict", "--follow-imports=silent", f"--cache-dir={tmp_path}"]
    return subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(path)],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


def test_a_program_is_typed(tmp_path: Path) -> None:
    """A strict check of a program that uses the API finds nothing."""
    done = check(HERE / "user_program.py", tmp_path)
    assert done.returncode == 0, done.stdout


def test_a_wrong_program_is_found_out(tmp_path: Path) -> None:
    """The types are real: a field that is not there, and a name that is not exported."""
    program = tmp_path / "wrong.py"
    program.write_text(
        "from mimcli import nonsense, open_mim\n\nprint(open_mim().domain('PDS').colour)\n",
        encoding="utf-8",
    )
    done = check(program, tmp_path)
    assert '"nonsense"' in done.stdout
    assert 'has no attribute "colour"' in done.stdout
