"""Which layout a value has on a terminal: one entry a record."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from mimcli.model.answers.listing import Listing
from mimcli.render.answer import Answer
from mimcli.render.text.screen import Screen

_LAYOUTS: dict[str, str] = {
    "DomainSummary": "domains:domain_list",
    "Domain": "domains:domain",
    "Interaction": "artefacts:interaction",
    "MessageType": "artefacts:message_type",
    "Part": "artefacts:part",
    "MessageTableRow": "tables:message_table",
    "MessageTableRow/tree": "table_tree:message_tree",
    "Explanation": "explain:explanation",
    "ExplainedRow": "explain:explained_tree",
    "ExplainedRow/tree": "explain:explained_tree",
    "SchemaFile/tree": "schemas:schema_tree",
    "SchemaFile": "schemas:schema_tree",
    "SchemaDocument": "schemas:schema_document",
    "Bundle": "schemas:bundle",
    "VocabularySummary": "vocabularies:vocabulary_list",
    "Vocabulary": "vocabularies:vocabulary",
    "VocabularyCode": "vocabularies:code_list",
    "FoundCode": "vocabularies:found_codes",
    "OidSummary": "oids:oid_list",
    "OidSummary/tree": "oids:oid_tree",
    "Oid": "oids:oid",
    "DatatypeSummary": "datatypes:datatype_list",
    "Datatype": "datatypes:datatype",
    "TemplateConstraint": "templates:constraint",
    "Use": "uses:use_list",
    "UseStep": "uses:use_tree",
    "UseStep/tree": "uses:use_tree",
    "ExampleItem": "examples:example_list",
    "ExampleDocument": "examples:example_document",
    "NewMessage": "scaffold:new_message",
    "FlowMessage": "flow:flow",
    "AuditRow": "audit:audit",
    "AuditCount": "audit:audit_counts",
    "Which": "knowledge:which",
    "SearchHit": "search:search_hits",
    "CachedVersion": "keeping:versions",
    "FactSource": "keeping:fact_sources",
    "AddReport": "keeping:add_report",
    "FetchReport": "keeping:fetch_report",
    "ExportReport": "keeping:export_report",
    "CachePart": "keeping:sizes",
    "RemovedItem": "keeping:removed",
    "CacheProblem": "keeping:problems",
    "ChosenVersion": "keeping:chosen",
    "ValidationReport": "validation:report",
    "Diff": "diff:diff",
    "DiffStat": "diff:diff_stat",
    "RetirementRow": "retirement:retirement_rows",
    "RetirementRefresh": "retirement:refreshed",
    "CheckRow": "retirement:check_rows",
}
"""A record's name, with the style if one is asked for: the module and function that lay it out."""


def render_text(answer: Answer, screen: Screen, style: str | None = None) -> str:
    """Return an answer laid out for people."""
    data = answer.data
    name = data.item.__name__ if isinstance(data, Listing) else type(data).__name__
    key = f"{name}/{style}" if style else name
    place = _LAYOUTS.get(key, "generic:anything")
    module, _, function = place.partition(":")
    layout: Callable[[Screen, Any], str] = getattr(
        import_module(f"mimcli.render.text.{module}"), function
    )
    return layout(screen, data)
