"""Codes that are left out, codes without their system, identifiers without a root."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.checks.incomplete import missing_root_rule
from mimcli.query.explain_nodes import Node
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold

if TYPE_CHECKING:
    from typer.testing import Result

NAME = "PRSC_IN900001UK02_01.xml"
CODE = '<code code="1" codeSystem="1.2.3"/>'
IDENTIFIER = '<id root="1.2.3" extension="9"/></patient>'
OF_THE_EXAMPLE = (("oid-unknown", "info", "root"), ("code-system", "warning", "codeSystem"))
"""What is told of the example as it is."""
Told = list[tuple[str, str, str]]


@pytest.fixture
def told(
    run_mim_inprocess: "Callable[..., Result]", synthetic_cache: Path, synthetic_mim: Path
) -> Callable[[Path, str, str], Told]:
    """Return the checks, severities and ends of addresses told of a changed example."""
    right = next((synthetic_mim / "Examples").rglob(NAME)).read_text(encoding="utf-8")

    def problems(folder: Path, before: str, after: str) -> Told:
        assert right.count(before) == 1
        file = folder / NAME
        file.write_text(right.replace(before, after), encoding="utf-8")
        result = run_mim_inprocess("validate", file, "--json", cache=synthetic_cache)
        (message,) = json.loads(result.stdout)["data"]["messages"]
        found = [
            (one["check"], one["severity"], (one["address"] or "").rpartition(".")[2])
            for one in message["problems"]
        ]
        return [one for one in found if one not in OF_THE_EXAMPLE]

    return problems


def test_a_code_that_is_left_out_is_told_once(
    told: Callable[[Path, str, str], Told], tmp_path: Path
) -> None:
    nothing = told(tmp_path, CODE, CODE)
    assert not nothing
    for left in ("", ' codeSystem="1.2.3"', ' displayName="x"'):
        (one,) = told(tmp_path, CODE, f"<code{left}/>")
        assert one[0] in ("code-missing", "mandatory-null")
    ((check, _, _),) = told(tmp_path, CODE, '<code nullFlavor="UNK"/>')
    assert check == "mandatory-null"


def test_an_identifier_has_a_root(told: Callable[[Path, str, str], Told], tmp_path: Path) -> None:
    found = told(tmp_path, IDENTIFIER, '<id extension="9"/></patient>')
    assert found == [("id-without-root", "warning", "root")]
    (one,) = told(tmp_path, IDENTIFIER, "<id/></patient>")
    assert one[0] == "mandatory-null"


def test_an_optional_identifier_may_be_empty() -> None:
    rule = missing_root_rule(Node("id", "element"))
    assert rule(etree.fromstring("<id/>")) is None
    assert rule(etree.fromstring('<id nullFlavor="NI" extension="9"/>')) is None
    remark = rule(etree.fromstring('<id extension="9"/>'))
    assert remark is not None
    assert (remark.check, remark.attribute) == ("id-without-root", "root")


@pytest.mark.corpus
def test_what_is_left_out_of_a_real_message(
    real_cache: Path, tmp_path: Path, run_mim_inprocess: "Callable[..., Result]"
) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    text = scaffold(manual, "UKCT_MT144055UK01", Wishes(comments=False)).text.encode()
    file = tmp_path / "message.xml"
    found = {}
    for gone in ((), ("codeSystem",), ("code", "codeSystem", "displayName")):
        root = etree.fromstring(text)
        (code,) = root.iterchildren("{*}code")
        for name in gone:
            code.attrib.pop(name, None)
        file.write_bytes(etree.tostring(root))
        words = ("--as", "UKCT_MT144055UK01", "--json")
        result = run_mim_inprocess("validate", file, *words, cache=real_cache)
        (message,) = json.loads(result.stdout)["data"]["messages"]
        found[gone] = [
            (one["check"], one["severity"], one["allowed"]) for one in message["problems"]
        ]

    assert not found.pop(())
    assert found.pop(("codeSystem",)) == [
        ("code-system-missing", "warning", ["2.16.840.1.113883.2.1.3.2.4.15"])
    ]
    ((check, severity, _),) = found.popitem()[1]
    assert (check, severity) == ("mandatory-null", "error")


@pytest.mark.corpus
def test_a_code_that_a_row_demands_without_a_mark(
    real_cache: Path, tmp_path: Path, run_mim_inprocess: "Callable[..., Result]"
) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    text = scaffold(manual, "REPC_IN150015UK05", Wishes(full=True, comments=False)).text.encode()
    file, found = tmp_path / "message.xml", {}
    for change in ("", "nothing", "null", "text"):
        root = etree.fromstring(text)
        place = next(root.iter("{*}serviceDeliveryLocation")).find("{*}code")
        assert place is not None
        if change:
            place.attrib.clear()
        if change == "null":
            place.set("nullFlavor", "UNK")
        elif change == "text":
            etree.SubElement(place, "{urn:hl7-org:v3}originalText").text = "a ward"
        file.write_bytes(etree.tostring(root))
        result = run_mim_inprocess(
            "validate", file, "--select", "codes", "--json", cache=real_cache
        )
        (message,) = json.loads(result.stdout)["data"]["messages"]
        found[change] = [(one["check"], one["severity"]) for one in message["problems"]]

    assert found == {"": [], "nothing": [("code-missing", "warning")], "null": [], "text": []}
