"""Messages are found in whatever they come in, and their problems have the file's own places."""

import base64
import gzip
import html
import json
import quopri
import zlib
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


@pytest.mark.parametrize("closed", [b"", b"\r\n--out--\r\n"])
@pytest.mark.parametrize("preamble", [b"", b"a preamble\r\n"])
def test_a_multipart_within_another_may_have_a_preamble(
    judged: Judged, right: bytes, wrong: bytes, preamble: bytes, closed: bytes
) -> None:
    inner = b"\r\n".join(
        (
            b"Content-Type: multipart/mixed;\r\n boundary=outer\r\n",
            preamble + b"--outer\r\nContent-Type: text/xml\r\n",
            wrong + b"\r\n--outer--\r\n",
        )
    )
    parts = b"--out\r\nContent-Type: text/xml\r\n\r\n" + right + b"\r\n--out\r\n" + inner
    data = b"Content-Type: multipart/related; boundary=out\r\n\r\n" + parts + closed

    first, second = judged(data)["messages"]
    assert (first["status"], first["part"]) == ("valid", "part 1")
    assert (second["part"], second["exact"]) == ("part 2 > part 1", True)
    found = next(one for one in second["problems"] if one["check"] != "xml-cut-off")
    assert (found["line"], found["column"]) == place(data)


def test_a_part_that_is_no_base64_though_it_says_so_is_read_as_it_is(
    judged: Judged, wrong: bytes
) -> None:
    headers = b"Content-Type: text/xml\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    data = (
        b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        + headers
        + wrong
        + b"\r\n--x--"
    )
    assert where(only(judged(data))) == place(data)
    file_only = judged("--select", "transport", data)["messages"]
    checks = [one["check"] for message in file_only for one in message["problems"]]
    assert checks == ["transport-encoding", "schema-unexpected-attribute"]


@pytest.mark.parametrize("size", [1, 100, 100_000])
def test_http_in_chunks(judged: Judged, wrong: bytes, size: int) -> None:
    pieces = [wrong[start : start + size] for start in range(0, len(wrong), size)]
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = b"".join(b"%X;a=b\r\n%s\r\n" % (len(one), one) for one in pieces)
    message = only(judged(head + body + b"0\r\n\r\n"))
    assert (message["exact"], message["line"], where(message)) == (False, 5, place(wrong))
    assert where(only(judged(head + wrong))) == place(head + wrong)  # put together before

    (cut,) = judged(head + body)["messages"]
    assert {one["check"] for one in cut["problems"]} == {
        "schema-unexpected-attribute",
        "xml-cut-off",
    }
    (short,) = judged(head + body[: len(body) // 2])["messages"]
    assert [one["check"] for one in short["problems"]] == ["xml-cut-off"]
    *_, after = judged(head + body + b"0\r\n\r\n" + head + wrong)["messages"]
    assert (after["status"], "after its last chunk" in after["why"]) == ("unreadable", True)


def test_zlib_and_two_texts_in_base64(judged: Judged, right: bytes, wrong: bytes) -> None:
    message = only(judged(zlib.compress(wrong)))
    assert (message["container"], message["part"], where(message)) == ("zlib", "zlib", place(wrong))
    for first in (right, right + b" ", right + b"  "):
        report = judged(base64.b64encode(first) + b"\n" + base64.b64encode(wrong))
        assert [one["status"] for one in report["messages"]] == ["valid", "invalid"]


def test_more_than_one_byte_order_mark(judged: Judged, wrong: bytes) -> None:
    for count in (2, 3):
        (message,) = judged(b"\xef\xbb\xbf" * count + wrong)["messages"]
        checks = [one["check"] for one in message["problems"]]
        assert checks == ["xml-encoding", "schema-unexpected-attribute"]
        found = message["problems"][1]
        assert (found["line"], found["column"]) == place(wrong)


def test_a_text_beside_messages_is_looked_at(judged: Judged, right: bytes, wrong: bytes) -> None:
    escaped = wrong.decode().replace("&", "&amp;").replace("<", "&lt;").encode()
    for before, options in ((b"", ()), (b"then ", ("--extract",))):
        data = b"<log>" + right.partition(b"-->\n")[2] + b"<e>" + before + escaped + b"</e></log>"
        assert [one["status"] for one in judged(*options, data)["messages"]] == ["valid", "invalid"]
    first, second = judged(data)["messages"]
    assert (first["status"], second["status"], second["part"]) == ("valid", "unreadable", "/log/e")
    assert "--extract" in second["hint"]


def test_what_is_no_part_but_looks_like_a_message_is_told(judged: Judged, right: bytes) -> None:
    whole = b"Content-Type: multipart/related; boundary=x\r\n\r\n%s--x\r\n\r\n%s\r\n--x--\r\n%s"
    body = right.partition(b"-->\n")[2]
    for before, after in ((b"so: " + body, b""), (b"", body), (b"", base64.b64encode(right))):
        first, second = judged(whole % (before, right, after))["messages"]
        told = sorted((first["status"], second["status"]))
        assert told == ["unreadable", "valid"]
    (alone,) = judged(whole % (b"hello urn:hl7-org:v3\r\n", right, b"bye\r\n"))["messages"]
    assert alone["status"] == "valid"


def test_syslog_begins_as_xml_does(judged: Judged, right: bytes, wrong: bytes) -> None:
    body = right.partition(b"-->\n")[2]
    data = b"<134>1 sent " + body + b"<134>1 got " + wrong
    assert [one["status"] for one in judged("--extract", data)["messages"]] == ["valid", "invalid"]
    data = body + b"10:01 got " + json.dumps({"a": wrong.decode()}).encode()
    assert [one["status"] for one in judged("--extract", data)["messages"]] == ["valid", "invalid"]
