"""The links of pages, schemas and style sheets, in every way in which they are written."""

import pytest

from mimcli.sources.website.links import links_in, listed_in


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ('<a href="a.htm">x</a>', ("a.htm",)),
        ("<A HREF='b b.HTM'>x</A>", ("b b.HTM",)),
        ("<frame src=Core/c.htm name=x>", ("Core/c.htm",)),
        ('<a href="a.htm#part">x</a><a href="#part">y</a>', ("a.htm",)),
        ('<a href="a%20b.htm?x=1">x</a>', ("a%20b.htm",)),
        ('<a\nhref =\n "x&amp;y.htm">x</a>', ("x&y.htm",)),
        ('<a href="mailto:x@y.uk">x</a><a href="javascript:go(\'a.htm\')">y</a>', ()),
        ('<a href="file:///C:/x.htm">x</a><a href="Folder/">y</a><a href="">z</a>', ()),
        ('<a href="https://h.example/x.htm">x</a>', ("https://h.example/x.htm",)),
        ('<!-- <a href="old.htm">x</a> --><img src="p.gif" lowsrc="q.gif">', ("p.gif", "q.gif")),
        ('<body background="b.jpg"><p data-href="no.htm" xhref="no.htm">', ("b.jpg",)),
        ('<style>@import "s.css"; p { background: url(../i.png) }</style>', ("../i.png", "s.css")),
        ('<a href="unclosed.htm', ()),
        ('<a href="twice.htm">x</a><a href="twice.htm">y</a>', ("twice.htm", "twice.htm")),
    ],
)
def test_links_of_a_page(text: str, links: tuple[str, ...]) -> None:
    """As the page writes them, each as often as it does."""
    assert tuple(sorted(links_in("x/page.htm", text.encode()))) == tuple(sorted(links))


def test_links_of_a_schema_and_of_a_message() -> None:
    """Includes and imports; of a pair of name space and place, the place."""
    schema = b'<xs:include schemaLocation="../dt/a b.xsd"/><xs:import namespace="x.y" schemaLocation="c.xsd"/>'
    assert links_in("Schemas/s.xsd", schema) == ("../dt/a b.xsd", "c.xsd")
    message = b'<x xsi:schemaLocation="urn:hl7-org:v3 ..\\Schemas\\P.xsd" value="no.htm"/>'
    assert links_in("Examples/m.xml", message) == ("..\\Schemas\\P.xsd",)


def test_other_files_have_none() -> None:
    """Pictures, models."""
    assert links_in("x.gif", b'<a href="a.htm">') == ()
    assert links_in("x.mif", b'<a href="a.htm">') == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_encoding_is_read(encoding: str) -> None:
    """Also the undeclared windows-1252 of old pages."""
    text = '<p>\u00a3</p><a href="\u00e9t\u00e9.htm">x</a>'
    assert links_in("a.htm", text.encode(encoding)) == ("\u00e9t\u00e9.htm",)


def test_a_list_of_a_folder_has_folders_too() -> None:
    """As IIS writes it."""
    page = b'<a href="/dms/">[To Parent Directory]</a> <a href="/dms/x/Sub/">Sub</a><A HREF="/dms/x/a.htm">a</A>'
    assert listed_in(page) == ("/dms/", "/dms/x/Sub/", "/dms/x/a.htm")
