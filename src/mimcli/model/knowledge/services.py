"""Services that interactions are registered under."""

from typing import NamedTuple


class Service(NamedTuple):
    """A Spine service that an interaction was seen registered under."""

    service: str
    """Its short name: `pds`, within `urn:nhs:names:services:pds:PRPA_IN000203UK03`."""
    interaction_id: str
    pattern: str
    """The message pattern, such as `Forward Reliable`; empty if unknown."""
    source: str
