"""Each rule of precedence does what it says, and each loser is one finding that names its rule."""

import pytest

from mimcli.model.findings import Finding
from mimcli.model.named import Named
from mimcli.model.statements import DynamicInteraction, InteractionStatement, SchemaStatement
from mimcli.reconcile.interactions import Accounts, Known, reconcile_interaction

SUBJECT = "ZZAA_IN000001UK03"
FIELDS = {
    "sending_role": "sending_roles",
    "receiving_role": "receiving_roles",
    "trigger_event": "trigger_events",
    "transmission_wrapper": "transmission_wrappers",
    "control_act_wrapper": "control_act_wrappers",
    "message_type": "message_types",
}
GOOD = {
    "sending_role": "ZZAA_AR000001UK01",
    "receiving_role": "ZZAA_AR000002UK01",
    "trigger_event": "ZZAA_TE000001UK01",
    "transmission_wrapper": "MCCI_MT000001UK12",
    "control_act_wrapper": "MCAI_MT000001UK03",
    "message_type": "ZZAA_MT000001UK02",
}
OTHER = {
    "sending_role": "ZZAA_AR000003UK01",
    "receiving_role": "ZZAA_AR000004UK01",
    "trigger_event": "ZZAA_TE000002UK01",
    "transmission_wrapper": "MCCI_MT000002UK12",
    "control_act_wrapper": "QUQI_MT000002UK03",
    "message_type": "ZZAA_MT000002UK02",
}
DEFINED = {*GOOD.values(), *OTHER.values()}
ROOTS = {
    GOOD["message_type"]: "Slot",
    OTHER["message_type"]: "Booking",
    "ZZAA_MT000009UK01": "slot",
}


def manual(**ids: str) -> InteractionStatement:
    fields = {FIELDS[relation]: (Named(one, "Words"),) for relation, one in ids.items() if one}
    return InteractionStatement(SUBJECT, "Title", "6.1", SUBJECT, "", **fields)


def xml(**ids: str) -> DynamicInteraction:
    fields = {FIELDS[relation]: (one,) for relation, one in ids.items() if one}
    if "message_types" in fields:
        fields["payloads"] = fields.pop("message_types")
    return DynamicInteraction(SUBJECT, **fields)


def schema(includes: tuple[str, ...] = (), carried: tuple[str, ...] = ()) -> SchemaStatement:
    references = tuple(("include", f"Schemas/{one}.xsd") for one in includes)
    return SchemaStatement(
        f"Schemas/{SUBJECT}.xsd", "urn:hl7-org:v3", references, (), (), carried=carried
    )


def reconciled(
    page: InteractionStatement | None = None,
    dynamic: DynamicInteraction | None = None,
    xsd: SchemaStatement | None = None,
) -> tuple[dict[str, tuple[str, ...]], dict[str, str], list[Finding]]:
    """The relations, their sources, and the findings."""
    accounts = Accounts(SUBJECT, page, "IM.htm", dynamic, "x.xml", xsd)
    rows, findings = reconcile_interaction(accounts, Known(DEFINED.__contains__, ROOTS))
    relations: dict[str, tuple[str, ...]] = {}
    for row in rows:
        relations[row.relation] = (*relations.get(row.relation, ()), row.object)
    return relations, {row.relation: row.sources for row in rows}, findings


def losers(findings: list[Finding]) -> list[tuple[str, str, str]]:
    found = [one for one in findings if one.kind == "overruled-relation"]
    return [(one.page, one.chosen, one.rule) for one in found]


def test_three_agreeing_accounts_are_one_truth_without_findings():
    relations, sources, findings = reconciled(
        manual(**GOOD), xml(**GOOD), schema(tuple(GOOD.values())[3:], tuple(GOOD.values())[3:])
    )
    assert relations == {key: (one,) for key, one in GOOD.items()} | {
        "wire_payload": (GOOD["message_type"],)
    }
    assert sources["trigger_event"] == "manual,xml"
    assert sources["message_type"] == "manual,xml,schema"
    assert findings == []


@pytest.mark.parametrize("relation", ["sending_role", "receiving_role", "trigger_event"])
def test_the_manual_wins_over_the_xml(relation):
    relations, _, findings = reconciled(manual(**GOOD), xml(**(GOOD | {relation: OTHER[relation]})))
    assert relations[relation] == (GOOD[relation],)
    assert losers(findings) == [("x.xml", GOOD[relation], "manual-first")]


@pytest.mark.parametrize("relation", list(GOOD))
@pytest.mark.parametrize("damaged", ["ZZAA_MT00", "ZZAA_ST000001UK01", "ZZAA_{}999999UK01"])
def test_a_damaged_id_of_the_manual_loses_to_a_sound_one(relation, damaged):
    """Cut short, of another kind, or defined nowhere."""
    bad = damaged.format(GOOD[relation][5:7])
    relations, sources, findings = reconciled(manual(**(GOOD | {relation: bad})), xml(**GOOD))
    assert relations[relation] == (GOOD[relation],)
    assert sources[relation] == "xml"
    assert losers(findings) == [("IM.htm", GOOD[relation], "defined-only")]


def test_a_damaged_id_that_nothing_betters_stays_and_is_found():
    relations, _, findings = reconciled(manual(**(GOOD | {"trigger_event": "ZZAA_TE00"})))
    assert relations["trigger_event"] == ("ZZAA_TE00",)
    assert [(one.kind, one.severity) for one in findings] == [("damaged-id", "error")]


def test_what_only_the_xml_states_is_taken_from_it():
    relations, sources, findings = reconciled(manual(**(GOOD | {"trigger_event": ""})), xml(**GOOD))
    assert relations["trigger_event"] == (GOOD["trigger_event"],)
    assert sources["trigger_event"] == "xml"
    assert [(one.kind, one.page, one.severity) for one in findings] == [
        ("missing-relation", "IM.htm", "info")
    ]


def test_what_the_xml_leaves_out_is_one_finding():
    partial = xml(**(GOOD | {"sending_role": "", "trigger_event": ""}))
    _, _, findings = reconciled(manual(**GOOD), partial)
    (finding,) = findings
    assert (finding.kind, finding.page) == ("missing-relation", "x.xml")
    assert finding.detail == "The interaction XML states no sending role, trigger event."


def test_a_receiver_that_repeats_the_sender_loses_to_the_xml():
    copied = GOOD | {"receiving_role": GOOD["sending_role"]}
    relations, _, findings = reconciled(manual(**copied), xml(**GOOD))
    assert relations["receiving_role"] == (GOOD["receiving_role"],)
    assert losers(findings) == [("IM.htm", GOOD["receiving_role"], "sender-is-not-receiver")]


def test_a_receiver_that_repeats_the_sender_stays_where_the_xml_says_so_too():
    copied = GOOD | {"receiving_role": GOOD["sending_role"]}
    relations, _, findings = reconciled(manual(**copied), xml(**copied))
    assert relations["receiving_role"] == (GOOD["sending_role"],)
    assert findings == []


@pytest.mark.parametrize("relation", ["transmission_wrapper", "control_act_wrapper"])
def test_the_schemas_wrappers_win_over_both(relation):
    relations, sources, findings = reconciled(
        manual(**GOOD), xml(**GOOD), schema((OTHER[relation],), (OTHER[relation],))
    )
    assert relations[relation] == (OTHER[relation],)
    assert sources[relation] == "schema"
    assert losers(findings) == [
        ("IM.htm", OTHER[relation], "wire-wrappers"),
        ("x.xml", OTHER[relation], "wire-wrappers"),
    ]


def test_types_that_a_schema_carries_count_before_its_includes():
    carried, included = GOOD["transmission_wrapper"], OTHER["transmission_wrapper"]
    relations, _, findings = reconciled(xsd=schema((included, carried), (carried,)))
    assert relations == {"transmission_wrapper": (carried,)}
    assert [(one.kind, one.chosen, one.severity) for one in findings] == [
        ("unused-include", carried, "info")
    ]


def test_an_included_payload_without_any_type_is_believed_for_want_of_better():
    payload = GOOD["message_type"]
    relations, _, findings = reconciled(xsd=schema((payload,)))
    assert relations == {"message_type": (payload,), "wire_payload": (payload,)}
    assert [one.kind for one in findings] == ["unused-include"]


def test_shared_models_are_no_payload():
    relations, _, _ = reconciled(xsd=schema(("UKCT_MT000001UK01", "COCD_TP000001UK01")))
    assert relations == {}


def test_a_modelled_and_a_wire_form_of_one_root_element_are_both_kept():
    wire = "ZZAA_MT000009UK01"
    relations, _, findings = reconciled(
        manual(**GOOD), xml(**(GOOD | {"message_type": wire})), schema((wire,), (wire,))
    )
    assert relations["message_type"] == (GOOD["message_type"],)
    assert relations["wire_payload"] == (wire,)
    assert findings == []


def test_a_payload_of_another_root_element_is_kept_beside_and_found():
    wire = OTHER["message_type"]
    relations, _, findings = reconciled(manual(**GOOD), None, schema((wire,), (wire,)))
    assert relations["message_type"] == (GOOD["message_type"],)
    assert relations["wire_payload"] == (wire,)
    assert [(one.kind, one.rule) for one in findings] == [("payload-differs", "model-and-wire")]


def test_a_payload_of_no_message_type_is_named():
    odd = SchemaStatement("Schemas/x.xsd", "urn:hl7-org:v3", (), (), (), foreign=("letter",))
    relations, _, findings = reconciled(xsd=odd)
    assert relations == {}
    assert [(one.kind, "letter" in one.detail) for one in findings] == [("foreign-payload", True)]
