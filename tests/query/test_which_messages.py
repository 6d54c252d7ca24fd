"""`mim which` on message files: what they say of themselves, and where it disagrees."""

import gzip
import json
from pathlib import Path

import pytest

from support.mim import VERSION, default_mim

ID = next(one.id for domain in default_mim().domains for one in domain.interactions)
OTHER = "PRSC_IN999999UK01"


def message(root: str = ID, said: str = ID, code: str = f"3NPfIT{VERSION}") -> str:
    return (
        f'<{root} xmlns="urn:hl7-org:v3"><id root="X"/><versionCode code="{code}"/>'
        f'<interactionId root="2.16.840.1.113883.2.1.3.2.4.12" extension="{said}"/></{root}>'
    )


@pytest.fixture
def ask(synthetic_cache: Path, run_mim_inprocess, tmp_path: Path):
    def asked(data: str | bytes, code: int = 0) -> list[dict]:
        path = tmp_path / "message"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        run = run_mim_inprocess("which", path, "--json", cache=synthetic_cache)
        assert run.exit_code == code, run.output
        return json.loads(run.stdout)["data"]

    return asked


@pytest.mark.parametrize("code", [f"3NPfIT{VERSION}", f"V3NPfIT{VERSION}", f" 3NPfIT{VERSION} "])
def test_both_spellings_of_a_version_agree_with_what_defines_it(ask, code):
    (found,) = ask(message(code=code))
    assert found["id"] == ID
    assert found["file"]["stated_version"] == VERSION
    assert found["file"]["disagreements"] == []


def test_another_version_another_id_and_no_version_are_told(ask):
    (found,) = ask(message(code="V3NPfIT4.2.00"))
    (told,) = found["file"]["disagreements"]
    assert told.startswith("versionCode says 4.2.00, the interaction is defined by")
    (found,) = ask(message(said=OTHER))
    assert found["file"]["disagreements"] == [
        f"interactionId says {OTHER}, the root element is {ID}"
    ]
    (found,) = ask(message(code="latest", said="unknown"))
    assert found["file"]["disagreements"] == [
        "interactionId says unknown, which is no artefact id",
        "versionCode says latest, which names no MiM version",
    ]


def test_what_no_version_defines_is_exit_1_and_says_so_of_its_code_too(ask):
    (found,) = ask(message(OTHER, OTHER), code=1)
    assert found["file"]["disagreements"] == [
        f"versionCode says {VERSION}, no known version defines it"
    ]


def test_a_version_that_is_no_longer_listed_agrees_where_the_id_was_seen_in_it(ask):
    (found,) = ask(message("PORX_IN020101UK04", "PORX_IN020101UK04", "V3NPfIT3.1.07"), code=1)
    assert found["elsewhere"] == ["3.1.07"]
    assert found["file"]["disagreements"] == []


def test_each_message_is_found_in_whatever_it_comes(ask):
    soap = f'<s:Envelope xmlns:s="urn:s"><s:Body>{message()}</s:Body></s:Envelope>'
    mime = (
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/xml\r\n\r\n'
        f"<note>no message</note>\r\n--b\r\nContent-Type: text/xml\r\n\r\n{message()}\r\n--b--\r\n"
    )
    assert [one["id"] for one in ask(soap)] == [ID]
    (found,) = ask(mime)
    assert (found["id"], found["file"]["part"] is not None) == (ID, True)
    assert [one["id"] for one in ask(gzip.compress(message().encode()))] == [ID]
    assert [one["id"] for one in ask(json.dumps({"body": message()}))] == [ID]


@pytest.mark.parametrize("data", ["", "no message", "{}", "<a/>", "<", b"\0\0\0"])
def test_what_is_no_message_is_one_clear_line(synthetic_cache, run_mim_inprocess, tmp_path, data):
    path = tmp_path / "message"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    run = run_mim_inprocess("which", path, cache=synthetic_cache)
    assert run.exit_code == 2
    assert run.stderr.startswith("error: ")
    assert "Traceback" not in run.output
