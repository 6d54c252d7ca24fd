"""The list of retired domains, in every layout that such a page could have."""

import pytest

from mimcli.parse.retirement_page import read_retirement_page

KNOWN = {"Admissions", "NHS Direct", "Out of hours", "Sealed Envelopes", "Alerts", "PDS", "GP2GP"}
NAMES = ("Admissions", "NHS Direct", "Out of hours", "Sealed Envelopes")
ITEMS = "".join(f"<li>{name}</li>" for name in NAMES)
ROWS = "".join(f"<tr><td>{name}</td><td>Retired</td></tr>" for name in NAMES)
MENU = "<nav><ul><li>Home</li><li>PDS</li><li>Alerts</li><li>GP2GP</li></ul></nav>"
OTHERS = "<p>Most other domains are partly retired:</p><ul><li>PDS</li><li>GP2GP</li><li>Alerts</li></ul>"
EDITED = "<p>Last edited: 3 February 2026 9:12 am</p>"


def read(body: str):
    page = f"<html><head><title>T</title></head><body>{MENU}{body}{EDITED}</body></html>"
    return read_retirement_page(page.encode(), KNOWN.__contains__)


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>Retired domains</h2><ul>{ITEMS}</ul>",
        f"<p>These are fully retired (no longer available for use):</p><ul>{ITEMS}</ul><p>Bye.</p>",
        f"<h3>Fully retired</h3><p>You cannot use these:</p><ol>{ITEMS}</ol>",
        f"<h2>Fully retired</h2><table>{ROWS}</table>",
        "<h2>Retired domains</h2>" + "".join(f"<p>{name}</p>" for name in NAMES),
        "<h2>No longer available</h2><p>" + "<br>".join(NAMES) + "</p>",
        f"<p>The following are fully retired: {', '.join(NAMES[:-1])} and {NAMES[-1]}.</p>",
        f"<p>Fully retired: {'; '.join(NAMES)}</p>",
        f"<details><summary>Withdrawn</summary><ul>{ITEMS}</ul></details>",
    ],
)
@pytest.mark.parametrize("others", ["", OTHERS])
def test_the_list_is_found_in_any_layout(body: str, others: str) -> None:
    """The same names, in the page's order; neither the menu nor what is retired in part only."""
    page = read(body + others)
    assert page.names == NAMES
    assert (page.title, page.last_edited) == ("T", "2026-02-03")


def test_what_is_partly_retired_is_not_taken_for_the_list() -> None:
    """Wherever it stands."""
    assert read(OTHERS + f"<h2>Fully retired</h2><ul>{ITEMS}</ul>").names == NAMES
    assert read(OTHERS).names == ()


def test_a_new_name_among_known_ones_is_taken() -> None:
    """It is what a newer list is read for."""
    body = f"<h2>Retired</h2><ul>{ITEMS}<li>Something Else (retired)</li></ul>"
    assert read(body).names == (*NAMES, "Something Else")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>Nothing is retired.</p>",
        "<h2>Retired staff</h2><ul><li>Ann</li><li>Bob</li><li>Cy</li></ul>",
        "<p>Retired: Admissions, NHS Direct</p>",
        f"<ul>{ITEMS}</ul>",
        "<h2>Sign in</h2><form>password</form>",
    ],
)
def test_a_page_without_such_a_list_gives_none(body: str) -> None:
    """Names that are no domains, too few, or that nothing calls retired."""
    assert read(body).names == ()


@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe", b"<" * 5000, b"%PDF-1.4"])
def test_what_is_no_page_gives_none(data: bytes) -> None:
    """Never a failure."""
    assert read_retirement_page(data, KNOWN.__contains__).names == ()


def test_a_date_in_the_head_counts_where_the_text_has_none() -> None:
    """As content systems write it."""
    head = '<meta property="article:modified_time" content="2026-03-04T10:00:00Z">'
    assert read_retirement_page(head.encode(), KNOWN.__contains__).last_edited == "2026-03-04"
