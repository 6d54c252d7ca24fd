"""Messages are found in whatever they come in, and their problems have the file's own places."""

import base64
import gzip
import html
import json
import quopri
from collections.abc import Callable
from typing import Any

import pytest

Judged = Callable[..., dict[str, Any]]
ODD = b'odd="1"'
EBXML = b"""<SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/" xmlns:eb="urn:eb">
<SOAP:Header><eb:MessageHeader>h</eb:MessageHeader></SOAP:Header><SOAP:Body/></SOAP:Envelope>"""


def place(data: bytes, at: bytes = ODD) -> tuple[int, int]:
    """Return line and column of some bytes in a file, as an editor counts them."""
    before = data[: data.index(at)]
    return before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode()) + 1


def only(report: dict[str, Any]) -> dict[str, Any]:
    """Return the one message of a report, which has the one planted fault."""
    (message,) = report["messages"]
    assert message["status"] == "invalid"
    assert [one["check"] for one in message["problems"]] == ["schema-unexpected-attribute"]
    assert report["code"] == 1
    return message


def where(message: dict[str, Any]) -> tuple[int, int]:
    (problem,) = message["problems"]
    return problem["line"], problem["column"]


def soap(data: bytes) -> bytes:
    body = data.partition(b"?>\n")[2]
    return (
        b'<?xml version="1.0"?>\n<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">\n'
        b'<s:Header><h:id xmlns:h="urn:hl7-org:v3" root="1"/></s:Header>\n<s:Body>'
        + body
        + b"</s:Body></s:Envelope>"
    )


def mime(content: bytes, encoding: str, *, headers: bytes = b"", end: bytes = b"\r\n") -> bytes:
    lines = [
        b"----=_Boundary",
        b"Content-Id: <ebXMLHeader@spine.nhs.uk>",
        b"Content-Type: text/xml; charset=UTF-8",
        b"",
        EBXML,
        b"----=_Boundary",
        b"Content-Id: <payload>",
        b"Content-Type: application/xml; charset=UTF-8",
        b"Content-Transfer-Encoding: " + encoding.encode(),
        b"",
        content,
        b"----=_Boundary",
        b"Content-Type: application/octet-stream",
        b"Content-Transfer-Encoding: base64",
        b"",
        base64.encodebytes(b"\x89PNG no message"),
        b"----=_Boundary--",
        b"",
    ]
    return headers + end.join(lines)


HTTP = (
    b"POST /reliablemessaging/intermediary HTTP/1.1\r\nHost: example\r\nSOAPAction: urn:x\r\n"
    b'Content-Type: multipart/related; boundary="--=_Boundary"; type="text/xml"\r\n\r\n'
)


def test_bare(judged: Judged, wrong: bytes) -> None:
    message = only(judged(wrong))
    assert (message["container"], message["part"], where(message)) == ("bare", None, place(wrong))


def test_soap_with_elements_of_hl7_in_its_header(judged: Judged, wrong: bytes) -> None:
    data = soap(wrong)
    message = only(judged(data))
    assert (message["container"], where(message)) == ("soap", place(data))


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("encoding", ["8bit", "binary", "7bit", ""])
def test_mime_parts_that_are_not_encoded_keep_the_files_lines(
    judged: Judged, wrong: bytes, encoding: str, end: bytes
) -> None:
    data = mime(wrong, encoding, end=end)
    message = only(judged(data))
    assert (message["container"], message["part"], message["exact"]) == ("mime", "part 2", True)
    assert where(message) == place(data)


@pytest.mark.parametrize("headers", [b"", HTTP, HTTP.partition(b"\n")[2]])
def test_mime_parts_that_are_encoded_have_lines_of_their_own(
    judged: Judged, wrong: bytes, headers: bytes
) -> None:
    encoded = {
        "base64": base64.encodebytes(wrong),
        "quoted-printable": quopri.encodestring(wrong),
        "Base64": base64.encodebytes(gzip.compress(wrong)),
    }
    for encoding, content in encoded.items():
        message = only(judged(mime(content, encoding, headers=headers)))
        assert (message["part"].split(" > ")[0], message["exact"]) == ("part 2", False)
        assert where(message) == place(wrong)


def test_a_message_that_a_soap_envelope_carries_in_a_mime_part(
    judged: Judged, wrong: bytes
) -> None:
    data = mime(soap(wrong), "8bit")
    assert where(only(judged(data))) == place(data)


def test_several_documents_one_after_the_other(judged: Judged, right: bytes, wrong: bytes) -> None:
    data = right + wrong + b"\n\n" + right.partition(b"?>")[2]
    report = judged(data)
    assert [one["status"] for one in report["messages"]] == ["valid", "invalid", "valid"]
    assert [one["part"] for one in report["messages"]] == ["message 1", "message 2", "message 3"]
    (problem,) = report["messages"][1]["problems"]
    assert (problem["line"], problem["column"]) == place(data)


def test_json_strings(judged: Judged, right: bytes, wrong: bytes) -> None:
    ebxml = EBXML.decode()
    text = json.dumps({"ebXML": ebxml, "payload": wrong.decode(), "attachments": []}, indent=1)
    message = only(judged(text.encode()))
    assert (message["container"], message["part"], message["line"]) == ("json", "/payload", 3)
    assert where(message) == place(wrong)
    assert where(only(judged(text.encode("utf-16")))) == place(wrong)
    lines = "\n".join(json.dumps({"m": one.decode()}) for one in (right, wrong))
    report = judged(lines.encode())
    assert [one["part"] for one in report["messages"]] == ["line 1 /m", "line 2 /m"]
    assert [one["line"] for one in report["messages"]] == [1, 2]


def test_base64_and_gzip_files(judged: Judged, wrong: bytes) -> None:
    for data in (
        base64.b64encode(wrong),
        base64.encodebytes(wrong),
        gzip.compress(wrong),
        base64.b64encode(gzip.compress(wrong)),
        json.dumps([base64.b64encode(gzip.compress(wrong)).decode()]).encode(),
    ):
        message = only(judged(data))
        assert (message["exact"], where(message)) == (False, place(wrong))


def test_a_text_is_searched_if_that_is_asked_for(
    judged: Judged, right: bytes, wrong: bytes
) -> None:
    line = b"2031-01-02 INFO sent: "
    data = line + right.partition(b"-->\n")[2].strip() + b"\n" + line + wrong + b"end\n"
    assert judged(data)["code"] == 2
    report = judged("--extract", data)
    assert [one["status"] for one in report["messages"]] == ["valid", "invalid"]
    (problem,) = report["messages"][1]["problems"]
    assert (problem["line"], problem["column"]) == place(data)
    escaped = line + b'{"body": ' + json.dumps(wrong.decode()).encode() + b"}\n"
    assert where(only(judged("--extract", escaped))) == place(wrong)


def test_a_broken_message_in_a_text_is_told(judged: Judged, right: bytes) -> None:
    body = right.partition(b"-->\n")[2].strip()
    line, middle = b"2031-01-02 INFO sent: ", len(body) // 2
    broken = body[:middle] + b"< oops" + body[middle:]
    text = line + broken + b"\n" + line + body[:middle] + b"\n" + line + body + b"\nend\n"
    mentioned = b"2031-01-02 INFO got a <PRSC_IN900001UK02> today\n"

    for data in (text, mentioned + text):
        messages = judged("--extract", data)["messages"]
        told = [[one["check"] for one in message["problems"]] for message in messages]
        assert told == [["xml-not-well-formed"], ["xml-cut-off"], []]
        assert messages[0]["problems"][0]["line"] == place(data, b"< oops")[0]
    assert [one["status"] for one in judged("--extract", mentioned)["messages"]] == ["unreadable"]
    for escaped in (json.dumps(text.decode()).encode(), html.escape(text.decode()).encode()):
        report = judged("--extract", line + escaped)
        assert [one["status"] for one in report["messages"]] == ["invalid", "invalid", "valid"]


def test_a_message_with_a_declaration_that_is_escaped_is_one(judged: Judged, right: bytes) -> None:
    declared = b'<?xml version="1.0"?>\n' + right.partition(b"-->\n")[2]
    text = b"sent: " + html.escape(declared.decode()).encode() + b"\nend\n"

    assert [one["status"] for one in judged("--extract", text * 2)["messages"]] == ["valid"] * 2


def test_a_message_that_is_the_text_of_an_element(judged: Judged, wrong: bytes) -> None:
    escaped = wrong.decode().replace("&", "&amp;").replace("<", "&lt;")
    data = f"<log><entry>ok</entry><entry>{escaped}</entry></log>".encode()
    message = only(judged(data))
    assert (message["part"], where(message)) == ("/log/entry[2]", place(wrong))
    packed = base64.b64encode(gzip.compress(wrong)).decode()
    assert where(only(judged(f"<log><entry>{packed}</entry></log>".encode()))) == place(wrong)


def test_several_messages_within_one_document_have_their_own_xpaths(
    judged: Judged, right: bytes, wrong: bytes
) -> None:
    bodies = b"".join(one.partition(b"-->\n")[2] for one in (right, wrong))
    data = b"<queue>\n<m>" + bodies + b"</m></queue>"
    report = judged(data)
    assert [one["part"] for one in report["messages"]] == ["/queue/m/*[1]", "/queue/m/*[2]"]
    assert [one["status"] for one in report["messages"]] == ["valid", "invalid"]


@pytest.mark.parametrize(
    "encoding", ["utf-32", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1"]
)
def test_any_encoding(judged: Judged, wrong: bytes, encoding: str) -> None:
    text = wrong.decode().replace("\u2019", "'")
    declared = {"utf-8-sig": "UTF-8", "latin-1": "ISO-8859-1", "utf-32": "UTF-32"}.get(
        encoding, "UTF-16"
    )
    message = only(judged(text.replace("UTF-8", declared, 1).encode(encoding)))
    assert where(message) == place(text.encode())


def test_a_wrong_declaration_is_told_and_the_message_checked_on(
    judged: Judged, wrong: bytes
) -> None:
    text = wrong.decode()
    (message,) = judged(text.replace("\u2019", "é").encode("cp1252"))["messages"]
    assert [one["check"] for one in message["problems"]] == [
        "xml-encoding",
        "schema-unexpected-attribute",
    ]
    assert message["problems"][0]["line"] == 2
    assert message["problems"][1]["line"] == 3


@pytest.mark.parametrize("odd", ["ascii", "Zoë"])
def test_many_messages_of_one_document_have_their_own_places(judged: Judged, odd: str) -> None:
    """Also where all of it stands in one line."""
    one = f'<PRSC_IN900001UK02 xmlns="urn:hl7-org:v3" odd="{odd}"/>'
    for between in ("", "\n"):
        text = f"<queue>{between}" + between.join([one] * 50) + "</queue>"
        messages = judged(text.encode())["messages"]
        assert len(messages) == 50
        at = -1
        for message in messages:
            at = text.index("<PRSC", at + 1)
            problem = next(one for one in message["problems"] if "attribute" in one["check"])
            place = text.index("odd=", at)
            line = text.count("\n", 0, place) + 1
            assert (problem["line"], problem["column"]) == (
                line,
                place - text.rfind("\n", 0, place),
            )
