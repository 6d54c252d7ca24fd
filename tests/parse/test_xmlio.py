"""The parsers: nothing beside the document itself is read, and where a DTD stands is known."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from mimcli.parse.xmlio import (
    TooDeepError,
    growing_parser,
    leading_elements,
    parse_message,
    parse_xml,
    refusing_parser,
    schema_parser,
)

ANY = etree.XMLSchema(
    etree.fromstring(
        '<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"><s:element name="a"/></s:schema>'
    )
)


def _fed(parser: etree.XMLPullParser | etree.XMLParser, data: bytes) -> None:
    parser.feed(data)
    parser.close()


READERS: dict[str, Callable[[bytes], object]] = {
    "whole": parse_xml,
    "what can be read": lambda data: parse_xml(data, recover=True),
    "message": parse_message,
    "beginning": lambda data: list(leading_elements(data)),
    "in pieces": lambda data: _fed(growing_parser("a"), data),
    "refused in pieces": lambda data: _fed(refusing_parser(ANY), data),
    "schema": lambda data: etree.fromstring(data, schema_parser()),
}


@pytest.mark.parametrize("kind", ["SYSTEM", 'PUBLIC "x"'])
@pytest.mark.parametrize("reader", READERS)
def test_no_parser_opens_an_external_dtd(tmp_path: Path, reader: str, kind: str) -> None:
    """One that is no DTD would be told as an error, if anything read it."""
    dtd = tmp_path / "a.dtd"
    dtd.write_text("this is no DTD")
    READERS[reader](f'<!DOCTYPE a {kind} "{dtd}"><a>text</a>'.encode())
    entities = f'[<!ENTITY % p SYSTEM "{dtd}"> %p;]'
    READERS[reader](f"<!DOCTYPE a {entities}><a>text</a>".encode())


def test_a_large_text_may_speak_of_document_types() -> None:
    root = parse_message(b"<a><![CDATA[<!DOCTYPE b>" + b"x" * 11_000_000 + b"]]></a>")
    assert len(root.text or "") > 11_000_000


def test_what_is_nested_too_deep_is_told_with_the_depth() -> None:
    with pytest.raises(TooDeepError, match=r"more than \d+ deep in one another$"):
        parse_message(b"<a>" * 5000 + b"</a>" * 5000)
