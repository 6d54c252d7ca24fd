"""Schematron files of the old namespace: read, repaired, compiled, and run where they are for."""

import pytest
from lxml import etree

from mimcli.checks.schematron_sheet import Key, Sheet, is_clear, sheet_of, transform_of
from mimcli.model.schematron import SchematronStatement
from mimcli.parse.schematron import parse_schematron

FILE = b"""<schema xmlns="http://www.ascc.net/xml/schematron">
 <title>Rules of our own</title>
 <ns prefix="h" uri="urn:hl7-org:v3"/>
 <pattern name="one">
  <rule context="h:*[name(.)='IN_1']">
   <assert test="h:id">Error: no id in <name/>.</assert>
  </rule>
  <rule context="h:code[starts-with(@code,'A') or starts-with(@code,'B']">
   <assert test="@code='A1'">Error: code '<value-of select="@code"/>' is wrong.</assert>
   <report test="@code='A1'">The code is right.</report>
   <report test="@displayName">Information: it has a name.</report>
  </rule>
  <rule context="h:code"><assert test="false()">never of a code with A</assert></rule>
 </pattern>
</schema>"""


def read() -> SchematronStatement:
    found = parse_schematron("Schematrons/own.xml", FILE)
    assert found is not None
    return found


def run(message: str) -> list[tuple[str, str, str]]:
    statement = read()
    transform = transform_of(sheet_of(statement.patterns[0], statement.namespaces))
    assert transform is not None
    root = transform(etree.fromstring(message)).getroot()
    return [(told.tag, told.get("place"), "".join(told.itertext())) for told in root]


def test_a_file_is_read_and_its_brackets_are_closed() -> None:
    statement = read()
    rules = statement.patterns[0].rules

    assert statement.title == "Rules of our own"
    assert [len(rule.tests) for rule in rules] == [1, 3, 1]
    assert rules[1].context == "h:code[starts-with(@code,'A') or starts-with(@code,'B')]"
    assert statement.repaired == ("h:code[starts-with(@code,'A') or starts-with(@code,'B']",)


def test_other_files_are_no_schematron() -> None:
    assert parse_schematron("a.xml", b"<schema/>") is None
    assert parse_schematron("a.xml", b"not xml") is None
    assert parse_schematron("a.xml", b'<x xmlns="http://purl.oclc.org/dsdl/schematron"/>') is None


def test_the_first_rule_that_is_for_an_element_counts() -> None:
    message = (
        '<IN_1 xmlns="urn:hl7-org:v3"><x/><code code="B2" displayName="b"/><code code="A1"/></IN_1>'
    )

    assert run(message) == [
        ("assert", "0/", "Error: no id in IN_1."),
        ("assert", "0/1/", "Error: code 'B2' is wrong."),
        ("report", "0/1/", "Information: it has a name."),
    ]


def test_a_rule_says_what_a_message_must_have() -> None:
    statement = read()
    sheet = sheet_of(statement.patterns[0], statement.namespaces)

    assert sheet.keys == (Key(roots=("IN_1",)), Key(tag="{urn:hl7-org:v3}code"))


def test_what_cannot_be_compiled_is_left_out() -> None:
    broken = FILE.replace(b'test="h:id"', b'test="h:id["')
    statement = parse_schematron("own.xml", broken)

    assert statement is not None
    assert transform_of(sheet_of(statement.patterns[0], statement.namespaces)) is None


def sheet_with(context: str, test: str) -> Sheet:
    """Return the sheet of a pattern with one rule: `test` is an element of the old Schematron."""
    data = f"""<schema xmlns="http://www.ascc.net/xml/schematron">
     <ns prefix="h" uri="urn:hl7-org:v3"/>
     <pattern name="one"><rule context="{context}">{test}</rule></pattern></schema>"""
    statement = parse_schematron("Schematrons/one.xml", data.encode())
    assert statement is not None
    return sheet_of(statement.patterns[0], statement.namespaces)


MESSAGES = {
    "none": "<m xmlns='urn:hl7-org:v3'><id/></m>",
    "right": "<m xmlns='urn:hl7-org:v3'><a code='1'><b/></a></m>",
    "wrong": "<m xmlns='urn:hl7-org:v3'><a code='2'/></m>",
    "wrong beside right": "<m xmlns='urn:hl7-org:v3'><a code='1'><b/></a><x><a code='2'/></x></m>",
    "root": "<a xmlns='urn:hl7-org:v3' code='2'/>",
}
TESTS = (
    "<assert test='@code=1'>no</assert>",
    "<report test='@code=2'>no</report>",
    "<assert test='@code=1 and h:b'>no</assert>",
    "<report test='@code=2 or @code=3'>no</report>",
    # A number is no place in a row, as it would be alone in a predicate.
    "<report test='count(h:b) - 1'>no</report>",
    "<assert test='count(h:b)'>no</assert>",
)


@pytest.mark.parametrize("test", TESTS)
def test_what_a_transformation_would_find_is_known_without_one(test: str) -> None:
    sheet = sheet_with("h:a", test)
    transform = transform_of(sheet)
    assert transform is not None
    found = set()
    for name, text in MESSAGES.items():
        root = etree.fromstring(text)
        told = len(transform(root).getroot()) > 0
        assert is_clear(sheet, root) is not told, name
        found.add(told)
    assert found == {True, False}


@pytest.mark.parametrize(
    ("context", "test"),
    [
        ("h:a", "<assert test='position() = 1'>no</assert>"),
        ("h:a", "<assert test='last() = 1'>no</assert>"),
        ("h:a", "<assert test='current()/@code'>no</assert>"),
        ("h:a", "<assert test='unknown(@code)'>no</assert>"),
        ("h:m/h:a", "<assert test='@code'>no</assert>"),
        ("h:a[@code]", "<assert test='@code'>no</assert>"),
    ],
)
def test_what_an_xpath_may_see_otherwise_is_left_to_the_sheet(context: str, test: str) -> None:
    assert not is_clear(sheet_with(context, test), etree.fromstring(MESSAGES["right"]))


def test_a_part_of_a_document_is_left_to_the_sheet() -> None:
    sheet = sheet_with("h:a", TESTS[0])
    root = etree.fromstring(MESSAGES["right"])

    assert is_clear(sheet, root)
    assert not is_clear(sheet, root[0])
