"""A whole implementation manual page."""

from manual_markup import PAGE, artefact, heading, icon, model_icons, page, relations

from mimcli.parse.manual import parse_manual

FULL = page(
    '<p>Change History <a title="View Change History" href="ChangeHistory/SlotsCH.htm">'
    '<img src="../../../Core/Contents_files/Document.gif"></a></p>',
    heading(1, "1", "Overview"),
    "<p>First&nbsp;words.</p><ul><li>one</li><li>two</li></ul>",
    heading(2, "1.1", "Scope"),
    "<p>Curly \u2018quotes\u2019.</p>",
    "<font><span>" + heading(1, "4", "Application Roles") + "</span></font>",
    heading(2, "4.1", "Local Roles"),
    artefact(3, "4.1.1", "Asker", "ZZAA_AR000001UK01"),
    "<p>Asks.</p>",
    artefact(2, "4.2", "Answerer", "ZZAA_AR000002UK01"),
    heading(1, "5", "Trigger Events"),
    artefact(2, "5.1", "Slot asked for", "ZZAA_TE000001UK01"),
    "<p>Description</p><table><tr><td>Type</td><td>User Based</td></tr></table><p>Below.</p>",
    heading(1, "6", "Interaction Diagrams"),
    artefact(2, "6.1", "Not an interaction", "ZZAA_IN000009UK01"),
    heading(1, "7", "Interactions"),
    heading(2, "7.1", "Recipient responsibilities"),
    artefact(2, "7.2", "Slot request", "ZZAA_IN000001UK03"),
    "<p>Asks for a slot.</p>" + relations(),
    f"<p>{icon('image002.gif', '../../../Schemas/ZZAA_IN000001UK03.xsd')}</p>",
    heading(1, "8", "Message Definitions"),
    artefact(2, "8.1", "Slot request", "ZZAA_MT000001UK02"),
    "<p>The request.</p>" + model_icons(),
    heading(1, "9", "Changes for v2.7"),
    artefact(2, "9.1", "Change to", "ZZAA_IN000001UK03"),
    f"<p>{icon('image006.gif', '../../../Examples/Slots/ZZAA_EX000001UK02.xml')}</p>",
)


def test_sections_are_found_by_title_whatever_their_number():
    manual = parse_manual(PAGE, FULL)
    assert [each.id for each in manual.application_roles] == [
        "ZZAA_AR000001UK01",
        "ZZAA_AR000002UK01",
    ]
    assert [each.id for each in manual.trigger_events] == ["ZZAA_TE000001UK01"]
    assert [each.id for each in manual.interactions] == ["ZZAA_IN000001UK03"]
    assert [each.id for each in manual.definitions] == ["ZZAA_MT000001UK02"]
    assert manual.findings == ()


def test_header_gives_version_and_status():
    manual = parse_manual(PAGE, FULL)
    assert (manual.version, manual.version_status) == ("2.7", "Draft")


def test_library_header_with_a_colon_gives_the_version():
    manual = parse_manual(PAGE, page(heading(1, "1", "A"), header="CMETs - Library : Version 2.3"))
    assert (manual.version, manual.version_status) == ("2.3", "")


def test_overview_is_the_first_section_with_its_subsections():
    overview = parse_manual(PAGE, FULL).overview
    assert overview.split("\n") == [
        "First words.",
        "- one",
        "- two",
        "Scope",
        "Curly \u2018quotes\u2019.",
    ]


def test_page_that_begins_with_definitions_has_no_overview():
    data = page(heading(1, "1", "CMET Definitions"), artefact(2, "1.1", "A_B", "ZZAA_MT000001UK02"))
    assert parse_manual(PAGE, data).overview == ""


def test_change_history_is_the_linked_page():
    expected = "Domains/Slots/Document files/ChangeHistory/SlotsCH.htm"
    assert parse_manual(PAGE, FULL).change_history_page == expected


def test_change_history_may_be_a_section_of_the_page():
    data = page(heading(1, "1", "Overview"), heading(1, "9", "Change Log"))
    assert parse_manual(PAGE, data).change_history_page == f"{PAGE}#_Toc_Section_9"


def test_change_history_may_be_linked_from_its_section_heading():
    data = page(heading(1, "9", '<a href="changelog.htm">Changes</a>'))
    expected = "Domains/Slots/Document files/changelog.htm"
    assert parse_manual(PAGE, data).change_history_page == expected


def test_role_of_any_heading_level_keeps_its_number_and_description():
    first = parse_manual(PAGE, FULL).application_roles[0]
    assert (first.title, first.section, first.anchor) == ("Asker", "4.1.1", "ZZAA_AR000001UK01")
    assert (first.kind, first.description) == ("application_role", "Asks.")


def test_event_described_below_its_table_keeps_table_and_description():
    event = parse_manual(PAGE, FULL).trigger_events[0]
    assert event.properties == (("Type", "User Based"),)
    assert event.description == "Below."


def test_example_under_no_artefact_is_kept_apart():
    manual = parse_manual(PAGE, FULL)
    paths = [link.path for link in manual.other_example_links]
    assert paths == ["Examples/Slots/ZZAA_EX000001UK02.xml"]


def test_event_defined_twice_is_kept_twice_for_the_reconciliation_to_judge():
    data = page(
        heading(1, "4", "Trigger Events"),
        artefact(2, "4.1", "One", "ZZAA_TE000001UK01"),
        artefact(2, "4.2", "Other", "ZZAA_TE000001UK01"),
    )
    manual = parse_manual(PAGE, data)
    assert [each.title for each in manual.trigger_events] == ["One", "Other"]
    assert manual.findings == ()


def test_id_of_another_kind_in_a_section_is_found_and_left_out():
    data = page(heading(1, "4", "Trigger Events"), artefact(2, "4.1", "Role", "ZZAA_AR000001UK01"))
    manual = parse_manual(PAGE, data)
    assert manual.trigger_events == ()
    assert [each.kind for each in manual.findings] == ["heading-id-of-other-kind"]


def test_empty_heading_is_found():
    data = page(
        heading(1, "4", "Trigger Events"),
        "<h2>&nbsp;</h2>",
        artefact(2, "4.1", "One", "ZZAA_TE000001UK01"),
    )
    manual = parse_manual(PAGE, data)
    assert [each.kind for each in manual.findings] == ["empty-heading"]
    assert len(manual.trigger_events) == 1


def test_broken_anchors_are_counted_and_the_section_anchor_is_used():
    """`<a name=X</a>` gives a name that no browser jumps to, so links use the sound one."""
    data = page(
        heading(1, "4", "Trigger Events"),
        "<h2><a name=ZZAA_TE000001UK01</a><a name=_Toc_Section_4.1></a>4.1&nbsp;One"
        " - ZZAA_TE000001UK01</h2>",
    )
    manual = parse_manual(PAGE, data)
    event = manual.trigger_events[0]
    assert (event.id, event.title) == ("ZZAA_TE000001UK01", "One")
    assert event.anchor == "_Toc_Section_4.1"
    assert [each.kind for each in manual.findings] == ["broken-anchors"]


def test_broken_anchor_is_better_than_none():
    data = page(
        heading(1, "4", "Trigger Events"),
        "<h2><a name=ZZAA_TE000001UK01</a>4.1&nbsp;One - ZZAA_TE000001UK01</h2>",
    )
    assert parse_manual(PAGE, data).trigger_events[0].anchor == "ZZAA_TE000001UK01"


def test_missing_anchor_is_found_and_the_section_anchor_used():
    data = page(heading(1, "4", "Trigger Events"), heading(2, "4.1", "One - ZZAA_TE000001UK01"))
    manual = parse_manual(PAGE, data)
    assert manual.trigger_events[0].anchor == "_Toc_Section_4.1"
    assert [each.kind for each in manual.findings] == ["missing-anchor"]


def test_page_without_header_or_headings_is_empty_with_findings():
    manual = parse_manual(PAGE, b"<html><body><p>Nothing here</p></body></html>")
    assert manual.interactions == ()
    kinds = {each.kind for each in manual.findings}
    assert kinds == {"missing-version", "page-without-headings"}


def test_page_without_any_html_is_unreadable():
    assert [each.kind for each in parse_manual(PAGE, b"").findings] == ["unreadable-page"]
