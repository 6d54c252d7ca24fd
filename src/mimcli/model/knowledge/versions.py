"""Versions of the MiM."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedVersion:
    """One version of the MiM, as far as it is known to have been issued."""

    version: str
    """`7.2.02`."""
    issued: str
    """ISO date; empty if unknown."""
    form: str
    """How NHS England gives it out: `zip`, `website`; empty if it does not."""
    address: str
    archive_address: str
    """A copy in the National Archives; empty if none is known."""
    listed: bool
    """Whether NHS England's page lists it."""
    source: str
