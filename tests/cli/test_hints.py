"""A command that a hint names works where it is pasted: it asks the cache and version asked."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from mimcli.cli.hints import pasted_here
from mimcli.cli.settings import Settings
from mimcli.commands import command
from support.running import Run

COMMAND = re.compile(r"`(mim [^`]+)`|: (mim [^`;]+)$", re.MULTILINE)
ASKING = [
    ["explain", "Medication Supply"],
    ["oid", "out of mind"],
    ["example", "Medication Supply", "77"],
    ["vocab", "--code", "no such code"],
    ["uses", "Medication Supply", "--kind", "domain"],
]
RunMim = Callable[..., Run]


def commands_of(text: str) -> list[list[str]]:
    """Return the commands that a hint names, as a shell splits them; `mim` left out."""
    found = [one[1] or one[2] for one in COMMAND.finditer(text)]
    return [shlex.split(one)[1:] for one in found]


@pytest.mark.parametrize("question", ASKING, ids=" ".join)
def test_a_hint_names_the_cache_and_version_that_were_asked(
    run_mim: RunMim, synthetic_cache: Path, question: list[str]
) -> None:
    asked = run_mim(*question, "--cache-dir", synthetic_cache, "-m", "9.1.01")
    assert asked.code != 0
    named = commands_of(asked.err)
    assert named
    for words in named:
        done = run_mim(*(word for word in words if word != "TEXT"))
        assert (done.code, "bundled" in done.err) in ((0, False), (1, False)), (words, done.err)


def test_without_those_options_a_hint_has_none(run_mim: RunMim, synthetic_cache: Path) -> None:
    """What a variable says holds for the next command too."""
    variables = {"MIM_CACHE_DIR": str(synthetic_cache), "MIM_VERSION": "9.1.01"}
    asked = run_mim("explain", "Medication Supply", variables=variables)
    assert "`mim show 'Medication Supply'`" in asked.err.replace('"', "'")


def test_what_mends_a_version_mends_it_in_the_cache_that_was_named(
    run_mim: RunMim, synthetic_zip: Path, tmp_path: Path
) -> None:
    """The folder's blank is no end of the word; JSON has the same hint."""
    cache = tmp_path / "my cache"
    run_mim("add", synthetic_zip, cache=cache)
    (index,) = (cache / "index-v2").glob("*.db")
    index.chmod(0o600)
    index.write_bytes(b"no database")
    failed = run_mim("show", "Appointments", "--json", cache=cache)
    (again,) = commands_of(failed.err.replace("add it again", "`x` add it again"))[-1:]
    assert json.loads(failed.out)["errors"][0]["hint"] in failed.err
    assert run_mim(*again).code == 0
    assert run_mim("show", "Appointments", cache=cache).code == 0


def test_a_note_names_the_cache_too(run_mim: RunMim, tmp_path: Path) -> None:
    empty = tmp_path / "none"
    asked = run_mim("show", "PDS", cache=empty)
    assert f"`mim --cache-dir {empty} fetch 7.2.02`" in asked.err


def test_only_commands_are_given_options() -> None:
    """Neither prose nor what only ends like one."""
    settings = Settings(mim="7.2.02", cache_dir=Path("a b"))
    text = (
        "mim is no command, nor is mim-7.2.02.zip or mim showing; `mim fetch 1` and mim show X are"
    )
    assert pasted_here(text, settings) == (
        "mim is no command, nor is mim-7.2.02.zip or mim showing;"
        ' `mim --cache-dir "a b" fetch 1` and mim --cache-dir "a b" -m 7.2.02 show X are'
    )
    assert pasted_here(text, Settings()) == text


def test_words_with_a_meaning_for_the_shell_are_quoted() -> None:
    assert shlex.split(command("show", "Health & Social Care", "a'b", "$HOME")) == [
        *("mim", "show", "Health & Social Care", "a'b", "$HOME")
    ]
