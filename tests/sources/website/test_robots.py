"""What a robots.txt allows, by RFC 9309's own examples and the habits of real ones."""

import pytest

from mimcli.sources.website.robots import read_robots

TEXT = """
# all
User-Agent: *
Disallow: /private/   # not this
Allow: /private/but-this
Disallow: *.zip$
Crawl-delay: 2.5

User-agent: other
User-agent: MimCLI
Disallow: /dms/

Sitemap: https://x.example/map.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x.htm", False),
        ("/private/but-this/x.htm", True),
        ("/PRIVATE/x.htm", True),
        ("/a/b.zip", False),
        ("/a/b.zip.htm", True),
        ("/dms/x.htm", True),
    ],
)
def test_the_group_of_all_counts_where_there_is_no_own(path: str, allowed: bool) -> None:
    """The longest rule that fits wins."""
    assert read_robots(TEXT, "nobody").allows(path) is allowed


def test_the_own_group_counts_alone() -> None:
    """Whatever its letter case; the rules of all are then none of ours."""
    robots = read_robots(TEXT, "mimcli")
    assert (robots.allows("/dms/x.htm"), robots.allows("/private/x.htm")) == (False, True)
    assert robots.delay == 0.0
    assert read_robots(TEXT, "nobody").delay == 2.5


@pytest.mark.parametrize(
    "text", ["", "<html>404</html>", "Disallow: /", "User-agent: *\nDisallow:"]
)
def test_what_forbids_nothing_allows_all(text: str) -> None:
    """Nothing there, no robots.txt at all, a rule of nobody, an empty rule."""
    assert read_robots(text, "mimcli").allows("/anything")


def test_percent_signs_make_no_difference() -> None:
    """In rules and in paths."""
    robots = read_robots("User-agent: *\nDisallow: /a%20b/", "mimcli")
    assert not robots.allows("/a%20b/c.htm")
    assert not robots.allows("/a b/c.htm")


def test_a_delay_has_a_limit() -> None:
    """A site that asks for a day is asked once a minute."""
    assert read_robots("User-agent: *\nCrawl-delay: 86400", "mimcli").delay == 60.0
