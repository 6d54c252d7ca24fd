"""What is read from a vocabulary's page, in each form that pages have."""

import pytest

from mimcli.model.statements import Link
from mimcli.model.vocabulary import Code, Subset
from mimcli.parse.vocabulary import parse_vocabulary
from support.synthetic import default_mim, files_of

MIM = default_mim()
FILES = files_of(MIM)

PAGE = """<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><div>
<h1>
<span class="pretitle">Vocabulary for </span>{name}</h1>
{top}<div class="section1_1">{oid}
<table class="version"><tbody><tr><td>Version: </td><td>2.1</td></tr>
<tr><td>Status: </td><td>Active</td></tr><tr><td>Date: </td><td>2031-02-03</td></tr></tbody></table></div>
<h2>Description</h2><div class="section1_2">{description}</div>{values}</div>
<div align="center"><p>Made by hand.</p></div></body></html>"""
TABLE = """<h2>Values</h2><div><table><thead><tr><td>Code</td><td>Description</td><td>Note</td></tr></thead>
<tbody>{rows}</tbody></table></div>"""


def page(name="Shade", top="", oid="", description="<p>How dark.</p>", values=""):
    text = PAGE.format(name=name, top=top, oid=oid, description=description, values=values)
    return text.encode()


def parsed(data, name="Shade"):
    statement = parse_vocabulary(f"Vocabulary/{name}.htm", data)
    assert statement is not None
    return statement


def kinds(statement):
    return [each.kind for each in statement.findings]


@pytest.mark.parametrize("vocabulary", MIM.vocabularies, ids=lambda each: each.name)
def test_synthetic_vocabulary_says_what_it_was_built_from(vocabulary):
    statement = parse_vocabulary(vocabulary.path, FILES[vocabulary.path])
    assert statement is not None
    assert statement.name == vocabulary.name
    assert statement.description
    assert [(each.code, each.display) for each in statement.codes] == list(vocabulary.codes)
    if vocabulary.form != "irregular":
        assert statement.code_system == vocabulary.oid
        assert (statement.version, statement.date) == ("1.0", "2030-11-28")
        assert statement.status == vocabulary.status
    if vocabulary.form not in ("irregular", "broken"):
        retired = {each.code for each in statement.codes if each.retired}
        assert retired == set(vocabulary.retired)


@pytest.mark.parametrize("name", ["index", "overview", "changehistory", "VocabReferences"])
def test_other_pages_of_the_folder_are_no_vocabularies(name):
    path = f"Vocabulary/{name}.htm"
    assert parse_vocabulary(path, FILES[path]) is None


def test_whole_regular_page():
    rows = """<tr><td>1</td><td>Light &amp; bright</td><td/></tr>
    <tr class="retired"><td>2</td><td>Dim</td><td><p>Too vague.</p><p>Retired from MIM 3.1.02</p></td></tr>"""
    top = "<h2>Code System Id</h2>"
    found = parsed(page(top=top, oid="<p>2.999.1</p>", values=TABLE.format(rows=rows)))
    assert (found.name, found.code_system, found.code_system_stated) == (
        "Shade",
        "2.999.1",
        "heading",
    )
    assert (found.version, found.status, found.date) == ("2.1", "active", "2031-02-03")
    assert found.description == "How dark."
    assert found.codes == (
        Code("1", "Light & bright"),
        Code(
            "2", "Dim", "Too vague.\nRetired from MIM 3.1.02", retired=True, retired_from="3.1.02"
        ),
    )
    assert found.listed
    assert not found.findings


def test_oid_in_the_prose_where_there_is_no_heading():
    found = parsed(page(description="<p>Assigned OID : 2.999.7<br/>How dark.</p>"))
    assert (found.code_system, found.code_system_stated) == ("2.999.7", "prose")
    assert found.code_system_of is None


def test_prose_that_refers_to_another_vocabulary_for_its_oid():
    text = '<p>Assigned OID:  that of <a href="Colour.htm">Colour</a>, q.v.</p>'
    found = parsed(page(description=text))
    assert (found.code_system, found.code_system_stated) == ("", "")
    assert found.code_system_of == Link("Vocabulary/Colour.htm", "")


def test_heading_wins_over_the_prose_and_says_so():
    top = "<h2>Code System Id</h2>"
    data = page(top=top, oid="<p>2.999.1</p>", description="<p>Assigned OID: 2.999.2</p>")
    found = parsed(data)
    assert found.code_system == "2.999.1"
    assert [each.chosen for each in found.findings] == ["2.999.1"]
    assert kinds(found) == ["contradictory-code-system"]


def test_subsets_by_name_and_number():
    text = """<p>Any code from the <i>SNOMED CT</i> UK <em>Light Shade</em> subset with subset original id
    12345678901.</p><p>Any code from the SNOMED CT UK Dark subset with original subset original id tba.</p>
    <p>As in the UK SNOMED CT subset with the SubsetOriginalId of 98765432.</p>"""
    assert parsed(page(description=text)).subsets == (
        Subset("Light Shade", "12345678901"),
        Subset("Dark", ""),
        Subset("", "98765432"),
    )


def test_page_without_any_table_of_codes():
    found = parsed(page())
    assert (found.codes, found.listed) == ((), False)


def test_empty_description_is_a_finding():
    assert kinds(parsed(page(description=""))) == ["vocabulary-without-description"]


def test_name_of_the_heading_wins_over_the_file_name():
    found = parsed(page(), name="sHade")
    assert found.name == "Shade"
    assert kinds(found) == ["other-vocabulary-name"]


def test_comments_are_apart_from_the_description():
    top = "<h2>Pre-Publication Comments</h2><div><p>Not seen yet.</p></div>"
    found = parsed(page(top=top))
    assert (found.comment, found.description) == ("Not seen yet.", "How dark.")


def test_repeated_and_nameless_codes_are_findings():
    rows = "<tr><td>1</td><td>A</td><td/></tr><tr><td>1</td><td>B</td><td/></tr><tr><td/><td>C</td><td/></tr>"
    found = parsed(page(values=TABLE.format(rows=rows)))
    assert [each.code for each in found.codes] == ["1", "1"]
    assert sorted(kinds(found)) == ["code-stated-twice", "row-without-code"]


def test_note_that_contradicts_the_row():
    rows = "<tr><td>1</td><td>A</td><td>DEPRECATED from MiM 2.0</td></tr>"
    rows += "<tr><td>2</td><td>B</td><td>Retired from MIM 2.0. Was re-activated in 2.1</td></tr>"
    found = parsed(page(values=TABLE.format(rows=rows)))
    assert [(each.retired, each.retired_from) for each in found.codes] == [
        (False, "2.0"),
        (False, ""),
    ]
    assert kinds(found) == ["retired-in-note-only"]


def test_codes_in_a_hierarchy_of_columns():
    values = """<h2>Values</h2><table><thead><tr><td>Outcome</td><td>Domain</td><td>Description</td><td>Note</td>
    </tr></thead><tr><td rowspan="3">W1</td><td>&nbsp;</td><td>All</td><td/></tr>
    <tr><td>D1</td><td>Part</td><td/></tr><tr><td>D2</td><td>Rest</td><td>x</td></tr>
    <tr><td>W2</td><td>&nbsp;</td><td>None</td><td/></tr></table>"""
    assert [
        (each.code, each.group, each.display) for each in parsed(page(values=values)).codes
    ] == [
        ("W1", "", "All"),
        ("D1", "W1", "Part"),
        ("D2", "W1", "Rest"),
        ("W2", "", "None"),
    ]


HAND_MADE = """<html><head><meta charset=windows-1252><style>p {{}}</style></head><body><div><div>
<p><b><span>Vocabulary
 for</span><span> <i>Shade</i></span></b></p><p>&nbsp;</p><p><b><i>Description:</i></b></p>
<p>Assigned OID:  see <a href="Colour.htm">Colour</a></p><p>How dark \x96 or light.</p>
<p><b><i>Values: </i></b></p>
<table><tr><td><p>Version:</p></td><td><p>01</p></td></tr><tr><td><p>Date:</p></td>
<td><p>07<sup>th</sup> Jan 2005</p></td></tr></table>
<table><tr><td>Level</td><td>Code</td><td>Description</td><td>Note</td></tr>{rows}</table></div></body></html>"""


def hand_made(rows):
    return parsed(HAND_MADE.format(rows=rows).encode("latin-1"))


def test_hand_made_page_without_headings():
    found = hand_made("")
    assert (found.name, found.version, found.date) == ("Shade", "01", "2005-01-07")
    assert found.description == "Assigned OID: see Colour\nHow dark \u2013 or light."
    assert found.code_system_of == Link("Vocabulary/Colour.htm", "")


def test_several_codes_in_one_cell_are_paired_with_the_lines_beside_them():
    rows = """<tr><td colspan=4><b>1 One of:</b></td></tr><tr><td>2</td><td><font>111111<br>222222
    <p>333333 444444</p></font></td>
    <td><p>one<br>two<br>three<br>four</p><p>All with care.</p></td><td><p>Shall be there.</p></td></tr>"""
    found = hand_made(rows)
    note = "All with care.\nShall be there."
    assert found.codes == tuple(
        Code(code, display, note, group="1 One of:")
        for code, display in (
            ("111111", "one"),
            ("222222", "two"),
            ("333333", "three"),
            ("444444", "four"),
        )
    )
    assert not found.findings


def test_several_codes_with_too_few_names_are_a_finding():
    rows = "<tr><td>2</td><td>111111<br>222222</td><td>one</td><td></td></tr>"
    found = hand_made(rows)
    assert [(each.code, each.display) for each in found.codes] == [
        ("111111", "one"),
        ("222222", ""),
    ]
    assert kinds(found) == ["unpaired-codes"]


def test_one_code_with_a_remark_and_a_sentence_instead_of_a_code():
    rows = """<tr><td>1</td><td><p>555555%</p><p>(not itself)</p></td><td><p>five</p><p>Mind it.</p></td><td></td></tr>
    <tr><td>1</td><td>Any code from <a href=Colour.htm>Colour</a>.</td><td></td><td></td></tr>"""
    found = hand_made(rows)
    assert found.codes == (Code("555555%", "five", "(not itself)\nMind it."),)
    assert found.description.endswith("\nAny code from Colour.")


def test_page_that_cannot_be_read_keeps_its_name():
    found = parsed(b"")
    assert (found.name, kinds(found)) == ("Shade", ["unreadable-page"])
