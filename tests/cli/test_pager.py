"""The pager: for long answers on a terminal, as git has it."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from interactive_shells import InteractiveShell

from mimcli.cli.pager import is_longer, page, pager_command
from support.terminal import Screen, run_in_terminal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")

See = Callable[..., Screen]
LONG = ["table", "PORX_MT900001UK30"]
SHORT = ["show", "PORX_TE900001UK30"]


@pytest.fixture
def marker(tmp_path: Path) -> str:
    """A pager that says that it was called, and prints what it is given."""
    script = tmp_path / "my pager"
    script.write_text("#!/bin/sh\necho PAGED $LESS $1\ncat\n")
    script.chmod(0o755)
    return f"'{script}' word"


@pytest.fixture
def see(environment: dict[str, str], synthetic_cache: Path) -> See:
    """Run the program on a terminal of 24 lines."""

    def run(*arguments: str, rows: int = 24, **variables: str) -> Screen:
        settings = environment | {"TERM": "xterm", "MIM_CACHE_DIR": str(synthetic_cache)}
        command = [sys.executable, "-m", "mimcli", *arguments]
        return run_in_terminal(command, environment=settings | variables, columns=80, rows=rows)

    return run


@pytest.mark.terminal
def test_only_a_long_answer_is_paged(see: See, marker: str) -> None:
    """The pager gets LESS as git sets it, and its own words."""
    assert see(*LONG, MIM_PAGER=marker).text.startswith("PAGED FRX word\n")
    assert "PAGED" not in see(*LONG, MIM_PAGER=marker, rows=500).text
    assert "PAGED" not in see("show", "Appointments", MIM_PAGER=marker, rows=60).text


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("variables", "arguments"),
    [
        ({"MIM_PAGER": "cat"}, []),
        ({"MIM_PAGER": ""}, []),
        ({"PAGER": "cat"}, []),
        ({"MIM_PAGER": "a-pager-that-is-not-there"}, []),
        ({"MIM_PAGER": "'unclosed"}, []),
        ({"MIM_PAGER": "{marker}"}, ["--no-pager"]),
        ({"MIM_PAGER": "{marker}", "TERM": "dumb"}, []),
        ({"MIM_PAGER": "{marker}"}, ["--json"]),
    ],
)
def test_without_a_pager_the_whole_answer_is_printed(
    see: See, marker: str, variables: dict[str, str], arguments: list[str]
) -> None:
    variables = {name: value.format(marker=marker) for name, value in variables.items()}
    screen = see(*LONG, *arguments, **variables)
    assert "PAGED" not in screen.text
    assert "SupplyOrder" in screen.text
    assert "Traceback" not in screen.text
    assert screen.code == 0


@pytest.mark.terminal
def test_a_pager_that_is_quit_early_leaves_no_trace(see: See, tmp_path: Path) -> None:
    """The exit code is the answer's, not the pager's."""
    script = tmp_path / "quitter"
    script.write_text('#!/bin/sh\nread line; echo "got $line"; exit 3\n')
    script.chmod(0o755)
    screen = see(*LONG, MIM_PAGER=str(script))
    assert [line.split() for line in screen.lines] == [["got", "Element", "Card.", "Holds"]]
    assert "Traceback" not in screen.text
    assert screen.code == 0


@pytest.mark.terminal
def test_ctrl_c_is_the_pagers_and_quitting_it_ends_the_program(
    environment: dict[str, str], synthetic_cache: Path
) -> None:
    if shutil.which("less") is None:
        pytest.skip("less is not here")
    settings = environment | {"TERM": "xterm", "MIM_CACHE_DIR": str(synthetic_cache)}
    command = f"trap : INT; stty rows 20; {sys.executable} -m mimcli {' '.join(LONG)}; echo code=$?"
    with InteractiveShell(["sh", "-c", command], settings) as session:
        session.wait_for(r"SupplyOrder[\s\S]*:")
        session.type("\x03")
        session.type(" ")
        session.wait_for(r"\S[\s\S]*:")
        session.type("q")
        assert "Traceback" not in session.wait_for("code=0")


def test_the_pagers_choice_is_gits() -> None:
    assert pager_command({"MIM_PAGER": "most -s", "PAGER": "less"}) == ["most", "-s"]
    assert pager_command({"PAGER": "less -S"}) == ["less", "-S"]
    assert pager_command({"MIM_PAGER": " ", "PAGER": "less"}) is None
    assert pager_command({"TERM": "dumb", "PAGER": "less"}) is None


def test_length_counts_folded_lines_and_no_escapes() -> None:
    assert not is_longer("a\n" * 22, 80, 23)
    assert is_longer("a\n" * 23, 80, 23)
    assert is_longer("x" * 81 * 20 + "\n", 80, 20)
    coloured = "\x1b[1;36m" + "x" * 79 + "\x1b[0m\x1b]8;;file:///a\x1b\\b\x1b]8;;\x1b\\\n"
    assert not is_longer(coloured * 20, 80, 21)


def test_links_are_taken_out_for_a_pager_that_would_print_them(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "\x1b]8;id=7;file:///a\x1b\\words\x1b]8;;\x1b\\\n"
    script = tmp_path / "old"
    script.write_text("#!/bin/sh\ncat\n")
    script.chmod(0o755)
    assert page(text, {"MIM_PAGER": str(script), "PATH": os.environ["PATH"]})
    assert capfd.readouterr().out == "words\n"
    new = tmp_path / "less"
    new.write_text('#!/bin/sh\nif [ "$1" = --version ]; then echo "less 643 (x)"; else cat; fi\n')
    new.chmod(0o755)
    assert page(text, {"MIM_PAGER": str(new), "PATH": os.environ["PATH"]})
    assert capfd.readouterr().out == text
