"""The address of a place as an XPath, with the names that elements have in a message."""

from contextlib import suppress
from typing import NamedTuple

from mimcli.commands import command
from mimcli.errors import NotFoundError
from mimcli.model.address import Address, Step, parse_address
from mimcli.model.answers.explain import NamespaceLine, XPathAnswer
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_places import find_place
from mimcli.query.explain_walk import Trail
from mimcli.query.explain_wire import is_sent, wire_model
from mimcli.query.manual import Manual

HL7 = "urn:hl7-org:v3"
_PREFIXES = {
    HL7: "hl7",
    "NPFIT:HL7:Localisation": "npfitlc",
    "urn:cfh-nhs-uk:npfit": "npfit",
}
"""The prefixes that the manual's own examples use; others are counted: `ns1`."""


def explain_xpath(manual: Manual, address: str, *, from_schema: bool = False) -> XPathAnswer:
    """Return the XPath of the place that an address stands for.

    Raises NotFoundError for an address that leads nowhere, or to what no schema has.
    """
    manual.need_cache("an XPath")
    models = Models(manual, from_schema=from_schema)
    trail = find_place(manual, models, parse_address(address))
    xpath, namespaces = xpath_of(models, trail)
    if xpath is None:
        raise NotFoundError(
            f"no schema has {trail.address}, so it has no XPath",
            hint=f"`{command('explain', trail.address)}` says what the manual has of it",
        )
    notes = (trail.resolution, form_of(manual, models, trail))
    return XPathAnswer(
        xpath, trail.address, namespaces, trail.resolution, tuple(filter(None, notes))
    )


class Way(NamedTuple):
    """An XPath as far as it has come, on the way from the outermost element to a place."""

    xpath: str | None
    """Of the place itself; None where no schema has it."""
    onward: str | None
    """What the next step is written behind: a choice is left out on the way to its elements."""
    prefixes: dict[str, str]
    """The prefixes of the namespaces so far, by their URIs."""
    passed: dict[str, str]
    """The same, as the next step finds them."""


def way_to(models: Models, trail: Trail) -> Way:
    """Return the way to a place.

    It begins at the root of the message for an interaction; anywhere for what is part of one.
    """
    start = "/" if trail.artefact[5:7] == "IN" else "//"
    way = Way(None, start, {}, {})
    for node in trail.nodes:
        way = way_on(models, way, node, is_root=node is trail.nodes[0])
    return way


def way_on(models: Models, way: Way, node: Node, *, is_root: bool = False) -> Way:
    """Return the way to a node that stands below the place which a way leads to."""
    unknown = node.part is None and not node.alternatives and not (is_root and node.type)
    prefixes, xpath = way.passed, None
    if way.onward is not None and not unknown:
        prefixes = dict(prefixes)
        xpath = way.onward + _step(models, node, prefixes)
    if node.kind == "choice":
        return Way(xpath, way.onward, prefixes, way.passed)
    return Way(xpath, xpath and f"{xpath}/", prefixes, prefixes)


def xpath_of(models: Models, trail: Trail) -> tuple[str | None, tuple[NamespaceLine, ...]]:
    """Return the XPath of a place, and its prefixes; None where no schema has the place."""
    way = way_to(models, trail)
    if way.xpath is None:
        return None, ()
    return way.xpath, tuple(NamespaceLine(prefix, uri) for uri, prefix in way.prefixes.items())


def form_of(manual: Manual, models: Models, trail: Trail) -> str | None:
    """Return which form of a document an XPath is for, where that sent has another one."""
    artefact = trail.artefact
    if artefact[5:7] == "TP":
        if is_sent(manual, artefact):
            return None
        return (
            "its XPath is for documents of the templated form; on the wire the elements of a"
            " template have the names of the generic model"
        )
    sent = wire_model(manual, artefact)
    if sent is None:
        return None
    path = tuple(Step(node.name) for node in trail.nodes[1:] if node.kind != "choice")
    with suppress(NotFoundError):
        there = find_place(manual, models, Address(sent, path))
        if xpath_of(models, there)[0] == xpath_of(models, trail)[0]:
            return None
    return (
        "its XPath is for documents of the templated form; those on the wire are"
        f" {sent}: mim explain {sent}"
    )


def _step(models: Models, node: Node, namespaces: dict[str, str]) -> str:
    if node.alternatives:
        names = [_step(models, one, namespaces) for one in node.alternatives]
        return f"*[{' or '.join(f'self::{name}' for name in names)}]"
    if node.part is not None and node.part.kind == "attribute":
        return f"@{node.name}"
    if node.part is not None and node.part.kind == "any":
        return "*"
    schema = node.type.schema if node.type else None
    namespace = node.part.namespace if node.part else models.types.stored.namespace(schema)
    uri = namespace or HL7
    prefix = namespaces.setdefault(uri, _PREFIXES.get(uri) or f"ns{len(namespaces) + 1}")
    return f"{prefix}:{node.name}"
