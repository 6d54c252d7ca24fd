"""A text is searched for messages in every form at once, and none that looks like one is lost."""

import base64
import html
import json
import urllib.parse
from collections.abc import Callable
from typing import Any

import pytest

from mimcli.messages.finding import documents_in
from mimcli.messages.searching import strings_of_text
from mimcli.model.validation import Damage, LocatedMessage

Judged = Callable[..., dict[str, Any]]
LINE = b"2031-01-02 INFO sent "


def escaped(data: bytes) -> bytes:
    """Return a message as it stands in a string of JSON, without the quotes."""
    return json.dumps(data.decode())[1:-1].encode()


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "raw": lambda data: data.partition(b"-->\n")[2],  # a line is that of the root
    "json": lambda data: b'{"p": "' + escaped(data) + b'"}',
    "json in json": lambda data: b'{"p": "' + escaped(b'{"q": "' + escaped(data) + b'"}') + b'"}',
    "numbers in json": lambda data: (
        escaped(data).replace(b"<", rb"\u003c").replace(b">", rb"\u003e")
    ),
    "escapes without quotes": escaped,
    "xml": lambda data: html.escape(data.decode()).encode(),
    "xml twice": lambda data: html.escape(html.escape(data.decode())).encode(),
    "json in xml": lambda data: html.escape(escaped(data).decode()).encode(),
    "url": lambda data: urllib.parse.quote(data).encode(),
    "url of a form": lambda data: urllib.parse.quote_plus(data).encode(),
    "base64": base64.b64encode,
    "base64 in lines": lambda data: base64.encodebytes(data).strip(),
}


def told(report: dict[str, Any]) -> list[tuple[str, int]]:
    return [(one["status"], one["line"]) for one in report["messages"]]


@pytest.mark.parametrize("second", FORMS)
@pytest.mark.parametrize("first", FORMS)
def test_no_form_switches_another_off(
    judged: Judged, right: bytes, wrong: bytes, first: str, second: str
) -> None:
    before = LINE + FORMS[first](right.strip()) + b"\nthen "
    data = before + FORMS[second](wrong.strip()) + b"\nend\n"

    report = judged("--extract", data)
    lines = 1, before.count(b"\n") + 1
    assert told(report) == [("valid", lines[0]), ("invalid", lines[1])], report["messages"]
    (problem,) = report["messages"][1]["problems"]
    assert problem["check"] == "schema-unexpected-attribute"
    if second == "raw":
        at = data.rindex(b'odd="1"')
        assert problem["line"] == data.count(b"\n", 0, at) + 1


def test_a_form_in_each_line_is_found_once_and_in_order(judged: Judged, right: bytes) -> None:
    forms = [form(right.strip()) for form in FORMS.values()]
    data, lines = b"", []
    for form in forms:
        lines.append(data.count(b"\n") + 1)
        data += LINE + form + b"\n"

    assert told(judged("--extract", data)) == [("valid", line) for line in lines]


@pytest.mark.parametrize("options", [(), ("--extract",)])
def test_a_line_of_json_that_is_cut_off_is_told(
    judged: Judged, right: bytes, wrong: bytes, options: tuple[str, ...]
) -> None:
    lines = [json.dumps({"p": one.decode()}).encode() for one in (right, wrong, wrong)]
    cut = lines[1][:-40]
    due = {lines[0]: [], cut: ["xml-cut-off"], lines[2]: ["schema-unexpected-attribute"]}
    for texts in ((cut,), (lines[0], cut), (lines[0], cut, lines[2]), (cut, lines[2])):
        messages = judged(*options, b"\n".join(texts) + b"\n")["messages"]
        checks = [[one["check"] for one in message["problems"]] for message in messages]
        assert checks == [due[text] for text in texts]
        assert [one["line"] for one in messages] == list(range(1, len(texts) + 1))
        assert [one["status"] == "valid" for one in messages] == [
            text is lines[0] for text in texts
        ]


def test_what_ends_within_its_first_tag_is_told(judged: Judged) -> None:
    for text in (
        b'{"p": "<PRPA_IN000203UK06 xmlns=\\"urn:hl7-org:v3\\"><id/>',
        b'{"p": "<PRPA_IN000203UK06 xmlns=\\"urn:hl7',
        b'{"p": "<x:PRPA_IN000203UK06 xmlns:x=\\"urn:hl7-org:v3\\"',
        b'{"p": "<x:one xmlns:x=\\"urn:hl7-org:v3\\">',
    ):
        (message,) = judged(text)["messages"]
        assert [one["check"] for one in message["problems"]] == ["xml-cut-off"], text


def test_lines_that_are_no_json_among_json_lines_cost_no_more(
    judged: Judged, right: bytes, wrong: bytes
) -> None:
    coded = json.dumps({"p": base64.b64encode(right).decode()}).encode()
    data = coded + b"\n{broken\nsecond " + wrong.strip() + b"\n" + coded
    messages = judged(data)["messages"]
    assert [one["part"] for one in messages] == [
        "line 1 /p > base64",
        "line 2 > message 1",
        f"line {len(data.splitlines())} /p > base64",
    ]
    (problem,) = messages[1]["problems"]
    assert problem["line"] == data[: data.index(b'odd="1"')].count(b"\n") + 1


HOSTILE = (
    b"<Envelope >",
    b"x <?xml ",
    b'<PRPA_IN000203UK06 xmlns="urn:hl7-org:v3">',
    b'<PRPA_IN000203UK06 xmlns="urn:hl7-org:v3"></PRPA_IN000203UK06 ',
    b"&lt;?xml ",
    b"&amp;lt;?xml ",
    b'&lt;a b="c" ',
    b'<PRPA_IN000203UK06 xmlns=\\"',
    b"<Envelope \\\\\\",
    b"%25",
    b"&amp;",
    b"PD94" * 10 + b" ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_beginnings_without_ends_are_not_all_read_to_the_end(piece: bytes) -> None:
    data = b"log " + piece * (200_000 // len(piece))
    found = list(strings_of_text(LocatedMessage("x", data), data))
    assert sum(len(one.data) for one in found if isinstance(one, LocatedMessage)) <= len(data)
    lost = [one for one in found if isinstance(one, Damage)]
    assert all("not all of it is searched" in one.reason for one in lost)
    assert len(list(documents_in("x", data, extract=True))) <= len(found)
