"""The reference pages of the real manual against a second route: searches in their source."""

import re
from collections import Counter
from posixpath import basename, splitext

import pytest
from second_route import plain, tables, text_of

from mimcli.parse.constraints import parse_constraint, parse_template_configuration
from mimcli.parse.datatypes import parse_datatypes
from mimcli.parse.oid import parse_oid_catalogue
from mimcli.parse.template_usage import (
    parse_record_elements,
    parse_reference_usage,
    parse_template_list,
)

pytestmark = pytest.mark.corpus

ID = r"[A-Z]{4}_[A-Z]{2}\d{6}UK\d\d"


def named(real_pages, ending):
    found = [
        path
        for path in real_pages.paths
        if path.endswith(ending) and "External Documents" not in path
    ]
    assert found, ending
    return found


def test_catalogue_of_oids(real_pages):
    (path,) = (p for p in real_pages.under("OID/", "Catalogue.htm"))
    text = text_of(real_pages.read(path))
    found = parse_oid_catalogue(path, real_pages.read(path))
    assert not found.findings
    assert [row.anchor for row in found.rows] == re.findall(r'<a name="(oid_[^"]*)"', text)
    assert sum(row.abstract for row in found.rows) == len(re.findall(r'<tr class="abstract"', text))
    assert all(row.anchor == f"oid_{row.oid}" for row in found.rows)
    assert all(row.name and row.issuer for row in found.rows)


def test_datatypes_and_flavours(real_pages):
    """Headings by level and ending; every table; every cardinality that a cell begins with."""
    (path,) = named(real_pages, "Data Types/DataTypes.htm")
    text = text_of(real_pages.read(path))
    found = parse_datatypes(path, real_pages.read(path))
    headings = [plain(each) for each in re.findall(r"(?is)<h[2-4]\b[^>]*>(.*?)</h[2-4]>", text)]
    marked = [each for each in headings if re.search(r"\(\s*f\s*\)$", each)]
    flavours = [each for each in found.entries if each.kind == "flavour"]
    unmarked = [each for each in found.findings if each.kind == "flavour-without-mark"]
    assert len(flavours) == len(marked) + len(unmarked)
    assert len(unmarked) < 3
    numbered = [each for each in headings if re.match(r"\d", each)]
    assert [each.section for each in found.entries] == [
        each.split()[0].strip(".") for each in numbered
    ]
    history = len([t for t in tables(text) if "Amendment Details" in t[0]])
    assert sum(each.tables for each in found.entries) + history == len(
        re.findall(r"(?i)<table\b", text)
    )
    cardinal = re.compile(
        r"(?is)<td\b[^>]*>(?:\s|<[^>]*>|&nbsp;)*(?:\d(?:\.\.[\d*])?|I)(?:<[^>]*>)*(?:\s|&nbsp;)(?:\s|<[^>]*>|&nbsp;)*[A-Za-z]"
    )
    counted = sum(bool(part.cardinality) for each in found.entries for part in each.parts)
    assert counted == len(cardinal.findall(text))
    assert all(each.of_types for each in flavours)


def test_constraints_agree_with_their_configuration(real_pages):
    """Pages, file, and the reference of templates state the same pairs of constraint and template."""
    (config_path,) = named(real_pages, "Mif/TemplateConfig.xml")
    configured = {
        each.id: each
        for each in parse_template_configuration(
            config_path, real_pages.read(config_path)
        ).constraints
    }
    paths = [p for p in real_pages.paths if re.search(r"/NPFIT-\d+_\w+\.htm$", p)]
    assert len(paths) == len(configured) > 50
    for path in paths:
        page = parse_constraint(path, real_pages.read(path))
        assert not page.findings
        assert page.version == configured[page.id].version
        assert {splitext(basename(link.path))[0] for link in page.templates} == set(
            configured[page.id].templates
        )
        assert all(real_pages.existing(link.path) for link in page.templates)
    (path,) = named(real_pages, "Template Reference.htm")
    sections = re.split(r"(?i)<h2\b", text_of(real_pages.read(path)))
    pairs = {
        (heading[1], constraint)
        for section in sections
        if (
            heading := re.search(
                rf"Template\s*:.*?({ID})", section.partition("</h2>")[0], re.DOTALL
            )
        )
        for constraint in re.findall(r"<td\b[^>]*>\s*(NPFIT-\d+#\w+)", section)
    }
    assert pairs == {
        (template, each.id) for each in configured.values() for template in each.templates
    }


def test_template_lists_and_reference_usage(real_pages):
    for path in named(real_pages, "-TemplateList.htm"):
        found = parse_template_list(path, real_pages.read(path))
        titled = re.findall(
            r'title="View R-MIM"[^>]*href="[^"]*/([A-Z_0-9]+UK\d\d)\.htm"',
            text_of(real_pages.read(path)),
        )
        titled = titled or re.findall(rf"<td>({ID})</td>", text_of(real_pages.read(path)))
        assert [each.id for each in found.templates] == titled, path
        assert found.model in path
    verdicts: Counter[bool] = Counter()
    for path in named(real_pages, "-Reference Usage.htm"):
        text = text_of(real_pages.read(path))
        found = parse_reference_usage(path, real_pages.read(path))
        assert not found.findings
        allowed = Counter(choice.allowed for each in found.constraints for choice in each.choices)
        assert allowed[True] == len(re.findall(r'class="icon valid2"', text)), path
        assert allowed[False] == len(re.findall(r'class="icon invalid2"', text)), path
        assert len(found.constraints) == len(re.findall(r"(?i)<h3>\s*Constraint", text)), path
        assert all(each.template for each in found.constraints)
        verdicts += allowed
    assert min(verdicts.values()) > 100


@pytest.mark.parametrize("name", ["cre_types_and_templates.htm", "CMET to CREtype mapping.htm"])
def test_record_elements_have_every_row(real_pages, name):
    (path,) = named(real_pages, name)
    stated = tables(text_of(real_pages.read(path)))
    rows = [row for table in stated for row in table if any(re.fullmatch(ID, cell) for cell in row)]
    found = parse_record_elements(path, real_pages.read(path))
    assert len(found.rows) == len(rows)
    assert {each.artefact for each in found.rows} == {
        c for row in rows for c in row if re.fullmatch(ID, c)
    }
    assert all(re.fullmatch(r"\d{6,18}", each.code) and each.name for each in found.rows)
