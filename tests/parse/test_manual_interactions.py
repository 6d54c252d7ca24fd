"""Interactions: relations, responsibilities, schema links and their faults."""

from manual_markup import PAGE, artefact, heading, icon, page, relations, row, table

from mimcli.model.named import Named
from mimcli.model.statements import InteractionStatement
from mimcli.parse.manual import parse_manual

SCHEMA = f"<p>{icon('image002.gif', '../../../Schemas/ZZAA_IN000001UK03.xsd')}</p>"


def parsed(*below: str, section: str = "Interactions", level: int = 2):
    data = page(
        heading(1, "6", section),
        artefact(level, "6.1", "Slot request", "ZZAA_IN000001UK03"),
        "<p>Asks for a slot.</p>",
        *below,
    )
    manual = parse_manual(PAGE, data)
    assert len(manual.interactions) == 1
    return manual.interactions[0], [each.kind for each in manual.findings]


def test_six_relations_by_label_with_id_and_name():
    interaction, kinds = parsed(relations(), SCHEMA)
    assert interaction.sending_roles == (Named("ZZAA_AR000001UK01", "Asker"),)
    assert interaction.receiving_roles == (Named("ZZAA_AR000002UK01", "Answerer"),)
    assert interaction.trigger_events == (Named("ZZAA_TE000001UK01", "Slot asked for"),)
    assert interaction.transmission_wrappers == (Named("MCCI_MT010101UK12", "Send It"),)
    assert interaction.control_act_wrappers == (Named("MCAI_MT040101UK03", "Control It"),)
    assert interaction.message_types == (Named("ZZAA_MT000001UK02", "Slot request"),)
    assert interaction.description == "Asks for a slot."
    assert kinds == []


def test_three_receiving_roles_are_all_kept_in_order():
    extra = [row("Receiving Role", f"R{n}", f"ZZAA_AR00001{n}UK01") for n in (1, 2)]
    interaction, _ = parsed(relations(*extra), SCHEMA)
    assert [each.title for each in interaction.receiving_roles] == ["Answerer", "R1", "R2"]


def test_no_message_type_row_is_no_fault():
    interaction, kinds = parsed(relations(without=("Message Type",)), SCHEMA)
    assert interaction.message_types == ()
    assert kinds == []


def test_id_split_over_two_links_is_read_from_the_text_of_the_cell():
    split = (
        '<tr><td>Trigger Event</td><td>Second</td><td><a href="#x"><font>ZZ</font></a>'
        '<span><a title="View" href="#y">AA_TE000002UK01</a></span></td></tr>'
    )
    interaction, kinds = parsed(relations(split, without=("Trigger Event",)), SCHEMA)
    assert interaction.trigger_events == (Named("ZZAA_TE000002UK01", "Second"),)
    assert kinds == []


def test_visible_id_counts_not_the_target_of_its_link():
    wrong = (
        "<tr><td>Message Type</td><td>It</td>"
        '<td><a href="Other.htm#ZZAA_MT000009UK01">ZZAA_MT000003UK01</a></td></tr>'
    )
    interaction, _ = parsed(relations(wrong, without=("Message Type",)), SCHEMA)
    assert interaction.message_types[0].id == "ZZAA_MT000003UK01"


def test_relation_without_id_keeps_its_words_and_is_found():
    interaction, kinds = parsed(
        relations(row("Trigger Event", "Said elsewhere", ""), without=("Trigger Event",)), SCHEMA
    )
    assert interaction.trigger_events == (Named("", "Said elsewhere"),)
    assert kinds == ["odd-relation"]


def test_odd_ids_are_kept_as_they_stand_for_the_reconciliation_to_judge():
    """Cut short, or of another kind."""
    interaction, kinds = parsed(
        relations(
            row("Message Type", "Slot", "ZZAA_MT00000"),
            row("Sending Role", "Odd", "ZZAA_TE000001UK01"),
            without=("Message Type", "Sending Role"),
        ),
        SCHEMA,
    )
    assert interaction.message_types == (Named("ZZAA_MT00000", "Slot"),)
    assert interaction.sending_roles == (Named("ZZAA_TE000001UK01", "Odd"),)
    assert kinds == []


def test_batch_rows_are_no_relations_and_a_wrong_label_is_found():
    interaction, kinds = parsed(
        relations(
            row("Batch Wrapper", "Send Batch", "ZZAA_IN000001UK03"),
            row("Send Batch", "Send Batch", "ZZAA_IN000001UK03"),
            row("Message Wrapper", "n/a", ""),
            row("Message Type", "n/a", ""),
            without=("Message Type",),
        ),
        SCHEMA,
        section="Batching",
        level=3,
    )
    assert interaction.message_types == ()
    assert len(interaction.transmission_wrappers) == 1
    assert kinds == ["odd-row-label"]


def test_responsibilities_are_no_relations():
    answers = table(
        "<tr><td>Reason</td><td>Interaction</td></tr>",
        "<tr><td>Went well</td><td>Yes: <a>ZZAA_IN000002UK01</a></td></tr>",
        "<tr><td>Went badly</td><td>ZZAA_IN000003UK01 or ZZAA_IN000004UK01</td></tr>",
    )
    interaction, kinds = parsed(
        relations(), SCHEMA, "<p>Receiver Responsibilities</p>", answers, "<p>NB: more.</p>"
    )
    assert [(each.reason, each.interactions) for each in interaction.responsibilities] == [
        ("Went well", ("ZZAA_IN000002UK01",)),
        ("Went badly", ("ZZAA_IN000003UK01", "ZZAA_IN000004UK01")),
    ]
    assert interaction.notes == "NB: more."
    assert kinds == []


def test_wrong_schema_link_is_kept_for_the_reconciliation_to_judge():
    wrong = f"<p>{icon('image002.gif', '../../../Schemas/ZZAA_IN000002UK01.xsd')}</p>"
    interaction, kinds = parsed(relations(), wrong)
    assert [each.path for each in interaction.schema_links] == ["Schemas/ZZAA_IN000002UK01.xsd"]
    assert kinds == []


def test_doubled_schema_link_keeps_both_in_order():
    other = f"<p>{icon('image002.gif', '../../../Schemas/ZZAA_IN000002UK01.xsd')}</p>"
    interaction, kinds = parsed(relations(), other, SCHEMA)
    assert [each.path for each in interaction.schema_links] == [
        "Schemas/ZZAA_IN000002UK01.xsd",
        "Schemas/ZZAA_IN000001UK03.xsd",
    ]
    assert kinds == []


def test_interaction_without_table_or_schema_is_still_there():
    interaction, kinds = parsed()
    assert isinstance(interaction, InteractionStatement)
    assert interaction.sending_roles == ()
    assert kinds == ["interaction-without-table", "missing-schema-link"]


def test_table_within_a_cell_gives_no_rows_of_its_own():
    inner = table(row("Sending Role", "Inner", "ZZAA_AR000009UK01"))
    interaction, _ = parsed(relations(f"<tr><td>Batch Wrapper</td><td>{inner}</td></tr>"), SCHEMA)
    assert [each.title for each in interaction.sending_roles] == ["Asker"]
