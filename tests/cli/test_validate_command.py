"""`mim validate`: messages of files are found, judged, and told with their places."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support.running import Run, add_to_cache
from support.synthetic import SCHEMAS_ONLY, build_mim

if TYPE_CHECKING:
    from typer.testing import Result

Program = Callable[..., "Result"]


@pytest.fixture
def judged(run_mim_inprocess: Program, synthetic_cache: Path) -> Callable[..., dict[str, Any]]:
    """Validate files, and return the answer's `data` with the exit code under `code`."""

    def run(*arguments: str | Path, stdin: str = "") -> dict[str, Any]:
        result = run_mim_inprocess(
            "validate", *arguments, "--json", cache=synthetic_cache, stdin=stdin
        )
        data: dict[str, Any] = json.loads(result.stdout)["data"]
        return {**data, "code": result.exit_code}

    return run


@pytest.fixture
def example(synthetic_mim: Path) -> Callable[[str], Path]:
    """Return the path of an example in the synthetic MiM."""
    return lambda name: next((synthetic_mim / "Examples").rglob(name))


def test_a_right_message_is_valid_and_tells_what_judged_it(
    judged: Callable[..., dict[str, Any]], example: Callable[[str], Path]
) -> None:
    report = judged(example("PRSC_IN900001UK02_01.xml"))
    (message,) = report["messages"]
    assert (report["code"], message["status"]) == (0, "valid")
    assert "error" not in {one["severity"] for one in message["problems"]}
    assert (message["kind"], message["artefact"]) == ("interaction", "PRSC_IN900001UK02")
    assert "its root element" in message["why"]


def test_a_wrong_element_is_told_with_its_line_and_column(
    judged: Callable[..., dict[str, Any]], example: Callable[[str], Path]
) -> None:
    file = example("PRSC_EX900001UK02_02 wrong.xml")
    report = judged(file, "--select", "schema")
    (problem,) = report["messages"][0]["problems"]
    assert (report["code"], problem["check"]) == (1, "schema-unexpected-element")
    line = file.read_text(encoding="utf-8").splitlines()[problem["line"] - 1]
    assert line[problem["column"] - 1 :].startswith("<topic")


@pytest.mark.parametrize("missing", [True, False])
def test_a_schema_that_does_not_compile_judges_nothing_and_is_no_fault_of_the_message(
    run_mim: Callable[..., Run], example: Callable[[str], Path], tmp_path: Path, missing: bool
) -> None:
    """Of a part without the datatypes, or of one whose schema includes itself."""
    name = "PRSC_IN900001UK02"
    part = build_mim(tmp_path / "part", only=("Schemas/",) if missing else SCHEMAS_ONLY)
    if not missing:
        own = part / "Schemas" / f"{name}.xsd"
        include = f'<xs:include schemaLocation="{name}.xsd"/>'
        own.write_text(re.sub("(?=<xs:include)", include, own.read_text(), count=1))
    add_to_cache(tmp_path / "cache", part, "9.9.99")
    run = run_mim("validate", example(f"{name}_01.xml"), "--json", cache=tmp_path / "cache")
    (told,) = json.loads(run.out)["data"]["messages"]
    assert (run.code, told["status"], told["problems"]) == (4, "not-judged", [])
    wrong = "which MiM 9.9.99 does not have" if missing else "MiM 9.9.99 does not compile: "
    assert told["why"].startswith(f"the schema of {name} ")
    assert wrong in told["why"]
    assert ("mim add SOURCE" if missing else f"mim schema {name} --tree") in told["hint"]


def test_what_a_part_of_a_version_lacks_is_said_once_to_those_who_check_by_it(
    run_mim: Callable[..., Run], example: Callable[[str], Path], tmp_path: Path
) -> None:
    """Not with the schema checks alone, nor with a whole version."""
    part, cache = build_mim(tmp_path / "part", only=SCHEMAS_ONLY), tmp_path / "cache"
    add_to_cache(cache, part, "9.9.99")
    message = example("PRSC_IN900001UK02_01.xml")
    words = ("validate", message, shutil.copy(message, tmp_path / "too.xml"), "--cache-dir", cache)
    assert run_mim(*words, "--ignore", "repeated-message-id").err == (
        "note: MiM 9.9.99 is there without its vocabularies and message tables:"
        " its schemas alone say which codes and values are right\n"
    )
    assert run_mim(*words, "--select", "schema").err == ""
    told = json.loads(run_mim(*words, "--json", "--select", "unknown-code").out)["data"]
    assert told["unchecked"] == [{"mim": "9.9.99", "lacks": ["vocabularies"]}]
