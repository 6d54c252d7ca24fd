"""Each example belongs to what the manual, the example itself, or its name says."""

from mimcli.model.statements import ExampleStatement, Link
from mimcli.reconcile.examples import reconcile_examples

ARTEFACTS = dict.fromkeys(
    ("ZZAA_MT000001UK02", "ZZAA_MT000002UK02", "ZZAA_IN000001UK03", "POCD_MT000001UK04"), None
)


def owners(path: str, root: str = "Slot", schema: str = "", linked: str = "") -> dict[str, str]:
    """Artefact to origin."""
    links = [(linked, Link(path.upper()))] if linked else []
    rows = reconcile_examples(
        links, [ExampleStatement(path, root, schema)], ARTEFACTS, {path.lower(): path}
    )
    assert all(row.path == path for row in rows)
    return {row.artefact: row.origin for row in rows}


def test_a_link_counts_and_the_name_does_not_beside_it():
    path = "Examples/Slots/ZZAA_EX000001UK02_01.xml"
    assert owners(path, linked="ZZAA_MT000002UK02") == {"ZZAA_MT000002UK02": "link"}


def test_the_name_counts_where_nothing_else_does():
    path = "Examples/Slots/ZZAA_EX000001UK02_01.xml"
    assert owners(path) == {"ZZAA_MT000001UK02": "name"}
    assert owners(path, schema="Schemas/ZZAA_MT000001UK01.xsd") == {"ZZAA_MT000001UK02": "name"}


def test_a_whole_interaction_belongs_to_the_interaction():
    path = "Examples/Slots/ZZAA_EX000001UK02_01.xml"
    schema = "Schemas/ZZAA_IN000001UK03.xsd"
    assert owners(path, "ZZAA_IN000001UK03", schema) == {"ZZAA_IN000001UK03": "root"}
    assert owners(path, "ZZAA_IN000001UK03", linked="ZZAA_MT000001UK02") == {
        "ZZAA_MT000001UK02": "link",
        "ZZAA_IN000001UK03": "root",
    }


def test_whole_interactions_among_the_pages_count_and_nothing_else_there():
    path = "Domains/X/Document Files/ZZAA_EX000001UK02_01.xml"
    assert owners(path, "ZZAA_IN000001UK03") == {"ZZAA_IN000001UK03": "root"}
    assert owners(path) == {}


def test_a_wire_document_belongs_to_its_domains_model_and_to_the_wire_form():
    path = "Examples/Slots/ZZAA_EX000001UK02_01.xml"
    wire = "Schemas/POCD_MT000001UK04.xsd"
    assert owners(path, "ClinicalDocument", wire, linked="ZZAA_MT000001UK02") == {
        "ZZAA_MT000001UK02": "link",
        "POCD_MT000001UK04": "schema",
    }


def test_a_wire_document_that_no_manual_links_belongs_to_its_domains_model_by_its_name():
    path = "Examples/Slots/ZZAA_EX000001UK02_02.xml"
    assert owners(path, "ClinicalDocument", "Schemas/POCD_MT000001UK04.xsd") == {
        "POCD_MT000001UK04": "schema",
        "ZZAA_MT000001UK02": "name",
    }


def test_a_templated_document_belongs_to_its_domains_model():
    path = "TemplatedExamples/Slots/ZZAA_EX000001UK02_01.xml"
    own = "Schemas/ZZAA_MT000001UK02.xsd"
    assert owners(path, "ClinicalDocument", own) == {"ZZAA_MT000001UK02": "schema"}


def test_loose_examples_are_superseded_unless_linked():
    path = "Examples/ZZAA_EX000001UK02_01.xml"
    assert owners(path, "ZZAA_IN000001UK03", "Schemas/ZZAA_MT000001UK02.xsd") == {}
    assert owners(path, linked="ZZAA_MT000001UK02") == {"ZZAA_MT000001UK02": "link"}
