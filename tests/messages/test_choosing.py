"""Which model and which version judge a message that does not say so itself, or says it wrongly."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from typer.testing import Result

Judged = Callable[..., dict[str, Any]]
Run = Callable[..., "Result"]

ROOT = "schema-unknown-root"
DOCUMENT = """<e:Envelope xmlns:e="urn:example"><ClinicalDocument xmlns="urn:hl7-org:v3">
<x:messageType xmlns:x="NPFIT:HL7:Localisation" root="2.16.840.1.113883.2.1.3.2.4.18.17" extension="{}"/>
</ClinicalDocument></e:Envelope>"""


def test_a_root_in_another_namespace_is_told_and_what_is_below_is_checked(
    judged: Judged, right: bytes, wrong: bytes
) -> None:
    for data, more in ((right, []), (wrong, ["schema-unexpected-attribute"])):
        other = data.replace(b'"urn:hl7-org:v3"', b'"urn:hl7-org:v2"')
        (message,) = judged(other)["messages"]
        assert [one["check"] for one in message["problems"]] == [ROOT, *more]
        told = message["problems"][0]["message"]
        assert "is in the namespace 'urn:hl7-org:v2'; its own is 'urn:hl7-org:v3'" in told
        assert message["problems"][0]["line"] == 3


def test_a_misspelt_root_is_told_and_what_is_below_is_checked(judged: Judged, wrong: bytes) -> None:
    for name in (b"PRSC_IN90001UK02", b"prsc_in900001uk02"):
        data = wrong.replace(b"<PRSC_IN900001UK02", b"<" + name)
        data = data.replace(b"</PRSC_IN900001UK02", b"</" + name)
        (message,) = judged(data, "--as", "PRSC_IN900001UK02")["messages"]
        first, second = message["problems"]
        assert (first["check"], first["nearest"]) == (ROOT, "PRSC_IN900001UK02")
        assert second["check"] == "schema-unexpected-attribute"
    (message,) = judged(b'<nothing xmlns="urn:hl7-org:v3"/>', "--as", "PRSC_IN900001UK02")[
        "messages"
    ]
    assert [one["check"] for one in message["problems"]] == [ROOT]


def test_a_misspelt_root_is_what_its_interaction_id_says(judged: Judged, right: bytes) -> None:
    data = right.replace(b"<PRSC_IN900001UK02", b"<PRSC_IN900001UK2")
    data = data.replace(b"</PRSC_IN900001UK02", b"</PRSC_IN900001UK2")
    (message,) = judged(data)["messages"]
    assert message["artefact"] == "PRSC_IN900001UK02"
    (problem,) = message["problems"]
    assert (problem["check"], problem["nearest"]) == (ROOT, "PRSC_IN900001UK02")
    other = data.replace(b"PRSC_IN900001UK2", b"somethingElse")
    assert judged(other)["messages"][0]["status"] == "not-judged"


def test_a_document_of_a_specification_is_told_as_one(judged: Judged) -> None:
    (message,) = judged(DOCUMENT.format("POCD_MT150001GB01").encode())["messages"]
    assert message["status"] == "unreadable"
    assert message["why"].startswith("POCD_MT150001GB01 is of a Domain Message Specification")
    assert message["problems"] == []


def test_nearest_is_only_offered_where_there_is_something_near(
    judged: Judged, right: bytes
) -> None:
    ours = b"PRSC_IN900001UK02"
    (message,) = judged(right.replace(ours, b"PRSC_IN900001UK07"))["messages"]
    assert "`--nearest` judges by PRSC_IN900001UK02 of MiM 9.1.01" in message["hint"]
    for far in (b"QUPA_IN000008UK02", b"QUPA_IN000008UK99", b"ABCD_IN000008UK99"):
        for options in ((), ("--nearest",)):
            (message,) = judged(right.replace(ours, far), *options)["messages"]
            assert message["status"] == "not-judged"
            assert "--nearest" not in message["hint"]


@pytest.mark.corpus
def test_examples_that_only_their_root_names_are_judged_by_a_model_that_accepts_them(
    real_cache: Path, run_mim_inprocess: Run, tmp_path: Path
) -> None:
    """What is valid by its name or place is so without them; and one fault stays one fault."""
    examples = next((real_cache / "tree-v1").iterdir()) / "Examples"
    words = ("--select", "schema", "--json")
    named = _judged(run_mim_inprocess, real_cache, examples, *words)
    for number, one in enumerate(one for one in named if one["status"] == "valid"):
        if one["part"] is None and one["kind"] not in ("interaction", "batch"):
            text = Path(one["path"]).read_bytes()
            text = re.sub(rb"\sxsi:schemaLocation\s*=\s*(\"[^\"]*\"|'[^']*')", b"", text)
            (tmp_path / f"m{number}.xml").write_bytes(text)
    found = _judged(run_mim_inprocess, real_cache, tmp_path, *words)
    assert len(found) > 150
    assert [one for one in found if one["status"] == "invalid"] == []
    queries = [one for one in found if one["root"] == "query"]
    assert len({one["artefact"] for one in queries}) > 3
    assert all("models" in one["why"] for one in queries)
    query = next(
        one for one in queries if "of 19 models" in one["why"] or "models with" in one["why"]
    )
    file = Path(query["path"])
    text, count = re.subn(rb"<(/?)person\.id\b", rb"<\1person.idd", file.read_bytes())
    file.write_bytes(text if count else text.replace(b"<query", b'<query odd="1"', 1))
    (again,) = _judged(run_mim_inprocess, real_cache, file, *words)
    assert (again["artefact"], len(again["problems"])) == (query["artefact"], 1)
    assert "the nearest of" in again["why"]


def _saying(code: str, message: str) -> str:
    """Return a message that says so in its `versionCode`."""
    return re.sub(r'versionCode code="[^"]*"', f'versionCode code="{code}"', message)


@pytest.mark.corpus
def test_the_version_that_a_message_names_judges_it_if_it_defines_it(
    versions_cache: Path, run_mim_inprocess: Run, tmp_path: Path
) -> None:
    file = tmp_path / "message.xml"
    made = run_mim_inprocess("scaffold", "QURX_IN000003UK02", cache=versions_cache)
    for code, options, version, reason in (
        ("3NPfIT6.3.01", (), "6.3.01", "as its versionCode says"),
        ("3NPfIT6.3.01", ("--mim", "7.2.02"), "7.2.02", "as --mim says"),
        ("3NPfIT7.2.02", (), "7.2.02", "as its versionCode says"),
        ("3NPfIT1.0", (), "7.2.02", "the newest at hand"),
        ("V3NPfIT4.2.00", (), "7.2.02", "the newest at hand"),
    ):
        file.write_text(_saying(code, made.stdout))
        (one,) = _judged(run_mim_inprocess, versions_cache, file, *options, "--json")
        assert (one["mim"], reason in one["why"]) == (version, True)


@pytest.mark.corpus
def test_a_version_code_in_a_wrong_letter_case_is_an_error_where_a_partial_version_judges(
    versions_cache: Path, run_mim_inprocess: Run, tmp_path: Path
) -> None:
    file = tmp_path / "message.xml"
    made = run_mim_inprocess("scaffold", "PORX_IN510101UK31", cache=versions_cache)
    due = ["V3NPfIT4.2.00", "3NPfIT6.3.01", "3NPfIT7.2.02"]
    for code, meant, version in (
        ("v3npfit4.2.00", "V3NPfIT4.2.00", "4.2.00"),
        ("3npfit6.3.01", "3NPfIT6.3.01", "6.3.01"),
    ):
        file.write_text(_saying(code, made.stdout))
        (one,) = _judged(run_mim_inprocess, versions_cache, file, "--json")
        assert (one["mim"], one["status"]) == (version, "invalid")
        (told,) = [it for it in one["problems"] if it["check"] == "version-code"]
        assert (told["severity"], told["allowed"]) == ("error", due)
        assert told["hint"] == f"did you mean {meant}?"


@pytest.mark.corpus
def test_an_old_version_that_judges_offers_newer_ones_in_their_own_spelling(
    versions_cache: Path, run_mim_inprocess: Run, tmp_path: Path
) -> None:
    file = tmp_path / "message.xml"
    made = run_mim_inprocess("scaffold", "PORX_IN510101UK31", cache=versions_cache)
    file.write_text(_saying("XX", made.stdout))
    for version in ("4.2.00", "6.3.01", "7.2.02"):
        words = ("--mim", version, "--json")
        (one,) = _judged(run_mim_inprocess, versions_cache, file, *words)
        (told,) = [it for it in one["problems"] if it["check"] == "version-code"]
        assert told["allowed"] == ["V3NPfIT4.2.00", "3NPfIT6.3.01", "3NPfIT7.2.02"]


def _judged(run: Run, cache: Path, *words: Path | str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("validate", *words, cache=cache).stdout)["data"][
        "messages"
    ]
    return found
