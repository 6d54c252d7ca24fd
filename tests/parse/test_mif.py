"""MIF static models."""

import re

import pytest

from mimcli.parse.mif import parse_model

PATH = "Mif/ZZAA_RM000001UK02-Slot.mif"


def model(namespace: str = "urn:hl7-org:v3/mif", encoding: str = "UTF-8") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        f'<staticModel name="ZZAA_RM000001UK02" xmlns="{namespace}">'
        '<ownedEntryPoint className="SlotRequest" name="Slot request \u2013 new">'
        "<annotations/></ownedEntryPoint>"
        '<ownedClass><class name="SlotRequest"/></ownedClass></staticModel>'
    )
    return text.encode(encoding)


@pytest.mark.parametrize("namespace", ["urn:hl7-org:v3/mif", "urn:hl7-org:v3"])
@pytest.mark.parametrize("encoding", ["UTF-8", "WINDOWS-1252"])
def test_name_and_entry_point_in_both_namespaces_and_encodings(namespace, encoding):
    found = parse_model(PATH, model(namespace, encoding))
    assert (found.path, found.id) == (PATH, "ZZAA_RM000001UK02")
    assert (found.entry_class, found.entry_name) == ("SlotRequest", "Slot request \u2013 new")
    assert found.findings == ()


def test_only_the_beginning_is_read():
    """A fault after the entry point is of no concern, so that large files cost nothing."""
    found = parse_model(PATH, model().replace(b"</ownedEntryPoint>", b"<" * 9000))
    assert found.entry_class == "SlotRequest"
    assert found.findings == ()


def test_model_without_entry_point_has_its_name_only():
    data = b'<staticModel xmlns="urn:hl7-org:v3" name="Placeholder"><ownedClass/></staticModel>'
    found = parse_model(PATH, data)
    assert (found.id, found.entry_class, found.findings) == ("Placeholder", "", ())


def test_other_xml_is_no_model():
    assert [each.kind for each in parse_model(PATH, b"<a/>").findings] == ["not-a-model"]


def test_file_cut_off_early_is_an_error():
    found = parse_model(PATH, model()[:150])
    assert found.id == "ZZAA_RM000001UK02"
    assert [each.kind for each in found.findings] == ["malformed-xml"]


@pytest.mark.corpus
def test_real_names_and_entry_points_equal_the_raw_text(real_pages):
    paths = real_pages.under("Mif/", ".mif")
    assert len(paths) > 250
    with_entry = 0
    for path in paths:
        data = real_pages.read(path)
        found = parse_model(path, data)
        root = re.search(rb"<staticModel\b[^>]*?\bname=\"([^\"]*)\"", data)
        entry = re.search(rb"<ownedEntryPoint\b([^>]*)>", data)
        assert root is not None
        assert found.id == root[1].decode()
        names = dict(re.findall(rb'(\w+)="([^"]*)"', entry[1])) if entry else {}
        assert found.entry_class == names.get(b"className", b"").decode(), path
        assert found.entry_name == names.get(b"name", b"").decode(), path
        assert found.findings == ()
        with_entry += bool(entry)
    assert with_entry > 200
