"""Mistyped command lines: one line, a hint, exit code 2, and the JSON envelope if it is wanted."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mimcli.cli.failure import asked_format
from support.running import Run


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["shwo"], "there is no command 'shwo'", "did you mean show?"),
        (["cache", "siz"], "there is no command 'siz'", "did you mean size?"),
        (["xyzzy"], "there is no command 'xyzzy'", "`mim --help`"),
        (["show"], "missing argument 'NAME'", "`mim show --help` tells more"),
        (["show", "--formt", "x", "y"], "no such option: --formt", "did you mean --format?"),
        (
            ["show", "y", "-f", "nope"],
            "invalid value for '--format' / '-f': 'nope' is not one of text, tsv, csv, json, ndjson, markdown",
            "`mim show --help` tells more",
        ),
        (
            ["table", "y", "--depth", "x"],
            "invalid value for '--depth': 'x' is not a whole number",
            "`mim table --help` tells more",
        ),
        (
            ["show", "a", "b"],
            "got unexpected extra argument(s) (b)",
            "`mim show --help` tells more",
        ),
    ],
)
def test_a_usage_error_reads_well_and_speaks_json(
    run_mim: Callable[..., Run], arguments: list[str], message: str, hint: str
) -> None:
    run = run_mim(*arguments)
    assert run.code == 2
    assert run.out == ""
    error, told = run.err.splitlines()
    assert error.startswith(f"error: {message}"), error
    assert told == f"hint: {hint}"
    spoken = run_mim(*arguments, "--json")
    assert spoken.code == 2
    envelope = json.loads(spoken.out)
    assert envelope["data"] is None
    (problem,) = envelope["errors"]
    assert problem == {"code": "usage", "message": error.removeprefix("error: "), "hint": hint}


def test_a_name_that_is_not_there_gets_near_names(
    run_mim: Callable[..., Run], synthetic_cache: Path
) -> None:
    run = run_mim("show", "Apointments", cache=synthetic_cache)
    assert run.code == 3
    assert run.err.splitlines()[1].startswith("hint: did you mean Appointments")


def test_no_command_at_all_is_the_help(run_mim: Callable[..., Run]) -> None:
    run = run_mim()
    assert run.code == 2
    assert run.err.startswith("Usage: mim")


def test_quiet_leaves_the_hint_out(run_mim: Callable[..., Run]) -> None:
    assert run_mim("shwo", "-q").err == "error: there is no command 'shwo'\n"


def test_the_wanted_format_is_found_in_words_that_make_no_sense() -> None:
    assert asked_format(["shwo", "--json"]) == "json"
    assert asked_format(["-f", "ndjson", "x"]) == "ndjson"
    assert asked_format(["--format=JSON"]) == "json"
    assert asked_format(["-fcsv", "-f"]) == "csv"
    assert asked_format(["--", "--json"]) is None
    assert asked_format(["--files"]) is None
