"""A new message as XML: two blanks a level, one element a line, comments above."""

from collections.abc import Iterable

from mimcli.scaffold.elements import HL7, XSI, Element

_PREFIXES = {
    "NPFIT:HL7:Localisation": "npfitlc",
    "urn:cfh-nhs-uk:npfit": "npfit",
    "xhtml:NPfIT:PresentationText": "xhtml",
    XSI: "xsi",
}
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_IN_ATTRIBUTES = {**_ESCAPES, '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def write(root: Element, head: Iterable[str] = ()) -> str:
    """Return a message as XML text; `head` are comments above it."""
    prefixes = _prefixes_of(root)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *(_comment(one, 0) for one in head)]
    declared = [("xmlns", HL7), *((f"xmlns:{prefix}", uri) for uri, prefix in prefixes.items())]
    _add_lines(root._replace(attributes=(*declared, *root.attributes)), 0, prefixes, lines)
    return "\n".join(lines) + "\n"


def _prefixes_of(root: Element) -> dict[str, str]:
    """Return the prefix of each namespace but HL7's that a message needs."""
    prefixes: dict[str, str] = {XSI: "xsi"}
    stack = [root]
    while stack:
        element = stack.pop()
        uri = element.namespace
        if uri and uri != HL7 and uri not in prefixes:
            prefixes[uri] = _PREFIXES.get(uri) or f"ns{len(prefixes)}"
        stack += reversed(element.children)
    return prefixes


def _add_lines(element: Element, depth: int, prefixes: dict[str, str], lines: list[str]) -> None:
    """Add the lines of an element to those before it."""
    indent = "  " * depth
    if element.comment:
        lines.append(_comment(element.comment, depth))
    prefix = prefixes.get(element.namespace or "")
    name = f"{prefix}:{element.name}" if prefix else element.name
    attributes = "".join(
        f' {key}="{_escaped(value, _IN_ATTRIBUTES)}"' for key, value in element.attributes
    )
    opening = f"{indent}<{name}{attributes}"
    if not element.children:
        text = _escaped(element.text, _ESCAPES)
        lines.append(f"{opening}>{text}</{name}>" if text else f"{opening}/>")
    elif is_mixed(element):
        inner = "".join(_inline(child, prefixes) for child in element.children)
        lines.append(f"{opening}>{_escaped(element.text, _ESCAPES)}{inner}</{name}>")
    else:
        lines.append(f"{opening}>")
        for child in element.children:
            _add_lines(child, depth + 1, prefixes, lines)
        lines.append(f"{indent}</{name}>")


def is_mixed(element: Element) -> bool:
    """Return whether text stands between the elements of an element, so that blanks count."""
    return bool(element.text.strip()) or any(child.tail.strip() for child in element.children)


def _inline(element: Element, prefixes: dict[str, str]) -> str:
    """Return an element as it stands within text, with the text behind it."""
    lines: list[str] = []
    _add_lines(element, 0, prefixes, lines)
    return "".join(lines) + _escaped(element.tail, _ESCAPES)


def _comment(text: str, depth: int) -> str:
    """Return a comment, which may have no two hyphens in a row, nor end in one."""
    safe = text
    while "--" in safe:
        safe = safe.replace("--", "- -")
    return f"{'  ' * depth}<!-- {safe} -->"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    for character, escape in escapes.items():
        text = text.replace(character, escape)
    return text
