"""The only module that touches the network, and the only one that imports httpx.

Proxies are those of the environment (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY). Certificates
are judged by the operating system, whose store has the roots that an organisation adds; or by
SSL_CERT_FILE and SSL_CERT_DIR, if one is set.
"""

import os
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx
import truststore

from mimcli import __version__
from mimcli.sources.website.port import Fault, FaultKind

AGENT = "mimcli"
"""What a robots.txt calls this program."""

TIMEOUT = 30.0
"""Seconds without a single byte, or for a connection."""


class HttpReply:
    """An answer of httpx. Satisfies `Reply`."""

    def __init__(self, response: httpx.Response, address: str) -> None:
        self._response = response
        self.address = address
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers

    def chunks(self) -> Iterator[bytes]:
        """Yield the body as it comes, unpacked. Raises Fault if it ends too early."""
        with _told(self.address):
            yield from self._response.iter_bytes()


class HttpFetcher:
    """Satisfies `Fetcher`."""

    def __init__(self, *, connections: int = 8, timeout: float = TIMEOUT) -> None:
        """Prepare; nothing is asked yet. Raises Fault for a bad proxy or certificate file."""
        with _told(""):
            self._client = httpx.Client(
                headers={"User-Agent": f"{AGENT}/{__version__}", "Accept": "*/*"},
                timeout=timeout,
                limits=httpx.Limits(
                    max_connections=connections, max_keepalive_connections=connections
                ),
                verify=_certificates(),
                follow_redirects=False,
            )

    @contextmanager
    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Iterator[HttpReply]:
        """Ask for an address. Raises Fault where there is no answer."""
        with _told(address):
            request = self._client.build_request("GET", address, headers=headers)
            response = self._client.send(request, stream=True)
        try:
            yield HttpReply(response, address)
        finally:
            response.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._client.close()


def _certificates() -> ssl.SSLContext:
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if not file and not folder:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return ssl.create_default_context(cafile=file or None, capath=folder or None)
    except OSError as error:
        where = f"SSL_CERT_FILE ({file})" if file else f"SSL_CERT_DIR ({folder})"
        reason = error.strerror or str(error)
        raise Fault("tls", f"the certificates of {where} cannot be read: {reason}") from None


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Turn every failure of httpx into a Fault."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise Fault(_kind(error), _reason(error), address) from None
    except ImportError:
        raise Fault(
            "proxy", "a SOCKS proxy is set, and this installation has no support for those", address
        ) from None
    except (ValueError, UnicodeError) as error:
        # A proxy variable that is no address fails while the client is made; else the address.
        kind: FaultKind = "address" if address else "proxy"
        raise Fault(kind, str(error) or "it is no address", address) from None


def _kind(error: Exception) -> FaultKind:
    """Return what went wrong, by the first known cause of an error."""
    causes = list(_causes(error))
    table: tuple[tuple[FaultKind, type[BaseException] | tuple[type[BaseException], ...]], ...] = (
        ("tls", ssl.SSLError),
        ("name", socket.gaierror),
        ("proxy", httpx.ProxyError),
        ("time", (httpx.TimeoutException, TimeoutError)),
        ("address", (httpx.InvalidURL, httpx.UnsupportedProtocol)),
        ("cut", (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)),
        ("refused", httpx.ConnectError),
    )
    for kind, classes in table:
        if any(isinstance(cause, classes) for cause in causes):
            return kind
    return "other"


def _reason(error: Exception) -> str:
    """Return the plainest words that an error or one of its causes has."""
    for cause in reversed(list(_causes(error))):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message or "its certificate cannot be verified"
        if isinstance(cause, ssl.SSLError):
            return (cause.reason or "it does not speak TLS").replace("_", " ").lower()
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
    return str(error) or type(error).__name__


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
