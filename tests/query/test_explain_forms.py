"""`mim explain` where a document has two forms, or several models begin with one element."""

from pathlib import Path

import pytest
from lxml import etree

from mimcli.errors import NotFoundError
from mimcli.query.explain import explain
from mimcli.query.explain_tree import explain_tree
from mimcli.query.explain_xpath import explain_xpath
from mimcli.query.manual import Manual
from mimcli.query.opening import open_read_only

TEMPLATED = "POCD_MT910001UK01"
WIRE = "POCD_MT000001UK04"


@pytest.fixture(scope="module")
def manual(synthetic_cache: Path) -> Manual:
    """The synthetic MiM, open for questions."""
    (index,) = synthetic_cache.glob("index-v*/*.db")
    return Manual("9.1.01", "cache", open_read_only(index))


def test_a_path_of_the_wire_is_found_though_the_templated_model_is_named(manual: Manual) -> None:
    """And it is said that another model has it: as an explanation, an XPath and a tree."""
    found = explain(manual, f"{TEMPLATED}.author.assignedAuthor")
    assert found.address == f"{WIRE}.author.assignedAuthor"
    assert found.resolution in found.notes
    assert found.resolution == (
        f"{TEMPLATED} has no such place: its messages carry {WIRE}, which has"
    )
    assert explain_tree(manual, f"{TEMPLATED}.author.assignedAuthor").resolution
    xpath = explain_xpath(manual, f"{TEMPLATED}.author.assignedAuthor")
    assert xpath.xpath == "//hl7:ClinicalDocument/hl7:author/hl7:assignedAuthor"
    assert xpath.notes == (found.resolution,)


def test_a_place_that_neither_form_has_gets_near_names_and_the_other_model(manual: Manual) -> None:
    """The error is that of the model that was named."""
    with pytest.raises(NotFoundError, match=f"{TEMPLATED}[.]author has no 'rolle'") as caught:
        explain(manual, f"{TEMPLATED}.author.rolle")
    assert "did you mean role?" in (caught.value.hint or "")
    assert (caught.value.hint or "").endswith(f"mim explain {WIRE}")


@pytest.mark.parametrize(("path", "differs"), [("author", False), ("author.role", True)])
def test_an_xpath_says_which_form_it_is_for(manual: Manual, path: str, differs: bool) -> None:
    """Only where the documents that are sent have other elements there."""
    xpath = explain_xpath(manual, f"{TEMPLATED}.{path}")
    assert [WIRE in note for note in xpath.notes] == [True] * differs
    assert (*xpath.notes,) == tuple(
        note for note in explain(manual, f"{TEMPLATED}.{path}").notes if "XPath" in note
    )


def test_of_a_documents_forms_an_xpath_means_that_which_is_sent(manual: Manual) -> None:
    """An XPath that is pasted back comes from a message, or from `--xpath` of it."""
    xpath = explain_xpath(manual, f"{WIRE}.author")
    found = explain(manual, xpath.xpath)
    assert found.address == f"{WIRE}.author"
    assert "templated" in (found.resolution or "")


def test_of_several_models_the_path_decides_and_the_hint_names_those_that_are_left(
    manual: Manual,
) -> None:
    """Both transmission wrappers begin with Message; only one document has a second component."""
    with pytest.raises(NotFoundError, match="2 models begin with the element Message") as caught:
        explain(manual, "//hl7:Message/hl7:id")
    assert caught.value.hint == (
        "name one: mim explain MODEL.id, where MODEL is MCCI_MT010101UK12 or MCCI_MT020101UK12"
    )
    with pytest.raises(NotFoundError, match="4 models begin with the element ClinicalDocument"):
        explain(manual, "//ClinicalDocument/component")
    found = explain(manual, "//ClinicalDocument/component1")
    assert (found.address, found.resolution) == ("POCD_MT931001UK01.component1", None)
    with pytest.raises(NotFoundError, match=r"none of the 2 models .* has 'nothing'") as caught:
        explain(manual, "Message.nothing")
    assert "MCCI_MT020101UK12" in (caught.value.hint or "")


def test_a_code_in_the_vocabularys_place_is_the_fixed_value(manual: Manual) -> None:
    """No vocabulary is told."""
    row = manual.row(
        "SELECT definition.id, path, code FROM table_row JOIN tabular_view ON key = view"
        " JOIN definition ON tabular_view_id = tabular_view.id WHERE code IS NOT NULL"
        " AND depth = 1 ORDER BY definition.id"
    )
    assert row is not None
    found = explain(manual, f"{row[0]}.{row[1].partition('.')[2]}")
    assert (found.fixed, found.vocabulary) == (row[2], None)


def enumerated(manual: Manual) -> list[str]:
    """The uses of a telecom, by a second route: the schema itself."""
    assert manual.tree is not None
    schema = etree.parse(manual.tree / "dt/datatypes.xsd")
    path = "//*[@name='cs_TelecommunicationAddressUse']//*[local-name()='enumeration']/@value"
    return [str(value) for value in schema.xpath(path)]


@pytest.mark.corpus
def test_real_forms_and_flavours(real_cache: Path) -> None:
    """Places of the real publication that were told wrongly once."""
    (index,) = real_cache.glob("index-v*/*.db")
    (tree,) = real_cache.glob("tree-v*/*")
    real = Manual(index.stem, "cache", open_read_only(index), tree)
    author = explain(real, "POCD_MT150001UK06.author.assignedAuthor")
    assert (author.artefact, author.name) == ("POCD_MT000001UK04", "assignedAuthor")
    assert author.xpath == "//hl7:ClinicalDocument/hl7:author/hl7:assignedAuthor"
    telecom = explain(real, "PRPA_MT000206UK06.subject.patientRole.telecom")
    assert telecom.flavour == "TEL.NPFIT.use.required"
    assert telecom.flavours == ("Telecommunication address plus use",)
    assert any("Date Only" in note for note in telecom.notes)
    identifier = explain(real, "COCD_TP145009UK03.id")
    assert (identifier.flavour, identifier.flavours) == (
        "II.NPfIT.oid.mandatory",
        ("Identifier External",),
    )
    assert "Quantity Value" not in str(
        explain(real, "COCD_TP146029UK04.entryRelationship5.medicationQuantity.quantity").flavours
    )
    act = explain(real, "MCAI_MT040101UK03.classCode")
    assert (act.fixed, act.vocabulary, act.demands) == ("CACT", None, ())
    with pytest.raises(NotFoundError) as caught:
        explain(real, "//hl7:query/hl7:id")
    assert "QUPA_MT000002UK02" in (caught.value.hint or "")
    use = explain(real, "PRPA_MT000206UK06.subject.patientRole.telecom.use", all_codes=True)
    codes = [code.code for code in use.codes]
    assert (use.vocabulary, codes) == ("TelecommunicationAddressUse", enumerated(real))
    assert (use.demands[0].several, list(use.demands[0].values)) == (True, codes)
    time = explain(real, "COCD_TP146001UK04.effectiveTime")
    assert any("low, (width? | high?)? | high | width, high?" in note for note in time.notes)
    subject = explain(real, "PRPA_IN000203UK06.ControlActEvent.subject")
    stated = (subject.min, subject.max, subject.schema_min, subject.schema_max)
    assert stated == (0, 1, 1, 1)
    assert subject.steps[-1] == (
        "subject", 0, 1, None, "MCAI_MT040101UK03", 1, 1,
    )  # fmt: skip
