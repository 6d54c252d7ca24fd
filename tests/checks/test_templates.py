"""Parts of a clinical document are judged by the template that they say they are of."""

from pathlib import Path

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.checks.rules import _rules_of
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual

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
