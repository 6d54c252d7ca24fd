"""What is no message, or a hostile one: one clear line each, and the others are still checked."""

import base64
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mimcli.messages.judging import LARGE

if TYPE_CHECKING:
    from typer.testing import Result

Judged = Callable[..., dict[str, Any]]

FHIR = b'{"resourceType": "Bundle", "id": "1"}'
NOT_MESSAGES = {
    "empty": (b"", "the file is empty"),
    "blanks": (b" \r\n\t ", "the file is empty"),
    "zeros": (bytes(1000), "the file is nothing but zeros (1,000 bytes of 0)"),
    "fhir-json": (FHIR, "a FHIR resource (Bundle), not an HL7 v3 message"),
    "fhir-xml": (b'<Patient xmlns="http://hl7.org/fhir"/>', "a FHIR resource (Patient)"),
    "hl7-v2": (b"MSH|^~\\&|A|B\rPID|1\r", "an HL7 version 2 message"),
    "hl7-v2-mllp": (b"\x0bMSH|^~\\&|A|B\r\x1c\r", "an HL7 version 2 message"),
    "edifact": (b"UNB+UNOA:2+A+B'", "an EDIFACT message"),
    "pdf": (b"%PDF-1.4 ...", "a PDF document"),
    "zip": (b"PK\x03\x04....", "a zip archive"),
    "html": (b"<!DOCTYPE html><html><p>unclosed</html>", "a web page"),
    "xhtml": (b"<!DOCTYPE html><html><p>urn:hl7-org:v3</p></html>", "a web page"),
    "schema": (b'<s xmlns="http://www.w3.org/2001/XMLSchema"/>', "an XML Schema"),
    "other-xml": (b"<project><x/></project>", "its root element is project"),
    "text": (b"hello, world\n", "no HL7 v3 message is in it"),
    "soap": (
        b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>',
        "no HL7 v3 message is in it",
    ),
    "domain-message": (
        b'<PRPA_IN000203GB01 xmlns="urn:hl7-org:v3"/>',
        "PRPA_IN000203GB01 is of a Domain Message Specification",
    ),
    "damaged-gzip": (gzip.compress(b"<a/>")[:10] + b"\xff" * 9, "gzip data is damaged"),
}


@pytest.mark.parametrize("kind", NOT_MESSAGES)
def test_what_is_no_message_is_told_in_one_line(judged: Judged, right: bytes, kind: str) -> None:
    data, words = NOT_MESSAGES[kind]
    report = judged(data)
    (message,) = report["messages"]
    assert (report["code"], message["status"]) == (2, "unreadable")
    assert words in message["why"]
    assert "\n" not in message["why"]


def test_a_bad_file_does_not_keep_the_others_from_being_checked(
    judged: Judged, right: bytes, wrong: bytes, tmp_path: Path
) -> None:
    files = []
    for name, data in {"a": FHIR, "b": right, "c": b"", "d": wrong}.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    report = judged(*files, tmp_path / "none")
    statuses = [one["status"] for one in report["messages"]]
    assert statuses == ["unreadable", "valid", "unreadable", "invalid", "unreadable"]
    assert report["code"] == 1
    assert "No such file" in report["messages"][-1]["why"]


def test_files_of_a_folder_that_are_no_messages_are_passed_over(
    judged: Judged, right: bytes, tmp_path: Path
) -> None:
    folder = tmp_path / "project"
    (folder / "build").mkdir(parents=True)
    for number, (data, _) in enumerate(NOT_MESSAGES.values()):
        if b"urn:hl7-org:v3" not in data:
            (folder / f"{number}.txt").write_bytes(data)
    (folder / "build" / "out.xml").write_bytes(right)
    (folder / ".gitignore").write_text("build/\n")
    report = judged(folder)
    (message,) = report["messages"]
    assert (message["path"], report["passed_over"] > 10) == (str(folder), True)
    assert report["code"] == 2
    (folder / "in.xml").write_bytes(right)
    assert [one["path"].rpartition("/")[2] for one in judged(folder)["messages"]] == ["in.xml"]
    lonely = tmp_path / "lonely"
    lonely.mkdir()
    (lonely / "notes.txt").write_text("hello")
    (message,) = judged(lonely)["messages"]
    assert message["why"] == "its one file is no HL7 v3 message"


def test_a_document_type_is_refused_and_nothing_of_it_is_read(
    judged: Judged, right: bytes, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("swordfish")
    head, _, body = right.partition(b"?>\n")
    bomb = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    for declaration in (
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "' + secret.as_uri().encode() + b'">]>',
        b'<!DOCTYPE x [<!ENTITY e0 "ha">' + bomb + b"]>",
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        b'<!DOCTYPE x PUBLIC "x" "' + bytes(secret) + b'">',
        b'<!DOCTYPE x SYSTEM "/dev/zero">',
        b'<!DOCTYPE x [<!ENTITY % p SYSTEM "' + bytes(secret) + b'"> %p;]>',
        b"<!DOCTYPE x [",
    ):
        data = head + b"?>\n<!--\n-->  " + declaration + body.replace(b"Zo", b"&e;&e11;", 1)
        mime = b"--B\r\nContent-Type: text/xml\r\n\r\n" + data + b"\r\n--B--\r\n"
        wide = data.decode().replace("UTF-8", "UTF-16").encode("utf-16")
        told = json.dumps({"m": data.decode()}).encode()
        large = data + b" " * (LARGE if bomb in data else 0)
        for form in (data, large, mime, wide, gzip.compress(data), told):
            report = judged(form)
            (message,) = report["messages"]
            assert (report["code"], message["status"]) == (1, "invalid")
            (problem,) = message["problems"]
            assert (problem["check"], problem["column"]) == ("xml-document-type", 6)
            assert problem["line"] == (6 if form is mime else 3)
            assert "swordfish" not in str(report)


def test_behind_a_document_with_a_type_the_others_are_judged(judged: Judged, right: bytes) -> None:
    body = right.partition(b"?>")[2]
    statuses = [one["status"] for one in judged(b"<!DOCTYPE x>" + body + right)["messages"]]
    assert statuses == ["invalid", "valid"]


def test_deep_nesting_is_told_in_plain_words(judged: Judged) -> None:
    deep = b'<ControlActEvent xmlns="urn:hl7-org:v3">' + b"<a>" * 100_000
    for data in (deep, deep + b" " * LARGE):
        (message,) = judged(data)["messages"]
        (problem,) = message["problems"]
        assert problem["check"] == "xml-not-well-formed"
        assert "XML_PARSE_HUGE" not in problem["message"]
        assert re.search(r"cannot be read: .* more than \d+ deep", problem["message"])


def test_a_text_with_a_message_in_it_says_how_to_search_it(judged: Judged, right: bytes) -> None:
    (message,) = judged(b"sent: " + right.partition(b"?>")[2] + b" ok\n")["messages"]
    assert message["status"] == "unreadable"
    assert "--extract" in message["hint"]


def test_a_mime_part_that_is_cut_off_is_told_as_such(judged: Judged, right: bytes) -> None:
    head = b"--B\r\nContent-Type: text/xml\r\n"
    for encoding, content in (
        (b"8bit", right[: len(right) // 2]),
        (b"base64", base64.encodebytes(right)[: len(right) // 2]),
    ):
        data = head + b"Content-Transfer-Encoding: " + encoding + b"\r\n\r\n" + content
        (message,) = judged(data)["messages"]
        (problem,) = message["problems"]
        assert problem["check"] == "xml-cut-off"
        assert "closing boundary" in problem["message"]
    (message,) = judged(gzip.compress(right)[:-200])["messages"]
    assert [one["check"] for one in message["problems"]] == ["xml-cut-off"]


def test_a_message_that_no_version_at_hand_defines_says_which_does(
    judged: Judged, right: bytes
) -> None:
    ours = b"PRSC_IN900001UK02"
    report = judged(right.replace(ours, b"QUPA_IN000008UK02"))
    (message,) = report["messages"]
    assert (report["code"], message["status"]) == (4, "not-judged")
    assert "6.3.01 does" in message["why"]
    assert "mim add" in message["hint"] or "mim fetch" in message["hint"]
    near = judged("--nearest", right.replace(ours, b"PRSC_IN900001UK07"), "--select", "schema")
    (message,) = near["messages"]
    assert (message["status"], message["nearest_of"]) == ("valid", "PRSC_IN900001UK07")
    assert message["artefact"] == ours.decode()
    assert "nearest" in message["why"]


def test_what_messages_are_said_to_be_must_exist(
    run_mim_inprocess: "Callable[..., Result]", synthetic_cache: Path, right: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "m.xml"
    file.write_bytes(right)
    result = run_mim_inprocess("validate", "--as", "PRSC_MT900001UK99", file, cache=synthetic_cache)
    assert result.exit_code == 3
    assert "does not define PRSC_MT900001UK99" in result.stderr
    assert "hint:" in result.stderr


def test_a_root_in_the_wrong_letter_case_is_told(judged: Judged, right: bytes) -> None:
    (message,) = judged(right.replace(b"PRSC_IN900001UK02", b"prsc_in900001uk02"))["messages"]
    assert [one["check"] for one in message["problems"]] == ["schema-unknown-root"]


def test_thousands_of_unknown_attributes_are_counted(judged: Judged, right: bytes) -> None:
    """Each is told of on its own; with what took the square of their number this takes minutes."""
    count = 50_000
    attributes = b"".join(b' a%d=""' % number for number in range(count))
    (message,) = judged(right.replace(b"<creationTime", b"<creationTime" + attributes, 1))[
        "messages"
    ]
    assert len(message["problems"]) + message["more"] == count
    assert {one["check"] for one in message["problems"]} == {"schema-unexpected-attribute"}


def test_a_value_of_many_megabytes_has_a_place(judged: Judged, right: bytes) -> None:
    """It is judged by parts; a tag that is begun again with each few bytes takes minutes."""
    long = right.replace(b"<creationTime", b'<creationTime odd="' + b"x" * LARGE + b'"', 1)
    (message,) = judged(long)["messages"]
    (problem,) = message["problems"]
    line = right[: right.index(b"<creationTime")].count(b"\n") + 1
    assert (problem["check"], problem["line"]) == ("schema-unexpected-attribute", line)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_may_end_in_any_way(judged: Judged, wrong: bytes, end: bytes) -> None:
    (message,) = judged(end.join(wrong.splitlines()))["messages"]
    (problem,) = message["problems"]
    line = wrong[: wrong.index(b"odd=")].count(b"\n") + 1
    assert line > 1
    assert (message["line"] > 1, problem["line"]) == (True, line)
    (message,) = judged(end.join(wrong.replace(b"odd=", b"odd", 1).splitlines()))["messages"]
    (problem,) = message["problems"]
    assert (problem["check"], problem["line"]) == ("xml-not-well-formed", line)
