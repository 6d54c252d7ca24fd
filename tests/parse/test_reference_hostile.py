"""No bytes make a parser of reference pages fail: it gives what it can, and says what is wrong."""

import pytest
from test_hostile_bytes import HOSTILE

from mimcli.parse.constraints import parse_constraint, parse_template_configuration
from mimcli.parse.datatypes import parse_datatypes
from mimcli.parse.oid import parse_oid_catalogue
from mimcli.parse.template_usage import (
    parse_record_elements,
    parse_reference_usage,
    parse_template_list,
)
from mimcli.parse.type_schema import parse_types
from mimcli.parse.vocabulary import parse_vocabulary
from mimcli.parse.vocabulary_schema import parse_enumerations
from support.synthetic import default_mim, files_of

PARSERS = (
    parse_constraint,
    parse_template_configuration,
    parse_datatypes,
    parse_oid_catalogue,
    parse_record_elements,
    parse_reference_usage,
    parse_template_list,
    parse_types,
    parse_vocabulary,
    parse_enumerations,
)
FILES = files_of(default_mim())
WHOLE = {
    "vocabulary": next(FILES[each.path] for each in default_mim().vocabularies if each.codes),
    "references": FILES["Vocabulary/VocabReferences.htm"],
    "datatypes": FILES["Data Types/DataTypes.htm"],
    "catalogue": FILES["OID/NPfITOidCatalogue.htm"],
    "schema": next(data for path, data in FILES.items() if path.startswith("dt/")),
    "nested": b"<h1>2.1 A (AB)</h1><h3>2.1 A (AB)</h3>" + b"<table><tr><td>1 a<td>" * 400,
    "wide": b"<h3>2.1 A (AB)</h3><table>"
    + b"<tr><td rowspan=9999>1 a" * 400
    + b"<td colspan=9999>" * 99,
}


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_bytes_do_no_harm(parser, kind):
    parser("Own Folder/Own_1.htm", HOSTILE[kind])


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("kind", WHOLE)
def test_pages_cut_off_anywhere_do_no_harm(parser, kind):
    """Also pages of another kind than the parser's own."""
    whole = WHOLE[kind]
    for length in range(0, len(whole) + 1, max(1, len(whole) // 20)):
        parser("Own Folder/Own_1.htm", whole[:length])


@pytest.mark.parametrize("parser", PARSERS)
def test_nothing_at_all_is_a_finding(parser):
    found = parser("Own Folder/Own_1.htm", b"")
    assert [each.severity for each in found.findings] == ["error"]
    assert found.findings[0].page == "Own Folder/Own_1.htm"
