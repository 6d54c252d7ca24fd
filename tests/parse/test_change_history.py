"""What is read from change histories, whatever columns their tables have."""

from mimcli.parse.change_history import parse_change_history

PAGE = "Domains/Own/Document files/ChangeHistory/OwnCH.htm"


def parsed(body):
    return parse_change_history(
        PAGE, f"<html><title>Old</title><body>{body}</body></html>".encode()
    )


def table(head, *rows):
    lines = ["".join(f"<th>{each}</th>" for each in head)]
    lines += ["".join(f"<td>{each}</td>" for each in row) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def test_history_of_a_template_with_spans():
    body = """<p class="TitlePanelHeader">Own Change History</p><table><tr><td>Programme</td><td>Own</td></tr></table>
    <h1><a name="_Toc_1"></a>1&nbsp;&nbsp;COCD_TP900001UK02</h1><table><tr><td>Previous Artefact id</td><td>MIM Version</td><td>Class</td>
    <td>Attribute</td><td>Details of change</td></tr><tr><td rowspan=2>COCD_TP900001UK01</td><td rowspan="2">6.<font>3.00</font></td>
    <td>Act</td><td>code</td><td><p>Made</p><p>shorter</p></td></tr><tr><td colspan=2>N/A</td><td>Renamed</td></tr></table>"""
    found = parsed(body)
    assert found.title == "Own Change History"
    first, second = found.changes
    assert (first.section, first.anchor) == ("1 COCD_TP900001UK02", "_Toc_1")
    assert (first.previous, first.mim_version) == ("COCD_TP900001UK01", "6.3.00")
    assert (first.class_name, first.attribute, first.details) == ("Act", "code", "Made\nshorter")
    assert (second.previous, second.mim_version, second.class_name) == (
        "COCD_TP900001UK01",
        "6.3.00",
        "N/A",
    )
    assert (second.attribute, second.details) == ("", "Renamed")


def test_history_of_a_domain_carries_versions_down():
    head = (
        "Previous IM version",
        "MIM Version",
        "Artefact Id",
        "Class",
        "Attribute",
        "Details of change",
    )
    rows = (
        ("5.2", "7.1", "A<br>B", "x", "y", "One"),
        ("", "", "C", "", "", "Two"),
        ("", "", "D", "", "", " "),
    )
    first, second = parsed(table(head, *rows)).changes
    assert (second.previous, second.mim_version, second.artefact, second.details) == (
        "5.2",
        "7.1",
        "C",
        "Two",
    )
    assert (first.artefact, first.details) == ("A B", "One")


def test_a_row_that_is_too_short_ends_in_its_details_and_an_empty_one_is_none():
    head = ("MIM Version", "Class", "Attribute", "Details of change")
    (change,) = parsed(table(head, ("7.0", "N/A", "First version"), ())).changes
    assert (change.mim_version, change.class_name, change.attribute) == ("7.0", "N/A", "")
    assert change.details == "First version"


def test_a_row_that_only_hangs_in_from_above_is_no_change():
    body = """<table><tr><td>MIM Version</td><td>Changes</td></tr>
    <tr><td rowspan=2>7.0</td><td rowspan=2>All</td></tr><tr></tr></table>"""
    assert [each.details for each in parsed(body).changes] == ["All"]


def test_log_of_releases_with_a_table_within_a_cell():
    inner = table(("Interaction ID", "Domain"), ("PRPA_IN900001UK01", "Own"))
    body = '<div id="header"><p>Own Log</p></div>'
    body += table(("MIM Version", "Date", "Amendment Details"), ("7.1", "1/2/2031", f"See:{inner}"))
    found = parsed(body)
    (change,) = found.changes
    assert (found.title, change.mim_version, change.date) == ("Own Log", "7.1", "2031-02-01")
    assert "PRPA_IN900001UK01 Own" in change.details


def test_log_of_a_document():
    body = table(
        ("Version", "Author", "Date", "Changes"),
        ("1.1", "We", "16.08.04", "All"),
        ("1.2", "We", "soon", "More"),
    )
    found = parsed(body).changes
    assert [(each.version, each.author, each.date) for each in found] == [
        ("1.1", "We", "2004-08-16"),
        ("1.2", "We", "soon"),
    ]


def test_page_without_a_history():
    found = parsed("<table><tr><td>Changes</td></tr><tr><td>None</td></tr></table>")
    assert (found.title, found.changes) == ("Old", ())
    assert [each.kind for each in found.findings] == ["no-change-history"]
