"""Asking with patience: redirects, refusals, pauses that grow, and what is told in the end."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from mimcli.errors import NetworkError
from mimcli.sources.website.port import Fault, Fetcher, Reply

MAX_REDIRECTS: Final = 8
LONGEST_WAIT: Final = 120.0
"""Seconds that a server may ask for; one that asks for more is left alone until the next call."""

_HOPELESS: Final = 3
"""Attempts that one counts for."""

_OK: Final = frozenset((200, 206))
_MOVED: Final = frozenset((301, 302, 303, 307, 308))


class Patience(NamedTuple):
    """How often, and how long apart, an address is asked again."""

    attempts: int = 5
    pause: float = 1.0
    """Seconds before the second attempt; doubled each time."""
    sleep: Callable[[float], object] = time.sleep


class Attempts:
    """The attempts at one thing."""

    def __init__(self, patience: Patience, note: Callable[[str], None] | None = None) -> None:
        self._patience = patience
        self._failed = 0
        self._note = note or (lambda _: None)

    def failed(self, fault: Fault) -> None:
        """Wait before the next attempt; raises the fault if there is to be none."""
        # Where nobody listens now, seldom does anybody seconds later.
        self._failed += _HOPELESS if fault.kind == "refused" else 1
        pause = self._patience.pause * 2 ** (self._failed - 1)
        if fault.wait is not None:
            pause = max(pause, fault.wait)
        if not fault.passing or self._failed >= self._patience.attempts or pause > LONGEST_WAIT:
            raise fault
        self._note(f"{_what(fault)}; trying again in {pause:.0f} s")
        self._patience.sleep(pause)

    def progressed(self) -> None:
        """Forget the failures: something came."""
        self._failed = 0


@contextmanager
def opened(
    fetcher: Fetcher,
    address: str,
    headers: Mapping[str, str] | None = None,
    *,
    leads: Callable[[str], str | None] = lambda target: target,
) -> Iterator[Reply]:
    """Ask for an address and follow where it leads; the body is still to be read.

    `leads` returns the address to ask in place of one that a redirect names; None refuses it.
    Raises Fault, also for an answer that is none of 200, 206.
    """
    seen = {address}
    with ExitStack() as stack:
        while True:
            step = ExitStack()
            reply = stack.enter_context(step).enter_context(fetcher.get(address, headers))
            if reply.status not in _MOVED:
                break
            step.close()
            target = _target(address, reply)
            allowed = leads(target)
            if allowed is None:
                raise Fault("redirect", f"leads away to {shown(target)}", address)
            if allowed in seen or len(seen) > MAX_REDIRECTS:
                raise Fault("redirect", "leads round in a circle", address)
            seen.add(allowed)
            address = allowed
        if reply.status not in _OK:
            raise Fault(
                "status",
                f"answered {reply.status} ({_phrase(reply.status)})",
                address,
                status=reply.status,
                wait=retry_after(reply.headers.get("Retry-After"), datetime.now(UTC)),
            )
        yield reply


def _target(address: str, reply: Reply) -> str:
    location = reply.headers.get("location", "")
    try:
        target = urljoin(address, location.strip())
        parts = urlsplit(target)
    except ValueError:
        raise Fault("redirect", "leads to an address that is none", address) from None
    if not location or parts.scheme not in ("http", "https"):
        raise Fault("redirect", "leads to an address that is none", address)
    if parts.scheme == "http" and address.startswith("https:"):
        raise Fault("redirect", f"leads to {shown(target)}, which is not encrypted", address)
    return target


def read_small(reply: Reply, limit: int) -> bytes:
    """Return an answer's body. Raises Fault if it is larger than `limit` bytes, or cut off."""
    parts: list[bytes] = []
    size = 0
    for chunk in reply.chunks():
        size += len(chunk)
        if size > limit:
            raise Fault("address", f"is larger than {limit:,} bytes", reply.address)
        parts.append(chunk)
    return b"".join(parts)


def ask_page(
    fetcher: Fetcher,
    address: str,
    *,
    limit: int,
    patience: Patience,
    note: Callable[[str], None] | None = None,
) -> tuple[bytes, str]:
    """Return a page and the address that gave it in the end. Raises NetworkError."""
    attempts = Attempts(patience, note)
    while True:
        try:
            with opened(fetcher, address) as reply:
                return read_small(reply, limit), reply.address
        except Fault as fault:
            try:
                attempts.failed(fault)
            except Fault as last:
                raise network_error(last, address) from None


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for; None if it says nothing sensible."""
    if value is None:
        return None
    text = value.strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def network_error(fault: Fault, address: str = "") -> NetworkError:
    """Return what to tell the user about a fault: one line, and what to do."""
    return NetworkError(_what(fault, address), hint=_HINTS[fault.kind](fault))


def shown(address: str) -> str:
    """Return an address without the name and password that it may carry."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return address
    return urlunsplit(parts._replace(netloc=host))


def _what(fault: Fault, address: str = "") -> str:
    place = shown(fault.address or address)
    host = _host(place)
    words = {
        "name": f"the host {host} cannot be found ({fault.detail})",
        "refused": f"{host} cannot be reached ({fault.detail})",
        "tls": f"the connection to {host} cannot be trusted: {fault.detail}",
        "time": f"{host} did not answer in time",
        "cut": f"{place} broke off: {fault.detail}",
        "proxy": f"the proxy does not work: {fault.detail}",
        "address": f"{place}: {fault.detail}",
    }
    if fault.kind == "tls" and not host:
        return fault.detail
    return words.get(fault.kind, f"{place} {fault.detail}")


def _host(place: str) -> str:
    try:
        return urlsplit(place).netloc or place
    except ValueError:
        return place


_AGAIN = "what came is kept: the same command goes on where it stopped"


def _of_status(fault: Fault) -> str:
    if fault.wait is not None and fault.wait > LONGEST_WAIT:
        return f"the server asks to be left alone for {fault.wait:.0f} s; {_AGAIN}"
    if fault.passing:
        return f"the server has a problem of its own; try later: {_AGAIN}"
    if fault.status in (401, 403, 407):
        return "it is not open to everybody from here; get it by another way, then: mim add FILE"
    return "the address may have changed; name another with --from, or get it by hand and: mim add"


_HINTS: Final[dict[str, Callable[[Fault], str]]] = {
    "name": lambda _: "check the network, and the proxy (HTTPS_PROXY), if you need one",
    "refused": lambda _: "check the network, and the proxy (HTTPS_PROXY), if you need one",
    "tls": lambda _: (
        "if your organisation inspects TLS, its root certificate must be in the system's store, or"
        " in a file that SSL_CERT_FILE names"
    ),
    "time": lambda _: f"try later; {_AGAIN}",
    "cut": lambda _: f"try later; {_AGAIN}",
    "proxy": lambda _: "check HTTP_PROXY, HTTPS_PROXY and ALL_PROXY; NO_PROXY names exceptions",
    "address": lambda _: "check the address",
    "status": _of_status,
    "redirect": lambda _: "open the address in a browser, get it by hand, and: mim add FILE",
    "other": lambda _: f"try later; {_AGAIN}",
}


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "no status of HTTP"
