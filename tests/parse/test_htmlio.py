"""Text and links of HTML pages."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mimcli.parse.htmlio import (
    MAX_PAGE_BYTES,
    decode,
    fold,
    paragraphs_of,
    parse_html,
    resolve,
    text_of,
)


def paragraphs(body: str) -> str:
    root = parse_html(f"<html><body>{body}</body></html>".encode())
    assert root is not None
    return paragraphs_of(root[0])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("one\n two&nbsp;&nbsp;three", "one two three"),
        ("<p>one</p>two<br>three<hr>four", "one\ntwo\nthreefour"),
        ("<ul><li>one</li><li>two <b>bold</b><ul><li>in</ul></ul>", "- one\n- two bold\n- in"),
        ("<ul><li></li><li><p>one</p></li></ul>", "one"),
        ("<table><tr><td>a</td><th>b</th></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("a<script>if (1 < 2) x('</p>')</script>b<style>p {}</style>c", "abc"),
        ("a<map name=m><area alt=x></map>b", "ab"),
        ("a<map/>b", "ab"),
        ("<p>1 &lt; 2 &amp;amp; 3 > 2</p>", "1 < 2 &amp; 3 > 2"),
        ('<p title="a > b <p>">text</p>', "text"),
        ("<o:p>word</o:p><?xml:namespace prefix = o /><!-- <p>no</p> -->s", "words"),
        ("one\rtwo", "one two"),
    ],
)
def test_paragraphs(body: str, expected: str):
    """One line a paragraph, items led by a dash, cells apart, unseen things left out."""
    assert paragraphs(body) == expected


@given(st.lists(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=40)))
def test_text_comes_through_as_it_was(texts: list[str]):
    """Whatever the characters, a paragraph's text is its folded text."""
    body = "".join(f"<p>{escape(text)}</p>" for text in texts)
    kept = [line for line in map(fold, texts) if line and line != "-"]
    assert paragraphs(body) == "\n".join(kept)


def test_text_is_deeper_than_any_recursion():
    """Depth of nesting is no matter."""
    assert paragraphs("<b><i>" * 100 + "deep") == "deep"


def test_pages_may_be_in_either_encoding():
    """UTF-8 if it is, else windows-1252; marks, declarations and NULs are dropped."""
    for data in (
        "<p>caf\u00e9</p>".encode(),
        "<p>caf\u00e9</p>".encode("cp1252"),
        b"\xef\xbb\xbf" + "<p>caf\u00e9</p>".encode(),
        b'<?xml version="1.0" encoding="latin-1"?>' + "<p>caf\u00e9</p>".encode(),
        "<p>ca\0f\u00e9</p>".encode(),
    ):
        root = parse_html(data)
        assert root is not None
        assert text_of(root) == "caf\u00e9"
    assert decode(b"\x93x\x94") == "\u201cx\u201d"


@pytest.mark.parametrize("data", [b"", b"   ", b"\0", b"<!-- -->", b"<?xml version='1.0'?>"])
def test_nothing_gives_no_element(data: bytes):
    """A page without an element is None, not an error."""
    assert parse_html(data) is None


def test_a_page_that_is_too_large_is_refused():
    """It is no page of a manual."""
    with pytest.raises(ValueError, match="bytes"):
        parse_html(b" " * (MAX_PAGE_BYTES + 1))


@pytest.mark.parametrize(
    ("href", "path", "fragment"),
    [
        ("#X ", "", "X"),
        ("b.htm#Y%20Z", "Domains/A/b.htm", "Y Z"),
        ("../../Data%20Types/D.htm#CS", "Data Types/D.htm", "CS"),
        ("..\\B\\c.htm", "Domains/B/c.htm", ""),
        ("../../../../outside.htm", "", ""),
        ("javascript:history.back(1)", "", ""),
        ("http://example.org/x#y", "", ""),
    ],
)
def test_links_are_relative_to_the_root(href: str, path: str, fragment: str):
    """Blanks, backslashes, fragments; nothing leads out of the manual."""
    link = resolve("Domains/A/page.htm", href)
    assert (link.path, link.fragment) == (path, fragment)
