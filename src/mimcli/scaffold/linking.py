"""What the parts of a clinical document say of one another by identifiers.

A reference names a coded entry of the same document: its template is called after the entry's
(`DIOrderRef`), its code is empty and its identifier is the entry's. So the manual's Schematron
rules want it.
"""

import re
from collections.abc import Iterator

from mimcli.scaffold.elements import Element

_TEMPLATE = re.compile(r"COCD_TP(\d{3})\d{3}[A-Z]{2}\d{2}#(\w+)")
_ENTRIES, _REFERENCES = "146", "147"
_LISTED = "DIProcedureEvent"
"""An entry that has the identifier of another one."""


def missing_entries(root: Element) -> frozenset[str]:
    """Return the classes of the entries that a document refers to and does not have."""
    entries = {name for _, name in _entries(root)}
    wanted = {found[2].removesuffix("Ref") for found in _templates(root) if found[1] == _REFERENCES}
    return frozenset(wanted - entries)


def linked(root: Element) -> Element:
    """Return a document whose references have the identifiers of the entries that they name."""
    entries = list(_entries(root))
    known = {name: identifier for identifier, name in reversed(entries)}
    others = [identifier for identifier, name in entries if name != _LISTED]
    return _linked(root, known, others[0] if others else None) if known else root


def _linked(element: Element, known: dict[str, str], other: str | None) -> Element:
    found = _template(element)
    children = tuple(_linked(one, known, other) for one in element.children)
    if found is not None and found[1] == _REFERENCES:
        identifier = known.get(found[2].removesuffix("Ref"))
        children = tuple(_referring(one, identifier) for one in children)
    elif found is not None and found[2] == _LISTED and other is not None:
        children = tuple(_identified(one, other) for one in children)
    return element._replace(children=children)


def _referring(child: Element, identifier: str | None) -> Element:
    if child.name == "code":
        return child._replace(attributes=(("nullFlavor", "NA"),), children=())
    return _identified(child, identifier) if identifier else child


def _identified(child: Element, identifier: str) -> Element:
    return child._replace(attributes=(("root", identifier),)) if child.name == "id" else child


def _entries(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the identifier and the class of each coded entry of a document."""
    found = _template(element)
    if found is not None and found[1] == _ENTRIES:
        identifiers = (dict(one.attributes) for one in element.children if one.name == "id")
        identifier = next((one["root"] for one in identifiers if "root" in one), None)
        if identifier:
            yield identifier, found[2]
    for child in element.children:
        yield from _entries(child)


def _templates(element: Element) -> Iterator[re.Match[str]]:
    found = _template(element)
    if found is not None:
        yield found
    for child in element.children:
        yield from _templates(child)


def _template(element: Element) -> re.Match[str] | None:
    """Return the template that an element says it is of."""
    for child in element.children:
        if child.name == "templateId":
            return _TEMPLATE.fullmatch(dict(child.attributes).get("extension", ""))
    return None
