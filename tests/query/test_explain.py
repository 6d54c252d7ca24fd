"""`mim explain` over the synthetic MiM: where addresses lead, and what is said there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from mimcli.errors import NotFoundError
from mimcli.query.explain import FEW_CODES, explain
from mimcli.query.explain_tree import explain_tree
from mimcli.query.explain_xpath import explain_xpath
from mimcli.query.manual import Manual
from mimcli.query.opening import open_read_only

INTERACTION = "PRSC_IN900001UK02"
PAYLOAD = f"{INTERACTION}.ControlActEvent.subject.BookingRequest"


@pytest.fixture(scope="module")
def manual(synthetic_cache: Path) -> Manual:
    """The synthetic MiM, open for questions."""
    (index,) = synthetic_cache.glob("index-v*/*.db")
    return Manual("9.1.01", "cache", open_read_only(index))


def test_an_interaction_begins_at_its_transmission_wrapper(manual: Manual) -> None:
    """The root is the interaction's id; its class is the wrapper's."""
    found = explain(manual, INTERACTION)
    assert (found.name, found.class_name) == (INTERACTION, "Message")
    assert found.artefact in ("MCCI_MT010101UK12", "MCCI_MT020101UK12")
    assert "ControlActEvent" in [child.name for child in found.children]


@pytest.mark.parametrize(
    "address",
    [
        f"{PAYLOAD}.subject.patient.id",
        f"{PAYLOAD}.subject.patient.id".lower(),
        f"{PAYLOAD}.SUBJECT.Patient.ID",
        f"{INTERACTION}.BookingRequest.subject.patient.id",
        f"{INTERACTION}.patient.id".replace("patient", "subject.patient"),
        f"/{PAYLOAD.replace('.', '/hl7:')}/hl7:subject[1]/hl7:patient/hl7:id",
        f"/*[1]{INTERACTION}".replace("/*[1]", "/") + "/BookingRequest/subject/patient/id",
    ],
)
def test_every_way_to_write_an_address_leads_to_the_same_place(
    manual: Manual, address: str
) -> None:
    """In any case, as XPath, from the payload on, with the entry class or without."""
    assert explain(manual, address).address == f"{PAYLOAD}.subject.patient.id"


@pytest.mark.parametrize("first", ["", "BookingRequest."])
def test_paths_of_message_tables_are_addresses(manual: Manual, first: str) -> None:
    """With the entry class or without it, a table's path leads to the table's row."""
    found = explain(manual, f"PRSC_MT900001UK02.{first}subject.patient.telecom")
    assert (found.datatype, found.min, found.max) == ("SET<TEL>", 0, None)


def test_a_place_says_what_row_and_schema_state(manual: Manual) -> None:
    """Cardinality, conformance, datatype, vocabulary with codes and OID, words, page and path."""
    found = explain(manual, f"{PAYLOAD}.priorityCode")
    assert (found.min, found.max, found.conformance) == (0, 1, "R")
    assert (found.datatype, found.vocabulary, found.kind) == ("CE", "SlotPriority", "element")
    assert found.page is not None
    assert found.page.endswith("PRSC_HD900001UK02-NoEdit.htm")
    assert found.schema == "Schemas/PRSC_MT900001UK02.xsd"
    assert [step.name for step in found.steps][-2:] == ["BookingRequest", "priorityCode"]
    assert found.description


def test_codes_are_the_first_few_or_all(manual: Manual) -> None:
    """The count is always of all; retired codes are not offered."""
    few = explain(manual, f"{PAYLOAD}.priorityCode")
    everything = explain(manual, f"{PAYLOAD}.priorityCode", all_codes=True)
    assert {code.code for code in everything.codes} >= {"1", "2"}
    assert len(everything.codes) == everything.codes_total == few.codes_total
    assert len(few.codes) <= FEW_CODES


def test_a_fixed_value_and_a_default_are_told(manual: Manual) -> None:
    """`classCode` is fixed, `statusCode` has a default."""
    assert explain(manual, f"{PAYLOAD}.classCode").fixed == "ENC"
    assert explain(manual, f"{PAYLOAD}.statusCode").default == "active"


def test_a_cmet_is_followed_into_its_own_table(manual: Manual) -> None:
    """What stands below a CMET is of the CMET, page and all."""
    found = explain(manual, f"{PAYLOAD}.performer.agent.id")
    assert found.artefact == "UKCT_MT900101UK01"
    assert found.page is not None
    assert "UKCT_HD900100UK01" in found.page


def test_a_template_constraint_is_a_choice_of_its_templates(manual: Manual) -> None:
    """The alternatives are the templates' elements, by whole name or by class."""
    choice = explain(manual, "POCD_MT910001UK01.component.Template1")
    assert choice.kind == "choice"
    assert choice.constraint is not None
    names = {child.name for child in choice.children}
    assert names == {"COCD_TP946001UK01.Finding", "COCD_TP946002UK01.Plan"}
    for name in ("COCD_TP946002UK01.Plan", "Plan", "plan"):
        found = explain(manual, f"POCD_MT910001UK01.component.{name}")
        assert (found.artefact, found.class_name) == ("COCD_TP946002UK01", "Plan")


def test_parts_of_a_datatype_are_places(manual: Manual) -> None:
    """`.id.extension` is an XML attribute of the datatype; nothing stands below it."""
    found = explain(manual, f"{PAYLOAD}.subject.patient.id.extension")
    assert (found.kind, found.schema) == ("attribute", "dt/datatypes.xsd")
    assert found.children == ()
    with pytest.raises(NotFoundError, match="single value"):
        explain(manual, f"{PAYLOAD}.subject.patient.id.extension.more")


def test_a_path_into_a_fixed_value_is_one_line_and_a_hint(manual: Manual) -> None:
    """The hint names the command that explains the value."""
    with pytest.raises(NotFoundError, match="nothing stands below it") as caught:
        explain(manual, f"{PAYLOAD}.classCode.code")
    assert caught.value.hint == f"`mim explain {PAYLOAD}.classCode` says what it may be"


def test_a_wrong_step_gets_the_near_names_of_its_level(manual: Manual) -> None:
    """A typing error is guessed; for another word, what there is is listed."""
    with pytest.raises(NotFoundError, match="has no 'perfomer'") as near:
        explain(manual, f"{PAYLOAD}.perfomer")
    assert near.value.hint == "did you mean performer?"
    with pytest.raises(NotFoundError) as far:
        explain(manual, f"{PAYLOAD}.zzzz")
    assert far.value.hint is not None
    assert far.value.hint.startswith("it has: ")


@pytest.mark.parametrize("address", ["", "...", "NO_SUCH", "\x00\x1b[31m", "*", "PDS.x", "/" * 9])
def test_what_names_nothing_is_not_found(manual: Manual, address: str) -> None:
    """Junk of every kind is a name that the manual does not have."""
    with pytest.raises(NotFoundError):
        explain(manual, address)


def test_a_domain_has_no_elements(manual: Manual) -> None:
    """The hint says what to ask instead."""
    with pytest.raises(NotFoundError, match="a domain has no elements") as caught:
        explain(manual, "Appointments")
    assert caught.value.hint == "`mim show Appointments` says what it has"


def test_a_generic_document_names_the_model_of_its_domain(manual: Manual) -> None:
    """On the wire a clinical document is the generic one; a note says where to read on."""
    found = explain(manual, "POCD_IN910001UK01.ControlActEvent.subject.ClinicalDocument")
    assert found.artefact == "POCD_MT000001UK04"
    assert any("mim explain POCD_MT910001UK01" in note for note in found.notes)


def test_a_tree_has_every_place_once_and_marks_what_repeats(manual: Manual) -> None:
    """A class that was shown is not unfolded again, within itself or further down."""
    rows = explain_tree(manual, "PRSC_MT900001UK02").rows.items
    assert rows[0].depth == 0
    addresses = [row.address for row in rows]
    assert len(set(addresses)) == len(addresses)
    repeated = [at for at, row in enumerate(rows) if row.repeats]
    assert repeated
    for at in repeated:
        assert at + 1 == len(rows) or rows[at + 1].depth <= rows[at].depth


def test_depth_cuts_the_tree(manual: Manual) -> None:
    """No row is deeper, and none that is less deep is missing."""
    whole = explain_tree(manual, INTERACTION).rows.items
    cut = explain_tree(manual, INTERACTION, depth=2).rows.items
    assert cut == tuple(row for row in whole if row.depth <= 2)
    assert explain_tree(manual, INTERACTION, depth=0).rows.items == whole[:1]


def test_required_keeps_only_what_must_be_there(manual: Manual) -> None:
    """All the way down: nothing stands below what may be left out."""
    rows = explain_tree(manual, "PRSC_MT900001UK02", required=True).rows.items
    names = {row.name for row in rows}
    assert {"id", "code", "subject", "patient"} <= names
    assert names.isdisjoint({"priorityCode", "performer", "telecom", "nullFlavor"})
    assert all(row.min or row.conformance == "M" for row in rows[1:] if row.depth == 1)


def test_every_address_of_a_tree_leads_to_its_row(manual: Manual) -> None:
    """The tree's own addresses are explained as the same places."""
    rows = explain_tree(manual, INTERACTION).rows.items
    assert len(rows) > 20
    for row in rows:
        found = explain(manual, row.address)
        assert (found.address, found.xpath, found.min) == (row.address, row.xpath, row.min)


def test_an_xpath_finds_the_place_in_a_message(manual: Manual) -> None:
    """In lxml, with the prefix bound, element and attribute are found where they stand."""
    inner = '<BookingRequest><subject><patient><id extension="7"/></patient></subject>'
    message = etree.fromstring(
        f'<{INTERACTION} xmlns="urn:hl7-org:v3"><ControlActEvent><subject>{inner}'
        f"</BookingRequest></subject></ControlActEvent></{INTERACTION}>"
    )
    found = explain_xpath(manual, f"{PAYLOAD}.subject.patient.id.extension")
    prefixes = {line.prefix: line.uri for line in found.namespaces}
    assert prefixes == {"hl7": "urn:hl7-org:v3"}
    assert message.xpath(found.xpath, namespaces=prefixes) == ["7"]


def test_other_namespaces_have_prefixes_of_their_own(manual: Manual) -> None:
    """The localised `contentId` is not in HL7's namespace."""
    found = explain_xpath(manual, "POCD_MT910001UK01.author.contentId")
    assert found.xpath == "//hl7:ClinicalDocument/hl7:author/npfitlc:contentId"
    assert ("npfitlc", "NPFIT:HL7:Localisation") in found.namespaces


def test_what_no_schema_has_has_no_xpath(manual: Manual) -> None:
    """It is explained, with a note; asked for its XPath, it is not found."""
    rows = explain_tree(manual, INTERACTION).rows.items
    without = [row.address for row in rows if row.xpath is None]
    for address in without[:3]:
        assert any("no schema has it" in note for note in explain(manual, address).notes)
        with pytest.raises(NotFoundError, match="no XPath"):
            explain_xpath(manual, address)


def test_a_partial_publication_explains_what_its_schemas_say(
    tmp_path: Path, run_mim_inprocess: Callable[..., object], synthetic_mim: Path
) -> None:
    """With schemas alone there are names, counts, types and fixed values, and no words."""
    from support.synthetic import SCHEMAS_ONLY, build_mim  # noqa: PLC0415  (this test alone)

    folder = build_mim(tmp_path / "part", only=SCHEMAS_ONLY)
    cache = tmp_path / "cache"
    added = run_mim_inprocess("add", folder, "--as", "9.1.01", cache=cache)
    assert added.exit_code == 0  # type: ignore[attr-defined]
    (index,) = cache.glob("index-v*/*.db")
    part = Manual("9.1.01", "cache", open_read_only(index), partial=True)
    found = explain(part, "PRSC_MT900001UK02.subject.patient.classCode")
    assert (found.fixed, found.min, found.description) == ("PAT", 1, None)
    assert found.xpath == "//hl7:BookingRequest/hl7:subject/hl7:patient/@classCode"
