"""`mim explain` as a command: formats, exit codes, screens."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Program = Callable[..., Any]
ADDRESS = "PRSC_MT900001UK02.subject.patient"


def test_json_has_every_key(run_mim_inprocess: Program, synthetic_cache: Path) -> None:
    """The record's fields are the keys; children and steps are lists of objects."""
    from mimcli.model.answers.explain import Explanation  # noqa: PLC0415  (this test alone)

    result = run_mim_inprocess("explain", ADDRESS, "--json", cache=synthetic_cache)
    data = json.loads(result.stdout)["data"]
    assert result.exit_code == 0
    assert list(data) == list(Explanation._fields)
    assert {"name", "kind", "min", "max"} <= set(data["children"][0])


def test_xpath_is_one_line_alone(run_mim_inprocess: Program, synthetic_cache: Path) -> None:
    """So that a script can take it; with a format it is a record."""
    plain = run_mim_inprocess("explain", ADDRESS, "--xpath", cache=synthetic_cache)
    assert plain.stdout == "//hl7:BookingRequest/hl7:subject/hl7:patient\n"
    record = run_mim_inprocess("explain", ADDRESS, "--xpath", "--json", cache=synthetic_cache)
    assert json.loads(record.stdout)["data"]["address"] == ADDRESS


@pytest.mark.parametrize("arguments", [("--depth", "1"), ("--required",)])
def test_trees_are_rows_for_scripts(
    run_mim_inprocess: Program, synthetic_cache: Path, arguments: tuple[str, ...]
) -> None:
    """One place a line, stable columns."""
    result = run_mim_inprocess("explain", ADDRESS, *arguments, cache=synthetic_cache)
    header, *lines = result.stdout.splitlines()
    assert header.startswith("address\tdepth\tkind\tname\tmin\tmax")
    assert lines[0].startswith(f"{ADDRESS}\t0\t")


def test_a_drawn_tree_shows_each_place_below_its_own(
    run_mim_inprocess: Program, synthetic_cache: Path
) -> None:
    """The branches are drawn to the last child."""
    lines = run_mim_inprocess("explain", ADDRESS, "--tree", cache=synthetic_cache).stdout
    first, *others = lines.splitlines()
    assert first.startswith(ADDRESS)
    assert others[-1].lstrip("│ ").startswith("└─ ")
    assert any("├─ @classCode" in line for line in others)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_a_screen_has_no_line_that_is_too_wide(
    run_mim: Program, synthetic_cache: Path, width: int
) -> None:
    """Only what cannot be broken (a path, an address) may leave the screen."""
    run = run_mim(
        "explain", ADDRESS, "-f", "text", cache=synthetic_cache, variables={"COLUMNS": str(width)}
    )
    assert run.code == 0
    for line in run.out.splitlines():
        assert len(line) <= width or " " not in line.strip() or "/" in line, line


@pytest.mark.parametrize(
    ("address", "code"),
    [(f"{ADDRESS}.nothing", 3), ("NOBODY_MT000000UK01", 3), ("", 2), ("\x1b[31m", 3)],
)
def test_failures_are_one_line_and_a_hint(
    run_mim_inprocess: Program, synthetic_cache: Path, address: str, code: int
) -> None:
    """Exit code 3, an error and a hint on stderr, nothing on stdout."""
    result = run_mim_inprocess("explain", address, cache=synthetic_cache)
    assert (result.exit_code, result.stdout) == (code, "")
    error, hint = result.stderr.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")


def test_with_no_mim_at_hand_it_says_what_would_help(
    run_mim_inprocess: Program, cache_dir: Path
) -> None:
    """The bundled catalogue has names, not elements: exit code 4."""
    result = run_mim_inprocess("explain", "PRPA_IN000203UK06", cache=cache_dir)
    assert result.exit_code == 4
    assert " add SOURCE" in result.stderr
