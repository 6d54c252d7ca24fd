"""Flaws in plain words: for each kind a sentence that says what was found and what may stand there."""

import pytest
from lxml import etree

from mimcli.checks.flaw_words import CHECK_IDS, nearest_of, words_of
from mimcli.checks.registry import check_of
from mimcli.checks.structure import Structure

IDS = '<id root="1.2.3"/><id root="1.2.3"/>'
CODE = '<code root="1.2"/>'
SENTENCES = {
    f"{IDS}{CODE}<subject typeCode='SBJ'><dog/></subject>": (
        "dog stands where person or device is due in subject; subject has no element dog"
    ),
    f"{IDS}{CODE}<subject typeCode='SBJ'><person root='1'/><zebra/></subject>": (
        "subject has no element zebra; it has person and device"
    ),
    f"{IDS}<cod root='1'/>": "cod stands where code is due in Visit",
    f"{CODE}{IDS}": "code stands first in Visit; it has to come after id",
    f"{IDS}{CODE}{CODE}": "code comes too often in Visit: at most once",
    f"<id root='1.2.3'/>{CODE}": "Visit has too few id: 1 in place of at least 2",
    IDS: "Visit lacks code, due after id",
    f"{IDS}{CODE}<subject typeCode='SBJ'/>": (
        "subject lacks one of person or device, due as its first element"
    ),
    f"{IDS}<code xmlns='urn:other' root='1'/>": (
        "code is in the namespace 'urn:other'; its own is 'urn:hl7-org:v3'"
    ),
    f"{IDS}<code root='1' colour='red'/>": (
        "code has no attribute colour; it has nullFlavor, root and use"
    ),
    f"{IDS}<id root='1.2.3' nullFlavor='HP'/>{CODE}": (
        "id may not have the attribute nullFlavor here"
    ),
    f"{IDS}<code/>": "code lacks the attribute root",
    f"{IDS}{CODE}<subject><person root='1'/></subject>": (
        "subject lacks the attribute typeCode, which has to be 'SBJ'"
    ),
    f"{IDS}<id root='1.2.4'/>{CODE}": "root of id is '1.2.4'; it has to be '1.2.3'",
    f"{IDS}<code root='1' use='XX'/>": (
        "use of code is 'XX', which is not one of the values allowed: HP or WP"
    ),
    f"{IDS}<code root=''/>": "root of code is '', which is empty",
    f"{IDS}{CODE}<mark>steady</mark>": "the text of mark is 'steady'; it has to be 'ready'",
    f"{IDS}stray{CODE}": "text 'stray' stands in Visit after id; Visit has elements only",
    f"{IDS}<code root='1'>stray</code>": (
        "text 'stray' stands in code: its value is not text, it has the attribute root"
    ),
    f'<code root="1"/>{IDS}<gap root="1"/>': "code stands first in Visit; it has to come after id",
    f'<id root="1.2.3"/>{CODE}<id root="1.2.3"/>': (
        "code stands after id in Visit; it has to come after the last id"
    ),
    f"{IDS}{CODE}<mark/><mark/><gap root='1'/>": "mark comes too often in Visit: at most once",
    f"{IDS}{CODE}<payload/><gap root='1'/>": (
        "gap stands after payload in Visit; it has to come after code"
    ),
    f"{IDS}{CODE}<subject typeCode='SBJ'>words<person root='1'/></subject>": (
        "text 'words' stands in subject; subject has elements only"
    ),
    f"{IDS}<code root='1' use='HP XX'/>": (
        "use of code is 'HP XX', of which 'XX' is not one of the values allowed: HP or WP"
    ),
    f"{IDS}<code rot='1'/>": "code has rot where root is due",
    f"{IDS}<code root='1' xml:lang='en'/>": (
        "code has no attribute xml:lang; it has nullFlavor, root and use"
    ),
    f"{IDS}<id nullFlavor='HP'/>{CODE}": (
        "id may not say nullFlavor here: it has to have a value (root)"
    ),
    f"{IDS}{CODE}<payload><act xmlns='urn:other'/></payload>": (
        "act is in the namespace 'urn:other'; its own is 'urn:hl7-org:v3'"
    ),
    f'{IDS}{CODE}<gap xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="x:Id" root="1"/>': (
        "gap says xsi:type 'x:Id', whose prefix is not declared"
    ),
    f"{IDS}{CODE}<value/>": ("value has to say by xsi:type which datatype its value is"),
}


def parsed(content: str) -> etree._Element:
    return etree.fromstring(f'<Visit xmlns="urn:hl7-org:v3">{content}</Visit>')


@pytest.mark.parametrize("content", SENTENCES)
def test_a_flaw_is_told_in_a_sentence(structure: Structure, content: str) -> None:
    (flaw,) = structure.flaws(parsed(content))

    assert words_of(flaw) == SENTENCES[content]


def test_the_nearest_name_is_offered(structure: Structure) -> None:
    (flaw,) = structure.flaws(parsed(f"{IDS}{CODE}<efectiveTime/>"))

    assert nearest_of(flaw) == "effectiveTime"


def test_of_an_attribute_the_nearest_name_is_offered_whatever_its_value(
    structure: Structure,
) -> None:
    (misspelt,) = structure.flaws(parsed(f'{IDS}<code root="1" ues="root"/>'))
    (strange,) = structure.flaws(parsed(f'{IDS}<code root="1" flavour="use"/>'))
    (beside,) = structure.flaws(parsed(f'{IDS}<code root="1" roots="1"/>'))

    assert (misspelt.found, nearest_of(misspelt)) == ("ues", "use")
    assert nearest_of(strange) is None
    assert nearest_of(beside) is None  # the element says that, too


def test_nothing_has_to_come_after_itself(structure: Structure) -> None:
    for content in (f'{IDS}<gap root="1"/>{CODE}', f'<id root="1.2.3"/>{CODE}<id root="1.2.3"/>'):
        for flaw in structure.flaws(parsed(content)):
            assert flaw.place not in (None, f"after {flaw.name}", f"after {flaw.sibling}")


def test_every_kind_of_flaw_belongs_to_a_check() -> None:
    assert {check_of(identifier).family for identifier in CHECK_IDS.values()} == {"schema"}
