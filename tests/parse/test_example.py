"""Names and roots of example messages."""

import re

import pytest

from mimcli.parse.example import (
    ExampleName,
    ExampleRoot,
    parse_example_name,
    parse_example_root,
)

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


@pytest.mark.parametrize(
    ("file", "artefact", "label"),
    [
        ("ZZAA_EX000001UK02.xml", "ZZAA_EX000001UK02", ""),
        ("ZZAA_EX000001UK02_03.XML", "ZZAA_EX000001UK02", "03"),
        ("ZZAA_EX000001UK02_03 - Slot taken.xml", "ZZAA_EX000001UK02", "03 - Slot taken"),
        ("ZZAA_EX000001UK02_03(B1)_tight.xml", "ZZAA_EX000001UK02", "03(B1)_tight"),
        ("ZZAA_EX000001UK02inf.xml", "ZZAA_EX000001UK02", "inf"),
        ("P2P_Wrapped example.xml", "", "P2P_Wrapped example"),
        ("Untitled13.xml", "", "Untitled13"),
    ],
)
def test_name_gives_id_and_label(file, artefact, label):
    assert parse_example_name(f"Examples/Slots/{file}") == ExampleName(artefact, label)


def test_root_with_namespace_and_location():
    data = (
        f'<?xml version="1.0"?><!-- words --><SlotRequest xmlns="urn:hl7-org:v3" {XSI} '
        'xsi:schemaLocation="urn:hl7-org:v3 ..\\..\\schemas/ZZAA_MT000001UK02.xsd"><a/></SlotRequest>'
    )
    root = parse_example_root(data.encode())
    assert root == ExampleRoot(
        "SlotRequest", "urn:hl7-org:v3", "..\\..\\schemas/ZZAA_MT000001UK02.xsd"
    )
    assert root.schema_path("Examples/Slots/a.xml") == "schemas/ZZAA_MT000001UK02.xsd"


def test_location_with_blanks_in_its_path_is_one_path():
    data = f'<a xmlns="urn:x" {XSI} xsi:schemaLocation="urn:x ../My Schemas/a b.xsd urn:y c.xsd"/>'
    assert parse_example_root(data.encode()).schema_location == "../My Schemas/a b.xsd"


def test_root_without_namespace_or_location():
    assert parse_example_root(b"<SlotRequest/>") == ExampleRoot("SlotRequest", "", "")


def test_location_without_namespace():
    data = f'<a {XSI} xsi:noNamespaceSchemaLocation="a.xsd"/>'
    assert parse_example_root(data.encode()) == ExampleRoot("a", "", "a.xsd")


def test_blank_lines_before_the_declaration_do_no_harm():
    assert parse_example_root(b'\r\n <?xml version="1.0"?><a/>').name == "a"


def test_only_the_beginning_is_read():
    assert parse_example_root(b"<a>" + b" " * 9000 + b"<<<").name == "a"


@pytest.mark.corpus
def test_real_roots_equal_the_raw_text_and_most_locations_lead_to_schemas(real_pages):
    paths = [
        *real_pages.under("Examples/", ".xml"),
        *real_pages.under("TemplatedExamples/", ".xml"),
    ]
    assert len(paths) > 300
    resolved = located = 0
    for path in paths:
        data = real_pages.read(path)
        root = parse_example_root(data)
        bare = re.sub(rb"(?s)<!--.*?-->|<\?.*?\?>", b"", data)
        tag = re.search(rb"<([\w.:-]+)([^>]*)>", bare)
        assert tag is not None
        assert root.name == tag[1].rpartition(b":")[2].decode(), path
        location = re.search(rb'schemaLocation="([^"]*)"', tag[2])
        assert bool(root.schema_location) == bool(location), path
        located += bool(location)
        resolved += bool(real_pages.existing(root.schema_path(path)))
    assert located > resolved > 300
