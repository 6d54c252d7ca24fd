"""What the transport says that it carries is held against what it carries."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.data.services import services_of_stem
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold

if TYPE_CHECKING:
    from typer.testing import Result

Told = Callable[..., list[tuple[str, int]]]
ID = b"PRSC_IN900001UK02"
OTHER = b"PRSC_IN900001UK01"
SOAP = b'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"'
SOAP12 = b'xmlns:s="http://www.w3.org/2003/05/soap-envelope"'
ADDRESSING = b'xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"'
EBXML = b'xmlns:eb="http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd"'
SERVICE = b"urn:nhs:names:services:"


def soap(content: bytes, header: bytes, soap: bytes = SOAP) -> bytes:
    body = content.partition(b"?>\n")[2]
    start = b"<s:Envelope " + soap + b" " + ADDRESSING + b" " + EBXML + b">\n<s:Header>\n"
    return start + header + b"</s:Header><s:Body>" + body + b"</s:Body></s:Envelope>"


def action(text: bytes) -> bytes:
    return b"<w:Action>" + text + b"</w:Action>\n"


def ebxml(name: bytes, service: bytes = SERVICE + b"any") -> bytes:
    header = b"<eb:MessageHeader><eb:Service>" + service + b"</eb:Service>\n<eb:Action>" + name
    return soap(b"?>\n", header + b"</eb:Action></eb:MessageHeader>")


def mime(header: bytes, content: bytes, *, http: bytes = b"", packed: bool = False) -> bytes:
    kind = b"Content-Type: text/xml\r\n"
    encoding = b"Content-Transfer-Encoding: base64\r\n" if packed else b""
    content = base64.encodebytes(content) if packed else content
    parts = (kind + b"\r\n" + header, kind + encoding + b"\r\n" + content)
    return http + b"--B\r\n" + b"\r\n--B\r\n".join(parts) + b"\r\n--B--\r\n"


def http(text: bytes) -> bytes:
    return (
        b"POST / HTTP/1.1\r\nSOAPAction: "
        + text
        + b'\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
    )


@pytest.fixture
def told(run_mim_inprocess: "Callable[..., Result]", synthetic_cache: Path, tmp_path: Path) -> Told:
    """The checks of the transport that find something in a file, with their lines."""

    def run(data: bytes, cache: Path = synthetic_cache) -> list[tuple[str, int]]:
        file = tmp_path / "file"
        file.write_bytes(data)
        result = run_mim_inprocess("validate", file, "--select", "transport", "--json", cache=cache)
        messages: list[dict[str, Any]] = json.loads(result.stdout)["data"]["messages"]
        problems = [one for message in messages for one in message["problems"]]
        return [(one["check"], one["line"]) for one in problems]

    return run


@pytest.mark.parametrize("version", [SOAP, SOAP12])
def test_the_action_of_a_soap_header(told: Told, right: bytes, version: bytes) -> None:
    for mark in (b"/", b":"):
        assert told(soap(right, action(SERVICE + b"any" + mark + ID), version)) == []
        wrong = told(soap(right, action(SERVICE + b"any" + mark + OTHER), version))
        assert wrong == [("transport-action", 3)]
    assert told(soap(right, action(SERVICE + b"any"), version)) == [("transport-action", 3)]


@pytest.mark.parametrize("text", [b"", b"urn:nhs-itk:services:201005:get-v1-0", b"http://x/y"])
def test_actions_that_are_not_the_spines_say_nothing(told: Told, right: bytes, text: bytes) -> None:
    assert told(soap(right, action(text))) == []
    assert told(mime(ebxml(ID), right, http=http(b'"' + text + b'"'))) == []
    assert (
        told(mime(ebxml(b"Acknowledgment", b"urn:oasis:names:tc:ebxml-msg:service"), right)) == []
    )


def test_the_header_of_ebxml_and_of_http_are_told_at_their_lines(told: Told, right: bytes) -> None:
    for quote in (b"", b'"'):
        sent = http(quote + SERVICE + b"any/" + ID + quote)
        assert told(mime(ebxml(ID), right, http=sent)) == []
    sent = http(SERVICE + b"any/" + OTHER)
    assert told(mime(ebxml(OTHER), right, http=sent)) == [
        ("transport-action", 2),
        ("transport-action", 11),
    ]


def test_a_message_that_had_to_be_decoded_is_held_against_its_header_too(
    told: Told, right: bytes
) -> None:
    """The place told is then that of the message, as lines are counted in its part."""
    start = right[: right.index(b"<" + ID)].count(b"\n") + 1
    assert told(mime(ebxml(ID), right, packed=True)) == []
    assert told(mime(ebxml(OTHER), right, packed=True)) == [("transport-action", start)]
    queued = [
        {"ebXML": ebxml(name).decode(), "payload": right.decode(), "attachments": []}
        for name in (ID, OTHER, ID)
    ]
    assert told(json.dumps(queued).encode()) == [("transport-action", start)]
    assert told(json.dumps(queued[0]).encode()) == []


def test_only_the_first_message_after_a_header_is_its_own(told: Told, right: bytes) -> None:
    """What follows are attachments, which may be messages that were sent before."""
    attached = right.replace(ID, b"PRSC_IN900002UK01")
    assert attached != right
    data = mime(ebxml(ID), right + b"\r\n--B\r\nContent-Type: text/xml\r\n\r\n" + attached)
    assert told(data) == []


def test_an_answer_within_an_element_in_the_namespace_of_messages(
    told: Told, right: bytes, run_mim_inprocess: "Callable[..., Result]", synthetic_cache: Path
) -> None:
    """As the Spine's answers to queries are: the interaction is judged, not what is around it."""
    head, _, body = right.partition(b"?>\n")
    wrapped = head + b'?>\n<answer xmlns="urn:hl7-org:v3">' + body + b"</answer>"
    assert told(soap(wrapped, action(SERVICE + b"any/" + OTHER))) == [("transport-action", 3)]
    result = run_mim_inprocess(
        "validate", "-", "--json", cache=synthetic_cache, stdin=wrapped.decode()
    )
    (message,) = json.loads(result.stdout)["data"]["messages"]
    assert (message["artefact"], message["status"]) == (ID.decode(), "valid")


@pytest.mark.corpus
def test_a_service_that_an_interaction_was_never_seen_under_is_a_warning(
    told: Told, real_cache: Path
) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    for identifier, service, found in (
        ("PRPA_IN000203UK06", "pds", []),
        ("PRPA_IN000203UK06", "psis", ["transport-service"]),
        ("MCCI_IN010000UK13", "psis", []),  # an acknowledgement goes anywhere
    ):
        message = scaffold(manual, identifier, Wishes(comments=False)).text.encode()
        data = soap(message, action(SERVICE + f"{service}/{identifier}".encode()))
        assert [check for check, _ in told(data, real_cache)] == found


def test_services_are_known_of_an_interaction_in_any_revision() -> None:
    assert "pds" in services_of_stem("PRPA_IN000203")
    assert services_of_stem("PRPA_IN99999") == ()
