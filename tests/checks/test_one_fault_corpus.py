"""A fault planted in a message that `mim scaffold` makes of the real manual is one problem."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold

if TYPE_CHECKING:
    from typer.testing import Result

pytestmark = pytest.mark.corpus

DOCUMENT, QUERY, BOOKING = "POCD_IN010001UK01", "QUPC_IN160104UK05", "PRSC_IN150002UK02"
SUMMARY = "REPC_IN150016UK05"
PATIENT = "COCD_TP145020UK03#PatientRole"
FAULTS = {
    "a misspelt attribute that a flavour demands": (
        *(BOOKING, "<processingCode code", "<processingCode coed"),
        *("schema-unexpected-attribute", ".processingCode.code"),
    ),
    "a misspelt extension of interactionId": (
        *(QUERY, f'extension="{QUERY}"', f'extensio="{QUERY}"'),
        *("schema-unexpected-attribute", ".interactionId.extension"),
    ),
    "a misspelt code of versionCode": (
        *(QUERY, "<versionCode code", "<versionCode coed"),
        *("schema-unexpected-attribute", ".versionCode.code"),
    ),
    "a misspelt extension of contentId": (
        *(DOCUMENT, f'extension="{PATIENT}"', f'extnsion="{PATIENT}"'),
        *("schema-unexpected-attribute", ".contentId.extension"),
    ),
    "a misspelt root of messageType": (
        *(DOCUMENT, "<npfitlc:messageType root", "<npfitlc:messageType roo"),
        *("schema-unexpected-attribute", ".messageType.root"),
    ),
    "an empty time": (
        *(DOCUMENT, '<effectiveTime value="[0-9]+"', '<effectiveTime value=""'),
        *("schema-value", ".effectiveTime.value"),
    ),
    "a mandatory page that is empty": (
        *(SUMMARY, "(?s)<value>\\s*<xhtml:html>.*?</value>", "<value/>"),
        *("mandatory-null", ".presentationText.value"),
    ),
    "a template's part that there is not": (
        *(DOCUMENT, f'(<templateId root="[0-9.]+" extension="){PATIENT}"', f'\\1{PATIENT[:-1]}x"'),
        *("template-unknown", ".patientRole.templateId.extension"),
    ),
    "a template that there is not": (
        *(DOCUMENT, f'extension="{PATIENT}"', f'extension="{PATIENT.replace("UK03", "UK99")}"'),
        *("template-unknown", ".contentId.extension"),
    ),
}


Told = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def told(real_cache: Path, tmp_path: Path, run_mim_inprocess: "Callable[..., Result]") -> Told:
    """What is told, but for information, of what is made of an artefact with a fault in it."""
    manual = open_manual(CachePaths(real_cache), None)

    def run(artefact: str, right: str, wrong: str, count: int = 1) -> list[dict[str, Any]]:
        text = scaffold(manual, artefact, Wishes(comments=False, seed=1)).text
        broken = re.sub(right, wrong, text, count=count)
        assert broken != text
        file = tmp_path / "message.xml"
        file.write_text(broken)
        result = run_mim_inprocess("validate", file, "--json", cache=real_cache)
        (message,) = json.loads(result.stdout)["data"]["messages"]
        return [one for one in message["problems"] if one["severity"] != "info"]

    return run


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_one_problem(told: Told, name: str) -> None:
    artefact, right, wrong, check, address = FAULTS[name]

    (problem,) = told(artefact, right, wrong)

    assert (problem["check"], problem["severity"]) == (check, "error")
    assert problem["address"].endswith(address)
    if check == "template-unknown":
        assert problem["hint"].startswith("did you mean COCD_TP145020UK")


def test_a_template_of_another_version_may_be_meant(told: Told) -> None:
    problems = told(DOCUMENT, PATIENT, PATIENT.replace("UK03", "UK02"), 0)

    assert [(one["check"], one["severity"], one["hint"]) for one in problems] == [
        ("template-unknown", "warning", f"did you mean {PATIENT}?")
    ] * 2
