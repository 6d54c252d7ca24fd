"""The address of a place as an XPath, with the names that elements have in a message."""

from mimcli.errors import NotFoundError
from mimcli.model.address import parse_address
from mimcli.model.answers.explain import NamespaceLine, XPathAnswer
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_walk import Trail, find_place
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
            hint=f"`mim explain {trail.address}` says what the manual has of it",
        )
    return XPathAnswer(xpath, trail.address, namespaces)


def xpath_of(models: Models, trail: Trail) -> tuple[str | None, tuple[NamespaceLine, ...]]:
    """Return the XPath of a place, and its prefixes; None where no schema has the place.

    It begins at the root of the message for an interaction; anywhere for what is part of one.
    """
    namespaces: dict[str, str] = {}
    start = "/" if trail.artefact[5:7] == "IN" else "//"
    steps: list[str] = []
    for node in trail.nodes:
        if node.kind == "choice" and node is not trail.node:
            continue
        is_root = node is trail.nodes[0]
        if node.part is None and not node.alternatives and not (is_root and node.type):
            return None, ()
        steps.append(_step(models, node, namespaces))
    lines = tuple(NamespaceLine(prefix, uri) for uri, prefix in namespaces.items())
    return start + "/".join(steps), lines


def _step(models: Models, node: Node, namespaces: dict[str, str]) -> str:
    if node.alternatives:
        names = [_step(models, one, namespaces) for one in node.alternatives]
        return f"*[{' or '.join(f'self::{name}' for name in names)}]"
    if node.part is not None and node.part.kind == "attribute":
        return f"@{node.name}"
    if node.part is not None and node.part.kind == "any":
        return "*"
    schema = node.type.schema if node.type else None
    namespace = node.part.namespace if node.part else models.types.namespace(schema)
    uri = namespace or HL7
    prefix = namespaces.setdefault(uri, _PREFIXES.get(uri) or f"ns{len(namespaces) + 1}")
    return f"{prefix}:{node.name}"
