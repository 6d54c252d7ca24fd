"""Schemas that refer to what is not there: one finding for a file, one for a whole folder."""

from mimcli.model.publication import SchemaReferenceRow
from mimcli.reconcile.schemas import missing_files


def reference(schema: str, target: str, missing: int = 1, kind: str = "include"):
    return SchemaReferenceRow(schema, 0, kind, target, missing)


def test_a_folder_of_which_nothing_is_there_is_one_finding():
    """It says how many refer to it, and to how many of its files; others stay by themselves."""
    references = [
        reference("Schemas/A.xsd", "TemplateSchemas/X.xsd"),
        reference("Schemas/A.xsd", "TemplateSchemas/Y.xsd"),
        reference("Schemas/B.xsd", "TemplateSchemas/X.xsd"),
        reference("Schemas/B.xsd", "dt/there.xsd", missing=0),
        reference("Schemas/B.xsd", "dt/gone.xsd", kind="import"),
        reference("Schemas/C.xsd", "gone.xsd"),
    ]
    found = list(missing_files([], {}, references))
    assert [(one.kind, one.subject, one.page) for one in found] == [
        ("missing-include", "TemplateSchemas/", "Schemas/A.xsd"),
        ("missing-include", "dt/gone.xsd", "Schemas/B.xsd"),
        ("missing-include", "gone.xsd", "Schemas/C.xsd"),
    ]
    assert [one.detail for one in found] == [
        "It is not there, and Schemas/A.xsd and 1 more include 2 files of it.",
        "It is not there, and Schemas/B.xsd imports it.",
        "It is not there, and Schemas/C.xsd includes it.",
    ]
