"""Release and issue date."""

import re

import pytest

from mimcli.parse.release import parse_change_log, parse_footer, parse_index_title


def test_title_of_the_index_names_the_release():
    assert parse_index_title(b"<html><TITLE>\r\nMIM 9.1.01 </TITLE><frameset>") == "9.1.01"


@pytest.mark.parametrize("title", ["v 0", "Message Implementation Manual", "MIM", ""])
def test_title_without_a_release_gives_none(title):
    assert parse_index_title(f"<title>{title}</title>".encode()) is None


def test_footer_states_version_and_date():
    data = (
        b"<html><head><title>v 0</title></head><body><p>Issue Date : 07/03/2031</p>"
        b"<p>Version&nbsp;: 9.1.01</p></body></html>"
    )
    assert parse_footer(data) == ("9.1.01", "2031-03-07")


def test_footer_without_either_gives_empty_strings():
    assert parse_footer(b"<html><body>Issue Date : 41/13/2031</body></html>") == ("", "")


def test_change_log_gives_its_first_release_row():
    data = (
        b"<table><tr><td>layout</td></tr></table><table><tr><th>MIM Version</th><th>Date</th></tr>"
        b"<tr><td>&nbsp;9.1.01</td><td>7/3/2031</td><td>This</td></tr>"
        b"<tr><td>9.1.00</td><td>01/02/2031</td><td>That</td></tr></table>"
    )
    assert parse_change_log("Core/Change.htm", data) == ("9.1.01", "2031-03-07")


def test_change_log_without_releases_gives_empty_strings():
    assert parse_change_log("Core/Change.htm", b"<p>None yet</p>") == ("", "")


@pytest.mark.corpus
def test_three_real_pages_agree_with_each_other_and_with_the_raw_text(real_pages):
    index = real_pages.read("Index.htm")
    title = re.search(rb"<title>MIM ([\d.]+)", index)
    assert title is not None
    version = title[1].decode()
    assert parse_index_title(index) == version
    footer = parse_footer(real_pages.read("Core/footer.htm"))
    assert footer == parse_change_log("Core/Change.htm", real_pages.read("Core/Change.htm"))
    day, month, year = footer[1].split("-")[::-1]
    assert footer[0] == version
    assert f"{day}/{month}/{year}".encode() in real_pages.read("Core/footer.htm")
