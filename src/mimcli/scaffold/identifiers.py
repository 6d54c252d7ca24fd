"""Identifiers: which scheme one is of, and a value of that scheme."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from mimcli.scaffold.mentions import UUID
from mimcli.scaffold.placeholders import Placeholders

INTERACTIONS = "2.16.840.1.113883.2.1.3.2.4.12"
"""The OID that the ids of interactions are of."""
MESSAGE_TYPES = "2.16.840.1.113883.2.1.3.2.4.18.17"
TYPES = "2.16.840.1.113883.2.1.3.2.4.18.7"
"""The OID with which a prescription says which message type it is of."""
TEMPLATES = "2.16.840.1.113883.2.1.3.2.4.18.2"
CONTENTS = "2.16.840.1.113883.2.1.3.2.4.18.16"
_PRESCRIPTION = "2.16.840.1.113883.2.1.3.2.4.18.8"
"""The OID of the short form of a prescription's identifier."""
_NHS_NUMBER = "2.16.840.1.113883.2.1.4.1"
DEVICE = "1.2.826.0.1285.0.2.0.107"
"""The OID that accredited systems have in the Spine Directory Service."""
ORGANISATION = "1.2.826.0.1285.0.1.10"
"""The OID that organisations have there."""

_DIGITS = dict.fromkeys(
    (
        *(DEVICE, "1.2.826.0.1285.0.2.0.65", "1.2.826.0.1285.0.2.0.67"),
        *("1.2.826.0.1285.0.2.0.109", "1.2.826.0.1285.0.2.1.104"),
    ),
    12,
)
"""Identifiers of the Spine Directory Service: so many digits."""
_CODES = {
    ORGANISATION: ("X26", "A12345"),
    "2.16.840.1.113883.2.1.4.3": ("Y90001",),
    "2.16.840.1.113883.2.1.3.2.4.19.1": ("X26",),
    "2.16.840.1.113883.2.1.3.2.4.19.2": ("X2601",),
    "2.16.840.1.113883.2.1.3.2.4.19.3": ("X2601A",),
    "2.16.840.1.113883.2.1.3.2.4.18.10": ("0",),
}
"""Codes of organisations: NHS England's own, and some of no practice. Of batches, the first."""


_OF_MODELS = (INTERACTIONS, MESSAGE_TYPES, TEMPLATES, CONTENTS)
"""Schemes whose identifiers are the manual's own, and cannot be made up."""


class Identifier(NamedTuple):
    """A value of an identifier."""

    root: str
    extensions: tuple[str, ...] = ()
    """Values of the scheme, the most usual first; none for a UUID."""


def identifier(
    placeholders: Placeholders,
    name: str,
    named: Sequence[str],
    listed: Sequence[str],
    *,
    stated: str | None,
    extension: bool,
    allows: Callable[[str], bool],
) -> Identifier:
    """Return a new identifier.

    Its scheme is one of those `listed`, by a schema, else the one that a description has `stated`
    as its root, else one of those `named` there; else the identifier is a UUID, unless there has
    to be an `extension`.
    """
    if not listed and stated == UUID and not extension:
        named = ()
    elif not listed and stated and allows(stated):
        made = _extensions(placeholders, stated)
        if not made and stated not in _OF_MODELS:
            made = (placeholders.digits(12),)
        return Identifier(stated, made)
    for root in (*listed, *named):
        if allows(root) and (listed or root in _DIGITS or root in _CODES or root == _NHS_NUMBER):
            return Identifier(root, _extensions(placeholders, root))
    if "nhsnumber" in name.lower() and allows(_NHS_NUMBER):
        return Identifier(_NHS_NUMBER, _extensions(placeholders, _NHS_NUMBER))
    unique = placeholders.uuid()
    if not extension and allows(unique):
        return Identifier(unique)
    root = DEVICE if "device" in name.lower() else next(iter(named), DEVICE)
    return Identifier(root, _extensions(placeholders, root))


def _extensions(placeholders: Placeholders, root: str) -> tuple[str, ...]:
    if root == _NHS_NUMBER:
        return (placeholders.nhs_number(),)
    if root == _PRESCRIPTION:
        digits = placeholders.digits(12)
        return (f"{digits[:6]}-A12345-{digits[6:]}",)
    if root in _DIGITS:
        return (placeholders.digits(_DIGITS[root]),)
    return _CODES.get(root, ())
