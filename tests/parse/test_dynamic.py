"""The machine-readable table of interactions."""

import re

import pytest
import second_route as route

from mimcli.model.statements import DynamicInteraction
from mimcli.parse.dynamic import RELATIONS, parse_dynamic_model
from mimcli.parse.manual import parse_manual

PAGE = "interaction xml files/Slots_Interactions.xml"
FULL = """<?xml version="1.0" encoding="UTF-8"?>
<artifactPackage><dynamicModel><formalName>Wrong</formalName>
 <interaction id="ZZAA_IN000001UK03"><Models>
  <sendingRole modelId="ZZAA_AR000001UK01"/>
  <receivingRole modelId="ZZAA_AR000002UK01"/><receivingRole modelId="ZZAA_AR000003UK01"/>
  <triggerEvent modelId="ZZAA_TE000001UK01"/>
  <transmissionWrapper modelId="MCCI_MT010101UK12"/>
  <controlActWrapper modelId="MCAI_MT040101UK03"/>
  <payload modelId="ZZAA_MT000001UK02"/></Models></interaction>
</dynamicModel><dynamicModel>
 <interaction id="ZZAA_IN000002UK01"><Models><batchWrapper modelId="ZZAA_IN000002UK01"/></Models>
 </interaction></dynamicModel></artifactPackage>
"""


def interaction(models: str) -> str:
    return (
        "<artifactPackage><dynamicModel><interaction id='ZZAA_IN000001UK03'>"
        f"<Models>{models}</Models></interaction></dynamicModel></artifactPackage>"
    )


def test_interactions_of_all_dynamic_models_with_their_relations():
    model = parse_dynamic_model(PAGE, FULL.encode())
    assert model.interactions == (
        DynamicInteraction(
            "ZZAA_IN000001UK03",
            ("ZZAA_AR000001UK01",),
            ("ZZAA_AR000002UK01", "ZZAA_AR000003UK01"),
            ("ZZAA_TE000001UK01",),
            ("MCCI_MT010101UK12",),
            ("MCAI_MT040101UK03",),
            ("ZZAA_MT000001UK02",),
        ),
        DynamicInteraction("ZZAA_IN000002UK01"),
    )
    assert model.findings == ()


def test_truncated_id_is_kept_for_the_reconciliation_to_judge():
    model = parse_dynamic_model(PAGE, interaction('<payload modelId="ZZAA_MT00000"/>').encode())
    assert model.interactions[0].payloads == ("ZZAA_MT00000",)
    assert model.findings == ()


def test_id_of_another_kind_is_kept_for_the_reconciliation_to_judge():
    data = interaction('<sendingRole modelId="ZZAA_IN000001UK03"/>').encode()
    model = parse_dynamic_model(PAGE, data)
    assert model.interactions[0].sending_roles == ("ZZAA_IN000001UK03",)
    assert model.findings == ()


def test_unknown_relation_is_found():
    data = interaction('<postman modelId="ZZAA_AR000001UK01"/>').encode()
    assert [each.kind for each in parse_dynamic_model(PAGE, data).findings] == ["odd-relation"]


def test_interaction_stated_twice_is_kept_twice():
    data = FULL.replace("ZZAA_IN000002UK01", "ZZAA_IN000001UK03").encode()
    ids = [each.id for each in parse_dynamic_model(PAGE, data).interactions]
    assert ids == ["ZZAA_IN000001UK03"] * 2


def test_cut_off_file_gives_what_it_holds_and_an_error():
    data = FULL.encode()[: FULL.index("<batchWrapper")]
    model = parse_dynamic_model(PAGE, data)
    assert [each.id for each in model.interactions] == ["ZZAA_IN000001UK03", "ZZAA_IN000002UK01"]
    assert [(each.kind, each.severity) for each in model.findings] == [("malformed-xml", "error")]


@pytest.fixture(scope="module")
def real_models(real_pages):
    paths = real_pages.under("interaction xml files/", ".xml")
    assert len(paths) > 10
    return {path: parse_dynamic_model(path, real_pages.read(path)) for path in paths}


@pytest.mark.corpus
def test_real_interactions_equal_those_of_the_raw_text(real_models, real_pages):
    total = 0
    for path, model in real_models.items():
        text = route.text_of(real_pages.read(path))
        blocks = re.findall(r'(?s)<interaction id="([^"]*)">(.*?)</interaction>', text)
        there = [(name, re.findall(r'<(\w+) modelId="([^"]*)"', body)) for name, body in blocks]
        here = [
            (
                each.id,
                [
                    (element, artefact)
                    for element, field in RELATIONS.items()
                    for artefact in getattr(each, field)
                ],
            )
            for each in model.interactions
        ]
        assert [(name, sorted(models)) for name, models in here] == [
            (name, sorted(pair for pair in models if pair[0] != "batchWrapper"))
            for name, models in there
        ]
        total += len(here)
    assert total > 200


@pytest.mark.corpus
def test_real_interactions_are_those_of_the_manuals(real_models, real_pages):
    stated = [each.id for model in real_models.values() for each in model.interactions]
    manuals = [
        parse_manual(path, real_pages.read(path)) for path in real_pages.under("Domains/", "IM.htm")
    ]
    headed = [each.id for manual in manuals for each in manual.interactions]
    assert sorted(stated) == sorted(headed)
    assert len(set(stated)) == len(stated)
