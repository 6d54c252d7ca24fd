"""What a message says of itself: which interaction it is, of which version of the manual."""

from collections.abc import Callable
from typing import NamedTuple

from mimcli.query.explain_types import Types
from mimcli.query.explain_values import enumerated
from mimcli.query.manual import Manual
from mimcli.scaffold.elements import Attributes
from mimcli.scaffold.identifiers import INTERACTIONS, MESSAGE_TYPES, TYPES

_CODES = "HL7StandardVersionCode_code"
"""The type that lists the versions."""


class Identity(NamedTuple):
    """What a message says of itself."""

    interaction: str | None
    message_type: str | None
    version_codes: tuple[str, ...]
    """That of the version that was asked; then the latest that its schemas list."""
    generic: bool = False
    """Whether it is of a model that carries the messages of several message types."""

    def states(self, name: str) -> bool:
        """Return whether an element says what the message is, and can say nothing else."""
        return name in _IDENTITY and not (name == "messageType" and self.generic)

    def attributes(self, name: str, root: str | None = None) -> Attributes:
        """Return the attributes of an element that are known by its name, or its root."""
        if root == TYPES and self.message_type:
            return (("extension", self.message_type),)
        if name == "interactionId" and self.interaction:
            return ("root", INTERACTIONS), ("extension", self.interaction)
        if name == "messageType" and self.message_type:
            return ("root", MESSAGE_TYPES), ("extension", self.message_type)
        if name == "versionCode":
            return tuple(("code", one) for one in self.version_codes)
        return (("code", _USUAL[name]),) if name in _USUAL else ()


_IDENTITY = frozenset(("interactionId", "messageType", "versionCode"))
_USUAL = {"processingCode": "P", "processingModeCode": "T"}
"""What messages of the live service have; any other code is as right."""


def identity_of(
    manual: Manual, types: Types, identifier: str, elsewhere: Callable[[str], str | None]
) -> Identity:
    """Return what a new message of an artefact says of itself.

    `elsewhere` returns the message type that another version models for an interaction: of a part
    of a version the schemas tell only what is sent.
    """
    if identifier[5:7] != "IN":
        carried = _carried(manual, identifier)
        own = identifier if carried is None else carried
        return Identity(None, own, version_codes(manual, types), generic=carried is not None)
    row = manual.row(
        "SELECT object FROM relation WHERE subject = ? AND relation = 'message_type'"
        " ORDER BY position",
        identifier,
    )
    modelled = str(row[0]) if row else None
    if manual.partial:
        other = elsewhere(identifier)
        has_it = "SELECT 1 FROM schema WHERE id = ?"
        modelled = other if other and manual.row(has_it, other) else modelled
    return Identity(identifier, modelled, version_codes(manual, types))


def _carried(manual: Manual, identifier: str) -> str | None:
    """Return the first other message type whose messages a model carries; None if it has none."""
    row = manual.row(
        "SELECT model.object FROM relation model JOIN relation sent USING (subject)"
        " WHERE sent.relation = 'wire_payload' AND sent.object = ?1"
        " AND model.relation = 'message_type' AND model.object != ?1 ORDER BY model.object",
        identifier,
    )
    return str(row[0]) if row else None


def version_codes(manual: Manual, types: Types) -> tuple[str, ...]:
    """Return the `versionCode` of a manual's version, in the spelling that its schemas list.

    After it the last that they list, for schemas that do not list their own version.
    """
    listed = enumerated(types, types.simple_named(_CODES))
    own = next((one for one in listed if one.endswith(f"NPfIT{manual.version}")), None)
    prefix = "3NPfIT" if any(one.startswith("3") for one in listed) else "V3NPfIT"
    return (own or f"{prefix}{manual.version}", *listed[-1:])
