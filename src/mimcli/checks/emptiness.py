"""Whether an element has a value, and which of its attributes are none."""

from mimcli.parse.xmlio import XSI_NIL, XSI_TYPE, Element

ABOUT = frozenset(
    (
        *("nullFlavor", "updateMode", "use", "type", "codeSystem", "codeSystemName"),
        *("codeSystemVersion", "displayName", "assigningAuthorityName", "displayable", "unit"),
        *("inclusive", "mediaType", "representation", "language", "compression"),
        *("integrityCheck", "integrityCheckAlgorithm", "partType", "qualifier"),
        *(XSI_TYPE, XSI_NIL),
    )
)
"""Attributes that say something of a value, and are none."""


def has_value(element: Element) -> bool:
    """Return whether an element has a value: in an attribute, as text, or in what stands in it."""
    for name, value in element.items():
        if value and name not in ABOUT:
            return True
    if (element.text or "").strip():
        return True
    return any(isinstance(one.tag, str) and (has_value(one) or one.tail) for one in element)
