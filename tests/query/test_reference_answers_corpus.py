"""Every vocabulary, code, OID, flavour, constraint, template and CMET of the real publication.

The second routes are regular expressions over the raw files: they share no code with the readers.
"""

import html
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.query import datatypes, oids, vocabularies
from mimcli.query.manual import Manual
from mimcli.query.names import resolve
from mimcli.query.opening import open_manual
from mimcli.query.show import show

pytestmark = pytest.mark.corpus

ID = r"[A-Z]{4}_%s\d{6}UK\d\d"
SPECIAL_PAGES = ("index", "overview", "changehistory", "vocabreferences")


@pytest.fixture(scope="module")
def manual(real_cache: Path) -> Iterator[Manual]:
    opened = open_manual(CachePaths(real_cache), None)
    yield opened
    opened.connection.close()


@pytest.fixture(scope="module")
def texts(real_zip: Path) -> dict[str, str]:
    """Every page and XML file that is asked here, by its path in the MiM."""
    found = {}
    with zipfile.ZipFile(real_zip) as archive:
        names = archive.namelist()
        top = next(name for name in names if name.lower().endswith("core/contents.htm"))
        root = top[: -len("Core/Contents.htm")]
        for name in names:
            path = name[len(root) :]
            if path.startswith("External") or not path.lower().endswith((".htm", ".xsd", ".xml")):
                continue
            data = archive.read(name)
            try:
                found[path] = data.decode("utf-8")
            except UnicodeDecodeError:
                found[path] = data.decode("cp1252")
    return found


def words(markup: str) -> str:
    text = html.unescape(re.sub(r"(?s)<[^>]*>", " ", markup))
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()


def matching(texts: dict[str, str], pattern: str) -> dict[str, str]:
    return {path: text for path, text in texts.items() if re.fullmatch(pattern, path)}


def vocabulary_pages(texts: dict[str, str]) -> dict[str, str]:
    pages = matching(texts, r"Vocabulary/[^/]+\.htm")
    return {
        path: text
        for path, text in pages.items()
        if path.split("/")[1][:-4].lower() not in SPECIAL_PAGES
    }


def test_every_vocabulary_page_answers(manual: Manual, texts: dict[str, str]) -> None:
    """By the name in its file's name, whatever its letter case; each page once."""
    pages = vocabulary_pages(texts)
    shown: dict[str, Any] = {path: show(manual, path.split("/")[1][:-4]) for path in pages}
    assert {path: one.page for path, one in shown.items()} == {path: path for path in pages}
    assert {one.kind for one in shown.values()} == {"vocabulary"}
    listed = [row.page for row in vocabularies.list_vocabularies(manual).items if row.page]
    assert sorted(listed) == sorted(pages)


def other_columns(text: str) -> bool:
    """Whether a page's table of codes has more columns than code, description and note."""
    return re.search(r"(?is)<thead.*?Outcome.*?</thead>", text) is not None


def rows_of(text: str) -> list[tuple[str, str, bool]]:
    """The rows of a regular page's code table: code, words, whether it is shown as retired."""
    table = re.search(r"(?is)<h2>\s*Values\s*</h2>.*?<tbody>(.*?)</tbody>", text)
    found = []
    for attributes, row in re.findall(r"(?is)<tr([^>]*)>(.*?)</tr>", table[1] if table else ""):
        cells = re.findall(r"(?is)<td\b[^>]*?(?:/>|>(.*?)</td>)", row)
        found.append((words(cells[0]), words(cells[1]), "retired" in attributes))
    return found


def test_every_code_of_a_regular_page_answers(manual: Manual, texts: dict[str, str]) -> None:
    """Code, words and retirement as in the source, in its order."""
    compared = retired = 0
    for path, text in vocabulary_pages(texts).items():
        expected = rows_of(text)
        if not expected or other_columns(text):
            continue
        found: Any = show(manual, path.split("/")[1][:-4])
        mine = [
            (one.code, " ".join((one.display or "").split()), one.state == "retired")
            for one in found.codes
            if one.source != "schema"
        ]
        # One page retires a code in its note alone.
        noted = {one.code for one in found.codes if re.search("(?i)deprecated", one.note or "")}
        assert [(code, text) for code, text, _ in mine] == [
            (code, text) for code, text, _ in expected
        ], path
        for (code, _, state), (_, _, shaded) in zip(mine, expected, strict=True):
            assert state == shaded or (state and code in noted), (path, code)
        compared += len(expected)
        retired += sum(row[2] for row in expected)
    assert compared > 3000
    assert retired > 100


def test_a_code_is_found_wherever_a_page_has_it(manual: Manual, texts: dict[str, str]) -> None:
    """The reverse lookup has every regular page that lists the code."""
    owners = defaultdict(set)
    for path, text in vocabulary_pages(texts).items():
        if not other_columns(text):
            for code, _, _ in rows_of(text):
                owners[code].add(path)
    known = {row.name: row.page for row in vocabularies.list_vocabularies(manual).items}
    for code, pages in owners.items():
        found = {known[one.vocabulary] for one in vocabularies.find_codes(manual, code).items}
        assert pages <= found, code
    assert len(owners) > 1000


def enumerated(texts: dict[str, str]) -> dict[str, dict[str, set[str]]]:
    """Vocabulary (in lower case) to schema to codes, of the simple types named `..._code`."""
    found: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for path, text in texts.items():
        if path == "dt/NHSVocab.xsd" or path.startswith("VocabularySchemas/"):
            for name, body in re.findall(
                r'(?s)<xs:simpleType name="(\w+)_code">(.*?)</xs:simpleType>', text
            ):
                codes = set(re.findall(r'<xs:enumeration value="([^"]*)"', body))
                if codes:
                    found[name.lower()][path] = {html.unescape(code) for code in codes}
    return found


def test_what_schemas_enumerate_is_marked_so(manual: Manual, texts: dict[str, str]) -> None:
    """Each code that a schema lists says so, and no other; differences are findings."""
    schemas = enumerated(texts)
    for name, by_path in schemas.items():
        found: Any = show(manual, name)
        mine = {one.code for one in found.codes if one.source in ("schema", "both")}
        assert mine in by_path.values(), name
        assert found.schema in by_path, name
        current = {one.code for one in found.codes if one.state == "current"}
        differs = bool(found.page and found.codes and current - {"0001"} != mine - {"0001"})
        assert differs == ("codes-differ" in {one.kind for one in found.findings}), name
    both = [row for row in vocabularies.list_vocabularies(manual).items if row.origin == "both"]
    names = {row.name.lower() for row in both}
    assert {name for name in schemas if resolve(manual, name).kind == "vocabulary"} == set(schemas)
    assert len(names & set(schemas)) > 80
    # HL7's own schema shares one name with a page.
    assert names - set(schemas) == {"participationtype"}


def test_every_oid_of_the_catalogue_answers(manual: Manual, texts: dict[str, str]) -> None:
    """With the name of its row, abstract as the row is, below the longest one it goes on from."""
    (text,) = matching(texts, r"OID/NPfITOidCatalogue\.htm").values()
    rows = re.findall(r'(?is)<tr([^>]*)>\s*<td[^>]*><a name="oid_([\d.]+)"(.*?)</tr>', text)
    catalogue = {}
    for attributes, oid, rest in rows:
        cells = [words(cell) for cell in re.findall(r"(?is)<td\b[^>]*?(?:/>|>(.*?)</td>)", rest)]
        catalogue[oid] = (cells[0], cells[2], "abstract" in attributes)
    assert len(catalogue) > 300
    known = {row.oid for row in oids.list_oids(manual).items}
    assert set(catalogue) < known
    for oid, (name, issuer, abstract) in catalogue.items():
        found = oids.show_oid(manual, oid)
        mine = (found.name or "", found.issuer or "", found.abstract)
        assert mine == (name, issuer, abstract), oid
        above = [one for one in known if oid.startswith(f"{one}.")]
        assert (found.parents[0].oid if found.parents else None) == max(
            above, key=len, default=None
        )


def test_an_oids_vocabularies_are_those_whose_page_states_it(
    manual: Manual, texts: dict[str, str]
) -> None:
    """By the heading in the source; a few refer to another page's OID in prose."""
    stated = defaultdict(set)
    for path, text in vocabulary_pages(texts).items():
        match = re.search(r"(?is)<h2>\s*Code System Id\s*</h2>.*?<p[^>]*>\s*([\d.]+)\s*</p>", text)
        if match:
            stated[match[1]].add(path)
    assert len(stated) > 200
    known = {row.name: row.page for row in vocabularies.list_vocabularies(manual).items}
    more = 0
    for oid, pages in stated.items():
        mine = {known[name] for name in oids.show_oid(manual, oid).vocabularies}
        assert pages <= mine, oid
        more += len(mine - pages - {None})
    assert more < 10


def test_oids_in_descriptions_are_uses(manual: Manual, texts: dict[str, str]) -> None:
    """An OID that a description names is used there: counted by another road, page by page."""
    pages = matching(texts, r"(?i)Domains/.*-NoEdit\.html?")
    nhs_number = "2.16.840.1.113883.2.1.4.1"
    expected = {
        path
        for path, text in pages.items()
        if re.search(rf"(?<![\d.]){nhs_number}(?![\d.]\d)", words(text))
    }
    found = oids.show_oid(manual, nhs_number, all_uses=True)
    views = {
        str(row[0])
        for one in found.uses
        for row in manual.rows(
            "SELECT page FROM tabular_view WHERE id IN (SELECT tabular_view_id FROM definition"
            " WHERE definition.id = ?1 UNION SELECT ?1)",
            one.artefact,
        )
    }
    assert views == expected
    assert len(expected) > 20


def test_every_flavour_of_the_schemas_answers(manual: Manual, texts: dict[str, str]) -> None:
    """With what it requires and forbids, and as many elements as the schemas give it."""
    types = re.findall(
        r'(?s)<(?:xs|xsd):complexType name="(\w+\.NP[Ff][Ii]T\.[\w.]+)"[^>]*>(.*?)</(?:xs|xsd):complexType>',
        "".join(texts[f"dt/{name}.xsd"] for name in ("datatypes", "datatypeflavours")),
    )
    assert len(types) > 10
    for name, body in types:
        found: Any = show(manual, name)
        assert (found.kind, found.variety, found.schema_type) == ("datatype", "flavour", name)
        demands = {one.subject: one.demand for one in found.demands}
        declared = re.findall(r'<(?:xs|xsd):attribute name="(\w+)"[^>]*use="(\w+)"', body)
        if "<xs:element" not in body:  # else the attributes may be an inner type's
            assert {one: demands[one] for one, _ in declared} == dict(declared), name


def test_how_often_a_flavour_is_used(manual: Manual, texts: dict[str, str]) -> None:
    """As often as the schemas of messages name it, but that a repeated inner type counts once."""
    schemas = "".join(
        text for path, text in texts.items() if path.startswith(("Schemas/", "TemplateSchemas/"))
    )
    for name in ("II.NPfIT.oid.required", "II.NPfIT.oid.mandatory", "CD.NPfIT.CDA.Url"):
        number = datatypes.datatype_named(manual, name)
        found = datatypes.show_datatype(manual, number, all_uses=True)
        assert found.used_by == len(found.uses) == schemas.count(f'type="{name}"')


def test_every_heading_of_the_datatypes_page_answers(manual: Manual, texts: dict[str, str]) -> None:
    """Types by their short name, flavours by their title, with the section's number."""
    (text,) = matching(texts, r"Data Types/DataTypes\.htm").values()
    flavours = types = 0
    for heading in re.findall(r"(?is)<h[234]\b.*?</h[234]>", text):
        match = re.fullmatch(r"([\d.]+)\s+(.*?)\s*\((f|[A-Z]+(?:<[A-Z]+>)?)\)", words(heading))
        if match is None:
            continue
        section, title, short = match[1], match[2].rstrip("."), match[3]
        found: Any = show(manual, title if short == "f" else short)
        assert found.section == section
        flavours += short == "f"
        types += short != "f"
        if short == "f":
            assert (found.title, found.variety) == (title, "flavour")
        else:
            assert (found.name, found.variety) == (short, "type")
    assert (flavours, types) > (40, 20)


def test_flavours_that_descriptions_name_are_uses(manual: Manual, texts: dict[str, str]) -> None:
    """Every page that speaks of the flavour by its title, and no other."""
    pages = matching(texts, r"(?i)Domains/.*-NoEdit\.html?")
    for title in ("Identifier Global", "Coded with Code System", "Versioned Coded Plain"):
        squeezed = title.replace(" ", "").lower()
        expected = {
            path
            for path, text in pages.items()
            if re.search(rf"(?<!versioned){squeezed}", re.sub(r"[^a-z]", "", words(text).lower()))
        }
        number = datatypes.datatype_named(manual, title)
        found = datatypes.show_datatype(manual, number, all_uses=True)
        mine = {
            str(row[0])
            for one in found.uses
            for row in manual.rows(
                "SELECT page FROM tabular_view WHERE id IN (SELECT tabular_view_id FROM definition"
                " WHERE definition.id = ?1 UNION SELECT ?1)",
                one.artefact,
            )
        }
        assert mine <= expected, title
        assert len(expected - mine) <= len(expected) // 20, (title, expected - mine)


def test_every_constraint_answers(manual: Manual, texts: dict[str, str]) -> None:
    """With the templates of its page's map and of the group in its schema."""
    pages = matching(texts, r"Domains/Templates/Document files/NPFIT-\d{6}_\w+\.htm")
    assert len(pages) > 90
    for path, text in pages.items():
        name = path.rpartition("/")[2][:-4]
        found: Any = show(manual, name)
        assert (found.kind, found.id) == ("template_constraint", name.replace("_", "#"))
        drawn = set(re.findall(rf'<area\b[^>]*?href="[^"]*?({ID % "TP"})', text))
        allowed = {one.id for one in found.templates}
        assert allowed == drawn, name
        schema = texts[f"TemplateSchemas/{name}.xsd"]
        assert found.schema == f"TemplateSchemas/{name}.xsd"
        assert set(re.findall(rf'ref="({ID % "TP"})', schema)) <= allowed | {""}, name
        assert found.domains if hasattr(found, "domains") else found.models


def test_every_template_says_what_allows_it(manual: Manual, texts: dict[str, str]) -> None:
    """Its constraints are those of the template reference, which is no source of the index."""
    (text,) = matching(texts, r".*/Template Reference\.htm").values()
    pieces = re.split(rf"(?is)<h2\b.*?({ID % 'TP'}).*?</h2>", text)
    assert len(pieces) > 200
    pairs = 0
    for template, body in zip(pieces[1::2], pieces[2::2], strict=True):
        linked = re.findall(r'href="[^"]*?(NPFIT-\d{6})_(\w+)\.htm', body)
        expected = {f"{number}#{kind}" for number, kind in linked}
        found: Any = show(manual, template)
        assert found.kind == "template"
        assert {one.id for one in found.constraints} == expected, template
        pairs += len(expected)
    assert pairs > 900


def test_template_lists_agree_both_ways(manual: Manual, texts: dict[str, str]) -> None:
    """Each list's templates are the message's, and each template has the message."""
    lists = matching(texts, r"Domains/.*-TemplateList\.htm")
    assert len(lists) > 20
    seen = set()
    for path, text in lists.items():
        body = text[text.lower().find("</thead>") :]
        expected = set(re.findall(rf">\s*({ID % 'TP'})\s*<", body)) or set(
            re.findall(ID % "TP", words(body))
        )
        (message,) = {
            str(row[0])
            for row in manual.rows(
                "SELECT artefact FROM artefact_page WHERE role = 'template-list' AND page = ?", path
            )
        }
        found: Any = show(manual, message)
        mine = {one.id for one in found.templates}
        assert expected <= mine | {found.rmim_id}, path
        for template in mine:
            other: Any = show(manual, template)
            assert message in {one.id for one in other.listed_by}
        seen.add(message)
    assert len(seen) == len(lists)


def test_every_cmet_and_template_answers(manual: Manual, texts: dict[str, str]) -> None:
    """Those of the manuals and of the schemas; who refers to a CMET is what its page says."""
    ids = {
        match[1]
        for path in texts
        if (
            match := re.fullmatch(
                r"Schemas/((?:UKCT|COCT|RCCT|COCD)_(?:MT|TP)\d{6}UK\d\d)\.xsd", path
            )
        )
    }
    kinds = {one: show(manual, one).kind for one in sorted(ids)}
    assert set(kinds.values()) == {"cmet", "template"}
    assert len(kinds) > 200
    views = matching(texts, r"(?i)Domains/.*-NoEdit\.html?")
    cmet = "UKCT_MT120901UK01"
    pattern = re.compile(rf"\[CMET:[^\]]*{cmet}")
    expected = {path for path, text in views.items() if pattern.search(words(text))}
    found: Any = show(manual, cmet)
    mine = {
        str(row[0])
        for one in found.referred_by
        for row in manual.rows("SELECT tabular_view FROM definition WHERE id = ?", one.id)
    }
    assert mine <= expected
    undefined = {
        str(row[0])
        for row in manual.rows(
            "SELECT page FROM tabular_view WHERE id NOT IN (SELECT tabular_view_id FROM definition"
            " JOIN artefact ON artefact.id = definition.id WHERE standing = 'defined' AND"
            " tabular_view_id IS NOT NULL)"
        )
    }
    assert expected - mine <= undefined
