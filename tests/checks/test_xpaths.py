"""XPaths are what libxml2 writes, and lead back to their elements."""

import pytest
from lxml import etree

from mimcli.checks.xpaths import ByXPath, XPaths

DOCUMENTS = [
    "<a><b/><b/><c><b/></c></a>",
    '<a xmlns="urn:1"><b/><c/><d xmlns=""><e/><b/><e/></d></a>',
    '<p:a xmlns:p="urn:1" xmlns="urn:2"><p:b/><b/><p:b/><b><c xmlns=""/><p:c/></b></p:a>',
    '<a xmlns="urn:1"><!-- one --><b/><?two?><b xmlns:q="urn:3"><q:c/><q:d/><q:c/></b>text</a>',
    '<a><b xmlns="urn:1"/><b/><b xmlns="urn:2"/><p:b xmlns:p="urn:1"/><p:b xmlns:p="urn:4"/></a>',
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_element_has_the_path_that_libxml2_writes(document: str) -> None:
    root = etree.fromstring(document)
    xpaths, by_xpath = XPaths(root), ByXPath(root)
    for _ in range(5):  # first those of libxml2 itself
        for element in root.iter("*"):
            path = root.getroottree().getpath(element)
            assert xpaths.of(element) == path
            assert by_xpath.at(path) is element


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_plain_path_needs_no_prefixes(document: str) -> None:
    root = etree.fromstring(document)
    xpaths = XPaths(root)
    for _ in range(5):
        for element in root.iter("*"):
            assert root.xpath(xpaths.plain(element)) == [element]


def test_an_element_that_was_renamed_has_its_new_name() -> None:
    root = etree.fromstring("<a>" + "<b/>" * 20 + "<c/></a>")
    xpaths = XPaths(root)
    assert [xpaths.of(one) for one in root][-2:] == ["/a/b[20]", "/a/c"]
    root[0].tag = "c"
    assert [xpaths.of(one) for one in (root[0], root[1], root[-1])] == [
        "/a/c[1]",
        "/a/b[1]",
        "/a/c[2]",
    ]


@pytest.mark.parametrize("path", ["/a/d", "/a/b[3]", "/a/b[1]/c", "/a/text()", "/a/@x"])
def test_a_path_that_leads_nowhere_gives_nothing(path: str) -> None:
    assert ByXPath(etree.fromstring("<a x=''><b/><b/>text</a>")).at(path) is None
