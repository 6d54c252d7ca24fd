"""Dates and times: of a form that HL7 has, and of a day that the calendar has."""

import re
from calendar import monthrange
from functools import lru_cache

from mimcli.checks.quoting import quoted
from mimcli.checks.remarks import Remark
from mimcli.parse.xmlio import Element, local_name

_FORM = re.compile(
    r"([0-9]{4})(?:([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:\.[0-9]{1,6})?)?)?)?)?)?"
    r"(?:[+-]([0-9]{2})([0-9]{2}))?",
    re.ASCII,
)
_FORMS = "YYYY, YYYYMM, YYYYMMDD, YYYYMMDDhh, YYYYMMDDhhmm or YYYYMMDDhhmmss"
_LIMITS = (("hour", 23), ("minute", 59), ("second", 60))
_FARTHEST = 14
"""Hours that a time zone may differ from Greenwich."""


def time_rule(element: Element) -> Remark | None:
    """Look at the value of a point in time."""
    value = element.get("value")
    if value is None:
        return None
    fault = time_fault(value)
    if fault is None:
        return None
    check, words = fault
    return Remark(
        check,
        f"the value of {local_name(element)} is {quoted(value)}: {words}",
        "value",
        value,
        hint="`mim datatype TS` says what a time looks like" if check == "time-form" else None,
    )


@lru_cache(maxsize=4096)
def time_fault(value: str) -> tuple[str, str] | None:
    """Return the check that a time fails, and why; None if it is right."""
    match = _FORM.fullmatch(value.strip())
    if match is None:
        return "time-form", f"a time is {_FORMS}, perhaps with +hhmm"
    year, month, day, *clock = match.groups()[:6]
    if month is not None and not 1 <= int(month) <= 12:  # noqa: PLR2004 (months of a year)
        return "calendar-date", f"there is no month {month}"
    if day is not None and not 1 <= int(day) <= _days(int(year), int(month)):
        return "calendar-date", f"there is no day {day} in the month {month} of {year}"
    for (unit, most), part in zip(_LIMITS, clock, strict=True):
        if part is not None and int(part) > most:
            return "calendar-date", f"there is no {unit} {part}"
    if match[7] is not None and (int(match[7]) > _FARTHEST or int(match[8]) > _LIMITS[1][1]):
        return "calendar-date", f"there is no time zone {match[7]}{match[8]}"
    return None


def _days(year: int, month: int) -> int:
    return monthrange(max(year, 1), month)[1]
