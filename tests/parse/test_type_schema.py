"""What the types of a schema demand."""

from mimcli.model.datatypes import SchemaAttribute
from mimcli.parse.type_schema import parse_types

HEAD = '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:o="urn:own">'


def types(body):
    statement = parse_types("dt/own.xsd", f"{HEAD}{body}</xsd:schema>".encode())
    assert not statement.findings
    return {each.name: each for each in statement.types}


def test_flavour_that_demands_and_forbids_attributes():
    found = types("""<xsd:complexType name="II.Own"><xsd:complexContent><xsd:restriction base="II">
    <xsd:attribute name="root" type="o:oid" use="required"/><xsd:attribute name="extension" type="st" use="prohibited"/>
    <xsd:attribute name="use" fixed="L"/></xsd:restriction></xsd:complexContent></xsd:complexType>""")[
        "II.Own"
    ]
    assert (found.kind, found.derivation, found.base) == ("complex", "restriction", "II")
    assert found.attributes == (
        SchemaAttribute("root", "oid", "required"),
        SchemaAttribute("extension", "st", "prohibited"),
        SchemaAttribute("use", "", "optional", fixed="L"),
    )


def test_facets_of_a_simple_type_in_order_with_what_is_said_of_them():
    found = types("""<xsd:simpleType name="number"><xsd:restriction base="xsd:string"><xsd:maxLength value="10"/>
    <xsd:pattern value="[0-9]*"><xsd:annotation><xsd:documentation> Only
    digits </xsd:documentation></xsd:annotation></xsd:pattern><xsd:enumeration value="1"/></xsd:restriction></xsd:simpleType>
    <xsd:simpleType name="many"><xsd:list itemType="o:number"/></xsd:simpleType>
    <xsd:simpleType name="any"><xsd:union memberTypes="number o:many"/></xsd:simpleType>""")
    assert found["number"].base == "xs:string"
    assert found["number"].facets == (
        ("maxLength", "10"),
        ("pattern", "[0-9]*"),
        ("enumeration", "1"),
    )
    assert found["number"].documentation == "Only digits"
    assert (found["many"].derivation, found["many"].base) == ("list", "number")
    assert (found["any"].derivation, found["any"].members) == ("union", ("number", "many"))


def test_elements_know_their_alternative_and_how_often_they_stand():
    found = types("""<xsd:complexType name="Span" mixed="true" abstract="true"><xsd:complexContent><xsd:extension base="ANY">
    <xsd:sequence><xsd:choice minOccurs="0"><xsd:sequence><xsd:element name="low" type="TS"/>
    <xsd:choice><xsd:element name="width" type="PQ"/><xsd:element name="high" type="TS"/></xsd:choice></xsd:sequence>
    <xsd:element name="high" type="TS"/></xsd:choice><xsd:element name="id" type="II" maxOccurs="unbounded"/>
    <xsd:element name="code"><xsd:complexType><xsd:attribute name="value"/></xsd:complexType></xsd:element>
    </xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>""")["Span"]
    assert (found.mixed, found.abstract) == (True, True)
    assert [(each.name, each.min, each.max, each.alternative) for each in found.elements] == [
        ("low", 0, 1, 0),
        ("width", 0, 1, 0),
        ("high", 0, 1, 0),
        ("high", 0, 1, 1),
        ("id", 1, None, -1),
        ("code", 1, 1, -1),
    ]
    assert found.elements[-1].attributes == (SchemaAttribute("value", "", "optional"),)


def test_repeated_choice_gives_elements_without_limit():
    found = types("""<xsd:complexType name="A"><xsd:choice minOccurs="0" maxOccurs="unbounded">
    <xsd:element name="a" minOccurs="junk"/><xsd:element name="b"/></xsd:choice></xsd:complexType>""")[
        "A"
    ]
    assert [(each.name, each.min, each.max, each.alternative) for each in found.elements] == [
        ("a", 0, None, 0),
        ("b", 0, None, 1),
    ]


def test_a_choice_is_told_as_a_dtd_writes_it():
    """Not one that is made again and again, nor a group with a single alternative."""
    found = types("""<xsd:complexType name="IVL"><xsd:choice minOccurs="0"><xsd:sequence>
    <xsd:element name="low" type="B"/><xsd:choice minOccurs="0"><xsd:element name="width" type="Q"/>
    <xsd:element name="high" type="B" minOccurs="0"/></xsd:choice></xsd:sequence>
    <xsd:element name="high" type="B"/><xsd:sequence><xsd:element name="center" type="T"/>
    <xsd:element name="part" type="T" minOccurs="0" maxOccurs="unbounded"/></xsd:sequence>
    </xsd:choice></xsd:complexType>
    <xsd:complexType name="AD"><xsd:choice maxOccurs="unbounded"><xsd:element name="a" type="T"/>
    <xsd:element name="b" type="T"/></xsd:choice></xsd:complexType>
    <xsd:complexType name="ONE"><xsd:sequence><xsd:choice><xsd:element name="a" type="T"/>
    </xsd:choice></xsd:sequence></xsd:complexType>""")
    assert found["IVL"].choice == "low, (width | high?)? | high | center, part*"
    assert (found["AD"].choice, found["ONE"].choice) == ("", "")
