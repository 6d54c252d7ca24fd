"""What is asked of a check of messages."""

from typing import NamedTuple

from mimcli.checks.registry import Chosen


class Wishes(NamedTuple):
    """What was asked for; the same for all files."""

    chosen: Chosen
    strict: bool = False
    """Warnings make a message invalid too."""
    as_id: str | None = None
    """The artefact that every message is, as it was typed."""
    nearest: bool = False
    """Where no version at hand defines a message, the nearest revision judges it."""
    extract: bool = False
    """Texts that are no XML are searched for messages."""
