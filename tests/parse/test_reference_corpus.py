"""The reference pages of the real manual against a second route: searches in their source."""

import re
from collections import Counter
from posixpath import basename, splitext

import pytest
from second_route import plain, tables, text_of

from mimcli.parse.change_history import parse_change_history
from mimcli.parse.constraints import parse_constraint, parse_template_configuration
from mimcli.parse.cross_reference import parse_cross_reference
from mimcli.parse.datatypes import parse_datatypes
from mimcli.parse.oid import parse_oid_catalogue
from mimcli.parse.template_usage import (
    parse_record_elements,
    parse_reference_usage,
    parse_template_list,
    parse_template_reference,
)

pytestmark = pytest.mark.corpus

ID = r"[A-Z]{4}_[A-Z]{2}\d{6}UK\d\d"
CROSS_REFERENCES = (
    "VocabReferences.htm",
    "Datatype Reference.htm",
    "Constraint Reference.htm",
    "CMET Reference.htm",
)


def named(real_pages, ending):
    found = [
        path
        for path in real_pages.paths
        if path.endswith(ending) and "External Documents" not in path
    ]
    assert found, ending
    return found


@pytest.mark.parametrize("name", CROSS_REFERENCES)
def test_cross_references_have_every_row(real_pages, name):
    """As many entries as tables and as many uses as rows, cell by cell, and no dead page."""
    (path,) = named(real_pages, name)
    data = real_pages.read(path)
    found = parse_cross_reference(path, data)
    assert not found.findings
    stated = [table for table in tables(text_of(data)) if table[0][:2] == ["Domain", "Model"]]
    used = [entry for entry in found.entries if entry.uses]
    assert len(used) == len([table for table in stated if len(table) > 1])
    for entry, table in zip(used, [each for each in stated if len(each) > 1], strict=True):
        columns = ("domain", "model", "description", "class_name", "attribute", "vocabulary")
        rows = [
            [getattr(use, column) for column in columns[: len(row)]]
            for use, row in zip(entry.uses, table[1:], strict=True)
        ]
        assert rows == table[1:], entry.name
        dead = [
            use.class_page.path
            for use in entry.uses
            if not real_pages.existing(use.class_page.path)
        ]
        assert not dead, entry.name


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
    reference = parse_template_reference(path, real_pages.read(path))
    pairs = {
        (template.id, row.constraint)
        for template in reference.templates
        for row in template.constraints
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


def test_change_histories_lose_no_row(real_pages):
    """Every row below a heading with "details" is a change, unless its details are empty."""
    paths = [
        p
        for p in real_pages.paths
        if re.search(r"(?i)^Domains/.*/change ?history/[^/]*\.html?$", p)
    ]
    changes = 0
    for path in paths:
        data = real_pages.read(path)
        found = parse_change_history(path, data)
        rows = 0
        for table in re.findall(r"(?is)<table\b.*?</table>", text_of(data)):
            head, *lines = [cells_in(line) for line in re.split(r"(?i)<tr\b", table)[1:]]
            if re.search(r"(?i)details of change|amendment details", " ".join(head)):
                rows += sum(bool(line and line[-1]) for line in lines)
        assert len(found.changes) == rows, path
        assert rows, path
        assert not found.findings, path
        changes += rows
    assert changes > 500


def cells_in(line):
    """The cells of a row whose end tag may be missing."""
    return [plain("<td" + cell) for cell in re.split(r"(?i)<t[dh]\b", line)[1:]]


def test_release_log_names_each_release_once(real_pages):
    (path,) = named(real_pages, "Core/Change.htm")
    releases = [
        each
        for each in parse_change_history(path, real_pages.read(path)).changes
        if each.mim_version
    ]
    text = text_of(real_pages.read(path))
    first_cells = re.findall(r"(?is)<tr\b[^>]*>\s*<td\b[^>]*>(.*?)</td>", text)
    stated = [cell for each in first_cells if re.fullmatch(r"\d+(\.\d+)+", cell := plain(each))]
    assert [each.mim_version for each in releases] == stated
    dated = [each for each in releases if re.fullmatch(r"\d{4}-\d\d-\d\d", each.date)]
    assert len(dated) >= len(releases) - 1
