"""Dates as people wrote them."""

import pytest

from mimcli.parse.dates import iso_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2007-01-18", "2007-01-18"),
        ("7/1/2005", "2005-01-07"),
        ("16.08.04", "2004-08-16"),
        ("07th Jan 2005", "2005-01-07"),
        ("7 th January 2005", "2005-01-07"),
        ("19th  October 2006", "2006-10-19"),
        ("on 22nd Sept. 2004, late", "2004-09-22"),
        ("31/13/2005", ""),
        ("00.01.2005", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_dates_become_iso(text, expected):
    assert iso_date(text) == expected
