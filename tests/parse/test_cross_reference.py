"""What is read from the four cross references."""

from mimcli.model.cross_references import NOWHERE
from mimcli.model.statements import Link
from mimcli.parse.cross_reference import parse_cross_reference

PAGE = "Own Types/Reference.htm"


def table(*rows, head=("Domain", "Model", "Description", "Class", "Attribute")):
    cells = "".join(f"<td>{each}</td>" for each in head)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def row(*cells):
    return "<tr>" + "".join(f"<td>{each}</td>" for each in cells) + "</tr>"


FULL = row(
    "Own Domain",
    '<a href="../Domains/Own Domain/Tabular%20View/A.htm">PRPA_RM000001UK01</a>',
    "Request",
    '<a href="../Domains/Own Domain/Tabular%20View/B.htm#Person/role%20 ">role</a>',
    "code",
)


def heading(text, number=1):
    return f'<h2><a name="_Toc_Section_{number}"></a>{number}&nbsp;&nbsp;&nbsp;{text}</h2>'


def parsed(*pieces):
    body = "".join(pieces)
    return parse_cross_reference(PAGE, f"<html><body>{body}</body></html>".encode())


def test_a_vocabulary_with_its_uses():
    top = heading('Vocabulary : <a href="Shade.htm">Shade</a>', 7)
    (entry,) = parsed(top, table(FULL, FULL)).entries
    assert (entry.kind, entry.name, entry.anchor) == ("vocabulary", "Shade", "_Toc_Section_7")
    assert entry.page == Link("Own Types/Shade.htm", "")
    assert len(entry.uses) == 2
    use = entry.uses[0]
    assert (use.domain, use.model, use.description) == (
        "Own Domain",
        "PRPA_RM000001UK01",
        "Request",
    )
    assert (use.class_name, use.attribute, use.vocabulary) == ("role", "code", "")
    assert use.model_page == Link("Domains/Own Domain/Tabular View/A.htm", "")
    assert use.class_page == Link("Domains/Own Domain/Tabular View/B.htm", "Person/role")
    assert use.vocabulary_page == NOWHERE


def test_a_coded_datatype_has_a_column_more_that_rows_may_lack():
    head = ("Domain", "Model", "Description", "Class", "Attribute", "Vocabulary")
    rows = (row("D", "M", "S", "C", "a", '<a href="V.htm">V</a>'), row("D", "M", "S", "C", "b"))
    found = parsed(heading("Datatype : <b>IVL&lt;TS&gt;</b>"), table(*rows, head=head))
    assert found.entries[0].name == "IVL<TS>"
    assert [(each.attribute, each.vocabulary) for each in found.entries[0].uses] == [
        ("a", "V"),
        ("b", ""),
    ]
    assert found.entries[0].uses[0].vocabulary_page == Link("Own Types/V.htm", "")
    assert not found.findings


def test_a_constraint_has_version_and_status_and_a_cmet_its_title():
    head = ("Domain", "Model", "Description", "Class")
    constraint = (
        "Constraint : <a href='N.htm'>NPFIT-000001#Act</a> [ version : 3.0 ]\n [ status : Active ]"
    )
    cmet = "CMET : COCT_MT000001UK01 [R_Own]"
    found = parsed(heading(constraint), table(row("D", "M", "S", "C"), head=head), heading(cmet))
    first, second = found.entries
    assert (first.name, first.version, first.status, len(first.uses)) == (
        "NPFIT-000001#Act",
        "3.0",
        "Active",
        1,
    )
    assert (second.kind, second.name, second.title) == ("cmet", "COCT_MT000001UK01", "R_Own")
    assert second.uses == ()


def test_rows_of_another_width_are_findings_and_kept():
    found = parsed(heading("Vocabulary : A"), table(row("D"), row(*"abcdefg")))
    assert [each.kind for each in found.findings] == ["odd-reference", "odd-reference"]
    assert [each.domain for each in found.entries[0].uses] == ["D", "a"]


def test_other_headings_and_tables_are_passed_over():
    other = "<table><tr><td>Legend</td></tr></table>"
    assert (
        parsed(heading("Contents"), table(FULL), heading("Vocabulary : A"), other).entries[0].uses
        == ()
    )
    assert [each.kind for each in parsed("<p>Own</p>").findings] == ["no-references"]
