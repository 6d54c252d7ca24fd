"""Completion, as the shells ask for it: through what Typer's scripts run, and in the shells."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from interactive_shells import InteractiveShell

from mimcli.cli.completion import as_typed
from support.running import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")

Complete = Callable[..., list[str]]
STARTS = {
    "bash": ["bash", "--noprofile", "-i"],
    "zsh": ["zsh", "-i"],
    "fish": ["fish", "-i"],
}


@pytest.fixture
def shell_environment(environment: dict[str, str], synthetic_cache: Path) -> dict[str, str]:
    """An environment in which shells find the program and the synthetic cache."""
    found = Path(sys.executable).parent
    if not (found / "mim").exists():
        pytest.skip("no console script `mim` beside this Python")
    return environment | {
        "PATH": f"{found}{os.pathsep}{environment['PATH']}",
        "MIM_CACHE_DIR": str(synthetic_cache),
        "TERM": "xterm",
        "PS1": "ready> ",
        "LANG": "C.UTF-8",
    }


def ask(environment: Mapping[str, str], line: str, shell: str = "fish", **variables: str) -> Run:
    """Ask as a shell's completion function does."""
    done = subprocess.run(
        [sys.executable, "-m", "mimcli"],
        env={
            **environment,
            "_MIM_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split(" ")) - 1),
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(done.stdout, done.stderr, done.returncode)


@pytest.fixture
def complete(shell_environment: dict[str, str]) -> Complete:
    """Return what fish would offer for a line."""

    def run(line: str, **variables: str) -> list[str]:
        answer = ask(shell_environment, line, **variables)
        assert answer.err == ""
        return answer.out.splitlines()

    return run


def test_commands_come_with_what_they_do(complete: Complete) -> None:
    offered = dict(line.split("\t") for line in complete("mim "))
    assert {"show", "list-domains", "retired", "cache"} <= set(offered)
    assert all(offered.values())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("mim show PORX_IN90000", "PORX_IN900001UK30\tSupply Order for the Whole of a Long Course"),
        ("mim show porx_in90000", "porx_in900001uk30\tSupply Order for the Whole of a Long Course"),
        ("mim table medic", "medication-supply"),
        ("mim show Appo", "Appointments\tSlot Booking"),
        ("mim --mim ", "9.1.01"),
        ("mim show PDS --mim 6", "6.3.01"),
        ("mim cache ver", "verify"),
        ("mim remove ", "9.1.01"),
        ("mim show -f nd", "ndjson"),
        ("mim retired --check -f sa", "sarif"),
        ("mim table --wr", "--wrappers"),
        ("mim diff 6.3.01 7.2.02 --for s", "sender"),
        ("mim validate --select sche", "schema"),
        ("mim validate --ignore ids,unknown", "ids,unknown-code"),
        ("mim validate --as PRSC_MT90000", "PRSC_MT900001UK02"),
    ],
)
def test_what_could_follow_is_offered(complete: Complete, line: str, expected: str) -> None:
    """Names, ids in the case that is typed, versions, options and their values."""
    offered = complete(line)
    assert any(one == expected or one.startswith(f"{expected}\t") for one in offered), offered


def test_with_no_mim_in_the_cache_the_bundled_names_are_offered(
    complete: Complete, tmp_path: Path
) -> None:
    nowhere = str(tmp_path / "none")
    assert "PDS" in [line.split("\t")[0] for line in complete("mim show P", MIM_CACHE_DIR=nowhere)]
    offered = complete("mim show PRPA_IN000203", MIM_CACHE_DIR=nowhere)
    assert [line.split("\t")[0] for line in offered] == ["PRPA_IN000203UK06"]
    assert not Path(nowhere).exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_broken_cache_offers_nothing_and_says_nothing(
    shell_environment: dict[str, str], tmp_path: Path, synthetic_cache: Path, shell: str
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(synthetic_cache, broken)
    for index in broken.rglob("*.db"):
        index.write_bytes(b"not a database")
    answer = ask(shell_environment, "mim show PORX_IN9", shell, MIM_CACHE_DIR=str(broken))
    assert answer.err == ""
    assert "PORX" not in answer.out
    assert "rror" not in answer.out


def test_an_unknown_shell_or_line_says_nothing(shell_environment: dict[str, str]) -> None:
    for line, shell in (("mim show 'unclosed", "zsh"), ("mim nosuch x", "zsh"), ("mim ", "ksh")):
        answer = ask(shell_environment, line, shell)
        assert answer.err == ""
        assert "Traceback" not in answer.out


def test_zsh_is_given_nothing_that_it_would_run(
    synthetic_cache: Path, shell_environment: dict[str, str], tmp_path: Path
) -> None:
    """zsh evaluates the answer, so a title of the manual must not be able to end its quotes."""
    import sqlite3  # noqa: PLC0415

    hostile = tmp_path / "hostile"
    shutil.copytree(synthetic_cache, hostile)
    (index,) = hostile.rglob("*.db")
    with sqlite3.connect(index) as connection:
        title = "x'`touch out`$(touch out)\"; touch out #\n\\"
        connection.execute("UPDATE artefact SET title = ?", (title,))
    answer = ask(shell_environment, "mim show PORX_IN9", "zsh", MIM_CACHE_DIR=str(hostile))
    assert "PORX_IN900001UK30" in answer.out
    assert not set("`$;#\\") & set(answer.out)
    assert re.fullmatch(
        r"""_arguments '\*: :\(\((?:"[^"'\n]*"(?::"[^"'\n]*")?\n?)+\)\)'\n""", answer.out
    )


@pytest.mark.terminal
@pytest.mark.parametrize("shell", list(STARTS))
@pytest.mark.parametrize("way", ["installed", "sourced"])
def test_the_real_shell_completes(
    shell_environment: dict[str, str], shell: str, way: str, tmp_path: Path
) -> None:
    """The first Tab already counts; a unique id is put into the line, several are listed."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    home = Path(shell_environment["HOME"])
    environment = shell_environment | {"XDG_CONFIG_HOME": str(home / ".config")}
    (home / ".config" / "fish").mkdir(parents=True)
    (home / ".config" / "fish" / "config.fish").write_text(
        "function fish_prompt; echo 'ready> '; end\nset fish_greeting\n"
    )
    (home / ".bashrc").write_text("PS1='ready> '\n")
    (home / ".zshrc").write_text("PS1='ready> '\nautoload -Uz compinit; compinit -u\n")
    asked = "--install-completion" if way == "installed" else "--show-completion"
    said = subprocess.run(
        ["mim", asked, shell], env=environment, capture_output=True, text=True, check=True
    )
    with InteractiveShell(STARTS[shell], environment) as session:
        session.wait_for("ready> ")
        if way == "sourced":
            script = tmp_path / "script"
            script.write_text(said.stdout)
            session.type(f"source {script}\n")
            session.wait_for(r"script[\s\S]*ready> ")
        session.type("mim show PORX_IN900001\t")
        assert "PORX_IN900001UK30" in session.wait_for("PORX_IN900001UK30")
        session.type("\x15mim show PORX_IN90000\t\t\t")
        listed = session.wait_for("PORX_IN900002UK30")
        if shell != "bash":
            assert "Supply Query Answer" in session.wait_for("Supply Query Answer") + listed


def test_a_name_is_completed_in_the_case_that_is_typed() -> None:
    assert as_typed("PRPA_IN000203UK06", "prpa_") == "prpa_in000203uk06"
    assert as_typed("PRPA_IN000203UK06", "PRPA_") == "PRPA_IN000203UK06"
    assert as_typed("LRs", "L") == "LRs"
    assert as_typed("LRs", "other") == "LRs"


def test_typer_still_has_the_places_that_completion_needs() -> None:
    """Typer names none of these publicly; a release that moves them is noticed here."""
    from typer._click.shell_completion import CompletionItem, get_completion_class  # noqa: PLC0415
    from typer._completion_classes import completion_init  # noqa: PLC0415
    from typer._completion_shared import _get_shell_name, get_completion_script, install  # noqa: PLC0415

    completion_init()
    assert all(get_completion_class(shell) for shell in ("bash", "zsh", "fish", "powershell"))
    assert CompletionItem("x", help="y").help == "y"
    script = get_completion_script(prog_name="mim", complete_var="_MIM_COMPLETE", shell="zsh")
    assert "compdef _mim_completion mim" in script
    assert callable(install)
    assert callable(_get_shell_name)


def test_a_shell_that_is_not_known_is_a_usage_error(run_mim: Callable[..., Run]) -> None:
    run = run_mim("--show-completion", "ksh")
    assert run.code == 2
    assert "bash, zsh, fish" in run.err
