"""The parsers read out of the synthetic MiM's pages what its records say."""

from dataclasses import fields

import pytest

from mimcli.parse.dynamic import parse_dynamic_model
from mimcli.parse.manual import parse_manual
from mimcli.parse.menu import parse_menu
from mimcli.parse.mif import parse_model
from mimcli.parse.schema import parse_schema
from mimcli.parse.tabular import parse_tabular_view
from support import expected
from support.manual_pages import artefact_links
from support.model_files import stated_in_xml
from support.records import SyntheticDefinition, SyntheticDomain
from support.synthetic import default_mim, files_of, renumbered

MIM = default_mim()
FILES = files_of(MIM)
MODELS = list(MIM.definitions())


@pytest.mark.parametrize(
    ("folder", "definition"), MODELS, ids=lambda each: getattr(each, "id", each)
)
def test_tabular_view_has_the_rows_it_was_built_from(
    folder: str, definition: SyntheticDefinition
) -> None:
    page = f"Domains/{folder}/Tabular View/{definition.hd_id}-NoEdit.{definition.table.extension}"
    view = parse_tabular_view(page, FILES[page])
    names = [each.name for each in fields(expected.ExpectedRow)]
    found = [expected.ExpectedRow(*(getattr(row, name) for name in names)) for row in view.rows]
    assert found == expected.expected_rows(definition.table)
    assert view.id == definition.hd_id
    assert view.rmim_id == (definition.table.title_id or definition.rm_id)
    assert view.generation == definition.table.generation
    assert not view.findings


@pytest.mark.parametrize("mim", [MIM, renumbered(MIM)], ids=["usual", "renumbered"])
@pytest.mark.parametrize("name", [each.menu for each in MIM.domains])
def test_manual_says_what_it_was_built_from(mim: object, name: str) -> None:
    """Whatever the section numbers are."""
    assert isinstance(mim, type(MIM))
    domain: SyntheticDomain = mim.domain(name)
    statement = parse_manual(domain.manual, files_of(mim)[domain.manual])
    where = expected.sections(domain)
    for records, statements in (
        (domain.roles, statement.application_roles),
        (domain.triggers, statement.trigger_events),
    ):
        assert [(each.id, each.title) for each in records] == [
            (each.id, each.title) for each in statements
        ]
    for records, statements in (
        (domain.interactions, statement.interactions),
        (domain.definitions, statement.definitions),
    ):
        assert [(each.id, each.title, where[each.id]) for each in records] == [
            (each.id, each.title, each.section) for each in statements
        ]
    assert domain.version.startswith(statement.version)


@pytest.mark.parametrize("domain", MIM.domains, ids=lambda each: each.menu)
def test_relations_and_links_of_a_manual(domain: SyntheticDomain) -> None:
    statement = parse_manual(domain.manual, FILES[domain.manual])
    assert len(statement.interactions) == len(domain.interactions)
    for record, stated in zip(domain.interactions, statement.interactions, strict=True):
        for wanted, found in (
            ((record.sending,), stated.sending_roles),
            (record.receiving, stated.receiving_roles),
            ((record.trigger,), stated.trigger_events),
            ((record.transmission,), stated.transmission_wrappers),
            ((record.control_act,), stated.control_act_wrappers),
            ((record.message_type,), stated.message_types),
        ):
            assert [each for each in wanted if each] == [each.id for each in found if each.id]
        responses = tuple((each.reason, each.interactions) for each in stated.responsibilities)
        assert record.responses == responses
        links = [f"Schemas/{each}.xsd" for each in record.schema_links or (record.id,)]
        assert links == [each.path for each in stated.schema_links]
        assert stated.description
    for record, stated in zip(domain.definitions, statement.definitions, strict=True):
        for kind, target in artefact_links(domain.folder, record):
            assert [each.path for each in getattr(stated, f"{kind}_links")] == [target]
        examples = [f"Examples/{each}" for each in record.examples]
        assert examples == [each.path for each in stated.example_links]


def test_menu_has_its_entries_in_order() -> None:
    menu = parse_menu("Core/Contents.htm", FILES["Core/Contents.htm"])
    assert [(each.name, each.category, each.status) for each in menu.entries] == (
        expected.expected_menu(MIM)
    )
    pages = {each.name: each.page for each in menu.entries}
    assert {each.menu: each.manual for each in MIM.domains}.items() <= pages.items()
    assert not menu.findings


def test_interaction_xml_says_what_it_was_built_from() -> None:
    stated = {
        each.id: each
        for path, data in FILES.items()
        if path.startswith("interaction xml files/")
        for each in parse_dynamic_model(path, data).interactions
    }
    records = [each for domain in MIM.domains for each in domain.interactions]
    assert sorted(stated) == sorted(each.id for each in records)
    names = {
        "sendingRole": "sending_roles",
        "receivingRole": "receiving_roles",
        "triggerEvent": "trigger_events",
        "transmissionWrapper": "transmission_wrappers",
        "controlActWrapper": "control_act_wrappers",
        "payload": "payloads",
    }
    for record in records:
        rows = [row for row in stated_in_xml(record) if row[0] in names]
        for tag, name in names.items():
            wanted = tuple(model for each, model in rows if each == tag)
            assert getattr(stated[record.id], name) == wanted


def test_schemas_and_models_state_what_they_were_built_from() -> None:
    truth = expected.expected_interactions(MIM)
    for identifier, interaction in truth.items():
        schema = parse_schema(interaction.schema, FILES[interaction.schema])
        assert schema.elements == (identifier,)
        parts = (
            interaction.transmission_wrapper,
            interaction.control_act_wrapper,
            interaction.wire_payload,
        )
        targets = {target for _, target in schema.references}
        assert targets <= set(FILES)
        assert {f"Schemas/{part}.xsd" for part in parts if part} <= targets
    for _, definition in MODELS:
        if definition.mif:
            model = parse_model(f"Mif/{definition.mif}", FILES[f"Mif/{definition.mif}"])
            assert model.entry_class == definition.table.root
            assert model.entry_name == definition.title
