"""What XML Schema files state of themselves."""

import re

import pytest
import second_route as route

from mimcli.parse.schema import parse_schema, resolve_location

PATH = "Schemas/ZZAA_IN000001UK03.xsd"
XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
FULL = f"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!-- <xs:include schemaLocation="NotThis.xsd"/> -->
<xs:schema {XS} targetNamespace="urn:hl7-org:v3">
 <xs:import namespace="http://www.w3.org/XML/1998/namespace"/>
 <xs:include schemaLocation="MCCI_MT010101UK12.xsd"/>
 <xs:include schemaLocation="..\\TemplateSchemas/NPFIT-000001_Act%20A.xsd"/>
 <xs:import namespace="NPFIT:HL7:Localisation" schemaLocation="../dt/NHSLocalisation.xsd"/>
 <xs:redefine schemaLocation="Old.xsd"/>
 <xs:element name="ZZAA_IN000001UK03"><xs:complexType><xs:sequence>
   <xs:element name="inner"/></xs:sequence></xs:complexType></xs:element>
 <xs:complexType name="ZZAA_IN000001UK03.Message"/>
 <xs:group name="NPFIT-000001_Act"/>
</xs:schema>"""


def test_namespace_references_and_global_names():
    schema = parse_schema(PATH, FULL.encode())
    assert schema.path == PATH
    assert schema.target_namespace == "urn:hl7-org:v3"
    assert schema.references == (
        ("include", "Schemas/MCCI_MT010101UK12.xsd"),
        ("include", "TemplateSchemas/NPFIT-000001_Act A.xsd"),
        ("import", "dt/NHSLocalisation.xsd"),
        ("redefine", "Schemas/Old.xsd"),
    )
    assert schema.elements == ("ZZAA_IN000001UK03",)
    assert schema.types == ("ZZAA_IN000001UK03.Message",)
    assert schema.groups == ("NPFIT-000001_Act",)
    assert schema.findings == ()


def test_schema_without_a_namespace():
    assert parse_schema("dt/a.xsd", f"<xs:schema {XS}/>".encode()).target_namespace == ""


@pytest.mark.parametrize(
    "location", ["http://example.org/a.xsd", "../../a.xsd", "/etc/a.xsd", "C:/a/../../..", ""]
)
def test_locations_outside_lead_nowhere(location):
    assert not resolve_location(PATH, location).startswith("..")
    assert resolve_location("a.xsd", location) in ("", "..", "C:/a/../../..")


def test_location_outside_is_found():
    data = f'<xs:schema {XS}><xs:include schemaLocation="../../x.xsd"/></xs:schema>'
    schema = parse_schema(PATH, data.encode())
    assert schema.references == ()
    assert [each.kind for each in schema.findings] == ["odd-schema-location"]


def test_other_xml_is_no_schema():
    assert [each.kind for each in parse_schema(PATH, b"<a/>").findings] == ["not-a-schema"]


def test_cut_off_schema_gives_what_it_holds_and_an_error():
    schema = parse_schema(PATH, FULL.encode()[: FULL.index("<xs:redefine")])
    assert len(schema.references) == 3
    assert [each.kind for each in schema.findings] == ["malformed-xml"]


@pytest.fixture(scope="module")
def real_schemas(real_pages):
    folders = ("Schemas/", "TemplateSchemas/", "VocabularySchemas/", "dt/", "voc/", "MifSchemas/")
    folders += ("Examples/",)
    paths = [path for each in folders for path in real_pages.under(each, ".xsd")]
    assert len(paths) > 700
    return {path: parse_schema(path, real_pages.read(path)) for path in paths}


@pytest.mark.corpus
def test_real_references_equal_those_of_the_raw_text_and_lead_to_files(real_schemas, real_pages):
    total = 0
    for path, schema in real_schemas.items():
        text = re.sub(r"(?s)<!--.*?-->", "", route.text_of(real_pages.read(path)))
        there = re.findall(
            r"""(?s)<\w+:(include|import|redefine)\b[^>]*?schemaLocation=["']([^"']*)""", text
        )
        assert [(kind, target.rpartition("/")[2]) for kind, target in schema.references] == [
            (kind, location.rpartition("/")[2]) for kind, location in there
        ], path
        assert all(real_pages.existing(target) for _, target in schema.references), path
        assert schema.findings == ()
        total += len(there)
    assert total > 4000


@pytest.mark.corpus
def test_real_interaction_schemas_declare_their_own_id_and_nothing_else(real_schemas):
    interactions = {p: s for p, s in real_schemas.items() if re.search(r"Schemas/\w+_IN\d{6}", p)}
    assert len(interactions) > 200
    for path, schema in interactions.items():
        assert schema.elements == (path.rpartition("/")[2].removesuffix(".xsd"),)


@pytest.mark.corpus
def test_real_global_names_equal_the_unindented_ones_of_the_raw_text(real_schemas, real_pages):
    """Names of complex types are global in these schemas: nested ones have no name."""
    total = 0
    for path, schema in real_schemas.items():
        text = re.sub(r"(?s)<!--.*?-->", "", route.text_of(real_pages.read(path)))
        there = re.findall(r"""(?s)<\w+:complexType\b[^>]*?\bname=["']([^"']*)""", text)
        assert sorted(schema.types) == sorted(there), path
        total += len(there)
    assert total > 2000


INTERACTION = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:hl7-org:v3"
 xmlns:o="urn:other" targetNamespace="urn:hl7-org:v3">
 <xs:include schemaLocation="ZZAA_MT000009UK01.xsd"/>
 <xs:element name="ZZAA_IN000001UK03" type="ZZAA_IN000001UK03.MCCI_MT000001UK12.Message"/>
 <xs:complexType name="ZZAA_IN000001UK03.MCCI_MT000001UK12.Message"><xs:sequence>
  <xs:element name="ControlActEvent" type="ZZAA_IN000001UK03.ControlActEvent"/>
 </xs:sequence></xs:complexType>
 <xs:complexType name="ZZAA_IN000001UK03.ControlActEvent"><xs:sequence>
  <xs:element name="author" type="MCAI_MT000002UK03.Author"/>
  <xs:element name="slot" type="ZZAA_MT000003UK02.Slot"/>
  <xs:element ref="o:letter"/><xs:element ref="own"/>
 </xs:sequence></xs:complexType>
</xs:schema>"""


def test_an_interactions_schema_tells_what_its_types_carry():
    """Both styles of naming its own types; what is only included is not carried."""
    schema = parse_schema("Schemas/ZZAA_IN000001UK03.xsd", INTERACTION)
    assert schema.carried == ("MCCI_MT000001UK12", "MCAI_MT000002UK03", "ZZAA_MT000003UK02")
    assert schema.foreign == ("letter",)
    other = parse_schema("Schemas/ZZAA_MT000001UK03.xsd", INTERACTION)
    assert (other.carried, other.foreign) == ((), ())
