"""Units are written as UCUM has them; whether there is such a unit, nobody here can tell."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.checks.unit_rules import is_unit, unit_rules
from mimcli.query.explain_nodes import Node
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold

if TYPE_CHECKING:
    from typer.testing import Result


@pytest.mark.parametrize(
    "unit",
    [
        *("1", "%", "d", "mmol/L", "mm[Hg]", "10*9/L", "10^12/L", "/min", "1/d", "kg.m/s2"),
        *("m2", "s-1", "kg.m+2", "[in_i]", "ug{creat}", "{tablet}", "(kg.m)/(s.A)", "Cel"),
        *("24.h", "'", "''", "[degF]", "mg/(24.h)", "cm[H2O]", "tablet"),
    ],
)
def test_units_as_ucum_writes_them(unit: str) -> None:
    assert is_unit(unit)


@pytest.mark.parametrize(
    "unit",
    [
        *("", "\u00b5g", "\u00b0C", "m\u00b2", "kg//m", "mg/", ".m", "kg m", "mm[Hg", "{x", "(kg"),
        *("kg)", "a{b{c}}", "x*y", "mmol=L", "()", "10*/", "\u00d710/L"),
    ],
)
def test_what_no_unit_is_written_like(unit: str) -> None:
    assert not is_unit(unit)


def test_brackets_within_brackets_end() -> None:
    assert is_unit("(" * 100 + "m" + ")" * 100)
    assert not is_unit("(" * 100 + "m")
    assert not is_unit("(" * 1_000_000 + "m" + ")" * 1_000_000)


def test_the_printed_letters_are_told_with_those_of_ucum(synthetic_cache: Path) -> None:
    manual = open_manual(CachePaths(synthetic_cache), None)
    (rule,) = unit_rules(manual, Node("value", "element"))
    for unit, right in (("\u00b5g/L", "ug/L"), ("\u00b0C", "Cel"), ("m\u00b2", "m2")):
        remark = rule(etree.fromstring(f'<value unit="{unit}"/>'))
        assert remark is not None
        assert (remark.check, remark.attribute, remark.found) == ("unit-form", "unit", unit)
        assert remark.nearest == right
    assert rule(etree.fromstring('<value unit=" 1 "/>')) is None
    assert rule(etree.fromstring("<value/>")) is None


@pytest.mark.corpus
def test_a_unit_that_a_table_states_in_words(
    real_cache: Path, tmp_path: Path, run_mim_inprocess: "Callable[..., Result]"
) -> None:
    manual: Manual = open_manual(CachePaths(real_cache), None)
    text = scaffold(manual, "COCD_TP146033UK04", Wishes(full=True, comments=False)).text
    root = etree.fromstring(text.encode())
    quantity = next(root.iter("{*}medicationQuantity")).find("{*}quantity")
    found = []
    for unit in ("1", "packet", "\u00b5g"):
        quantity.set("unit", unit)
        file = tmp_path / "message.xml"
        file.write_bytes(etree.tostring(root))
        words = ("--as", "COCD_TP146033UK04", "--select", "units", "--json")
        result = run_mim_inprocess("validate", file, *words, cache=real_cache)
        (message,) = json.loads(result.stdout)["data"]["messages"]
        found.append([(one["check"], one["severity"]) for one in message["problems"]])
    stated = ("unit-stated", "warning")  # which speaks, however the other unit is written
    assert found == [[], [stated], [stated]]
