"""Help: for every command, with examples that its own parser takes, in 80 columns."""

import re
import shlex
from collections.abc import Callable

import pytest
import typer

from mimcli.cli.app import app, build_command
from mimcli.cli.registry import COMMANDS
from mimcli.cli.settings import FORMATS
from support.running import Run

NAMES = [[entry.name] for entry in COMMANDS if entry.name != "cache"] + [
    ["cache", name] for name in ("dir", "size", "verify", "prune")
]


def examples(text: str) -> list[str]:
    """Return the example lines of a help text, what is said beside them left out."""
    _, _, below = text.partition("\nExamples:\n")
    return [line.strip() for line in below.splitlines() if line.strip()]


@pytest.mark.parametrize("name", NAMES, ids=" ".join)
def test_each_commands_help_fits_and_has_examples_of_its_own(
    run_mim: Callable[..., Run], name: list[str]
) -> None:
    """Own options come before the common ones; examples run the command that they are of."""
    run = run_mim(*name, "--help", variables={"COLUMNS": "80"})
    assert run.code == 0
    assert [line for line in run.out.splitlines() if len(line) > 80] == []
    assert "\n\n\n" not in run.out
    assert run.out.index("Common options:") > run.out.find("\nOptions:")
    lines = examples(run.out)
    assert lines
    assert all(f"mim {' '.join(name)}" in line for line in lines)


@pytest.mark.parametrize("name", NAMES, ids=" ".join)
def test_examples_are_command_lines_that_parse(name: list[str]) -> None:
    """An option that was renamed is noticed here: the words are put through the parser."""
    entry = next(entry for entry in COMMANDS if entry.name == name[0])
    command = build_command(entry)
    for step in name[1:]:
        command = command.get_command(typer.Context(command), step)
    start = f"mim {' '.join(name)}"
    for line in examples(command.epilog or ""):
        asked = re.split(r"  |\)|\||>", line[line.index(start) + len(start) :])[0]
        words = shlex.split(asked)
        command.make_context(start, words, resilient_parsing=False)


@pytest.mark.parametrize("name", NAMES, ids=" ".join)
def test_help_names_every_format_of_a_command(run_mim: Callable[..., Run], name: list[str]) -> None:
    entry = next(entry for entry in COMMANDS if entry.name == name[0])
    command = build_command(entry)
    for step in name[1:]:
        command = command.get_command(typer.Context(command), step)
    told = " ".join(run_mim(*name, "--help").out.split())
    formats = ", ".join((*FORMATS, *getattr(command, "extra_formats", ())))
    assert f"{formats}; default: text" in told


def test_the_programs_help_lists_every_command(run_mim: Callable[..., Run]) -> None:
    run = run_mim("--help", variables={"COLUMNS": "80"})
    for entry in COMMANDS:
        assert f"\n  {entry.name} " in run.out
        assert entry.summary in run.out
    assert run.out.index("Exploring:") < run.out.index("Common options:")
    assert [line for line in run.out.splitlines() if len(line) > 80] == []
    assert typer.main.get_command(app).name == "mim"
