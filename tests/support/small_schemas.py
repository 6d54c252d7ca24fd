"""Small publications of schemas only, which differ in one planted thing each: for comparing."""

from collections.abc import Mapping
from pathlib import Path

from support.synthetic import write_files

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<xs:schema'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:hl7-org:v3"'
    ' targetNamespace="urn:hl7-org:v3" elementFormDefault="qualified">\n'
)
TAIL = "</xs:schema>\n"

DATATYPES = """
<xs:simpleType name="cs"><xs:restriction base="xs:token"><xs:pattern value="[^\\s]+"/></xs:restriction></xs:simpleType>
<xs:simpleType name="uid"><xs:restriction base="xs:string"><xs:pattern value="[0-9.]+"/></xs:restriction></xs:simpleType>
<xs:simpleType name="st"><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction></xs:simpleType>
<xs:complexType name="ST" mixed="true"><xs:attribute name="language" type="cs" use="optional"/></xs:complexType>
<xs:complexType name="II"><xs:attribute name="root" type="uid" use="optional"/><xs:attribute name="extension" type="st" use="optional"/></xs:complexType>
<xs:complexType name="II.Mandatory"><xs:complexContent><xs:restriction base="II"><xs:attribute name="root" type="uid" use="required"/></xs:restriction></xs:complexContent></xs:complexType>
<xs:complexType name="CV"><xs:attribute name="code" type="cs" use="optional"/><xs:attribute name="codeSystem" type="uid" use="optional"/><xs:attribute name="displayName" type="st" use="optional"/></xs:complexType>
<xs:complexType name="TS"><xs:attribute name="value" type="st" use="optional"/></xs:complexType>
<xs:simpleType name="Mood"><xs:restriction base="cs"><xs:enumeration value="EVN"/><xs:enumeration value="RQO"/></xs:restriction></xs:simpleType>
<xs:simpleType name="NarrowMood"><xs:restriction base="cs"><xs:enumeration value="EVN"/></xs:restriction></xs:simpleType>
"""

MESSAGE = """
<xs:include schemaLocation="../dt/datatypes.xsd"/>
<xs:element name="Note" type="{id}.Note"/>
<xs:complexType name="{id}.Note"><xs:sequence>
<xs:element name="id" type="II" minOccurs="1" maxOccurs="1"/>
<xs:element name="code" minOccurs="1" maxOccurs="1"><xs:complexType><xs:complexContent><xs:restriction base="CV">
<xs:attribute name="code" use="required"><xs:simpleType><xs:restriction base="cs"><xs:enumeration value="A"/><xs:enumeration value="B"/></xs:restriction></xs:simpleType></xs:attribute>
<xs:attribute name="codeSystem" type="uid" use="required" fixed="1.2.3"/>
</xs:restriction></xs:complexContent></xs:complexType></xs:element>
<xs:element name="title" type="ST" minOccurs="0" maxOccurs="1"/>
<xs:element name="effectiveTime" type="TS" minOccurs="0" maxOccurs="1"/>
<xs:element name="author" type="{id}.Author1" minOccurs="1" maxOccurs="1"/>
<xs:choice><xs:element name="place" type="{id}.Place" minOccurs="1" maxOccurs="1"/><xs:element name="phone" type="ST" minOccurs="1" maxOccurs="1"/></xs:choice>
</xs:sequence>
<xs:attribute name="classCode" type="cs" use="required" fixed="ACT"/>
<xs:attribute name="moodCode" type="Mood" use="optional" default="EVN"/>
</xs:complexType>
<xs:complexType name="{id}.Author1"><xs:sequence>
<xs:element name="time" type="TS" minOccurs="1" maxOccurs="1"/>
<xs:element name="person" type="{id}.Person" minOccurs="0" maxOccurs="unbounded"/>
</xs:sequence><xs:attribute name="typeCode" type="cs" use="required" fixed="AUT"/></xs:complexType>
<xs:complexType name="{id}.Person"><xs:sequence>
<xs:element name="name" type="ST" minOccurs="1" maxOccurs="1"/>
<xs:element name="knows" type="{id}.Person" minOccurs="0" maxOccurs="1"/>
</xs:sequence></xs:complexType>
<xs:complexType name="{id}.Place"><xs:sequence>
<xs:element name="addr" type="ST" minOccurs="0" maxOccurs="1"/>
</xs:sequence></xs:complexType>
"""


def message(identifier: str, *edits: tuple[str, str]) -> bytes:
    """The schema of a message type, with pieces of it replaced; `{id}` is its id."""
    text = MESSAGE
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return (HEAD + text.replace("{id}", identifier) + TAIL).encode()


def datatypes(*edits: tuple[str, str]) -> bytes:
    """The schema of the datatypes, with pieces of it replaced."""
    text = DATATYPES
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return (HEAD + text + TAIL).encode()


def write_publication(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files (with datatypes, unless given) as a partial publication."""
    return write_files(folder, {"dt/datatypes.xsd": datatypes(), **files})
