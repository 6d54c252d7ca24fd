"""What is said of messages that begin as no model does, and of what `--as` names in vain."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from mimcli.messages.foreign import document_words

if TYPE_CHECKING:
    from typer.testing import Result

HL7 = "urn:hl7-org:v3"
GUIDE = '<templateId root="2.16.840.1.113883.10.20.22.1.1"/>'
OURS = '<templateId root="2.16.840.1.113883.2.1.3.2.4.18.2" extension="X"/>'
MESSAGE_TYPE = (
    '<messageType root="2.16.840.1.113883.2.1.3.2.4.18.17" extension="POCD_MT000001UK04"/>'
)
Answer = Callable[..., dict[str, Any]]


@pytest.fixture
def answer_of(run_mim_inprocess: "Callable[..., Result]", tmp_path: Path) -> Answer:
    """Return what is said of a message in a cache."""

    def answered(cache: Path, text: str, *words: str) -> dict[str, Any]:
        file = tmp_path / "message.xml"
        file.write_text(text, encoding="utf-8")
        result = run_mim_inprocess("validate", file, "--json", *words, cache=cache)
        data: dict[str, Any] = json.loads(result.stdout)
        return data["data"]["messages"][0] if data["data"] else data["errors"][0]

    return answered


def test_a_root_that_lost_a_digit(answer_of: Answer, synthetic_cache: Path) -> None:
    told = answer_of(synthetic_cache, f'<PRSC_IN900001UK2 xmlns="{HL7}"/>')
    assert told["status"] == "not-judged"
    assert told["hint"] == "did you mean PRSC_IN900001UK02?"
    told = answer_of(synthetic_cache, f'<nothing_like_it xmlns="{HL7}"/>')
    assert told["hint"] == "`--as ID` says what the message is"


@pytest.mark.corpus
def test_the_root_of_a_cmet(answer_of: Answer, real_cache: Path) -> None:
    text = f'<AgentPerson xmlns="{HL7}" classCode="AGNT"/>'
    told = answer_of(real_cache, text)
    assert told["status"] == "not-judged"
    assert "no message that begins" in told["why"]
    assert "`--as UKCT_MT120201UK04`" in told["hint"]
    assert answer_of(real_cache, text, "--as", "UKCT_MT120201UK04")["status"] == "invalid"


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("PRPA_AR000201UK01", "PRPA_AR000201UK01 is an application role, and no message"),
        ("Sex", "Sex is a vocabulary, and no message"),
        ("Sexx", "--as takes an artefact id, and 'Sexx' is none"),
    ],
)
def test_what_is_no_message(
    run_mim_inprocess: "Callable[..., Result]",
    real_cache: Path,
    tmp_path: Path,
    typed: str,
    words: str,
) -> None:
    file = tmp_path / "message.xml"
    file.write_text("<a/>", encoding="utf-8")
    result = run_mim_inprocess("validate", "--as", typed, file, cache=real_cache)
    assert result.exit_code == 3
    assert f"error: {words}\n" in result.stderr
    assert f"has {typed}" not in result.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (f'<realmCode code="US"/>{GUIDE}', True),
        (GUIDE, True),
        ('<realmCode code="US"/>', True),
        ("", False),
        ('<realmCode code="GB"/>', False),
        (OURS, False),
        (GUIDE + OURS, False),
        (f'<realmCode code="US"/>{GUIDE}{MESSAGE_TYPE}', False),
        ('<messageType xmlns="NPFIT:HL7:Localisation"/><realmCode code="US"/>', False),
    ],
)
def test_a_document_of_another_guide(content: str, told: bool) -> None:
    root = etree.fromstring(f'<ClinicalDocument xmlns="{HL7}">{content}</ClinicalDocument>')
    assert (document_words(root) is not None) is told


def test_a_document_of_another_guide_is_one_line(answer_of: Answer, synthetic_cache: Path) -> None:
    text = f'<ClinicalDocument xmlns="{HL7}">{GUIDE}</ClinicalDocument>'
    told = answer_of(synthetic_cache, text)
    assert told["status"] == "unreadable"
    assert "another guide of HL7, such as C-CDA" in told["why"]
    assert not told["problems"]
