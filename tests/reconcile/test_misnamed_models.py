"""MIF files that hold another model than their name says, and whose file a model's is."""

import re

import pytest

from mimcli.model.publication import DefinitionRow
from mimcli.model.statements import ModelStatement
from mimcli.reconcile.models import misnamed_models


def model(path: str, name: str) -> ModelStatement:
    return ModelStatement(f"Mif/{path}", name, "", "")


def test_a_file_named_after_another_model_is_told_of_whose_file_it_is():
    models = (
        model("ZZAA_RM000001UK06-Bed.mif", "ZZAA_RM000001UK01"),
        model("ZZAA_RM000002UK01_Placeholder.mif", "Placeholder"),
        model("ZZAA_RM000003UK01 - Bed.mif", "zzaa_rm000003uk01"),
        model("ZZAA_RM000004UK01.mif", ""),
        model("Loose.mif", "ZZAA_RM000005UK01"),
    )
    owner = DefinitionRow("ZZAA_MT000001UK01", None, None, None, None, None, models[0].path, None)
    found = [
        (one.kind, one.subject, one.severity, one.rule) for one in misnamed_models(models, [owner])
    ]
    assert found == [
        ("other-model-name", "ZZAA_MT000001UK01", "warning", "file-by-id"),
        ("other-model-name", models[1].path, "info", ""),
    ]


@pytest.mark.corpus
def test_the_misnamed_models_are_all_seen_and_no_definition_has_a_placeholder(raw, real_index):
    expected = set()
    for path in raw.matching(r"Mif/[A-Z]{4}_[A-Z]{2}\d{6}UK\d\d[^/]*\.mif"):
        name = re.search(r"<(?:\w+:)?staticModel\b[^>]*?\bname=\"([^\"]*)\"", raw.text(path))
        if name and not path.startswith(f"Mif/{name[1]}"):
            expected.add(path)
    told = {
        row[0]
        for row in real_index.execute("SELECT page FROM finding WHERE kind = 'other-model-name'")
    }
    assert told == expected
    assert len(expected) > 10
    files = {row[0] for row in real_index.execute("SELECT mif FROM definition")}
    assert {path for path in files & expected if "laceholder" in path.lower()} == set()
