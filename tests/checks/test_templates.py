"""Parts of a clinical document are judged by the template that they say they are of."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.checks.explaining import places_of, told_of
from mimcli.checks.rules import _rules_of
from mimcli.checks.templates import template_values
from mimcli.query.explain import explain
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual

if TYPE_CHECKING:
    from typer.testing import Result

INTERACTION = "POCD_IN140001UK05"
HL7 = "urn:hl7-org:v3"
OF_TEMPLATE, GENERIC = "2.16.840.1.113883.2.1.3.2.4.16.45", "2.16.840.1.113883.2.1.3.2.4.16.15"
"""The code systems that the template's own table and the generic one name for this place."""


@pytest.fixture(scope="module")
def manual(real_cache: Path) -> Manual:
    return open_manual(CachePaths(real_cache), None)


def said(manual: Manual, template: str, code: str, system: str) -> list[str]:
    """The checks that find something in a related entity's code."""
    root = etree.fromstring(
        f'<{INTERACTION} xmlns="{HL7}"><ControlActEvent><subject><ClinicalDocument><informant>'
        f'<relatedEntity classCode="PRS"><templateId extension="{template}"/>'
        f'<code code="{code}" codeSystem="{system}"/></relatedEntity></informant>'
        f"</ClinicalDocument></subject></ControlActEvent></{INTERACTION}>"
    )
    rules = _rules_of(manual, INTERACTION)
    return [
        remark.check
        for element, remark in rules.remarks(root, None)
        if element.tag == f"{{{HL7}}}code" and remark.severity != "info"
    ]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("template", "code", "system", "checks"),
    [
        ("COCD_TP145007UK03#RelatedEntity", "01", OF_TEMPLATE, []),
        ("COCD_TP145007UK03#RelatedEntity", "ZZ", OF_TEMPLATE, ["unknown-code"]),
        ("COCD_TP145007UK03#RelatedEntity", "01", "1.2.3", ["code-system"]),
        ("COCD_TP145007UK03#RelatedEntity", "ZZ", "1.2.3", ["unknown-code", "code-system"]),
        ("COCD_TP145007UK03#RelatedEntity", "01", GENERIC, ["code-system"]),
        ("COCD_TP145007UK03#Nothing", "01", OF_TEMPLATE, ["code-system"]),
        ("NO_TEMPLATE#RelatedEntity", "01", OF_TEMPLATE, ["code-system"]),
        ("#", "01", OF_TEMPLATE, ["code-system"]),
        ("", "01", GENERIC, []),
    ],
)
def test_the_template_goes_before_the_generic_table(
    manual: Manual, template: str, code: str, system: str, checks: list[str]
) -> None:
    """Where none that there is is named, the generic table judges."""
    assert said(manual, template, code, system) == checks


def document(root: str, *, alone: bool) -> bytes:
    """A clinical document with a code that no vocabulary has, generic and of a template."""
    text = (
        f'<ClinicalDocument xmlns="{HL7}"><code code="ZZ" codeSystem="1.2.3"/><informant>'
        '<relatedEntity classCode="PRS"><templateId extension="COCD_TP145007UK03#RelatedEntity"/>'
        f'<code code="ZZ" codeSystem="{OF_TEMPLATE}"/></relatedEntity></informant>'
        "</ClinicalDocument>"
    )
    if not alone:
        text = f"<ControlActEvent><subject>{text}</subject></ControlActEvent>"
        text = f'<{root} xmlns="{HL7}">{text}</{root}>'
    return text.encode()


@pytest.fixture
def problems(
    real_cache: Path, tmp_path: Path, run_mim_inprocess: "Callable[..., Result]"
) -> Callable[..., list[dict[str, Any]]]:
    """What is said of codes in a document alone, or within an interaction."""

    def told(*, alone: bool) -> list[dict[str, Any]]:
        file = tmp_path / "document.xml"
        file.write_bytes(document(INTERACTION, alone=alone))
        options = ("--select", "codes", "--json")
        result = run_mim_inprocess("validate", file, *options, cache=real_cache)
        (message,) = json.loads(result.stdout)["data"]["messages"]
        found: list[dict[str, Any]] = message["problems"]
        return found

    return told


@pytest.mark.corpus
def test_codes_of_a_document_are_judged_alike_alone_and_in_an_interaction(
    problems: Callable[..., list[dict[str, Any]]],
) -> None:
    """As warnings by the generic table, which knows no domain; by a template as that has them."""
    alone, within = (
        [(one["check"], one["severity"]) for one in problems(alone=alone)]
        for alone in (True, False)
    )
    assert alone == within
    assert alone == [("code-system", "warning"), ("unknown-code", "error")]


@pytest.mark.corpus
def test_the_template_that_judged_is_told_by_its_own_address_and_row(
    problems: Callable[..., list[dict[str, Any]]],
    real_cache: Path,
    run_mim_inprocess: "Callable[..., Result]",
) -> None:
    (problem,) = (one for one in problems(alone=True) if one["check"] == "unknown-code")
    assert problem["address"] == "COCD_TP145007UK03.code.code"
    assert "COCD_TP145007UK03" in problem["row"]["page"]
    result = run_mim_inprocess("explain", problem["address"], "--json", cache=real_cache)
    assert json.loads(result.stdout)["data"]["address"] == problem["address"]


@pytest.mark.corpus
def test_places_of_templates_have_addresses_that_lead_back_to_them(manual: Manual) -> None:
    """Those of classes within a template, too."""
    root = etree.fromstring(
        f'<ClinicalDocument xmlns="{HL7}"><a><templateId extension="COCD_TP145022UK02#Person"/>'
        '<name/></a><a><templateId extension="COCD_TP145022UK02#AssignedEntitySDS"/><id/></a>'
        "</ClinicalDocument>"
    )
    for element in (root[0][1], root[1][1]):
        (value,) = template_values(manual, element)
        found = value.found(element)
        told = told_of(places_of(manual, found.trail.artefact), found)
        assert told.address
        assert told.row
        again = explain(manual, told.address)
        assert again.page == told.row.page
