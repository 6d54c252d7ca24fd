"""The walk over a message's structure: every fault, at its place, and once; judged by libxml2."""

import pytest
from lxml import etree

from checks.conftest import SCHEMA
from mimcli.checks.explaining import MOST_ALIKE, limited
from mimcli.checks.grammar import Grammar
from mimcli.checks.structure import Structure
from mimcli.parse.xmlio import parse_xml

LIBXML = etree.XMLSchema(etree.fromstring(SCHEMA))
IDS = '<id root="1.2.3"/><id root="1.2.3"/>'
CODE = '<code root="1.2"/>'


def message(content: str, attributes: str = "", name: str = "Visit") -> etree._Element:
    return parse_xml(
        f'<{name} xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f" {attributes}>{content}</{name}>".encode()
    )


def told(structure: Structure, root: etree._Element) -> list[tuple[str, str, str]]:
    return [
        (flaw.kind, flaw.name, etree.QName(flaw.element).localname)
        for flaw in structure.flaws(root)
    ]


VALID = (
    IDS + CODE,
    f'{IDS}<id root="1.2.3"/>{CODE}<effectiveTime/>',
    f'{IDS}{CODE}<effectiveTime><low root="1"/><high root="1"/></effectiveTime>',
    f'{IDS}{CODE}<effectiveTime><high root="ABCD-0123"/></effectiveTime>',
    f'{IDS}{CODE}<subject typeCode="SBJ"><device root="1" use="HP WP"/></subject>',
    f'{IDS}{CODE}<value xsi:type="Id" root="1"/><mark>ready</mark><gap xsi:nil="true" root="1"/>',
    f"{IDS}{CODE}<mark/><payload><Note><text ID='a'>t<b>u</b><x xmlns='urn:x'/></text></Note></payload>",
    f"{IDS}{CODE}<payload><whatever><anything/></whatever></payload>",
    f"{IDS}{CODE}<payload><whatever><a xsi:type='Id' root='1'/></whatever></payload>",
    f"{IDS}{CODE}<payload><whatever xsi:type='st'>x</whatever></payload>",
)
FLAWED = {
    "in place of": (f"{IDS}{CODE}<subject typeCode='SBJ'><dog/></subject>", "renamed-element"),
    "stranger": (
        f"{IDS}{CODE}<subject typeCode='SBJ'><person root='1'/><zebra/></subject>",
        "unknown-element",
    ),
    "renamed": (f'{IDS}<cod root="1.2"/>', "renamed-element"),
    "swapped": (CODE + IDS, "misplaced-element"),
    "once more": (f"{IDS}{CODE}{CODE}", "repeated-element"),
    "choice too late": (
        f"{IDS}{CODE}<reason><person root='1'/><mark>x</mark></reason>",
        "misplaced-element",
    ),
    "too many": (f"{IDS}{IDS}{CODE}", "repeated-element"),
    "too few": (f'<id root="1.2.3"/>{CODE}', "missing-element"),
    "missing": (IDS, "missing-element"),
    "neither": (f"{IDS}{CODE}<subject typeCode='SBJ'/>", "missing-element"),
    "both": (
        f"{IDS}{CODE}<subject typeCode='SBJ'><person root='1'/><device root='1'/></subject>",
        "misplaced-element",
    ),
    "not beside": (
        f'{IDS}{CODE}<effectiveTime><center root="1"/><high root="1"/></effectiveTime>',
        "misplaced-element",
    ),
    "namespace": (f'{IDS}<code xmlns="urn:other" root="1"/>', "namespace"),
    "attribute": (f'{IDS}<code root="1" colour="red"/>', "unknown-attribute"),
    "prohibited": (f'{IDS}<id root="1.2.3" nullFlavor="HP"/>{CODE}', "unknown-attribute"),
    "misspelt attribute": (f'{IDS}<code rot="1"/>', "renamed-attribute"),
    "no value": (
        f'{IDS}<id nullFlavor="HP"/>{CODE}',
        "unknown-attribute",
    ),
    "language": (f'{IDS}<code root="1" xml:lang="en"/>', "unknown-attribute"),
    "lacks": (f"{IDS}<code/>", "missing-attribute"),
    "enumerated": (f'{IDS}<id root="1.2.4"/>{CODE}', "value"),
    "pattern": (f'{IDS}<code root="1..2"/>', "value"),
    "list": (f'{IDS}<code root="1" use="HP XX"/>', "value"),
    "empty": (f'{IDS}<code root=""/>', "value"),
    "fixed": (f"{IDS}{CODE}<subject typeCode='X'><person root='1'/></subject>", "fixed-value"),
    "fixed text": (f"{IDS}{CODE}<mark>steady</mark>", "fixed-value"),
    "text": (f"{IDS}stray{CODE}", "text"),
    "text in nothing": (f'{IDS}<code root="1">stray</code>', "text"),
    "element in value": (f"{IDS}{CODE}<mark><b/>ready</mark>", "unknown-element"),
    "abstract": (f"{IDS}{CODE}<value/>", "type"),
    "no such type": (f'{IDS}{CODE}<value xsi:type="Nope"/>', "type"),
    "another type": (f'{IDS}<code root="1" xsi:type="Text"/>', "type"),
    "no such type of anything": (
        f"{IDS}{CODE}<payload><whatever><a xsi:type='x:Id'/></whatever></payload>",
        "type",
    ),
    "type of anything": (
        f"{IDS}{CODE}<payload><whatever><a xsi:type='Id' rot='1'/></whatever></payload>",
        "renamed-attribute",
    ),
    "value of anything": (f"{IDS}{CODE}<payload><whatever xsi:type='st'/></payload>", "value"),
    "declared in anything": (
        f"{IDS}{CODE}<payload><whatever><Note><txt/></Note></whatever></payload>",
        "renamed-element",
    ),
    "nil": (f'{IDS}<code root="1" xsi:nil="true"/>', "nil"),
    "not nil": (f'{IDS}{CODE}<gap root="1" xsi:nil="true"><b/></gap>', "nil"),
    "same id": (
        f"{IDS}{CODE}<payload><Note><text ID='a'/><text ID='a'/></Note></payload>",
        "repeated-id",
    ),
}


@pytest.mark.parametrize("content", VALID)
def test_says_nothing_of_what_is_valid(structure: Structure, content: str) -> None:
    root = message(content)

    assert LIBXML.validate(root), LIBXML.error_log
    assert told(structure, root) == []


@pytest.mark.parametrize("name", FLAWED)
def test_tells_one_fault_once(structure: Structure, name: str) -> None:
    content, kind = FLAWED[name]
    root = message(content)

    assert not LIBXML.validate(root)
    assert [flaw[0] for flaw in told(structure, root)] == [kind]


def test_finds_what_stands_after_and_below_a_fault(structure: Structure) -> None:
    content = (
        f'<code root="1" colour="red"/>{IDS}<effectiveTim><low/></effectiveTim>'
        "<subject><person root='x'/></subject>"
    )

    assert told(structure, message(content)) == [
        ("misplaced-element", "code", "code"),
        ("renamed-element", "effectiveTim", "effectiveTim"),
        ("unknown-attribute", "colour", "code"),
        ("missing-attribute", "root", "low"),
        ("missing-attribute", "typeCode", "subject"),
        ("value", "root", "person"),
    ]


BELOW = "<subject {} typeCode='SBJ'><person root='x'/></subject>"


@pytest.mark.parametrize(
    ("above", "kind"),
    [('xsi:nil="true"', "nil"), ('xsi:type="Text"', "type"), ('xsi:type="Nope"', "type")],
)
def test_goes_on_below_a_wrong_nil_or_type(structure: Structure, above: str, kind: str) -> None:
    root = message(f"{IDS}{CODE}{BELOW.format(above)}")

    assert told(structure, root) == [(kind, "subject", "subject"), ("value", "root", "person")]


def test_tells_which_elements_are_misspelt(structure: Structure) -> None:
    root = message(f"{IDS}<cod root='1'/><dog/>")
    list(structure.flaws(root))

    assert structure.names == {root[2]: "{urn:hl7-org:v3}code"}


def test_says_where_a_misplaced_element_belongs(structure: Structure) -> None:
    (flaw,) = structure.flaws(message(f"{IDS}<effectiveTime/>{CODE}"))

    assert (flaw.name, flaw.sibling, flaw.place) in (
        ("effectiveTime", "id", "after code"),
        ("code", "effectiveTime", "after id"),
    )


def test_names_all_that_may_come_and_all_that_would_do(structure: Structure) -> None:
    (unknown,) = structure.flaws(message(f"{IDS}{CODE}<subject typeCode='SBJ'/>"))
    (value,) = structure.flaws(message(f'{IDS}<code root="1" use="WX"/>'))

    assert unknown.allowed == ("person", "device")
    assert value.allowed == ("HP", "WP")


def test_one_namespace_that_is_wrong_is_told_once(structure: Structure) -> None:
    content = f'{IDS}{CODE}<subject xmlns="urn:other" typeCode="SBJ"><person root="1"/></subject>'

    assert told(structure, message(content)) == [("namespace", "subject", "subject")]


def test_a_root_that_no_schema_has_is_told_or_wrapped(structure: Structure) -> None:
    root = message(IDS + CODE, name="Else")

    (flaw,) = structure.flaws(root)
    assert (flaw.kind, flaw.allowed) == ("root", ("Visit", "Note"))
    assert list(structure.flaws(root, ("urn:hl7-org:v3", "M.Visit"))) == []


def test_a_root_in_another_namespace_is_told_so(structure: Structure) -> None:
    root = parse_xml(b'<Visit xmlns="urn:other"/>')
    (flaw,) = structure.flaws(root)
    assert (flaw.kind, flaw.found, flaw.reason) == ("root", "urn:other", "urn:hl7-org:v3")


def test_thousands_of_faults_in_one_row_take_no_time_each(structure: Structure) -> None:
    """A row that was looked through for each of them took minutes."""
    count = 10_000
    for odd in ("<odd/>", "<code/>", '<id xmlns="urn:x"/>'):
        flaws = told(structure, message(IDS + CODE + odd * count))
        assert len(flaws) >= count


def test_elements_of_what_a_schema_imports_begin_no_message() -> None:
    """As those of XHTML, which the text of a document may have."""
    other = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:page">
      <xs:element name="blink" type="xs:string"/></xs:schema>"""
    (flaw,) = Structure(Grammar([SCHEMA, other])).flaws(message(IDS + CODE, name="Else"))
    assert flaw.allowed == ("Visit", "Note")


def test_a_long_row_with_faults_is_told_whole(structure: Structure) -> None:
    texts = "<text/>" * 2000
    content = f"{IDS}{CODE}<payload><Note>{texts}<txt/>{texts}<bad/>{texts}</Note></payload>"

    assert [flaw[1] for flaw in told(structure, message(content))] == ["txt", "bad"]


def test_a_row_that_is_wrong_all_over_ends(structure: Structure) -> None:
    content = "".join(f"<e{number}/>" for number in range(3000))

    flaws = told(structure, message(content))

    assert len(flaws) >= 3000


def test_deep_nesting_is_walked(structure: Structure) -> None:
    deep = "<b>" * 200 + "</b>" * 200

    flaws = told(
        structure, message(f"{IDS}{CODE}<payload><Note><text>{deep}</text></Note></payload>")
    )

    assert flaws[0][0] == "unknown-element"


def test_of_the_same_words_the_first_and_the_last_are_told() -> None:
    things = [("a", number) for number in range(MOST_ALIKE + 7)] + [("b", -1)]

    told = list(limited(things))

    assert len(told) == MOST_ALIKE + 2
    assert told[MOST_ALIKE:] == [
        (-1, "b"),
        (MOST_ALIKE + 6, "a (the last of 7 more such places)"),
    ]
