"""Which file of a publication is a page of which kind, and its parser: the one place to look."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.passages import PageText
from mimcli.parse.constraints import parse_constraint, parse_template_configuration
from mimcli.parse.datatypes import parse_datatypes
from mimcli.parse.dynamic import parse_dynamic_model
from mimcli.parse.example import parse_example
from mimcli.parse.manual import parse_manual
from mimcli.parse.menu import parse_menu
from mimcli.parse.mif import parse_model
from mimcli.parse.narrative import parse_passages, parse_view_heading
from mimcli.parse.oid import parse_oid_catalogue
from mimcli.parse.schema import parse_schema
from mimcli.parse.schematron import parse_schematron
from mimcli.parse.specification import parse_specification
from mimcli.parse.tabular import parse_tabular_view
from mimcli.parse.template_usage import (
    parse_record_elements,
    parse_reference_usage,
    parse_template_list,
)
from mimcli.parse.type_schema import parse_types
from mimcli.parse.vocabulary import parse_vocabulary
from mimcli.parse.vocabulary_schema import parse_enumerations
from mimcli.reconcile.views import place_view

Parser = Callable[[str, bytes], Any]


class PageKind(NamedTuple):
    """One kind of page: the paths that are of it, and what reads them."""

    name: str
    pattern: re.Pattern[str]
    parse: Parser
    more: tuple[tuple[str, Parser], ...] = ()
    """What else is read from it, and its parsers."""


def _kind(name: str, pattern: str, parse: Parser, **more: Parser) -> PageKind:
    return PageKind(name, re.compile(pattern, re.IGNORECASE), parse, tuple(more.items()))


def _vocabulary(page: str, data: bytes) -> Any:
    found = parse_vocabulary(page, data)
    if found is None:
        raise ValueError("it describes none")
    return found


# A domain's implementation manual ends in "IM"; other pages of its folder define nothing.
MANUAL = _kind("manual", r"Domains/[^/]+/(?:Document files/)?[^/]*IM\.html?", parse_manual)

TABULAR_VIEW = _kind(
    "tabular-view",
    r"Domains/[^/]+/(?:.+/)?[A-Z]{4}_[A-Z]{2}\d{6}[A-Z]{2}\d{2}-NoEdit\.html?",
    lambda page, data: place_view(parse_tabular_view(page, data)),
)

SPECIFICATION = _kind(
    "manual", r"Domains/(?:messages|[A-Za-z]+[-_ ]?Implementation)\.html?", parse_specification
)

# Whatever has words for people: it is read for these, if for nothing else.
TEXT = _kind("text", r".+\.(?:html?|txt)", parse_passages)

PAGE_KINDS: tuple[PageKind, ...] = (
    _kind("menu", r"Core/Contents\.html?", parse_menu),
    TABULAR_VIEW,
    MANUAL,
    SPECIFICATION,
    _kind("dynamic-model", r"interaction xml files/[^/]+\.xml", parse_dynamic_model),
    _kind(
        "schema",
        r"dt/datatype[^/]*\.xsd",
        parse_schema,
        enumerations=parse_enumerations,
        types=parse_types,
    ),
    _kind(
        "schema",
        r"(?:dt|voc|VocabularySchemas)/[^/]+\.xsd",
        parse_schema,
        enumerations=parse_enumerations,
    ),
    _kind("schema", r".+\.xsd", parse_schema),
    _kind("schematron", r"Schematrons/[^/]+\.xml|.+\.sch", parse_schematron),
    _kind("model", r"Mif/[^/]+\.mif", parse_model),
    _kind("template-configuration", r"Mif/TemplateConfig\.xml", parse_template_configuration),
    # The other pages of the folder list vocabularies, or where they are used.
    _kind(
        "vocabulary",
        r"Vocabulary/(?!(?:index|overview|changehistory|VocabReferences|vocabularyusage)\.)[^/]+\.html?",
        _vocabulary,
    ),
    _kind("oid-catalogue", r"OID/[^/]*Catalogue\.html?", parse_oid_catalogue),
    _kind("datatypes", r"Data ?Types/Data ?Types\.html?", parse_datatypes),
    _kind("constraint", r"Domains/.+/NPFIT-\d+_[A-Za-z]+\.html?", parse_constraint),
    _kind("template-list", r"Domains/.+/[^/]+TemplateList\.html?", parse_template_list),
    _kind("reference-usage", r"Domains/.+/[^/]+Reference ?Usage\.html?", parse_reference_usage),
    _kind(
        "record-elements",
        r"Domains/.+/(?:cre_types_and_templates|CMET to CRE ?type mapping)\.html?",
        parse_record_elements,
    ),
    # Whole messages lie among the pages of domains too.
    _kind("example", r"(?:(?:Templated)?Examples|Domains)/.+\.xml", parse_example),
    TEXT,
)
"""In the order in which they are tried; a file that matches none is kept and not read."""


@lru_cache(maxsize=65536)  # asked where jobs are made, run and counted
def kind_of(path: str) -> PageKind | None:
    """Return the kind of page that a path is, or None for a file that is not read."""
    return next((kind for kind in PAGE_KINDS if kind.pattern.fullmatch(path)), None)


class Parsed(NamedTuple):
    """What one page gave."""

    kind: str
    path: str
    record: Any
    """None when the page could not be read at all; then there is a finding."""
    findings: tuple[Finding, ...] = ()
    text: PageText | None = None
    """Its words, but for a message table's rows; None for a file that is not for people."""
    more: tuple[tuple[str, Any], ...] = ()
    """What else it gave, by the names of its kind's `more`."""


def parse_page(kind: PageKind, path: str, data: bytes, *, words: bool = True) -> Parsed:
    """Return what a page gives; whatever goes wrong with it becomes a finding, never a failure.

    Without `words` its text for the full text index is left out: it was read before.
    """
    text: PageText | None = None
    try:
        if words and kind is not TABULAR_VIEW and TEXT.pattern.fullmatch(path):
            text = parse_passages(path, data)
        record: Any = text if kind is TEXT else kind.parse(path, data)
        if words and kind is TABULAR_VIEW:
            text = parse_view_heading(path, data, record.rmim_id)
        more = tuple((name, parse(path, data)) for name, parse in kind.more)
        return Parsed(kind.name, path, record, text=text, more=more)
    except Exception as error:  # noqa: BLE001  (one odd page must not cost the other 3,000)
        finding = Finding(
            kind="unreadable-page",
            subject=path,
            page=path,
            detail=f"The page cannot be read as a {kind.name}: {type(error).__name__}: {error}.",
            severity="error",
        )
        return Parsed(kind.name, path, None, (finding,), text)


def more_records(parsed: Iterable[Parsed], name: str) -> list[Any]:
    """Return what pages gave besides, under one name, in order of their paths."""
    found = [one for one in parsed if one.more]
    pairs = (pair for one in sorted(found, key=lambda one: one.path) for pair in one.more)
    return [record for own, record in pairs if own == name]


def records(parsed: Iterable[Parsed], kind: str) -> list[Any]:
    """Return the records of one kind of page, in order of their paths."""
    found = [one for one in parsed if one.kind == kind and one.record is not None]
    return [one.record for one in sorted(found, key=lambda one: one.path)]
