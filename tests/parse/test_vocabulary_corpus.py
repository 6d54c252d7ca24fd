"""The vocabularies of the real manual against a second route: searches in their source."""

import html
import re
from collections import Counter

import pytest
from second_route import plain, text_of

from mimcli.parse.type_schema import parse_types
from mimcli.parse.vocabulary import parse_vocabulary
from mimcli.parse.vocabulary_schema import parse_enumerations

pytestmark = pytest.mark.corpus

OID = r"[0-2](?:\.\d+)+"
VOCABULARY_SCHEMAS = ("dt/NHSVocab.xsd", "VocabularySchemas/")


@pytest.fixture(scope="module")
def vocabularies(real_pages):
    """Each page of the folder with what is read from it."""
    paths = real_pages.under("Vocabulary/", ".htm")
    return {
        path: (real_pages.read(path), parse_vocabulary(path, real_pages.read(path)))
        for path in paths
    }


def test_vocabularies_are_the_pages_that_say_so(vocabularies):
    """Whether a heading or a paragraph says "Vocabulary for", and no other page is one."""
    said = {
        path
        for path, (data, _) in vocabularies.items()
        if re.search(r"(?is)<(?:h1|p)\b[^>]*>(?:\s|<[^>]*>)*Vocabulary\s+for\b", text_of(data))
    }
    assert said == {path for path, (_, stated) in vocabularies.items() if stated}
    assert len(said) > 100


def test_every_row_of_codes_is_read(vocabularies):
    """Rows of three cells below "Code", "Description", "Note", with their class; none is lost."""
    rows = retired = others = 0
    for data, stated in vocabularies.values():
        if stated is None:
            continue
        text = text_of(data)
        regular = re.search(
            r"(?is)<td[^>]*>Code</td>\s*<td[^>]*>Description</td>\s*<td[^>]*>Note</td>\s*</tr>\s*</thead>(.*?)</tbody>",
            text,
        )
        if not regular:
            others += bool(stated.codes)
            continue
        expected = [
            (plain(cells[0]), plain(cells[1]), 'class="retired"' in row)
            for row in re.findall(r"(?is)<tr\b.*?</tr>", regular[1])
            if (cells := re.findall(r"(?is)<td\b[^>]*>(.*?)</td>|<td/>", row))
        ]
        assert [(each.code, each.display, each.retired) for each in stated.codes] == expected, (
            stated.page
        )
        rows, retired = rows + len(expected), retired + sum(each[2] for each in expected)
    assert rows > 1000
    assert retired > 10
    assert others < 10


def test_code_systems_versions_and_dates(vocabularies):
    for path, (data, stated) in vocabularies.items():
        if stated is None:
            continue
        text = text_of(data)
        below = re.search(
            rf"(?is)<h2>Code System Id</h2>\s*<div[^>]*>\s*<p>\s*({OID})\s*</p>", text
        )
        prose = re.search(rf"Assigned OID\s*:?\s*({OID})", plain(text))
        assert stated.code_system == (below or prose or ("", ""))[1], path
        fact = re.findall(
            r"(?is)<td[^>]*>\s*(Version|Status|Date)\s*:\s*</td>\s*<td>(.*?)</td>", text
        )
        if fact:
            assert [plain(value) for _, value in fact] == [
                stated.version,
                stated.status,
                stated.date,
            ], path
        assert stated.version, path
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", stated.date), path


def test_subsets_are_those_that_the_text_mentions(vocabularies):
    total = 0
    for path, (data, stated) in vocabularies.items():
        if stated:
            mentioned = re.findall(
                r"(?i)subset\s?original\s?id\b\D{0,9}(\d+|tba)", plain(text_of(data))
            )
            assert [each.original_id or "tba" for each in stated.subsets] == mentioned, path
            total += len(mentioned)
    assert total > 10


def test_pages_and_schemas_agree_about_codes(real_pages, vocabularies):
    """Where both list a vocabulary, the schema has the codes that the page does not retire."""
    pages = {stated.name.lower(): stated for _, stated in vocabularies.values() if stated}
    compared = differing = 0
    for path in (p for p in real_pages.paths if p.startswith(VOCABULARY_SCHEMAS)):
        for each in parse_enumerations(path, real_pages.read(path)).enumerations:
            page = pages.get(each.name.lower())
            if page:
                compared += 1
                differing += {code.code for code in page.codes if not code.retired} != set(
                    each.codes
                )
                assert page.code_system in ("", *each.code_systems) or not each.code_systems, (
                    each.name
                )
    assert compared > 50
    assert differing / compared < 0.1


def test_enumerations_hold_every_value(real_pages):
    files = [p for p in real_pages.paths if p.startswith((*VOCABULARY_SCHEMAS, "voc/"))]
    for path in files:
        data = real_pages.read(path)
        stated = parse_enumerations(path, data)
        assert not stated.findings, path
        found = {
            v
            for each in stated.enumerations
            for v in (*each.codes, *each.display_names, *each.code_systems)
        }
        values = re.findall(r'enumeration value="([^"]*)"', text_of(data))
        assert found == {html.unescape(value) for value in values}, path


def test_types_of_schemas_are_all_there(real_pages):
    for path in ("dt/datatypes.xsd", "dt/datatypeflavours.xsd"):
        text = re.sub(r"(?s)<!--.*?-->", "", text_of(real_pages.read(path)))
        stated = parse_types(path, text.encode())
        names = re.findall(r'<xsd?:(?:complex|simple)Type\b[^>]*\bname="([^"]*)"', text)
        assert [each.name for each in stated.types] == names
        facets = Counter(name for each in stated.types for name, _ in each.facets)
        assert facets["pattern"] == len(re.findall(r"<xsd?:pattern ", text))
