"""A small schema of our own with every trap of content models, and its messages."""

import pytest

from mimcli.checks.grammar import Grammar
from mimcli.checks.structure import Structure

SCHEMA = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:hl7-org:v3"
    targetNamespace="urn:hl7-org:v3" elementFormDefault="qualified">
  <xs:element name="Visit" type="M.Visit"/>
  <xs:element name="Note" type="Note"/>
  <xs:simpleType name="st">
    <xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="oid">
    <xs:restriction base="st"><xs:pattern value="[0-9]+(\\.[0-9]+)*"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="uuid">
    <xs:restriction base="xs:string"><xs:pattern value="[0-9A-F]{4}-[0-9A-F]{4}"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="uid"><xs:union memberTypes="oid uuid"/></xs:simpleType>
  <xs:simpleType name="one"><xs:restriction base="uid">
    <xs:enumeration value="1.2.3"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="use"><xs:restriction base="xs:NMTOKEN">
    <xs:enumeration value="HP"/><xs:enumeration value="WP"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="uses"><xs:list itemType="use"/></xs:simpleType>
  <xs:attributeGroup name="Root">
    <xs:attribute name="nullFlavor" type="use"/>
  </xs:attributeGroup>
  <xs:group name="Either"><xs:choice>
    <xs:element name="person" type="Id"/><xs:element name="device" type="Id"/>
  </xs:choice></xs:group>
  <xs:complexType name="ANY" abstract="true">
    <xs:attribute name="nullFlavor" type="use"/>
  </xs:complexType>
  <xs:complexType name="Id"><xs:complexContent><xs:extension base="ANY">
    <xs:attribute name="root" type="uid" use="required"/>
    <xs:attribute name="use" type="uses"/>
  </xs:extension></xs:complexContent></xs:complexType>
  <xs:complexType name="Id.strict"><xs:complexContent><xs:restriction base="Id">
    <xs:attribute name="root" type="one" use="required"/>
    <xs:attribute name="nullFlavor" type="use" use="prohibited"/>
  </xs:restriction></xs:complexContent></xs:complexType>
  <xs:complexType name="Text" mixed="true"><xs:sequence>
    <xs:element name="b" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
    <xs:any namespace="##other" processContents="skip" minOccurs="0"/>
  </xs:sequence><xs:attribute name="ID" type="xs:ID"/></xs:complexType>
  <xs:complexType name="Period"><xs:choice minOccurs="0">
    <xs:sequence><xs:element name="low" type="Id"/>
      <xs:element name="high" type="Id" minOccurs="0"/></xs:sequence>
    <xs:element name="high" type="Id"/>
    <xs:element name="center" type="Id"/>
  </xs:choice></xs:complexType>
  <xs:complexType name="Note"><xs:sequence>
    <xs:element name="text" type="Text" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="M.Visit"><xs:sequence>
    <xs:element name="id" type="Id.strict" minOccurs="2" maxOccurs="3"/>
    <xs:element name="code" type="Id"/>
    <xs:element name="effectiveTime" type="Period" minOccurs="0"/>
    <xs:element name="subject" minOccurs="0"><xs:complexType>
      <xs:sequence><xs:group ref="Either"/></xs:sequence>
      <xs:attribute name="typeCode" type="st" use="required" fixed="SBJ"/>
    </xs:complexType></xs:element>
    <xs:element name="value" type="ANY" minOccurs="0"/>
    <xs:element name="mark" type="xs:token" fixed="ready" minOccurs="0"/>
    <xs:element name="gap" type="Id" nillable="true" minOccurs="0"/>
    <xs:element name="reason" minOccurs="0"><xs:complexType><xs:sequence>
      <xs:element name="mark" type="xs:token"/><xs:group ref="Either"/>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="payload" minOccurs="0"><xs:complexType><xs:sequence>
      <xs:any namespace="##targetNamespace" processContents="lax" minOccurs="0"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence><xs:attributeGroup ref="Root"/></xs:complexType>
</xs:schema>"""


@pytest.fixture(scope="session")
def structure() -> Structure:
    """The structure that the small schema states."""
    return Structure(Grammar([SCHEMA]))
