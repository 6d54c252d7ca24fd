"""Addresses of a site's files, live and archived, and the case in which files are kept."""

import random

import pytest

from mimcli.data.versions import read_versions
from mimcli.sources.website.addresses import site_of
from mimcli.sources.website.frontier import Frontier, Hint

LIVE = site_of("https://data.example/dms/mim/6.3.01/Index.htm")
ARCHIVED = site_of(
    "https://archive.example/ukgwa/20250306140946/https:/data.example/dms/mim/6.3.01/Index.htm"
)
PLAIN = "https://archive.example/ukgwa/20250306140946id_/https://data.example/dms/mim/6.3.01/"


def test_addresses_of_files() -> None:
    """Blanks are quoted; an archived file is asked for in its plain form."""
    assert LIVE.address_of("a b/c.htm") == "https://data.example/dms/mim/6.3.01/a%20b/c.htm"
    assert ARCHIVED.address_of("a b/c.htm") == f"{PLAIN}a%20b/c.htm"
    assert site_of("http://h/x/").start == "Index.htm"


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("../x.htm", "x.htm"),
        ("y%20z.htm#part", "A/y z.htm"),
        ("..\\B\\x.htm", "B/x.htm"),
        ("/DMS/mim/6.3.01/q.htm", "q.htm"),
        ("http://DATA.example/dms/mim/6.3.01/r.htm?x", "r.htm"),
        ("//data.example/dms/mim/6.3.01/s.htm", "s.htm"),
        ("../../other/x.htm", None),
        ("../%2e%2e/x.htm", None),
        ("https://elsewhere.example/x.htm", None),
        ("http://[bad/x.htm", None),
        ("#part", None),
        (
            "https://archive.example/ukgwa/20240101000000mp_/https://data.example/dms/mim/6.3.01/t.htm",
            "t.htm",
        ),
    ],
)
def test_targets_of_links(href: str, path: str | None) -> None:
    """Within the site, whatever the letter case of its folder; else none."""
    assert LIVE.target_of("A/page.htm", href) == path
    assert ARCHIVED.target_of("A/page.htm", href) == path


def test_redirects_within_an_archive_stay_plain() -> None:
    """To another moment's copy, without its banner; out of the site leads none."""
    other = "https://archive.example/ukgwa/20240101000000/https://data.example/dms/mim/6.3.01/x.htm"
    assert ARCHIVED.leads(other) == other.replace("000000/", "000000id_/")
    assert ARCHIVED.leads("https://archive.example/login") is None
    assert LIVE.leads("https://data.example/dms/mim/6.3.01/x.htm").endswith("/x.htm")


def test_the_addresses_that_are_bundled_are_understood() -> None:
    """Each web site's, and that of its archived copy, which is of the same site."""
    sites = [one for one in read_versions() if one.form == "website"]
    assert sites
    for one in sites:
        live, copy = site_of(one.address), site_of(one.archive_address)
        assert live.folder == copy.folder
        assert copy.archive.startswith("https://")
        assert live.start == copy.start == "Index.htm"


def kept_as(order: list[tuple[str, bytes]]) -> list[str]:
    frontier = Frontier(LIVE, full=False)
    for key, page in order:
        frontier.read(key, page)
    frontier.settle()
    keys = []
    while (key := frontier.next()) is not None:
        keys.append(key)
    return sorted(frontier.spelled(key) for key in keys)


def test_files_are_spelled_as_most_links_do_in_whatever_order_they_come() -> None:
    """Folders too; each file is one, and `External Documents/` is left out."""
    pages = [
        (
            "index.htm",
            b'<a href="Core/Menu.htm"><a href="vocab/X.htm"><a href="External%20documents/e.doc">',
        ),
        (
            "core/menu.htm",
            b'<a href="../Vocab/x.htm"><a href="../Vocab/x.htm"><a href="other.htm">',
        ),
        ("vocab/x.htm", b'<a href="Y.htm"><a href="../core/menu.htm"><a href="../CORE/a:b.htm">'),
    ]
    expected = kept_as(pages)
    assert expected == [
        "Core/Menu.htm",
        "Core/other.htm",
        "Index.htm",
        "Vocab/Y.htm",
        "Vocab/x.htm",
    ]
    for seed in range(6):
        shuffled = list(pages)
        random.Random(seed).shuffle(shuffled)
        assert kept_as(shuffled) == expected


def test_what_is_certain_outweighs_links_and_bad_names_are_refused() -> None:
    """A name that no disk takes is told with its reason."""
    frontier = Frontier(LIVE, full=True)
    frontier.read(
        "index.htm", b'<a href="a.htm"><a href="a.htm"><a href="con.htm"><a href="x|y.htm">'
    )
    frontier.learn([Hint("A.HTM", certain=True)])
    frontier.settle()
    assert frontier.spelled("a.htm") == "A.HTM"
    assert set(frontier.refused) == {"con.htm", "x|y.htm"}
