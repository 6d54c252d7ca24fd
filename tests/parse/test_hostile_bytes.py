"""No bytes make a parser fail: it gives what it can."""

import random

import pytest
from test_dynamic import FULL as DYNAMIC
from test_manual import FULL as MANUAL
from test_menu import MENU
from test_schema import FULL as SCHEMA

from mimcli.model.statements import MenuStatement
from mimcli.parse.dynamic import parse_dynamic_model
from mimcli.parse.example import parse_example_root
from mimcli.parse.manual import parse_manual
from mimcli.parse.menu import parse_menu
from mimcli.parse.mif import parse_model
from mimcli.parse.release import parse_change_log, parse_footer, parse_index_title
from mimcli.parse.rmim import parse_rmim_image
from mimcli.parse.schema import parse_schema

PARSERS = {
    "menu": lambda data: parse_menu("Core/Contents.htm", data),
    "index": parse_index_title,
    "footer": parse_footer,
    "change log": lambda data: parse_change_log("Core/Change.htm", data),
    "manual": lambda data: parse_manual("Domains/A/A IM.htm", data),
    "dynamic": lambda data: parse_dynamic_model("a.xml", data),
    "schema": lambda data: parse_schema("a.xsd", data),
    "mif": lambda data: parse_model("a.mif", data),
    "rmim": lambda data: parse_rmim_image("a.htm", data),
    "example": parse_example_root,
}
ENTITIES = (
    b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM '
    b'"file:///etc/passwd">]><a id="&c;">&x;&c;</a>'
)
HOSTILE = {
    "empty": b"",
    "blank": b" \r\n",
    "nul": b"\x00" * 50,
    "junk": random.Random(7).randbytes(5000),
    "binary zip": b"PK\x03\x04" + bytes(range(256)) * 8,
    "utf-16": "<html><h1>1 Überblick</h1></html>".encode("utf-16"),
    "only a declaration": b'<?xml version="1.0" encoding="UTF-8"?>',
    "unknown encoding": b'<?xml version="1.0" encoding="x-nobody"?><a/>',
    "entities": ENTITIES,
    "deep": b"<div>" * 20000,
    "deep and closed": b"<a>" * 3000 + b"</a>" * 3000,
    "unclosed comment": b"<html><!-- <h1>1 Overview</h1>",
    "bracketed": b"<" * 3000,
    "surrogate": "<html><h1>1 A</h1>\ud800</html>".encode("utf-8", "surrogatepass"),
}


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_bytes_do_no_harm(parser, kind):
    PARSERS[parser](HOSTILE[kind])


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("whole", [MANUAL, MENU.encode(), DYNAMIC.encode(), SCHEMA.encode()])
def test_pages_cut_off_anywhere_do_no_harm(parser, whole):
    """Also pages of another kind than the parser's own."""
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        PARSERS[parser](whole[:length])


def test_external_entities_are_not_read():
    data = ENTITIES.replace(b"<a id", b"<interaction id").replace(b"</a>", b"</interaction>")
    assert "root:" not in repr(parse_dynamic_model("a.xml", data))


def test_unreadable_pages_have_an_error_finding():
    assert parse_menu("Core/Contents.htm", b"").findings[0].severity == "error"
    assert isinstance(parse_menu("Core/Contents.htm", b""), MenuStatement)
    for found in (parse_manual("a", b""), parse_dynamic_model("a", b""), parse_schema("a", b"")):
        assert [each.severity for each in found.findings] == ["error"]
    assert parse_model("a", b"").findings[0].severity == "error"
