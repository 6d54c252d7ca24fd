"""What a row is coded with: a vocabulary, or the one code that is allowed in its place."""

import html
import re
from collections import Counter

import pytest

from mimcli.model.publication import TableRowRow, ViewRow
from mimcli.reconcile.coded_values import tell_codes, unlisted

VIEWS = (ViewRow("XXXX_HD000001UK01", "a.htm", None, None, "hmd", 1),)


def row(name: str, coded: str | None, **values: object) -> TableRowRow:
    stated = dict.fromkeys(TableRowRow._fields)
    stated |= {"view": 1, "path": f"Act.{name}", "name": name, "vocabulary": coded, **values}
    return TableRowRow(**stated)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("moodCode", "EVN", fixed="EVN")], [(None, "EVN")]),
        ([row("moodCode", "EVN", default="EVN")], [(None, "EVN")]),
        # Another row of the same name says that it is a code; one of another name does not.
        ([row("a", "EVN"), row("a", "X", fixed="EVN")], [(None, "EVN"), ("X", None)]),
        ([row("a", "EVN"), row("b", "X", fixed="EVN")], [("EVN", None), ("X", None)]),
        # A vocabulary that is listed is one, whatever is fixed.
        ([row("classCode", "actmood", fixed="actmood")], [("actmood", None)]),
        ([row("statusCode", "ActStatus", fixed="completed")], [("ActStatus", None)]),
        ([row("id", None, fixed="1.2")], [(None, None)]),
    ],
)
def test_a_code_is_told_from_a_vocabulary(
    rows: list[TableRowRow], expected: list[tuple[str | None, str | None]]
) -> None:
    """By what is listed, and by what is fixed there or elsewhere in rows of that name."""
    told = tell_codes(rows, ["ActMood"])
    assert [(one.vocabulary, one.code) for one in told] == expected


def test_vocabularies_that_nothing_lists_are_found_once_each() -> None:
    """With where they are used; nothing is said of a publication without vocabularies."""
    rows = [row("code", "ActCode"), row("statusCode", "ActStatus"), row("code", "ActCode")]
    found = list(unlisted(rows, ["ActMood"], VIEWS))
    assert [one.subject for one in found] == ["ActCode", "ActStatus"]
    assert "Act.code and 1 other row are coded" in found[0].detail
    assert list(unlisted(rows, [], VIEWS)) == []


FIXED = re.compile(
    r"\w+\s*\(\s*\w+[\s(]*\{\s*CNE\s*:\s*([^{}]*?)\s*\}[\s()]*"
    r'\{\s*Fixed\s*=\s*"\s*(.*?)\s*"'
)
LEFT = (
    "SELECT DISTINCT vocabulary FROM table_row WHERE vocabulary IS NOT NULL"
    " AND vocabulary COLLATE NOCASE NOT IN (SELECT name FROM vocabulary)"
)


@pytest.mark.corpus
def test_codes_of_the_real_rows_are_those_that_their_pages_fix(raw, real_index) -> None:
    """Second route: a regular expression over the pages."""
    found: list[tuple[str, str]] = []
    for page in raw.matching(r"(?i)Domains/[^/]+/Tabular View/.*-NoEdit\.html?"):
        text = html.unescape(re.sub(r"(?s)<[^>]*>", "", raw.text(page)))
        found += FIXED.findall(" ".join(text.split()))
    same = Counter(code for coded, code in found if coded == code)
    told = "SELECT code, count(*) FROM table_row WHERE code = fixed GROUP BY code"
    assert dict(real_index.execute(told)) == same
    others = "SELECT count(*) FROM table_row WHERE code IS NOT NULL AND fixed != code"
    assert real_index.execute(others).fetchone() == (0,)
    codes = {code for (code,) in real_index.execute("SELECT DISTINCT code FROM table_row")} - {None}
    assert codes <= {code for _, code in found}
    left = {name for (name,) in real_index.execute(LEFT)}
    assert not left & codes
    kinds = real_index.execute("SELECT subject FROM finding WHERE kind = 'unlisted-vocabulary'")
    assert {name for (name,) in kinds} == left
