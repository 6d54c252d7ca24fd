"""The port through which long work reports how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Where work reports its progress. All calls come from the thread that started the work."""

    def start(self, total: int, what: str, unit: str = "") -> None:
        """Begin a piece of work of `total` bytes, or of another unit; `what` is a short phrase."""

    def extend(self, amount: int) -> None:
        """Tell that there is more to do than was known."""

    def advance(self, amount: int) -> None:
        """Tell that `amount` more bytes are done."""

    def finish(self) -> None:
        """Tell that the piece of work ended, well or not."""


class SilentProgress:
    """Reports nothing."""

    def start(self, total: int, what: str, unit: str = "") -> None:
        """Say nothing."""

    def extend(self, amount: int) -> None:
        """Say nothing."""

    def advance(self, amount: int) -> None:
        """Say nothing."""

    def finish(self) -> None:
        """Say nothing."""


SILENT = SilentProgress()
"""The default wherever a progress is taken."""
