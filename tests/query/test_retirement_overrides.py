"""What a project's file says of retirement goes before the list, and is told as such."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mimcli import open_mim
from support.running import Run

INTERACTION = "PRSC_IN900001UK02"
STEM = "PRSC_IN900001"
DOMAIN = "Appointments"


@pytest.fixture
def state(tmp_path: Path) -> Callable[..., Path]:
    """Write overrides into this test's mim.toml: `state(("PDS", "retired"), ...)`."""

    def write(*overrides: tuple[str, str]) -> Path:
        text = "".join(
            f'[[retirement]]\nname = "{name}"\nstatus = "{status}"\nreason = "why {name}"\n'
            "date = 2026-02-01\n"
            for name, status in overrides
        )
        file = tmp_path / "mim.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.fixture
def ask(run_mim: Callable[..., Run], synthetic_cache: Path) -> Callable[..., Any]:
    """Run a command in this test's folder; return its JSON envelope and its exit code."""

    def run(*arguments: str) -> tuple[Any, int]:
        done = run_mim(*arguments, "--json", cache=synthetic_cache)
        return json.loads(done.out), done.code

    return run


def test_a_domain_that_the_list_does_not_name_can_be_retired(
    state: Callable[..., Path], ask: Callable[..., Any]
) -> None:
    before, passed = ask("retired", "--check", DOMAIN)
    file = state((DOMAIN.upper(), "retired"))
    after, failed = ask("retired", "--check", DOMAIN)
    shown, _ = ask("show", DOMAIN)
    (row,) = ask("retired", DOMAIN)[0]["data"]

    assert (before["data"][0]["retirement"], passed) == ("partly-retired", 0)
    assert (after["data"][0]["retirement"], failed) == ("retired", 1)
    assert shown["data"]["retirement"] == "retired"
    assert (row["source"], row["list_date"]) == (str(file), "2026-02-01")
    assert row["override"] == f"why {DOMAIN.upper()}"
    assert row["note"] == f"retired, says {file} (2026-02-01): why {DOMAIN.upper()}"


@pytest.mark.parametrize(
    ("overrides", "status"),
    [
        ([(DOMAIN, "retired")], "retired"),
        ([(DOMAIN, "retired"), (STEM, "in-use")], "not-listed"),
        ([(STEM, "in-use"), (INTERACTION, "partly-retired")], "partly-retired"),
        ([(INTERACTION.lower(), "retired")], "retired"),
        ([("PRSC_IN900002", "retired")], "partly-retired"),
    ],
)
def test_the_nearest_name_counts(
    state: Callable[..., Path],
    ask: Callable[..., Any],
    overrides: list[tuple[str, str]],
    status: str,
) -> None:
    state(*overrides)

    assert ask("retired", INTERACTION)[0]["data"][0]["retirement"] == status
    assert ask("which", INTERACTION)[0]["data"][0]["retirement"] == status
    assert ask("show", INTERACTION)[0]["data"]["retirement"] == status


def test_what_is_in_use_passes_the_strict_gate(
    state: Callable[..., Path], ask: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "code.py").write_text(f'ID = "{INTERACTION}"\n', encoding="utf-8")
    _, failed = ask("retired", "--check", "--strict", "code.py")
    state((STEM, "in-use"))
    answer, passed = ask("retired", "--check", "--strict", "code.py")

    assert (failed, passed) == (1, 0)
    assert answer["data"] == []


def test_a_name_that_there_is_not_is_a_warning(
    state: Callable[..., Path], ask: Callable[..., Any]
) -> None:
    file = state(("Nonsense", "retired"), ("PRPA_IN123456", "retired"), (DOMAIN, "in-use"))
    answer, _ = ask("retired")
    warnings = [one for one in answer["warnings"] if one["code"] == "unused-override"]

    assert [one["message"] for one in warnings] == [
        f"{file} speaks of 'Nonsense', no domain of MiM {answer['mim']}"
    ]


def test_the_python_api_knows_them_too(
    state: Callable[..., Path],
    synthetic_cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state((DOMAIN, "retired"))
    monkeypatch.chdir(tmp_path)
    with open_mim(cache_dir=synthetic_cache) as mim:
        assert mim.domain(DOMAIN).retirement == "retired"
        assert mim.retired(DOMAIN)[0].override == f"why {DOMAIN}"
