"""A large message in pieces: what its schema refuses is blamed on the right element."""

from pathlib import Path

import pytest
from lxml import etree

from mimcli.parse.growing_message import blamed_message, growing_message, refusals_by_piece
from mimcli.parse.xmlio import MessageError

SCHEMA = etree.XMLSchema(
    etree.fromstring("""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:complexType name="Part"><xs:sequence>
    <xs:element name="part" type="Part" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="end" type="End"/>
  </xs:sequence><xs:attribute name="at" type="xs:integer"/><xs:attribute name="n"/></xs:complexType>
  <xs:complexType name="End"><xs:attribute name="due" use="required"/><xs:attribute name="n"/></xs:complexType>
  <xs:element name="all" type="Part"/></xs:schema>""")
)
END = '<end due=""/>'


def blamed(file: Path, text: str, piece: int) -> list[tuple[str, str | None]]:
    """Return the types of the refusals of a text in pieces, and the ids of what is blamed."""
    file.write_text(text, encoding="utf-8")
    refused = refusals_by_piece(str(file), SCHEMA, piece, 100)
    found = [
        (one.error.type_name, None if one.element is None else one.element.get("n"))
        for grown in blamed_message(str(file), SCHEMA, piece, frozenset(refused))
        for one in grown.blamed
    ]
    assert len(found) == len(refused)
    return found


@pytest.mark.parametrize("piece", [3, 10, 1000])
@pytest.mark.parametrize(
    ("text", "kind", "element"),
    [
        (f'<all><part n="1"><odd n="2"/>{END}</part>{END}</all>', "ELEMENT_CONTENT", "2"),
        (f'<all><part n="1"><part n="2"></part>{END}</part>{END}</all>', "ELEMENT_CONTENT", "2"),
        (f'<all n="1"><part at="x" n="2">{END}</part>{END}</all>', "CVC_DATATYPE_VALID_1_2_1", "2"),
        (f'<all n="1"><part n="2">{END}</part><end n="3"/></all>', "CVC_COMPLEX_TYPE_4", "3"),
        (
            f'<all><part n="1">text<part n="2">{END}</part>{END}</part>{END}</all>',
            "CVC_COMPLEX_TYPE_2_3",
            "1",
        ),
        (
            f'<all><part n="1"><part n="2">{END}</part>text{END}</part>{END}</all>',
            "CVC_COMPLEX_TYPE_2_3",
            "1",
        ),
    ],
)
def test_the_element_that_a_schema_blames_is_known(
    tmp_path: Path, piece: int, text: str, kind: str, element: str
) -> None:
    found = blamed(tmp_path / "m.xml", text, piece)
    assert found[0] == (f"SCHEMAV_{kind}", element)
    assert all(one[1] == element for one in found)


def test_after_so_many_refusals_no_more_are_looked_for(tmp_path: Path) -> None:
    file = tmp_path / "m.xml"
    file.write_text(f"<all>{f'<part>{END}text</part>' * 90}{END}</all>", encoding="utf-8")
    assert len(refusals_by_piece(str(file), SCHEMA, 20, 1000)) == 90
    assert 10 < len(refusals_by_piece(str(file), SCHEMA, 20, 10)) < 20


@pytest.mark.parametrize("text", ["<all><part></all>", "<all><part>", "<!DOCTYPE all><all/>", ""])
@pytest.mark.parametrize("piece", [5, 1000])
def test_what_is_not_well_formed_or_has_a_dtd_is_not_read(
    tmp_path: Path, text: str, piece: int
) -> None:
    file = tmp_path / "m.xml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MessageError):
        refusals_by_piece(str(file), SCHEMA, piece, 10)
    with pytest.raises(MessageError):
        list(growing_message(str(file), "all", piece))
