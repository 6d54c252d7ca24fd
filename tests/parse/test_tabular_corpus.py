"""Every tabular view of the real manual, against searches in its source."""

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from mimcli.model.table import TableRow, TabularView
from mimcli.parse.tabular import parse_tabular_view

if TYPE_CHECKING:
    from conftest import RealMim

TEXT = re.compile(r"<[^>]*>")
CELL = re.compile(r"<td\b[^>]*>(.*?)(?=<td\b|</td>|</tr>)", re.DOTALL | re.IGNORECASE)
COUNTED = re.compile(r"(?:\[\d+\.\.(?:\d+|\*)\] ?)?(?:\[[A-Z]\] ?)?")


def kinds_by_text_search(data: bytes) -> Counter[str]:
    """Count a page's rows by kind with regular expressions over its source, without a parser."""
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError:
        source = data.decode("cp1252")
    counts: Counter[str] = Counter()
    for cell in CELL.findall(source[source.lower().index("<table") :]):
        text = " ".join(html.unescape(TEXT.sub("", cell)).split())
        rest = text[COUNTED.match(text).end() :]  # type: ignore[union-attr]
        if text.startswith("Used by"):
            counts["class"] += 1
        elif rest.startswith(("either", "... or ...")):
            counts["choice"] += 1
        elif rest == text or not re.match(r"\[\d", text):
            continue
        elif rest.startswith(":"):
            counts["template"] += 1
        elif "[CMET:" in rest or re.search(r"\([A-Z]{4}_MT\d{6}\w{4}\)", rest):
            counts["cmet"] += 1
        elif "(" not in rest:
            counts["connector"] += 1
        else:
            typed = re.search(r'href="?[^"#>]*Data(?:%20| )Types', cell, re.IGNORECASE)
            counts["attribute" if typed else "target"] += 1
        counts["fixed"] += bool(re.search(r'Fixed ?= ?"', rest))
        counts["default"] += bool(re.search(r'Default ?= ?"', rest))
        counts["coded"] += bool(re.search(r"\{ ?C(?:NE|WE)", rest))
        counts["mandatory"] += "[M]" in text
        counts["required"] += "[R]" in text
    return +counts


def kinds_of(view: TabularView) -> Counter[str]:
    counts = Counter(r.role or r.kind for r in view.rows)
    counts["fixed"] = sum(r.fixed is not None for r in view.rows)
    counts["default"] = sum(r.default is not None for r in view.rows)
    counts["coded"] = sum(r.coding_strength is not None for r in view.rows)
    counts["mandatory"] = sum(r.conformance == "M" for r in view.rows)
    counts["required"] = sum(r.conformance == "R" for r in view.rows)
    return +counts


@pytest.mark.corpus
def test_every_row_of_the_real_manual_is_read(real_pages: "RealMim"):
    """Each page's rows equal those that a search in its source counts; none is unparsed."""
    pages = real_pages.under("Domains/", "-noedit.htm")
    generations = Counter()
    for path in pages:
        data = real_pages.read(path)
        view = parse_tabular_view(path, data)
        assert kinds_of(view) == kinds_by_text_search(data), path
        assert not [f for f in view.findings if f.kind == "unparsed-row"], path
        assert view.rmim_id, path
        assert view.rmim_page, path
        generations[view.generation] += 1
    assert min(generations["mif"], generations["hmd"]) > 50


@pytest.mark.corpus
def test_every_association_of_the_real_manual_leads_somewhere(real_pages: "RealMim"):
    """Used-by rows agree with the links: a class that no link leads to is a root or shadowed."""
    checked = agreeing = 0
    for path in real_pages.under("Domains/", "-noedit.htm"):
        view = parse_tabular_view(path, real_pages.read(path))
        users: dict[int, set[str]] = {}
        for r in view.rows:
            if r.target_class is not None:
                users.setdefault(r.target_class, set()).add(class_of(view, r).name)
        for position, r in enumerate(view.rows):
            if r.kind == "class" and r.used_by:
                checked += 1
                agreeing += set(r.used_by) >= users.get(position, set())
    assert checked > 1000
    assert agreeing / checked > 0.98


def class_of(view: TabularView, r: TableRow) -> TableRow:
    while r.kind != "class":
        r = view.rows[r.owner]
    return r
