"""The real publication by other routes: its interaction XML, its files on disk, its raw pages."""

import re
from collections import Counter
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.query.audit import audit, counted
from mimcli.query.domains import list_domains
from mimcli.query.examples import select_examples
from mimcli.query.flow import flow
from mimcli.query.locations import locate
from mimcli.query.opening import open_manual

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def manual(real_cache):
    return open_manual(CachePaths(real_cache), None)


@pytest.fixture(scope="module")
def members(real_zip):
    """Every file's path below the MiM's root, and how to read it."""
    with ZipFile(real_zip) as archive:
        root = next(
            name.removesuffix("Core/Contents.htm")
            for name in archive.namelist()
            if name.endswith("Core/Contents.htm")
        )
        yield {
            name.removeprefix(root): archive.read(name)
            for name in archive.namelist()
            if name.startswith(root) and "External Documents/" not in name
        }


@pytest.fixture(scope="module")
def flows(manual):
    return {one.name: flow(manual, one.name).items for one in list_domains(manual).items}


def test_every_interaction_of_the_interaction_xml_is_in_one_domains_flow(flows, members):
    """Once where nothing names it as an answer, else as often as something in its domain does."""
    stated = {
        element.get("id")
        for path, data in members.items()
        if path.startswith("interaction xml files/")
        for element in etree.fromstring(data).iter("interaction")
    }
    shown = {one.interaction for messages in flows.values() for one in messages}
    assert len(stated) > 200
    assert stated == shown
    begun = Counter(
        one.interaction for messages in flows.values() for one in messages if one.depth == 0
    )
    assert set(begun.values()) == {1}


def test_the_roles_of_a_flow_are_those_of_the_interaction_xml(flows, members):
    """Where the XML states both, and both are whole ids of a role."""
    role = re.compile(r"[A-Z]{4}_AR\d{6}UK\d\d")
    differing = set()
    compared = 0
    by_id = {
        one.interaction: one
        for messages in flows.values()
        for one in messages
        if one.roles_from == "interaction"
    }
    for path, data in members.items():
        if not path.startswith("interaction xml files/"):
            continue
        for element in etree.fromstring(data).iter("interaction"):
            one = by_id.get(element.get("id"))
            senders = [each.get("modelId") for each in element.iter("sendingRole")]
            receivers = [each.get("modelId") for each in element.iter("receivingRole")]
            if one is None or not all(map(role.fullmatch, [*senders, *receivers] or [""])):
                continue
            compared += 1
            if (senders, sorted(receivers)) != (
                [each.id for each in one.sending_roles],
                sorted(each.id for each in one.receiving_roles),
            ):
                differing.add(one.interaction)
    assert compared > 150
    # The XML names PRPA roles for two PDS queries, and tags a receiver as a sender in one.
    assert len(differing) <= 3, differing


def test_a_flow_pairs_as_the_pages_tables_do(flows, members):
    """Counted in the raw pages: the rows below "Receiver Responsibilities" that name an id."""
    rows = 0
    for path, data in members.items():
        if re.fullmatch(r"Domains/.*IM\.htm", path):
            for table in etree.fromstring(data, etree.HTMLParser()).iter("table"):
                texts = [" ".join("".join(row.itertext()).split()) for row in table.iter("tr")]
                if texts and re.match(r"Reason\b", texts[0]):
                    rows += sum(len(re.findall(r"_IN\d{6}UK", text)) for text in texts[1:])
    direct = [one for messages in flows.values() for one in messages if one.response_to]
    assert rows > 150
    assert len(direct) == rows


def test_every_example_on_disk_is_told_of_or_superseded(manual, members):
    """And every one can be printed by its path."""
    on_disk = {path for path in members if re.match(r"(?:Templated)?Examples/.*\.xml$", path)}
    told = {
        one.path
        for domain in list_domains(manual).items
        for one in select_examples(manual, domain.name).listing.items
    }
    for path in on_disk:
        found = select_examples(manual, path)
        assert found.one is not None
        assert found.one.path == path
    loose = {path for path in on_disk if path.count("/") == 1}
    rest = on_disk - told - loose
    assert len(on_disk) > 350
    assert len(rest) <= 2, rest


def test_examples_are_as_many_as_the_pages_link(manual, members):
    """Every example that a manual's page links, in raw HTML, belongs to something."""
    files = {path.lower(): path for path in members}
    linked = set()
    for path, data in members.items():
        if re.fullmatch(r"Domains/.*IM\.htm", path):
            for href in re.findall(rb'href="([^"]*?examples/[^"]*?\.xml)"', data, re.IGNORECASE):
                tail = unquote(href.decode("cp1252")).replace("\\", "/")
                tail = re.sub(r"\s+", " ", tail[tail.lower().rindex("examples/") :])
                found = next(
                    (real for key, real in files.items() if key.endswith(tail.lower())), None
                )
                if found:
                    linked.add(found)
    known = {row[0] for row in manual.rows("SELECT path FROM example")}
    assert len(linked) > 200
    assert linked <= known


def test_every_artefact_opens_at_a_place_that_is_there(manual, members):
    """The anchor is in the page, as `name=` or `id=`, but for those whose tag is broken."""
    missing = []
    for identifier, page, anchor in manual.rows(
        "SELECT id, page, anchor FROM artefact WHERE page IS NOT NULL"
    ):
        found = locate(manual, identifier)
        assert (found.page, found.anchor) == (page, anchor)
        text = members[page].decode("utf-8", "replace")
        if anchor and not re.search(rf"(?:name|id)\s*=\s*[\"']?{re.escape(anchor)}", text):
            missing.append(identifier)
    assert missing == []


def test_every_model_has_its_drawing(manual):
    """Of whatever has an R-MIM page; an interaction may have another one, of who sends it."""
    rows = manual.rows("SELECT id, rmim FROM definition WHERE rmim IS NOT NULL ORDER BY id")
    assert len(rows) > 300
    for identifier, rmim in rows:
        page = (manual.tree / rmim).read_text(encoding="cp1252")
        (image,) = re.findall(r"<img[^>]*usemap[^>]*>", page, re.IGNORECASE)
        found = locate(manual, identifier, diagram=True)
        if identifier[5:7] != "IN":
            assert unquote(found.page.rpartition("/")[2]) in unquote(image), identifier


def test_the_audit_is_the_table_of_findings(manual):
    found = audit(manual)
    assert len(found.items) == manual.row("SELECT count(*) FROM finding")[0]
    assert {(one.severity, one.kind): one.findings for one in counted(found).items} == {
        (severity, kind): count
        for severity, kind, count in manual.rows(
            "SELECT severity, kind, count(*) FROM finding GROUP BY 1, 2"
        )
    }
