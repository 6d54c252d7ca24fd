"""The reference part of a publication: its statements in, the rows of its tables out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mimcli.model.datatypes import DatatypesStatement, TypesStatement
from mimcli.model.findings import Finding
from mimcli.model.oids import OidCatalogueStatement
from mimcli.model.publication import DefinitionRow
from mimcli.model.reference import ReferenceTables
from mimcli.model.statements import DefinitionStatement
from mimcli.model.templates import (
    ConstraintStatement,
    RecordElementsStatement,
    ReferenceUsageStatement,
    TemplateConfiguration,
    TemplateListStatement,
)
from mimcli.model.vocabulary import EnumerationsStatement, VocabularyStatement
from mimcli.reconcile.datatypes import reconcile_datatypes
from mimcli.reconcile.mentions import mentions_in
from mimcli.reconcile.oids import reconcile_oids
from mimcli.reconcile.templates import (
    definition_pages,
    list_templates,
    reconcile_constraints,
    record_elements,
    template_references,
)
from mimcli.reconcile.vocabularies import reconcile_vocabularies


class ReferenceStatements(NamedTuple):
    """What the pages and files of reference state."""

    vocabularies: Sequence[VocabularyStatement] = ()
    enumerations: Sequence[EnumerationsStatement] = ()
    catalogues: Sequence[OidCatalogueStatement] = ()
    datatypes: Sequence[DatatypesStatement] = ()
    types: Sequence[TypesStatement] = ()
    constraints: Sequence[ConstraintStatement] = ()
    configurations: Sequence[TemplateConfiguration] = ()
    lists: Sequence[TemplateListStatement] = ()
    usages: Sequence[ReferenceUsageStatement] = ()
    record_elements: Sequence[RecordElementsStatement] = ()


NOTHING_STATED = ReferenceStatements()
"""By a publication without any such page."""


def gather_reference(
    stated: ReferenceStatements,
    *,
    definitions: Sequence[DefinitionRow],
    headings: Iterable[DefinitionStatement],
    prose: Sequence[str],
    stated_datatypes: Iterable[str],
    paths: Mapping[str, str],
) -> tuple[ReferenceTables, list[Finding]]:
    """Return the tables of reference, and where their sources differ.

    `prose` are the descriptions of table rows, `stated_datatypes` the datatypes that these name;
    `paths` maps lower-cased paths to the files' own.
    """
    vocabularies = reconcile_vocabularies(stated.vocabularies, stated.enumerations)
    datatypes = reconcile_datatypes(stated.datatypes, stated.types, stated_datatypes)
    oids, oid_findings = reconcile_oids(stated.catalogues, vocabularies.rows, datatypes.rules)
    constraints = reconcile_constraints(stated.constraints, stated.configurations, paths)
    pages = tuple(definition_pages(headings, paths))
    tables = ReferenceTables(
        vocabularies=tuple(vocabularies.rows),
        codes=tuple(vocabularies.codes),
        subsets=tuple(vocabularies.subsets),
        oids=tuple(oids),
        datatypes=tuple(datatypes.rows),
        datatype_parts=tuple(datatypes.parts),
        datatype_rules=tuple(datatypes.rules),
        mentions=tuple(mentions_in(prose, datatypes.rows)),
        constraints=tuple(constraints.rows),
        constraint_templates=tuple(constraints.templates),
        constraint_models=tuple(constraints.models),
        template_lists=tuple(list_templates(stated.lists, pages, definitions)),
        template_references=tuple(template_references(stated.usages, pages, definitions)),
        record_elements=tuple(record_elements(stated.record_elements, definitions)),
        artefact_pages=pages,
    )
    return tables, [*vocabularies.findings, *oid_findings, *constraints.findings]
