"""What is read is never overwritten, and what of it was not used is said."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold

if TYPE_CHECKING:
    from typer.testing import Result

Program = Callable[..., "Result"]
NAME = "PRSC_IN900001UK02"


@pytest.fixture
def message(synthetic_cache: Path, tmp_path: Path) -> Path:
    """Return a valid message, in a folder of its own."""
    manual = open_manual(CachePaths(synthetic_cache), None)
    file = tmp_path / "messages" / "message.xml"
    file.parent.mkdir()
    file.write_text(scaffold(manual, NAME, Wishes(comments=False, seed=1)).text, encoding="utf-8")
    return file


@pytest.mark.parametrize("words", [("validate", "FILE"), ("validate", "FOLDER"), ("scaffold",)])
def test_an_input_is_no_output(
    run_mim_inprocess: Program, synthetic_cache: Path, message: Path, words: tuple[str, ...]
) -> None:
    before = message.read_bytes()
    link = message.parent.parent / "link"
    os.link(message, link)
    given = {"FILE": str(message), "FOLDER": str(message.parent)}
    call = [given.get(one, one) for one in words]
    if words == ("scaffold",):
        call += [NAME, "--from", str(message)]
    for output in (message, link):
        result = run_mim_inprocess(*call, "-o", str(output), cache=synthetic_cache)
        assert result.exit_code == 2
        assert "which is read: it would be overwritten" in result.stderr
        assert message.read_bytes() == before


def test_a_report_in_the_folder_of_the_messages_is_written_anew(
    run_mim_inprocess: Program, synthetic_cache: Path, message: Path
) -> None:
    report = message.parent / "report.txt"
    for _ in range(2):
        words = ("validate", str(message.parent), "-o", str(report), "--format", "text")
        assert run_mim_inprocess(*words, cache=synthetic_cache).exit_code == 0
    assert "1 valid" in report.read_text(encoding="utf-8")
    nothing = run_mim_inprocess("validate", str(message), "-o", os.devnull, cache=synthetic_cache)
    assert nothing.exit_code == 0


def test_of_several_messages_the_first_is_taken_and_the_others_are_told(
    run_mim_inprocess: Program, synthetic_cache: Path, message: Path
) -> None:
    words = ("scaffold", NAME, "--seed", "1", "--from", str(message), "--json")
    alone = run_mim_inprocess(*words, cache=synthetic_cache)
    assert (alone.exit_code, json.loads(alone.stdout)["warnings"]) == (0, [])
    message.write_bytes(message.read_bytes() * 3)
    several = run_mim_inprocess(*words, cache=synthetic_cache)
    (warning,) = json.loads(several.stdout)["warnings"]
    assert several.exit_code == 1
    assert warning["message"].endswith("has 2 more messages: only the first is taken over")
    texts = [json.loads(one.stdout)["data"]["text"] for one in (alone, several)]
    assert texts[0] == texts[1]
