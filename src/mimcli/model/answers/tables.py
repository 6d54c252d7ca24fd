"""Message tables."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageTableRow:
    """One row of a message table. `max` None with a stated `min` means no limit."""

    path: str
    depth: int
    kind: str
    name: str
    min: int | None
    max: int | None
    conformance: str | None
    datatype: str | None
    vocabulary: str | None
    coding_strength: str | None
    fixed: str | None
    default: str | None
    target: str | None
    description: str | None
    constraint: str | None = None
    role: str | None = None
    class_kind: str | None = None
    artefact: str | None = None
    """The message type whose table the row is of."""
