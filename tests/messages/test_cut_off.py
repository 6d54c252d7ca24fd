"""Whatever a message comes in may be cut off anywhere: that is told, and costs that file alone."""

import base64
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mimcli.messages import judging
from mimcli.messages.finding import documents_in
from mimcli.messages.gzipped import MOST_MEMBERS, unpacked
from mimcli.messages.reading import read_document
from mimcli.messages.splitting import documents_of
from mimcli.model.validation import Damage, LocatedMessage

Judged = Callable[..., dict[str, Any]]

SMALL = b'<?xml version="1.0" encoding="US-ASCII"?>\n<a xmlns="urn:hl7-org:v3">\n<b/></a>'
HTTP = b"POST /sync HTTP/1.1\r\nSOAPAction: urn:x/y\r\nContent-Type: "


def part(content: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join((b"--cut", *headers, b"", content, b""))


def samples() -> dict[str, bytes]:
    """Return a message of each kind of MIME that Spine's messages come in."""
    soap = part(SMALL, b"Content-Id: <1>", b"Content-Type: text/xml; charset=utf-8")
    coded = base64.encodebytes(SMALL)
    packed = base64.encodebytes(gzip.compress(SMALL))
    plain = soap + part(SMALL, b"Content-Type: application/xml; charset=x-none")
    encoded = soap + part(coded, b"Content-Transfer-Encoding: base64")
    attached = plain + part(packed, b"Content-Transfer-Encoding: base64", b"Content-Id: <3>")
    quoted = part(SMALL, b"Content-Transfer-Encoding: quoted-printable")
    outer = HTTP + b'multipart/related;\r\n boundary="cut"\r\n\r\n'
    return {
        "headers and boundary": outer + plain + b"--cut--\r\n",
        "no headers": encoded + b"--cut--\r\n",
        "attachment": b"\r\n" + attached + b"--cut--",
        "quoted": outer + quoted + b"--cut--",
        "one part": HTTP + b"text/xml\r\n\r\n" + SMALL,
        "line feeds": (outer + plain + b"--cut--\r\n").replace(b"\r\n", b"\n"),
    }


def read(found: Iterator[LocatedMessage | Damage]) -> list[str]:
    """Return what became of each place, read as a message is."""
    told: list[str] = []
    for one in found:
        if isinstance(one, Damage):
            told.append(one.reason)
            continue
        document = read_document(one)
        told.append("whole" if document.root is not None else "broken")
        list(documents_of(one))
    return told


@pytest.mark.parametrize("kind", samples())
@pytest.mark.parametrize("extract", [False, True])
def test_no_length_of_any_mime_message_is_too_much(kind: str, extract: bool) -> None:
    data = samples()[kind]
    whole = read(documents_in("x", data))
    assert set(whole) == {"whole"}
    for length in range(len(data)):
        told = read(documents_in("x", data[:length], extract=extract))
        assert len(told) <= len(whole)


def test_a_message_that_ends_within_headers_says_so(judged: Judged) -> None:
    whole = samples()["no headers"]
    second = whole.index(b"Content-Transfer")
    for cut in (1, 7, 20, 33):
        *_, message = judged(whole[: second + cut])["messages"]
        assert (message["status"], message["part"]) == ("unreadable", "part 2")
        assert "within its headers" in message["why"]
        assert message["line"] == whole[:second].count(b"\n") + 1
    (message,) = judged(b"Content-Type: text/xml\n<a/>", name="noblank")["messages"]
    assert "no blank line ends them" in message["why"]


def test_headers_within_headers_come_to_an_end(judged: Judged) -> None:
    (message,) = judged(b"Content-Type: text/xml\n\n" * 5000 + SMALL)["messages"]
    assert message["status"] == "unreadable"


def test_a_whole_message_of_which_the_envelope_is_cut_off_is_a_warning(
    judged: Judged, right: bytes
) -> None:
    whole = part(right, b"Content-Type: application/xml")
    (message,) = judged(whole)["messages"]
    assert message["status"] == "valid"
    (problem,) = message["problems"]
    assert (problem["check"], problem["severity"]) == ("xml-cut-off", "warning")
    assert "closing boundary" in problem["message"]
    assert problem["line"] == whole.rstrip().count(b"\n") + 1
    assert judged(whole + b"--cut--")["messages"][0]["problems"] == []


def test_an_attachment_that_is_cut_off_is_told(judged: Judged, right: bytes) -> None:
    picture = base64.encodebytes(b"\x89PNG" + bytes(100))
    attachment = part(picture, b"Content-Transfer-Encoding: base64", b"Content-Type: image/png")
    whole = part(right, b"Content-Type: application/xml") + attachment
    assert [one["status"] for one in judged(whole + b"--cut--")["messages"]] == ["valid"]
    message, cut = judged(whole)["messages"]
    assert (message["status"], cut["status"], cut["part"]) == ("valid", "unreadable", "part 2")
    assert "closing boundary is missing" in cut["why"]


def test_a_packed_message_of_a_folder_that_is_cut_off_is_told(
    judged: Judged, right: bytes, tmp_path: Path
) -> None:
    """What says that it is one stands in what is packed; a picture that is cut off is passed over."""
    folder = tmp_path / "folder"
    folder.mkdir()
    packed, coded = gzip.compress(right), base64.b64encode(right[:-50])
    for name, content in (
        ("a.gz", packed[:-60]),
        ("b.json", b'{"message": "' + coded + b'"}'),
        ("c.gz", packed),
        ("d.gz", gzip.compress(b"<svg><path/></svg>")[:-20]),
    ):
        (folder / name).write_bytes(content)
    report = judged(folder)
    told = [(one["path"][-6:], one["status"]) for one in report["messages"]]
    assert told == [("r/a.gz", "invalid"), ("b.json", "invalid"), ("r/c.gz", "valid")]
    assert (report["code"], report["passed_over"]) == (1, 1)


def test_every_member_of_gzip_is_read(judged: Judged, right: bytes, wrong: bytes) -> None:
    two = gzip.compress(right) + gzip.compress(wrong)
    assert [one["status"] for one in judged(two)["messages"]] == ["valid", "invalid"]
    split = gzip.compress(right[:200]) + bytes(512) + gzip.compress(right[200:]) + bytes(9)
    assert [one["status"] for one in judged(split)["messages"]] == ["valid"]
    for cut in range(1, 40):
        statuses = [one["status"] for one in judged(two[:-cut])["messages"]]
        assert statuses[0] == "valid"
        assert statuses[1] in ("invalid", "unreadable")
    message, rest = judged(gzip.compress(right) + b"junk")["messages"]
    assert (message["status"], rest["status"]) == ("valid", "unreadable")
    assert "no gzip data" in rest["why"]


def test_gzip_is_bounded_in_what_it_unpacks_to_and_in_members() -> None:
    member = gzip.compress(bytes(1000))
    assert len(unpacked(member * 3, 3000).content) == 3000
    assert "more than 2,999 bytes" in (unpacked(member * 3, 2999).fault or "")
    empty = gzip.compress(b"")
    assert "members" in (unpacked(empty * (MOST_MEMBERS + 1), 10).fault or "")
    assert unpacked(empty * MOST_MEMBERS, 10) == (b"", None, False, False)


def test_an_encoding_that_nobody_knows_is_told(judged: Judged) -> None:
    for rest in (b"<a><b></a>", b"<a", b"<a/><a/>"):
        data = b'<?xml version="1.0" encoding="x-nobody"?>\n' + rest
        (message,) = judged(data)["messages"]
        assert message["problems"][0]["check"] in ("xml-not-well-formed", "xml-encoding")


def test_utf8_that_says_that_it_is_ascii_is_read_on(judged: Judged, wrong: bytes) -> None:
    odd = wrong.partition(b"?>")[2]
    data = b'<?xml version="1.0" encoding="US-ASCII"?>' + odd
    (message,) = judged(data)["messages"]
    first, second = message["problems"]
    assert {first["check"], second["check"]} == {"xml-encoding", "schema-unexpected-attribute"}
    assert first["line"] == 2


def test_a_fault_of_the_program_costs_one_file_alone(
    judged: Judged, right: bytes, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(located: LocatedMessage) -> Any:
        if b"poison" in located.data:
            raise RuntimeError("of a\nkind that nobody thought of")
        return read_document(located)

    monkeypatch.setattr(judging, "read_document", failing)
    (tmp_path / "1.xml").write_bytes(right)
    (tmp_path / "2.xml").write_bytes(right + b"<!-- poison -->")
    (tmp_path / "3.json").write_text(json.dumps({"resourceType": "Patient"}))
    report = judged(tmp_path / "1.xml", tmp_path / "2.xml", tmp_path / "3.json")
    assert [one["status"] for one in report["messages"]] == ["valid", "unreadable", "unreadable"]
    told = report["messages"][1]
    assert "a fault within mim itself (RuntimeError: of a kind that nobody" in told["why"]
    assert "report" in told["hint"]
