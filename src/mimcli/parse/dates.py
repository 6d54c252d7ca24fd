"""Dates as people wrote them in the reference pages, as ISO dates."""

import re

_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
_NUMBERS = re.compile(r"(?<!\d)(\d\d?)\s*[./-]\s*(\d\d?)\s*[./-]\s*(\d{4}|\d\d)(?!\d)")
_WORDS = re.compile(
    r"(?<!\d)(\d\d?)\s*(?:st|nd|rd|th)?\s*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\.?,?\s*(\d{4})",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST_MONTH, _MONTHS_A_YEAR, _CENTURY = 31, 12, 2000
_SHORT_YEAR = 100


def iso_date(text: str) -> str:
    """Return the first date in `text` as ISO (`2008-04-18`), or empty if there is none.

    Read are ISO dates, day-month-year with dots, slashes or dashes (a year of two digits is one
    of this century), and day, English month, year ("7th Jan 2005").
    """
    if match := _ISO.search(text):
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.search(text):
        year = int(match[3])
        year += _CENTURY if year < _SHORT_YEAR else 0
        return _checked(year, int(match[2]), int(match[1]))
    if match := _WORDS.search(text):
        month = _MONTHS.index(match[2].lower()) + 1
        return _checked(int(match[3]), month, int(match[1]))
    return ""


def _checked(year: int, month: int, day: int) -> str:
    possible = 1 <= month <= _MONTHS_A_YEAR and 1 <= day <= _LONGEST_MONTH
    return f"{year:04}-{month:02}-{day:02}" if possible else ""
