"""What the types of a schema hold."""

import pytest

from mimcli.model.content_model import ContentType
from mimcli.parse.content_model import content_types
from mimcli.parse.schema import parse_schema
from mimcli.parse.xmlio import parse_xml

HEAD = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:own" xmlns:o="urn:other"'
    ' targetNamespace="urn:own">'
)


def types_of(body: str) -> dict[str, ContentType]:
    """The types of a schema with this body, by name."""
    found = content_types(parse_xml(f"{HEAD}{body}</xs:schema>".encode()))
    return {one.name: one for one in found}


def test_elements_attributes_and_groups_keep_their_order_and_counts() -> None:
    """A required attribute has 1, a prohibited one at most 0, a reference its namespace."""
    found = types_of(
        '<xs:complexType name="T"><xs:sequence><xs:group ref="G"/>'
        '<xs:element name="a" type="A" minOccurs="0" maxOccurs="unbounded"/>'
        '<xs:element ref="o:b"/></xs:sequence>'
        '<xs:attribute name="x" use="required" fixed="1" type="cs"/>'
        '<xs:attribute name="y" use="prohibited"/><xs:attributeGroup ref="H"/></xs:complexType>'
    )["T"]
    assert [(one.kind, one.name, one.min, one.max) for one in found.parts] == [
        ("group", "G", 1, 1),
        ("element", "a", 0, None),
        ("element", "b", 1, 1),
        ("attribute", "x", 1, 1),
        ("attribute", "y", 0, 0),
        ("group", "H", 1, 1),
    ]
    assert found.parts[2].namespace == "urn:other"
    assert found.parts[3].fixed == "1"


def test_alternatives_of_a_choice_have_one_number_through_nested_choices() -> None:
    """An optional or repeated sequence makes all in it so."""
    found = types_of(
        '<xs:complexType name="T"><xs:sequence><xs:choice><xs:choice><xs:element name="a"/>'
        '</xs:choice><xs:element name="b"/></xs:choice><xs:sequence minOccurs="0"'
        ' maxOccurs="unbounded"><xs:element name="c"/></xs:sequence>'
        '<xs:choice><xs:element name="d"/></xs:choice></xs:sequence></xs:complexType>'
    )["T"]
    assert [(one.name, one.choice) for one in found.parts] == [
        ("a", 0),
        ("b", 0),
        ("c", None),
        ("d", 1),
    ]
    assert (found.parts[2].min, found.parts[2].max) == (0, None)


def test_types_without_a_name_stand_within_their_element() -> None:
    """A restriction in place, an enumeration in place, a global element's own type."""
    found = types_of(
        '<xs:element name="Root"><xs:complexType><xs:complexContent><xs:extension base="o:T"/>'
        "</xs:complexContent></xs:complexType></xs:element>"
        '<xs:complexType name="T"><xs:sequence><xs:element name="code"><xs:complexType>'
        '<xs:complexContent><xs:restriction base="CV"><xs:attribute name="code"><xs:simpleType>'
        '<xs:restriction base="cs"><xs:enumeration value="1"/><xs:enumeration value="2"/>'
        "</xs:restriction></xs:simpleType></xs:attribute></xs:restriction></xs:complexContent>"
        "</xs:complexType></xs:element></xs:sequence></xs:complexType>"
    )
    assert (found["Root"].kind, found["Root"].base) == ("element", "T")
    code = found["T"].parts[0].inner
    assert code is not None
    assert (code.base, code.derivation) == ("CV", "restriction")
    values = code.parts[0].inner
    assert values is not None
    assert [one.value for one in values.facets] == ["1", "2"]


def test_patterns_bring_their_words() -> None:
    """A facet has what its annotation says; a union names its members."""
    found = types_of(
        '<xs:simpleType name="S"><xs:restriction base="st"><xs:pattern value="[0-9]{10}">'
        "<xs:annotation><xs:documentation> ten  digits </xs:documentation></xs:annotation>"
        "</xs:pattern></xs:restriction></xs:simpleType>"
        '<xs:simpleType name="U"><xs:union memberTypes="A B"/></xs:simpleType>'
    )
    assert found["S"].facets[0][:3] == ("pattern", "[0-9]{10}", "ten digits")
    assert (found["U"].derivation, found["U"].base) == ("union", "A B")


@pytest.mark.parametrize("count", ["-1", "many", "99999999999999999999", ""])
def test_odd_counts_are_one(count: str) -> None:
    """What is no number, or a monstrous one, counts as if it were not there."""
    body = f'<xs:complexType name="T"><xs:sequence><xs:element name="a" minOccurs="{count}"/>'
    found = types_of(f"{body}</xs:sequence></xs:complexType>")["T"]
    assert found.parts[0].min == 1


def test_deep_nesting_ends() -> None:
    """A thousand sequences, one in the other, are neither followed nor fatal."""
    deep = "<xs:sequence>" * 200 + '<xs:element name="a"/>' + "</xs:sequence>" * 200
    assert types_of(f'<xs:complexType name="T">{deep}</xs:complexType>')["T"].parts == ()


def test_the_schemas_of_models_are_left_out() -> None:
    """Schemas of MIF files describe no message."""
    data = HEAD.replace("urn:own", "urn:some/mif") + '<xs:complexType name="T"/></xs:schema>'
    assert parse_schema("MifSchemas/x.xsd", data.encode()).contents == ()
