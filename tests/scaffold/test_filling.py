"""Filling a new message from another one: what fits is taken over, what does not is told."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.errors import InputError
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual
from mimcli.scaffold.given import read_given
from mimcli.scaffold.making import Wishes, scaffold
from support.running import Run

INTERACTION, MESSAGE = "PRSC_IN900001UK02", "PRSC_MT900001UK02"
PLAIN = Wishes(comments=False)


@pytest.fixture(scope="module")
def manual(synthetic_cache: Path) -> Manual:
    return open_manual(CachePaths(synthetic_cache), None)


@pytest.fixture
def message(manual: Manual, tmp_path: Path) -> Path:
    """A message with all its parts, as another program might have made it."""
    path = tmp_path / "old.xml"
    path.write_text(scaffold(manual, INTERACTION, Wishes(full=True, seed=7)).text)
    return path


def filled(manual: Manual, path: Path, name: str = INTERACTION) -> tuple[str, tuple[str, ...]]:
    made = scaffold(manual, name, PLAIN, given=read_given(path).message, filled_from=str(path))
    return made.text, tuple(note.kind for note in made.notes)


def canonical(text: str) -> bytes:
    parser = etree.XMLParser(remove_comments=True, remove_blank_text=True)
    return etree.tostring(etree.fromstring(text.encode(), parser), method="c14n")


def test_a_message_of_the_same_revision_is_taken_over_whole(manual: Manual, message: Path) -> None:
    """Element by element, in their order, and nothing is told."""
    text, notes = filled(manual, message)
    assert canonical(text) == canonical(message.read_text())
    assert notes == ()


def test_of_several_messages_in_a_file_the_first_is_taken(manual: Manual, message: Path) -> None:
    first = message.read_text()
    message.write_text(first + first.partition("?>")[2])
    text, notes = filled(manual, message)
    assert canonical(text) == canonical(first)
    assert notes == ()


def test_another_revision_keeps_its_values_and_not_its_name(manual: Manual, message: Path) -> None:
    """The interaction id and the version are those of the new message."""
    other = message.read_text().replace(INTERACTION, "PRSC_IN900001UK01")
    message.write_text(other)
    text, notes = filled(manual, message)
    assert "PRSC_IN900001UK01" not in text
    old, new = (etree.fromstring(one.encode()) for one in (other, text))
    assert new.find("{*}id").get("root") == old.find("{*}id").get("root")
    assert notes == ()


def test_what_has_no_place_is_told(manual: Manual, message: Path) -> None:
    """An element and an attribute that the model does not have."""
    root = etree.fromstring(message.read_bytes())
    etree.SubElement(root, "{urn:hl7-org:v3}novelty")
    root.find("{*}id").set("novelty", "1")
    message.write_bytes(etree.tostring(root))
    made = scaffold(
        manual, INTERACTION, PLAIN, given=read_given(message).message, filled_from="old.xml"
    )
    assert sorted(note.kind for note in made.notes) == ["left-out", "replaced"]
    assert any(note.path == f"/{INTERACTION}/novelty" for note in made.notes)


def test_what_is_missing_is_made_up_and_told(manual: Manual, message: Path) -> None:
    """A part that must be there."""
    root = etree.fromstring(message.read_bytes())
    root.remove(root.find("{*}creationTime"))
    message.write_bytes(etree.tostring(root))
    text, notes = filled(manual, message)
    assert notes == ("placeholder",)
    assert etree.fromstring(text.encode()).find("{*}creationTime") is not None


def test_an_envelope_is_taken_off(manual: Manual, message: Path) -> None:
    """The message in a SOAP body, and one within a message of several parts."""
    bare = message.read_text().partition("?>")[2]
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    message.write_text(f'<s:Envelope xmlns:s="{soap}"><s:Body>{bare}</s:Body></s:Envelope>')
    assert canonical(filled(manual, message)[0]) == canonical(bare.strip())


@pytest.mark.corpus
def test_a_payload_alone_finds_its_place(real_cache: Path, tmp_path: Path) -> None:
    """The wrappers are made up, and the payload is taken over as it is."""
    manual = open_manual(CachePaths(real_cache), None)
    payload = tmp_path / "payload.xml"
    wishes = Wishes(full=True, seed=3, comments=False)
    payload.write_text(scaffold(manual, "PRPA_MT000206UK06", wishes).text)
    text, notes = filled(manual, payload, "PRPA_IN000203UK06")
    root = etree.fromstring(payload.read_bytes())
    inner = etree.fromstring(text.encode()).find(f".//{root.tag}")
    assert inner is not None
    assert [one.attrib for one in inner.iter()] == [one.attrib for one in root.iter()]
    assert notes == ()


@pytest.mark.parametrize("content", ["", "text", "<a/>", "<a xmlns='urn:hl7-org:v3'/>", "<a"])
def test_what_is_no_message_is_refused(manual: Manual, tmp_path: Path, content: str) -> None:
    """One line that says why, and what to give instead."""
    path = tmp_path / "bad.xml"
    path.write_text(content)
    with pytest.raises(InputError) as raised:
        filled(manual, path)
    assert raised.value.hint


@pytest.mark.parametrize("within", ["", "--B\n\n"])
def test_a_document_type_is_refused_as_everywhere(
    manual: Manual, message: Path, within: str
) -> None:
    """What its entities stand for is not put into a new message."""
    declared = '<!DOCTYPE x [<!ENTITY e "expanded">]>'
    text = message.read_text().partition("?>")[2].replace("</", "&e;</", 1)
    message.write_text(within + declared + text)
    with pytest.raises(InputError, match="DTD"):
        filled(manual, message)


def test_the_command_tells_on_stderr_and_by_its_exit_code(
    run_mim: Callable[..., Run], synthetic_cache: Path, message: Path
) -> None:
    """1 when anything did not fit, with the message on stdout all the same."""
    same = run_mim("scaffold", INTERACTION, "--from", str(message), "--cache-dir", synthetic_cache)
    assert (same.code, same.err) == (0, "")
    text = message.read_text()
    message.write_text(text.replace("<creationTime", "<novelty/><creationTime", 1))
    other = run_mim("scaffold", INTERACTION, "--from", str(message), "--cache-dir", synthetic_cache)
    assert other.code == 1
    assert "/novelty left out" in other.err
    assert etree.fromstring(other.out.encode()) is not None


@pytest.mark.corpus
def test_what_a_message_table_fixes_is_not_taken_over(real_cache: Path, tmp_path: Path) -> None:
    """A code and an attribute that only the table fixes, and another message has otherwise."""
    manual = open_manual(CachePaths(real_cache), None)
    right = scaffold(manual, "PRPA_IN000203UK06", Wishes(comments=False, seed=3)).text
    wrong = right.replace('<acceptAckCode code="NE"', '<acceptAckCode code="AL"')
    wrong = wrong.replace('<ControlActEvent classCode="CACT"', '<ControlActEvent classCode="ACT"')
    assert sum(one != other for one, other in zip(right, wrong, strict=False)) > 1
    message = tmp_path / "wrong.xml"
    message.write_text(wrong)
    text, notes = filled(manual, message, "PRPA_IN000203UK06")
    assert canonical(text) == canonical(right)
    assert notes == ("replaced", "replaced")


def test_what_the_checks_refuse_is_told(manual: Manual, message: Path) -> None:
    """A day that is not in the calendar has the form that its type demands."""
    root = etree.fromstring(message.read_bytes())
    root.find("{*}creationTime").set("value", "20261399120000")
    message.write_bytes(etree.tostring(root))
    made = scaffold(
        manual, INTERACTION, PLAIN, given=read_given(message).message, filled_from="old.xml"
    )
    (note,) = made.notes
    assert (note.kind, note.found) == ("refused", "20261399120000")
    assert "there is no month 13" in note.message


@pytest.mark.corpus
def test_what_the_checks_warn_of_is_told(real_cache: Path, tmp_path: Path) -> None:
    """The schema lets a system be named by any identifier, and the message table does not."""
    manual = open_manual(CachePaths(real_cache), None)
    name, message = "PRPA_IN000203UK06", tmp_path / "old.xml"
    text = scaffold(manual, name, Wishes(comments=False, seed=3)).text
    system = re.search(r'<id root="(1\.2[\d.]*107)" extension="\d*"/>', text)
    assert system is not None
    message.write_text(
        text.replace(system[0], '<id root="9C1F2B2E-0000-4000-8000-000000000001"/>', 1)
    )
    (note,) = scaffold(
        manual, name, PLAIN, given=read_given(message).message, filled_from="x"
    ).notes
    assert (note.kind, note.path) == ("doubtful", f"{name}.communicationFunctionRcv.device.id.root")
    assert system[1] in note.message


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("attribute", "kept"),
    [
        (r'(?<=<telecom value="tel:01134960000") use="\w+"', "tel:07770000004"),
        (r'(?<=<id root="2\.16\.840\.1\.113883\.2\.1\.4\.1") extension="\d+"', "2.1.4.1"),
    ],
)
def test_what_only_lacks_an_attribute_is_kept(
    real_cache: Path, tmp_path: Path, attribute: str, kept: str
) -> None:
    """A telephone number without its use, an NHS number's OID without the number."""
    manual = open_manual(CachePaths(real_cache), None)
    name, message = "PRPA_IN000203UK06", tmp_path / "old.xml"
    text = scaffold(manual, name, Wishes(full=True, comments=False, seed=3)).text
    lacking = re.sub(attribute, "", text, count=1)
    assert lacking != text
    message.write_text(lacking.replace("tel:01134960000", "tel:07770000004"))
    new, notes = filled(manual, message, name)
    assert notes == ("placeholder",)
    assert kept in new
    assert "tel:01134960000" not in new


@pytest.mark.corpus
def test_a_connection_with_another_number_is_found_by_what_it_leads_to(
    real_cache: Path, tmp_path: Path
) -> None:
    """Of a revision that numbers its connections otherwise nothing is renamed or left out."""
    manual = open_manual(CachePaths(real_cache), None)
    name, message = "PRPA_IN000001UK04", tmp_path / "old.xml"
    text = scaffold(manual, name, Wishes(full=True, comments=False, seed=3)).text
    numbers = [int(one) for one in re.findall(r"<pertinentInformation(\d)", text)]
    assert {2, 5} <= {*numbers}
    swapped = re.sub(
        r"(?<=pertinentInformation)[25]", lambda one: {"2": "5", "5": "2"}[one[0]], text
    )
    message.write_text(swapped)
    new, notes = filled(manual, message, name)
    assert notes == ()
    assert sorted(new.split()) == sorted(text.split())


@pytest.mark.corpus
def test_a_value_that_is_lost_is_named(real_cache: Path, tmp_path: Path) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    name, message = "PRPA_IN000203UK06", tmp_path / "old.xml"
    text = scaffold(manual, name, Wishes(full=True, comments=False, seed=3)).text
    message.write_text(text.replace('<telecom value="', '<telecom wrong="1" value="', 1))
    notes = scaffold(manual, name, PLAIN, given=read_given(message).message, filled_from="x").notes
    (told,) = (one.message for one in notes if one.kind == "replaced")
    assert 'value="tel:01134960000"' in told
    assert told.endswith("is not taken over")


@pytest.mark.corpus
def test_an_element_is_only_renamed_where_it_is_connected_with_the_same(
    real_cache: Path, tmp_path: Path
) -> None:
    """And that is told: nobody would look for it."""
    manual = open_manual(CachePaths(real_cache), None)
    text = scaffold(manual, "RCMR_IN030000UK08", Wishes(full=True, comments=False, seed=3)).text
    kept, lost = text.replace("partAgent", "Agent"), text.replace("AgentDevice", "AgentOrgSDS")
    assert kept != text != lost
    message = tmp_path / "message.xml"
    for changed, renamed in ((kept, {"Agent"}), (lost.replace("agentDevice", "agentOrg"), set())):
        message.write_text(changed)
        given = read_given(message).message
        made = scaffold(manual, "RCMR_IN030000UK08", PLAIN, given=given, filled_from="x")
        notes = [one for one in made.notes if one.kind == "renamed"]
        assert {one.found for one in notes} == renamed
        assert all("taken over as partAgent" in one.message for one in notes)


@pytest.mark.corpus
def test_cmets_that_are_choices_and_whole_documents_are_valid(
    real_cache: Path, tmp_path: Path, run_mim: Callable[..., Run]
) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    file = tmp_path / "message.xml"
    for name, full in (
        ("UKCT_MT142001UK01", False),
        ("UKCT_MT142101UK01", True),
        ("POCD_MT000001UK04", True),
    ):
        made = scaffold(manual, name, Wishes(full=full))
        assert len(etree.fromstring(made.text.encode())) > 0
        file.write_text(made.text)
        run = run_mim("validate", "--as", name, str(file), "--cache-dir", real_cache)
        assert run.code == 0, run.out
