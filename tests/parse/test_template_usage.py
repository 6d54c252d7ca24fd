"""What the pages say of where templates may be used."""

from mimcli.model.templates import ListedTemplate, RecordElement, ReferenceChoice
from mimcli.parse.template_usage import (
    parse_record_elements,
    parse_reference_usage,
    parse_template_list,
)

PAGE = "Domains/Own/Tabular View/Own.htm"
HEADER = '<div id="header"><p>Own Manual - Visit-POCD_RM900001UK01</p></div>'


def test_template_list_of_a_message():
    text = f"""{HEADER}<table><thead><tr><td>Template Name</td><td>Model Definition</td><td>Template Model</td><td>Tabular View</td>
    </tr></thead><tr><td>Author</td><td>COCD_TP900001UK01</td><td><a href="R.htm"><img></a></td><td><a href="H.htm"><img></a></td>
    </tr><tr><td>Bare</td></tr></table>"""
    found = parse_template_list(PAGE, text.encode())
    assert found.model == "POCD_RM900001UK01"
    assert found.templates == (
        ListedTemplate("Author", "COCD_TP900001UK01"),
        ListedTemplate("Bare", ""),
    )


def test_reference_usage_says_what_is_allowed():
    text = f"""{HEADER}<h2>Contents</h2><h2><a name="t1"></a>Template : <a href="x.htm">Problem-COCD_TP900001UK01</a></h2>
    <h3>Constraint : NPFIT-900001#ActRef - [ Optional ]</h3><ol><li><span class="icon valid2">COCD_TP900003UK01-ARef</span></li>
    <li><span class="icon invalid2">COCD_TP900004UK01-BRef</span></li><li><span>Not one</span></li></ol>
    <h3>Constraint : NPFIT-900002#ActRef</h3><h3>Note</h3>"""
    found = parse_reference_usage(PAGE, text.encode())
    first, second = found.constraints
    assert (found.model, first.template) == ("POCD_RM900001UK01", "COCD_TP900001UK01")
    assert (first.constraint, first.conformance) == ("NPFIT-900001#ActRef", "optional")
    assert first.choices == (
        ReferenceChoice("COCD_TP900003UK01", allowed=True),
        ReferenceChoice("COCD_TP900004UK01", allowed=False),
    )
    assert (second.constraint, second.conformance, second.choices) == (
        "NPFIT-900002#ActRef",
        "",
        (),
    )
    assert [each.kind for each in found.findings] == ["odd-reference-heading"]


def test_page_of_a_message_without_references_is_no_finding():
    found = parse_reference_usage(PAGE, f"{HEADER}<h2>Contents</h2>".encode())
    assert (found.constraints, found.findings) == ((), ())


def test_record_elements_fill_empty_cells_and_mark_grey_rows():
    text = """<h1>1 Own</h1><h2>1.1 Visits</h2><table><tr><th>CRE Code</th><th>CRE</th><th>Template Id</th><th>Template</th></tr>
    <tr><td><font color=#C0C0C0>111</font></td><td>Habits</td><td>COCD_TP900001UK01</td><td>Tea</td></tr>
    <tr><td>&nbsp;</td><td></td><td>COCD_TP900002UK01</td><td>Coffee</td></tr></table>"""
    assert parse_record_elements(PAGE, text.encode()).rows == (
        RecordElement("Visits", "111", "Habits", "COCD_TP900001UK01", shaded=True),
        RecordElement("Visits", "111", "Habits", "COCD_TP900002UK01"),
    )


def test_record_elements_of_cmets_have_a_class():
    head = "".join(
        f"<th>{n}</th>"
        for n in ("CRE Type name", "Snomed code", "Class name", "CMET ID", "CMET NAME")
    )
    text = f"<h1>Own mapping</h1><table><tr>{head}</tr><tr><td>Habits</td><td>111</td><td>Tea</td><td>UKCT_RM900001UK01</td><td>A_Tea</td></tr></table>"
    assert parse_record_elements(PAGE, text.encode()).rows == (
        RecordElement("Own mapping", "111", "Habits", "UKCT_RM900001UK01", "Tea"),
    )
