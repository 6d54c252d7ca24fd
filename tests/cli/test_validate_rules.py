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
