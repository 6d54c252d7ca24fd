"""What `mim validate` says beyond the schema, of a message of our own that its schema accepts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from typer.testing import Result

Program = Callable[..., "Result"]
NAME = "PRSC_IN900001UK02_01.xml"
WRONG = {
    "interaction-id": ('extension="PRSC_IN900001UK02"', 'extension="PRSC_IN900001UK01"'),
    "version-code": ('code="3NPfIT9.1.01"', 'code="V3NPfIT1.0"'),
    "repeated-id": (
        '<id root="1.2.3" extension="9"/><code',
        '<id root="0F3C1A2E-0000-4000-8000-000000000001"/><code',
    ),
    "nhs-number": (
        '<id root="1.2.3" extension="9"/></patient>',
        '<id root="2.16.840.1.113883.2.1.4.1" extension="12345"/></patient>',
    ),
    "uuid-form": (
        '<id root="1.2.3" extension="9"/></patient>',
        '<id root="0F3C1A2E-0000-4000-8000-00000000000"/></patient>',
    ),
    "oid-form": (
        '<id root="1.2.3" extension="9"/></patient>',
        '<id root="9.2.3" extension="9"/></patient>',
    ),
}


@pytest.fixture
def checks_of(
    run_mim_inprocess: Program, synthetic_cache: Path
) -> Callable[[Path], dict[str, dict[str, Any]]]:
    """Return the problems of a file, by their checks."""

    def problems(file: Path) -> dict[str, dict[str, Any]]:
        result = run_mim_inprocess("validate", file, "--json", cache=synthetic_cache)
        (message,) = json.loads(result.stdout)["data"]["messages"]
        return {one["check"]: one for one in message["problems"]}

    return problems


@pytest.mark.parametrize("check", WRONG)
def test_each_rule_finds_its_fault_and_says_where(
    checks_of: Callable[[Path], dict[str, dict[str, Any]]],
    synthetic_mim: Path,
    tmp_path: Path,
    check: str,
) -> None:
    right = next((synthetic_mim / "Examples").rglob(NAME)).read_text(encoding="utf-8")
    before, after = WRONG[check]
    assert right.count(before) == 1
    file = tmp_path / NAME
    file.write_text(right, encoding="utf-8")
    assert check not in checks_of(file)
    file.write_text(right.replace(before, after), encoding="utf-8")

    problem = checks_of(file)[check]

    assert problem["line"] > 0
    assert problem["address"].startswith("PRSC_IN900001UK02")
    assert problem["found"]


def test_what_stands_in_a_misspelt_element_is_looked_at_as_if_it_were_right(
    checks_of: Callable[[Path], dict[str, dict[str, Any]]], synthetic_mim: Path, tmp_path: Path
) -> None:
    right = next((synthetic_mim / "Examples").rglob(NAME)).read_text(encoding="utf-8")
    file = tmp_path / NAME
    before, after = WRONG["nhs-number"]
    file.write_text(right.replace(before, after), encoding="utf-8")
    alone = checks_of(file)["nhs-number"]
    assert "<patient " in right or "<patient>" in right
    misspelt = (
        right.replace(before, after).replace("<patient", "<patent").replace("</patient", "</patent")
    )
    file.write_text(misspelt, encoding="utf-8")

    found = checks_of(file)

    assert found["schema-unexpected-element"]["nearest"] == "patient"
    assert found["nhs-number"]["address"] == alone["address"]
    assert found["nhs-number"]["row"] == alone["row"]


def test_a_root_in_another_letter_case_is_one_problem(
    checks_of: Callable[[Path], dict[str, dict[str, Any]]], synthetic_mim: Path, tmp_path: Path
) -> None:
    right = next((synthetic_mim / "Examples").rglob(NAME)).read_text(encoding="utf-8")
    file = tmp_path / NAME
    wrong = right.replace("<PRSC_IN900001UK02", "<PRSC_IN900001uk02")
    file.write_text(wrong.replace("</PRSC_IN900001UK02", "</PRSC_IN900001uk02"), encoding="utf-8")

    found = checks_of(file)

    assert "interaction-id" not in found
    assert found["schema-unknown-root"]["nearest"] == "PRSC_IN900001UK02"


def test_a_version_code_in_another_spelling_is_offered_as_it_is_spelt(
    checks_of: Callable[[Path], dict[str, dict[str, Any]]], synthetic_mim: Path, tmp_path: Path
) -> None:
    right = next((synthetic_mim / "Examples").rglob(NAME)).read_text(encoding="utf-8")
    file = tmp_path / NAME
    file.write_text(right.replace("3NPfIT9.1.01", "3npfit9.1.01"), encoding="utf-8")

    found = checks_of(file)["version-code"]
    assert (found["nearest"], found["hint"]) == ("3NPfIT9.1.01", "did you mean 3NPfIT9.1.01?")


def test_what_is_to_be_copied_is_never_broken(
    run_mim_inprocess: Program, synthetic_cache: Path, synthetic_mim: Path, tmp_path: Path
) -> None:
    right = next((synthetic_mim / "Examples").rglob(NAME)).read_text(encoding="utf-8")
    folder = tmp_path / "a folder whose name has blanks and is long enough for two lines of eighty"
    folder.mkdir()
    file = folder / NAME
    before, after = WRONG["nhs-number"]
    file.write_text(right.replace(before, after), encoding="utf-8")
    result = run_mim_inprocess("validate", file, "--format", "text", cache=synthetic_cache)
    lines = [line.strip() for line in result.stdout.splitlines()]

    assert f"{file.as_posix()}: invalid" in lines
    assert any(line.startswith(f"{file.as_posix()}:") and "nhs-number" in line for line in lines)
    assert any(line.startswith("mim explain ") and line.endswith(".extension") for line in lines)
    assert any(line.startswith("page: ") and ".htm" in line for line in lines)
