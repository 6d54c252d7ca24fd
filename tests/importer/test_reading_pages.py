"""A page that cannot be read is a finding, never a failure; and which file is read as what."""

import re
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mimcli.importer.pages import PAGE_KINDS, PageKind, Parsed, kind_of, parse_page
from support.mim import default_mim
from support.synthetic import files_of

FILES = files_of(default_mim())
PAGES = sorted(path for path in FILES if kind_of(path))
SECONDS = 5.0
"""Of this thread's own work for one page, however many others run; the largest takes 0.2."""


def damaged(data: bytes, cuts: list[tuple[float, float]], noise: bytes, at: float) -> bytes:
    """A page with pieces left out or doubled, and noise in it."""
    for start, length in cuts:
        first = int(start * len(data))
        last = first + int(length * len(data) / 4)
        data = data[:first] + data[last:] if length < 0.5 else data[:last] + data[first:]
    place = int(at * len(data))
    return data[:place] + noise + data[place:]


def read(path: str, data: bytes) -> Parsed:
    kind = kind_of(path)
    assert kind is not None
    began = time.thread_time()
    parsed = parse_page(kind, path, data)
    assert time.thread_time() - began < SECONDS
    assert parsed.record is not None or parsed.findings
    return parsed


PARTS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=3)


@settings(max_examples=150)
@given(st.sampled_from(PAGES), PARTS, st.binary(max_size=40), st.floats(0, 1))
def test_a_damaged_synthetic_page_gives_a_record_or_a_finding(path, cuts, noise, at):
    read(path, damaged(FILES[path], cuts, noise, at))


@pytest.mark.corpus
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_real_page_gives_a_record_or_a_finding(real_zip, data):
    with zipfile.ZipFile(real_zip) as archive:
        names = [
            name for name in archive.namelist() if name.endswith((".htm", ".xsd", ".xml", ".mif"))
        ]
        top = next(name for name in names if name.lower().endswith("core/contents.htm"))
        root = top[: -len("Core/Contents.htm")]
        paths = [name[len(root) :] for name in names if kind_of(name[len(root) :])]
        path = data.draw(st.sampled_from(paths))
        content = archive.read(root + path)
    read(
        path,
        damaged(
            content, data.draw(PARTS), data.draw(st.binary(max_size=40)), data.draw(st.floats(0, 1))
        ),
    )


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("tag", [b"<div>", b"<table><tr><td>", b"<xs:element>", b"<a name=x>"])
def test_deep_nesting_is_no_failure(kind, tag):
    """Neither the recursion limit nor quadratic time."""
    began = time.thread_time()
    parsed = parse_page(kind, "page.htm", tag * 20_000)
    assert time.thread_time() - began < SECONDS
    assert parsed.kind == kind.name


def test_whatever_a_parser_raises_is_a_finding_about_the_page():
    def fails(path: str, data: bytes) -> None:
        raise AttributeError("no such thing")

    kind = PageKind("odd", re.compile("x"), fails)
    (finding,) = parse_page(kind, "Core/x.htm", b"").findings
    assert (finding.kind, finding.severity, finding.page) == (
        "unreadable-page",
        "error",
        "Core/x.htm",
    )
    assert "no such thing" in finding.detail


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("Core/Contents.htm", "menu"),
        ("core/contents.HTM", "menu"),
        ("Domains/PDS/Document files/PDS IM.htm", "manual"),
        ("Domains/Mental Health/Document Files/MentalHealthIM.htm", "manual"),
        ("Domains/X/Tabular View/PRSC_HD150002UK02-NoEdit.HTM", "tabular-view"),
        ("interaction xml files/PDS_Interactions.xml", "dynamic-model"),
        ("Schemas/PRPA_IN000203UK06.xsd", "schema"),
        ("dt/datatypes.xsd", "schema"),
        ("Mif/PRPA_RM000206UK06-x.mif", "model"),
        ("Examples/PDS/PRPA_EX000203UK06.xml", "example"),
        ("Core/components_files/image002.gif", None),
        ("Domains/PDS/Tabular View/images/PRPA_RM000203UK06.png", None),
        ("TemplatedExamples/DI/POCD_EX030001UK01_01.xml", "example"),
    ],
)
def test_what_a_file_is_read_as(path, name):
    kind = kind_of(path)
    assert (kind.name if kind else None) == name
