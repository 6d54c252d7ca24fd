"""Titles of R-MIM pages."""

import re

import pytest

from mimcli.model.named import Named
from mimcli.parse.rmim import parse_rmim_page

PAGE = "Domains/Slots/Tabular View/ZZAA_RM000001UK02.htm"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Slot &amp; Bed\r\n (ZZAA_RM000001UK02)", Named("ZZAA_RM000001UK02", "Slot & Bed")),
        ("Slot (new) (ZZAA_RM000001UK02)", Named("ZZAA_RM000001UK02", "Slot (new)")),
        ("Slot - ZZAA_RM000001UK02", Named("ZZAA_RM000001UK02", "Slot")),
        ("<b>Slot</b> list", Named("", "Slot list")),
    ],
)
def test_title_and_id_of_the_first_heading(heading, expected):
    assert parse_rmim_page(PAGE, f"<body><h1 class=x>{heading}</h1></body>".encode()) == expected


def test_page_without_heading_gives_nothing():
    assert parse_rmim_page(PAGE, b"<body><p>x</p></body>") == Named("", "")


@pytest.mark.corpus
def test_real_pages_are_titled_with_the_id_of_their_file_name(real_pages):
    paths = [p for p in real_pages.under("Domains/", ".htm") if "/Tabular View/" in p]
    paths = [p for p in paths if "NoEdit" not in p and b"<h1" in real_pages.read(p)]
    assert len(paths) > 300
    for path in paths:
        found = parse_rmim_page(path, real_pages.read(path))
        file = re.match(r"\w{4}_(RM|TP)\d{6}UK\d\d", path.rpartition("/")[2])
        assert found.title
        assert found.id == (file[0] if file else found.id), path
