"""Where a DTD stands is known without a parser."""

import pytest

from mimcli.parse.document_type import document_type_at
from mimcli.parse.xmlio import XmlError, leading_elements

MARK = b"<!DOCTYPE a>"


@pytest.mark.parametrize(
    ("before", "found"),
    [
        (b"", True),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\r\n', True),
        (b"<!-- > --> <?a > ?>\n<!---->", True),
        (b"<?a?>" * 50_000, True),
        (b"<!-- ", False),
        (b"<?a ", False),
        (b"<a>", False),
        (b"<a><![CDATA[", False),
        (b"<!-- --><a/>", False),
        (b"text", False),
    ],
)
def test_a_document_type_is_seen_where_one_can_stand(before: bytes, found: bool) -> None:
    assert document_type_at(before + MARK) == (len(before) if found else None)
    assert document_type_at(before + b"<a/>") is None


def test_the_beginning_of_a_document_does_not_grow_without_end() -> None:
    """What grows too much is told as what it is."""
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE a [<!ENTITY e0 "ha">{bomb}]><a x="&e11;"/>'
    with pytest.raises(XmlError, match="document type declaration"):
        list(leading_elements(text.encode()))
