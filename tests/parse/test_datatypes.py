"""What is read from the page of datatypes."""

from mimcli.model.datatypes import DatatypePart
from mimcli.parse.datatypes import parse_datatypes
from support.synthetic import default_mim, files_of

PAGE = "Data Types/DataTypes.htm"


def parsed(body):
    header = '<div id="header"><p>Own Types - Version 4.2.</p></div>'
    return parse_datatypes(PAGE, f"<html><body>{header}{body}</body></html>".encode())


def test_synthetic_page_has_types_flavours_and_sections():
    found = parse_datatypes(PAGE, files_of(default_mim())[PAGE])
    kinds = {each.section: (each.kind, each.name, each.of_types) for each in found.entries}
    assert found.version == "3.6"
    assert kinds["2.1"] == ("type", "ANY", ())
    assert kinds["2.2"] == ("section", "", ())
    assert kinds["2.3.2"] == ("type", "TN", ())
    assert kinds["2.4.2.1"] == ("flavour", "", ("CV",))
    assert kinds["2.5.1.1"] == ("flavour", "", ("II",))
    flavour = next(each for each in found.entries if each.section == "2.4.2.1")
    assert (flavour.title, flavour.anchor) == ("Coded Plain", "_Toc_Section_2.4.2.1")
    assert flavour.parts == (
        DatatypePart("1..1", "", "", "", -1),
        DatatypePart("root", "1..1", "", "A number", 0),
        DatatypePart("use", "0..1", "", "A word", 0),
    )


def test_names_in_brackets_and_their_anchors():
    body = """<h3><a name="_Toc_Section_2.1"></a>2.1&nbsp;&nbsp;Span of
    Times (<a name="IVL_TS">IVL&lt;TS&gt;</a></h3><h3><a name="_Toc_Section_2.2">2.2</a> Name (TN)</h3>
    <h4>2.2..1 Name in parts (f)</h4><h4>2.2.2 Name with land <font>(TN.Own.Land)</font></h4>"""
    found = parsed(body)
    assert [(e.kind, e.name, e.title, e.section, e.anchor, e.of_types) for e in found.entries] == [
        ("type", "IVL<TS>", "Span of Times", "2.1", "IVL_TS", ()),
        ("type", "TN", "Name", "2.2", "_Toc_Section_2.2", ()),
        ("flavour", "", "Name in parts", "2.2..1", "", ("TN",)),
        ("flavour", "TN.Own.Land", "Name with land", "2.2.2", "", ("TN",)),
    ]
    assert [each.kind for each in found.findings] == ["flavour-without-mark"]


def test_types_that_a_flavour_constrains_as_the_page_says():
    body = """<h3>2.5 NPfIT</h3><h4>2.5.1 Plain (f)</h4>
    <p><i>Valid constraint of HL7 data types: CD, IVL&lt;TS&gt; and
    CV.</i></p><p>Short.</p>"""
    section, flavour = parsed(body).entries
    assert (section.kind, flavour.of_types) == ("section", ("CD", "IVL<TS>", "CV"))


def test_examples_are_apart_and_lesser_headings_belong_to_the_flavour():
    body = """<h3>2.5 Text (ED)</h3><h4>2.5.1 Limited (f)</h4><h4>Note - with care</h4><p>Words.</p>
    <h5>2.5.1.1 More</h5><p>Of it.</p><p>Examples:</p><p>&lt;value/&gt;</p><p>Back to ED index</p>
    <h1>3 End</h1><p>Not here.</p>"""
    _, flavour = parsed(body).entries
    assert flavour.description == "Note - with care\nWords.\n2.5.1.1 More\nOf it."
    assert flavour.examples == "<value/>"


def test_parts_hang_in_parts_by_spans_and_by_tables_within():
    body = """<h3>2.5 Address (AD)</h3><table>
    <tr><td>1 ST</td><td colspan=2>The text</td></tr>
    <tr><td rowspan=2>0..1 ADXP</td><td>1 type</td><td>its kind</td></tr><tr><td>1 data</td><td>its text</td></tr>
    <tr><td>0..* group<br>CD</td><td colspan=2><p>Of these:</p><table><tr><td>1 code</td><td>A code</td></tr></table></td></tr>
    <tr><td colspan=3>Nothing else.</td></tr></table>"""
    (found,) = parsed(body).entries
    assert found.parts == (
        DatatypePart("ST", "1", "", "The text", -1),
        DatatypePart("ADXP", "0..1", "", "", -1),
        DatatypePart("type", "1", "", "its kind", 1),
        DatatypePart("data", "1", "", "its text", 1),
        DatatypePart("group", "0..*", "CD", "Of these:", -1),
        DatatypePart("code", "1", "", "A code", 4),
        DatatypePart("", "", "", "Nothing else.", -1),
    )
    assert found.tables == 2


def test_page_without_datatypes_is_a_finding():
    assert [each.kind for each in parsed("<p>Moved</p>").findings] == ["no-datatypes"]
