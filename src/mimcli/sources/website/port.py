"""The port to the network: what can be asked of it, and how it fails."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Literal, Protocol

FaultKind = Literal[
    "name", "refused", "tls", "time", "cut", "proxy", "address", "status", "redirect", "other"
]
"""What went wrong: no such host, nobody listens, no trust, too slow, broken off, the proxy, an
address that is none, an answer that is a refusal, one that leads astray, anything else."""

_PASSING: frozenset[FaultKind] = frozenset(("refused", "time", "cut", "proxy", "other"))
_PASSING_STATUS = frozenset((408, 425, 429, 500, 502, 503, 504))


class Fault(Exception):  # noqa: N818  (never leaves this room: it becomes a NetworkError)
    """The network gave no answer, or not all of it, or a refusal."""

    def __init__(
        self,
        kind: FaultKind,
        detail: str,
        address: str = "",
        *,
        status: int = 0,
        wait: float | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.address = address
        self.status = status
        self.wait = wait
        """Seconds that the server asks to be left alone."""

    @property
    def passing(self) -> bool:
        """Whether it may be gone a moment later."""
        return self.kind in _PASSING or self.status in _PASSING_STATUS


class Reply(Protocol):
    """An answer whose body has not been read yet."""

    @property
    def address(self) -> str:
        """That was asked."""

    @property
    def status(self) -> int:
        """Of HTTP."""

    @property
    def headers(self) -> Mapping[str, str]:
        """By name, whatever its letter case."""

    def chunks(self) -> Iterator[bytes]:
        """Yield the body as it comes. Raises Fault if it ends too early."""


class Fetcher(Protocol):
    """Asks for one address at a time, from any thread; follows no redirect."""

    def get(
        self, address: str, headers: Mapping[str, str] | None = None
    ) -> AbstractContextManager[Reply]:
        """Ask for an address. Raises Fault where there is no answer."""

    def close(self) -> None:
        """Let go of all connections."""
