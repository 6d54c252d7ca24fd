"""Message definitions, CMETs, templates, and their artefact links."""

from manual_markup import PAGE, artefact, heading, icon, model_icons, page

from mimcli.parse.manual import parse_manual


def parsed(*below: str, section: str = "Message Definitions"):
    manual = parse_manual(PAGE, page(heading(1, "7", section), *below))
    return manual.definitions, [each.kind for each in manual.findings]


def test_links_by_icon_whatever_their_title_or_letter_case():
    links = "".join(
        (
            icon("ICON_MIF.gif", "../../../Mif/ZZAA_RM000001UK02-Slot.mif", "View Schema"),
            icon("image006.gif", "../../../Examples/Slots/ZZAA_EX000001UK02.xml", ""),
            icon("image007.gif", "Story.htm"),
            icon("image010.GIF", "../Tabular%20View/ZZAA_RM000001UK02-TemplateList.htm"),
            icon("image011.GIF", "../Tabular%20View/ZZAA_RM000001UK02-Reference%20Usage.htm"),
            icon("Document.gif", "ChangeHistory/ZZAA_CH.htm"),
        )
    )
    (one,), kinds = parsed(
        artefact(2, "7.1", "Slot request", "ZZAA_MT000001UK02"), model_icons(), links
    )
    assert one.rmim_links[0].path == "Domains/Slots/Tabular View/ZZAA_RM000001UK02.htm"
    assert one.tabular_links[0].path == "Domains/Slots/Tabular View/ZZAA_HD000001UK02-NoEdit.htm"
    assert one.tabular_links[0].fragment == "top"
    assert one.schema_links[0].path == "Schemas/ZZAA_MT000001UK02.xsd"
    assert one.mif_links[0].path == "Mif/ZZAA_RM000001UK02-Slot.mif"
    assert one.example_links[0].path == "Examples/Slots/ZZAA_EX000001UK02.xml"
    assert one.storyboard_links[0].path == "Domains/Slots/Document files/Story.htm"
    assert one.template_list_links[0].path.endswith("UK02-TemplateList.htm")
    assert one.reference_usage_links[0].path.endswith("UK02-Reference Usage.htm")
    assert one.change_history_links[0].path.endswith("ChangeHistory/ZZAA_CH.htm")
    assert kinds == []


def test_examples_under_sub_headings_belong_to_the_definition_and_carry_their_title():
    (one,), kinds = parsed(
        artefact(2, "7.1", "Slot request", "ZZAA_MT000001UK02"),
        "<p>The request.</p>",
        model_icons(),
        heading(3, "7.1.1", "Example 1"),
        f"<p>{icon('image006.gif', '../../../Examples/a.xml')}</p>",
        f"<p>Second one :- {icon('image006.gif', '../../../Examples/b.xml')}</p>",
    )
    assert [(each.path, each.text) for each in one.example_links] == [
        ("Examples/a.xml", "Example 1"),
        ("Examples/b.xml", "Second one :-"),
    ]
    assert one.description == "The request."
    assert kinds == []


def test_model_id_in_the_heading_gives_way_to_the_schema_links():
    (one,), kinds = parsed(
        heading(2, "1.58", "R_Somebody - ZZAA_RM000001UK02", "ZZAA_MT00021UK2"), model_icons()
    )
    assert (one.id, one.title, one.anchor) == (
        "ZZAA_MT000001UK02",
        "R_Somebody",
        "_Toc_Section_1.58",
    )
    assert kinds == ["heading-id-of-other-kind"]


def test_malformed_id_in_the_heading_gives_way_to_the_schema_links():
    (one,), kinds = parsed(heading(2, "1.19", "A_Link - ZZAA000001UK02"), model_icons())
    assert (one.id, one.title) == ("ZZAA_MT000001UK02", "A_Link")
    assert kinds == ["heading-id-malformed"]


def test_wrong_schema_link_does_not_change_the_headings_id():
    (one,), kinds = parsed(
        artefact(2, "7.1", "Slot request", "ZZAA_MT000001UK02"),
        model_icons(schema="ZZAA_MT000009UK01"),
    )
    assert one.id == "ZZAA_MT000001UK02"
    assert one.schema_links[0].path == "Schemas/ZZAA_MT000009UK01.xsd"
    assert kinds == []


def test_cmets_and_templates_are_told_by_section_and_id():
    cmets, _ = parsed(
        artefact(2, "1.1", "A_B", "ZZAA_MT000001UK02"), model_icons(), section="CMET Definitions"
    )
    templates, _ = parsed(
        artefact(2, "1.1", "Author", "COCD_TP145999UK03"),
        model_icons(schema="COCD_TP145999UK03"),
        section="Template Definitions for Roles",
    )
    assert [each.kind for each in (*cmets, *templates)] == ["cmet", "template"]


def test_link_left_over_without_anything_to_see_does_not_count():
    ghost = '<a title="View RMIM" href="../Tabular%20View/ZZAA_RM000001UK01.htm"><span></span></a>'
    (one,), kinds = parsed(
        artefact(2, "7.1", "Slot request", "ZZAA_MT000001UK02"), ghost, model_icons()
    )
    assert len(one.rmim_links) == 1
    assert kinds == []


def test_text_link_that_says_view_counts():
    words = '<a href="../Tabular%20View/ZZAA_RM000001UK02.htm">View R-MIM</a>'
    (one,), _ = parsed(artefact(2, "7.1", "Slot request", "ZZAA_MT000001UK02"), words)
    assert one.rmim_links[0].path == "Domains/Slots/Tabular View/ZZAA_RM000001UK02.htm"


def test_missing_and_doubled_links_are_found():
    more = icon("image004.gif", "../Tabular%20View/ZZAA_HD000009UK01-NoEdit.htm")
    table = icon("image004.gif", "../Tabular%20View/ZZAA_HD000001UK02-NoEdit.htm")
    _, kinds = parsed(artefact(2, "7.1", "Slot", "ZZAA_MT000001UK02"), more, table)
    assert sorted(kinds) == [
        "doubled-tabular-view-link",
        "missing-r-mim-link",
        "missing-schema-link",
    ]


def test_icon_of_another_kind_than_its_target_is_found_and_the_target_wins():
    odd = icon("icon_mif.gif", "../../../Schemas/ZZAA_MT000001UK02.xsd")
    model = icon("image003.gif", "../Tabular%20View/ZZAA_RM000001UK02.htm")
    table = icon("image004.gif", "../Tabular%20View/ZZAA_HD000001UK02-NoEdit.htm")
    (one,), kinds = parsed(artefact(2, "7.1", "Slot", "ZZAA_MT000001UK02"), model, table, odd)
    assert one.mif_links == ()
    assert one.schema_links[0].path == "Schemas/ZZAA_MT000001UK02.xsd"
    assert kinds == ["icon-differs-from-target"]


def test_later_section_that_repeats_an_id_defines_nothing():
    definitions, _ = parsed(
        artefact(2, "7.1", "Slot", "ZZAA_MT000001UK02"),
        model_icons(),
        heading(1, "9", "Changes for v4.4"),
        heading(2, "9.1", "Change to ZZAA_MT000001UK02.xsd"),
    )
    assert len(definitions) == 1


def test_page_without_such_a_section_may_define_one_message_as_a_whole():
    data = page(
        heading(1, "2", "Everything's R-MIM (ZZAA_RM000001UK02)"),
        model_icons().partition("&nbsp;<a")[0] + "</p>",
        icon("image004.gif", "Tabular View/ZZAA_HD000001UK02-NoEdit.htm"),
        heading(1, "3", "Everything's schema. (ZZAA_MT000001UK02.xsd)"),
        icon("image005.gif", "../../../Schemas/ZZAA_MT000001UK02.xsd"),
    )
    manual = parse_manual(PAGE, data)
    assert [(each.id, each.title) for each in manual.definitions] == [
        ("ZZAA_MT000001UK02", "Everything's schema")
    ]
    assert manual.definitions[0].description == ""
    assert len(manual.definitions[0].tabular_links) == 1
    assert [each.kind for each in manual.findings] == ["definition-without-section"]
