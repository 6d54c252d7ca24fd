"""Places in message tables."""

from typing import NamedTuple


class TablePlace(NamedTuple):
    """A row of a message table that uses something."""

    artefact: str
    """The message type, CMET or template; the tabular view's id where none owns it."""
    path: str
    """From the entry class: `PdsRegistrationRequest.subject.patient.id`."""
    datatype: str | None
    """With its parameters: `IVL<TS>`."""
    coding_strength: str | None
    """`CNE` (no other code) or `CWE` (others too)."""
    fixed: str | None
    """The only value allowed."""
