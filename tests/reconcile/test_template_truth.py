"""Template constraints, template lists and the pages of definitions."""

from mimcli.model.publication import DefinitionRow
from mimcli.model.statements import DefinitionStatement, Link
from mimcli.model.templates import (
    ConstraintConfiguration,
    ConstraintStatement,
    ListedTemplate,
    ParentModels,
    RecordElement,
    RecordElementsStatement,
    TemplateConfiguration,
    TemplateListStatement,
)
from mimcli.reconcile.templates import (
    definition_pages,
    list_templates,
    reconcile_constraints,
    record_elements,
)

FIRST, SECOND, THIRD = "COCD_TP900001UK01", "COCD_TP900002UK01", "COCD_TP900003UK01"
ROLE = "NPFIT-900001#Role"
SCHEMA = "TemplateSchemas/NPFIT-900001_Role.xsd"


def page(*templates: str) -> ConstraintStatement:
    links = tuple(Link(f"Domains/Templates/Tabular View/{one}.htm") for one in templates)
    return ConstraintStatement("Domains/Own/NPFIT-900001_Role.htm", ROLE, "Role", "2", "Who", links)


def configuration(*templates: str) -> TemplateConfiguration:
    one = ConstraintConfiguration(
        ROLE, "1", "Active", "", templates, (ParentModels("Own", (THIRD, THIRD)),), ()
    )
    return TemplateConfiguration("Mif/TemplateConfig.xml", "1", (), (one,), ())


def definition(identifier: str, rmim: str | None) -> DefinitionRow:
    return DefinitionRow(identifier, None, None, None, rmim, None, None, None)


def test_page_and_configuration_make_one_constraint() -> None:
    """Both lists are kept in the configuration's order; words and version come from the page."""
    found = reconcile_constraints(
        [page(SECOND, FIRST)], [configuration(FIRST, SECOND)], {SCHEMA.lower(): SCHEMA}
    )
    (row,) = found.rows
    assert (row.id, row.kind, row.version, row.status, row.description, row.schema) == (
        ROLE,
        "Role",
        "2",
        "Active",
        "Who",
        SCHEMA,
    )
    assert [one.template for one in found.templates] == [FIRST, SECOND]
    assert [(one.domain, one.model) for one in found.models] == [("Own", THIRD)]
    assert not found.findings


def test_templates_that_one_of_them_lacks_are_kept_and_found() -> None:
    """The constraint allows what either says; the finding says which has what alone."""
    found = reconcile_constraints([page(FIRST, THIRD)], [configuration(FIRST, SECOND)], {})
    assert [one.template for one in found.templates] == [FIRST, SECOND, THIRD]
    (finding,) = found.findings
    assert finding.kind == "constraint-templates-differ"
    assert THIRD in finding.detail
    assert SECOND in finding.detail


def test_either_source_alone_is_enough() -> None:
    """A constraint without a page, and one without data, are constraints."""
    for found in (
        reconcile_constraints([page(FIRST)], [], {}),
        reconcile_constraints([], [configuration(FIRST)], {}),
    ):
        assert [one.template for one in found.templates] == [FIRST]
        assert not found.findings


def test_a_template_list_belongs_to_the_messages_that_link_it() -> None:
    """Without a link the R-MIM in its header tells; a page that is not there is no link."""
    linked = DefinitionStatement(
        "POCD_MT900001UK01",
        "message_type",
        "Report",
        "1",
        "",
        "",
        template_list_links=(Link("domains/own/first-templatelist.htm"), Link("gone.htm")),
    )
    paths = {"domains/own/first-templatelist.htm": "Domains/Own/First-TemplateList.htm"}
    pages = list(definition_pages([linked], paths))
    assert [(one.role, one.page) for one in pages] == [
        ("template-list", "Domains/Own/First-TemplateList.htm")
    ]
    row = ListedTemplate("Author", FIRST)
    lists = [
        TemplateListStatement("Domains/Own/First-TemplateList.htm", "POCD_RM1", (row, row)),
        TemplateListStatement("Domains/Own/Second-TemplateList.htm", "POCD_RM2", (row,)),
    ]
    found = list(list_templates(lists, pages, [definition("POCD_MT900002UK01", "POCD_RM2")]))
    assert [(one.message, one.template) for one in found] == [
        ("POCD_MT900001UK01", FIRST),
        ("POCD_MT900002UK01", FIRST),
    ]


def test_record_elements_of_a_cmets_model_are_the_cmets() -> None:
    """The mapping names R-MIMs; the index has the CMET."""
    rows = (
        RecordElement("Own", "1", "Talk", "UKCT_RM900001UK01", "Talking"),
        RecordElement("Own", "2", "Walk", FIRST, shaded=True),
        RecordElement("Own", "3", "Sleep", FIRST),
    )
    found = list(
        record_elements(
            [RecordElementsStatement("p.htm", rows)],
            [definition("UKCT_MT900001UK01", "UKCT_RM900001UK01")],
        )
    )
    assert [(one.artefact, one.position, one.code, one.shaded) for one in found] == [
        ("UKCT_MT900001UK01", 0, "1", 0),
        (FIRST, 0, "2", 1),
        (FIRST, 1, "3", 0),
    ]
