"""The zip of a version on a page, however the page is laid out."""

import pytest

from mimcli.parse.offers import nearest_links, offers_of, read_page

BASE = "https://site.example/guides/mim"
GOOD = "https://site.example/files/download"


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ('<a href="/m/mim-7.2.02.zip">Download</a>', "https://site.example/m/mim-7.2.02.zip"),
        ('<a href="MIM_7-2-02.ZIP">Get</a>', "https://site.example/guides/MIM_7-2-02.ZIP"),
        ('<a href="/m/MIM%207.2.02.zip?v=3">it</a>', "https://site.example/m/MIM%207.2.02.zip?v=3"),
        ('<a href="/files/download">MIM 7.2.02 (zip, 45 MB)</a>', GOOD),
        ('<p>Version 7.2.02: <a href="/files/download.zip">zip</a></p>', f"{GOOD}.zip"),
        (
            (
                '<table><tr><td>7.2.02</td><td><a href="/files/download.zip">get</a></td></tr>'
                '<tr><td>7.2.01</td><td><a href="/files/old.zip">get</a></td></tr></table>'
            ),
            f"{GOOD}.zip",
        ),
        ('<h3>MiM 7.2.02</h3><div><a href="/files/download.zip">Zip</a></div>', f"{GOOD}.zip"),
        (
            (
                '<a href="/news">7.2.02 is out</a><ul><li><a href="/a/mim7.2.02.zip">1</a>'
                '<li><a href="/a/mim7.2.02.zip#x">2</a></ul>'
            ),
            "https://site.example/a/mim7.2.02.zip",
        ),
        (
            '<base href="https://cdn.example/"><a href="mim7202.zip">x</a>',
            "https://cdn.example/mim7202.zip",
        ),
    ],
)
def test_the_zip_is_found(body: str, address: str) -> None:
    """By its address, its words, or what it stands beside."""
    page = read_page(f"<title>T</title>{body}".encode(), BASE)
    assert {one.address for one in offers_of(page, "7.2.02")} == {address}


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<a href="/m/mim-17.2.02.zip">x</a>',
        '<a href="/m/mim-7.2.021.zip">x</a>',
        '<a href="/m/mim-7.2.02.1.zip">x</a>',
        '<a href="/m/7.2.02/index.htm">MIM 7.2.02 web site</a>',
        '<a href="/m/other.zip">another thing</a>',
        "<a href=\"javascript:get('mim-7.2.02.zip')\">x</a>",
    ],
)
def test_what_is_no_offer_is_none(body: str) -> None:
    """Other versions, pages, scripts."""
    assert offers_of(read_page(body.encode(), BASE), "7.2.02") == ()


def test_several_offers_are_all_told() -> None:
    """Nobody guesses which one is meant."""
    body = b'<a href="mim-7.2.02.zip">a</a><a href="mim-7.2.02-errata.zip">b</a>'
    assert len(offers_of(read_page(body, BASE), "7.2.02")) == 2


def test_the_nearest_links_come_in_order() -> None:
    """The version's name, then zips, then the manual's name; nothing else."""
    body = (
        b'<a href="/1">About the MIM</a><a href="/2.zip">x</a><a href="/3">7.2.02</a>'
        b'<a href="/4">Contact</a>'
    )
    near = nearest_links(read_page(body, BASE), "7.2.02")
    assert [one.address[-5:] for one in near] == ["ple/3", "2.zip", "ple/1"]


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"PK\x03\x04" * 50, b"<" * 3000])
def test_what_is_no_page_has_no_links(data: bytes) -> None:
    """Never a failure."""
    assert read_page(data, BASE).links == ()
