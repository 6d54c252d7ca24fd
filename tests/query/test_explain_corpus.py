"""`mim explain` over the real publication, held to three other routes.

The message tables' own paths, the schemas' content models read by plain lxml, and the example
messages: whatever stands in one of them must be found by its address.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from mimcli.errors import MimError
from mimcli.model.address import parse_address
from mimcli.query.explain_facts import is_infrastructure
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_places import find_place
from mimcli.query.explain_roots import Roots
from mimcli.query.explain_xpath import xpath_of
from mimcli.query.manual import Manual
from mimcli.query.opening import open_read_only

pytestmark = pytest.mark.corpus

XS = "{http://www.w3.org/2001/XMLSchema}"


@pytest.fixture(scope="module")
def manual(real_cache: Path) -> Manual:
    """The real publication, open for questions."""
    (index,) = real_cache.glob("index-v*/*.db")
    (tree,) = real_cache.glob("tree-v*/*")
    return Manual(index.stem, "cache", open_read_only(index), tree)


@pytest.fixture(scope="module")
def models(manual: Manual) -> Models:
    """Its schemas and tables, side by side."""
    return Models(manual)


def nodes_of(manual: Manual, models: Models) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Every class of every artefact that has elements, once, with its children."""
    roots = Roots(manual, models)
    seen: set[object] = set()
    kinds = "('interaction', 'message_type', 'cmet', 'template')"
    rows = manual.rows(f"SELECT id FROM artefact WHERE kind IN {kinds} ORDER BY id")
    queue: list[Node] = []
    for (identifier,) in rows:
        try:
            queue.append(roots.root(identifier)[1])
        except MimError:
            continue
        while queue:
            node = queue.pop()
            line = node.class_line.position if node.class_line else None
            key = (node.type and node.type.key, node.class_view and node.class_view.id, line)
            if key in seen and not node.alternatives:
                continue
            seen.add(key)
            if models.types.is_class(node.type) or node.is_class:
                children = models.children(node)
                yield node, children
                queue += children


def test_nearly_every_row_has_its_element_and_every_element_its_row(
    manual: Manual, models: Models
) -> None:
    """Where a class has both, what only one of them has is one in a hundred at most.

    Left out: attributes that every class has, elements of superseded models without a table, and
    batches, whose schemas and tables are built apart.
    """
    both = table_only = schema_only = 0
    for node, children in nodes_of(manual, models):
        if node.class_view is None or node.class_line is None or node.type is None:
            continue
        for child in children:
            if is_infrastructure(child) or child.name in ("realmCode", "typeId", "templateId"):
                continue
            if child.part is None and not child.alternatives:
                table_only += 1
            elif child.line is None and child.leaf is None:
                schema_only += 1
            else:
                both += 1
    assert both > 20_000
    assert table_only < both / 100
    assert schema_only < both / 100


def test_paths_of_message_tables_lead_somewhere(manual: Manual, models: Models) -> None:
    """All but a few: classes that nothing leads to, and alternatives that no schema has."""
    rows = manual.rows(
        "SELECT definition.id, path FROM table_row JOIN tabular_view ON view = key"
        " JOIN definition ON tabular_view_id = tabular_view.id"
        " WHERE (position + view) % 23 = 0 ORDER BY definition.id, position"
    )
    assert len(rows) > 700
    lost = []
    for identifier, path in rows:
        try:
            find_place(manual, models, parse_address(f"{identifier}.{path}"))
        except MimError as error:
            lost.append(f"{identifier}.{path}: {error}")
    assert len(lost) <= len(rows) / 200, lost


def test_what_a_schema_declares_is_found_in_its_order(manual: Manual, models: Models) -> None:
    """The elements of every message's outermost class, read by plain lxml, stand below its root."""
    tree = manual.need_tree("this test")
    compared = 0
    for identifier, path in manual.rows(
        "SELECT id, schema FROM definition WHERE schema IS NOT NULL AND id LIKE '%!_MT%' ESCAPE '!'"
    ):
        schema = etree.parse(tree / path)
        tops = schema.findall(f"{XS}element[@type]")
        if len(tops) != 1:
            continue
        body = schema.find(f"{XS}complexType[@name='{tops[0].get('type')}']/{XS}sequence")
        if body is None or body.find(f".//{XS}group[@ref]") is not None:
            continue
        stated = [one.get("name") for one in body.iter(f"{XS}element") if one.get("name")]
        root = Roots(manual, models).root(identifier)[1]
        found = [
            one.name
            for child in models.children(root)
            for one in (child.alternatives or (child,))
            if one.part is not None and one.part.kind == "element"
        ]
        wanted = set(stated)
        assert [name for name in found if name in wanted] == stated, identifier
        compared += 1
    assert compared > 20


_TEXT = re.compile(r"[.](?:text|signatureText|value|title)[.]")
"""Below these stands markup of other vocabularies, or what `xsi:type` says."""


def test_what_stands_in_examples_is_found_and_its_xpath_finds_it(
    manual: Manual, models: Models
) -> None:
    """Every element and attribute of every eighth example message."""
    tree = manual.need_tree("this test")
    rows = manual.rows(
        "SELECT artefact, path FROM example WHERE artefact LIKE 'P%' AND artefact NOT LIKE 'POCD%'"
        " ORDER BY path"
    )
    found = lost = 0
    for artefact, path in rows[::8]:
        document = etree.parse(tree / path, etree.XMLParser(remove_comments=True))
        root = document.getroot()
        for names, address in _addresses(artefact, root):
            try:
                trail = find_place(manual, models, parse_address(address))
            except MimError:
                lost += not _TEXT.search(f"{address}.")
                continue
            xpath, namespaces = xpath_of(models, trail)
            found += 1
            if xpath and names[0] == trail.nodes[0].name:
                prefixes = {line.prefix: line.uri for line in namespaces}
                assert document.xpath(xpath, namespaces=prefixes), (path, address, xpath)
    assert found > 1_000
    assert lost < found / 50


def _addresses(artefact: str, root: etree._Element) -> Iterator[tuple[list[str], str]]:
    seen: set[str] = set()
    for element in root.iter("{urn:hl7-org:v3}*"):
        chain = [element, *element.iterancestors()]
        names = [etree.QName(one).localname for one in reversed(chain)]
        plain = [str(name) for name in element.attrib if not str(name).startswith("{")]
        for path in (names, *([*names, name] for name in plain)):
            address = ".".join((artefact, *path[1:]))
            if address not in seen:
                seen.add(address)
                yield names, address
