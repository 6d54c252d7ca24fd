"""The outline of a manual: headings in any markup, and the text between them."""

import pytest

from mimcli.parse.htmlio import parse_html
from mimcli.parse.manual_headings import description_of, outline


def only_part(markup: str):
    root = parse_html(f"<html><body>{markup}</body></html>".encode())
    assert root is not None
    return outline(root)[1]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("6.1&nbsp;&nbsp;Slot request - ZZAA_IN000001UK03", "Slot request"),
        ("6.1 Slot request ZZAA_IN000001UK03", "Slot request"),
        ("6.1 Slot (CPA)- ZZAA_IN000001UK03", "Slot (CPA)"),
        ("6.1 Slot request -ZZAA_IN000001UK03", "Slot request"),
        ("6.1 Slot request \u2013 ZZAA_IN000001UK03", "Slot request"),
        ("6.1\r\n\tSlot\r\n\trequest -\r\n ZZAA_IN000001UK03", "Slot request"),
        ("6.1 ZZAA_IN000001UK03 - Slot request", "Slot request"),
        ("6.1 Slot request (ZZAA_IN000001UK03)", "Slot request"),
    ],
)
def test_number_title_and_id_of_every_heading_form(text, title):
    part = only_part(f"<h2>{text}</h2>")
    assert (part.number, part.title, str(part.id)) == ("6.1", title, "ZZAA_IN000001UK03")


def test_heading_without_number_or_id_is_all_title():
    part = only_part("<h2>Recipient responsibilities</h2>")
    assert (part.number, part.title, part.id) == ("", "Recipient responsibilities", None)


def test_malformed_id_is_no_part_of_the_title():
    part = only_part("<h2>1.19 A_Link - ZZAA144039UK02</h2>")
    assert (part.title, part.id, part.loose_id) == ("A_Link", None, "ZZAA144039UK02")


def test_description_within_the_heading_comes_first_in_the_description():
    words = "Tells a copy recipient of it. " * 8
    part = only_part(f"<h2>6.5 Copy - ZZAA_IN000001UK03<br>\r\n{words}</h2><p>More.</p>")
    assert part.title == "Copy"
    assert description_of(part).split("\n") == [words.strip(), "More."]


def test_description_ends_at_the_first_table_at_any_depth():
    part = only_part(
        "<h2>A</h2>bare <b>bold</b> text<p>para</p>"
        "<div><div><p>deep</p><table><tr><td>cell</td></tr></table><p>below</p></div></div>"
    )
    assert description_of(part) == "bare bold text\npara\ndeep"


def test_headings_at_different_depths_follow_each_other():
    root = parse_html(
        b"<html><body><div><h1>1 A</h1><p>a</p><span><font><h2>1.1 B</h2></font></span></div>"
        b"<p>b</p><div><div><h3>1.1.1 C</h3></div></div>c</body></html>"
    )
    assert root is not None
    parts = outline(root)
    assert [(p.level, p.title, description_of(p)) for p in parts[1:]] == [
        (1, "A", "a"),
        (2, "B", "b"),
        (3, "C", "c"),
    ]
