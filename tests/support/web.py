"""A web server on loopback that serves a publication as IIS does, and every fault of the web.

Files are found whatever the letter case of the address. A fault is set for a path and may pass
after some requests. `archive` serves the same as the National Archives do: below
`/ukgwa/20250306140946/ORIGINAL`, with a banner and rewritten links; as it was with `id_`.
"""

import contextlib
import hashlib
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from posixpath import dirname
from urllib.parse import quote, unquote, urlsplit

TYPES = {
    "htm": "text/html",
    "html": "text/html",
    "xsd": "text/xml",
    "xml": "text/xml",
    "mif": "text/xml",
    "css": "text/css",
    "txt": "text/plain",
    "gif": "image/gif",
    "png": "image/png",
    "jpg": "image/jpeg",
    "zip": "application/zip",
}
STAMP = "20250306140946"
ORIGINAL = "http://data.example.org/dms/mim"
"""Where the archived copies say that they were."""
MODIFIED = "Fri, 18 Apr 2008 10:00:00 GMT"
_LONGEST_HOLD = 60.0
"""Seconds; then all is let go, so that a test fails rather than hangs."""
BANNER = '<div id="banner"><a href="/ukgwa/about">The National Archives</a></div>'


@dataclass
class Fault:
    """What happens in place of an answer, for the first `times` requests."""

    status: int = 0
    """An answer with this status and no content of the file."""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    cut: int = -1
    """Break off after so many bytes of the body."""
    slow: float = 0.0
    """Seconds before the answer."""
    trickle: float = 0.0
    """Seconds after each 16 KiB of the body."""
    times: int = 10**9


class Website:
    """What a server serves, what is wrong with it, and what was asked of it."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, bytes | Path]] = {}
        """By path in lower case: the path as it is, and the content."""
        self.faults: dict[str, Fault] = {}
        self.listings = False
        """Whether folders show what is in them."""
        self.ranges = True
        self.validators = True
        self.log: list[tuple[str, str]] = []
        """(path, Range) of every request."""
        self.in_flight = 0
        self.most_in_flight = 0
        self.pause = 0.0
        """Seconds that every answer takes."""
        self.holds: Callable[[str], bool] | None = None
        """Whether the answer for a path has to wait: it does for as long as this says so."""
        self.address = ""
        self._lock = threading.Lock()

    def put(self, path: str, content: bytes | str | Path) -> None:
        """Serve a file below the root: `mim/9.1.01/Index.htm`."""
        data = content.encode() if isinstance(content, str) else content
        self.files[path.lower()] = (path, data)

    def put_folder(self, folder: Path, below: str = "") -> None:
        """Serve all files of a folder."""
        for path in folder.rglob("*"):
            if path.is_file():
                self.put(f"{below}{path.relative_to(folder).as_posix()}", path)

    def fault(self, path: str, **how: object) -> None:
        """Let a path go wrong."""
        self.faults[path.lower()] = Fault(**how)  # type: ignore[arg-type]

    def asked(self) -> list[str]:
        """Return the paths of all requests, in order."""
        with self._lock:
            return [path for path, _ in self.log]

    @contextmanager
    def request(self, path: str, range_: str) -> Iterator[Fault | None]:
        """Note a request; yield the fault that it meets."""
        with self._lock:
            self.log.append((path, range_))
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
            fault = self.faults.get(path.lower())
            if fault is not None:
                fault.times -= 1
                if fault.times < 0:
                    fault = None
        try:
            if self.pause:
                time.sleep(self.pause)
            self._wait_while_held(path)
            yield fault
        finally:
            with self._lock:
                self.in_flight -= 1

    def _wait_while_held(self, path: str) -> None:
        end = time.monotonic() + _LONGEST_HOLD
        while (holds := self.holds) is not None and holds(path):
            if time.monotonic() > end:
                self.holds = None
            time.sleep(0.005)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Website

    def setup(self) -> None:
        super().setup()
        self.wfile = self.connection.makefile("wb", 65536)  # one packet for head and body

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        broken = contextlib.suppress(BrokenPipeError, ConnectionResetError)
        with self.site.request(path, self.headers.get("Range", "")) as fault, broken:
            self._answer(path, fault)
        with broken:  # not in flight any more: the client may ask again before this returns
            self.wfile.flush()

    def _answer(self, path: str, fault: Fault | None) -> None:
        if fault is not None and fault.slow:
            time.sleep(fault.slow)
        if fault is not None and fault.status:
            body = fault.body if fault.body is not None else b"<html>no</html>"
            self._send(fault.status, {"Content-Type": "text/html", **fault.headers}, body, fault)
            return
        path, archived = self._unarchived(path)
        found = self.site.files.get(path.lower()) if path is not None else None
        if found is None:
            self._without_file(path)
            return
        content = found[1]
        data = content.read_bytes() if isinstance(content, Path) else content
        ending = found[0].rpartition(".")[2].lower()
        headers = {"Content-Type": TYPES.get(ending, "application/octet-stream")}
        if fault is not None:
            headers |= fault.headers
            data = fault.body if fault.body is not None else data
        if archived and headers["Content-Type"] == "text/html":
            data = self._with_banner(data, path)
        self._send_file(headers, data, fault)

    def _without_file(self, path: str) -> None:
        folder = path.lower().rstrip("/")
        within = [
            one for one in self.site.files.values() if one[0].lower().startswith(f"{folder}/")
        ]
        if self.site.listings and within and path.endswith("/"):
            names = sorted(
                {
                    one[0][len(folder) + 1 :].partition("/")[0]
                    + ("/" if "/" in one[0][len(folder) + 1 :] else "")
                    for one in within
                }
            )
            lines = [f'<a href="{quote("/" + path + name)}">{name}</a><br>' for name in names]
            page = f'<html><title>{path}</title><a href="..">[To Parent Directory]</a>{"".join(lines)}</html>'
            self._send(200, {"Content-Type": "text/html"}, page.encode())
        elif within:
            self._send(403, {"Content-Type": "text/html"}, b"<html>Directory listing denied</html>")
        else:
            self._send(404, {"Content-Type": "text/html"}, b"<html><title>404</title></html>")

    def _unarchived(self, path: str) -> tuple[str, bool]:
        match = re.fullmatch(
            r"ukgwa/\d{14}(id_|mp_)?/https?:/+data\.example\.org/dms/mim/(.*)", path
        )
        return (match[2], match[1] != "id_") if match else (path, False)

    def _with_banner(self, data: bytes, path: str) -> bytes:
        folder = dirname(path)
        base = f"/ukgwa/{STAMP}mp_/{ORIGINAL}/{folder}/".encode()
        data = re.sub(rb'((?:href|src)=")(?![#a-z]+:|#)', rb"\1" + base, data, flags=re.IGNORECASE)
        return data.replace(b"<body>", b"<body>" + BANNER.encode(), 1)

    def _send_file(self, headers: dict[str, str], data: bytes, fault: Fault | None) -> None:
        etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        if self.site.validators:
            headers |= {"ETag": etag, "Last-Modified": MODIFIED}
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        condition = self.headers.get("If-Range", etag)
        fresh = condition == etag or (
            not condition.startswith('"')
            and parsedate_to_datetime(condition) == parsedate_to_datetime(MODIFIED)
        )
        if asked and fresh and self.site.ranges:
            start = int(asked[1])
            if start >= len(data):
                self._send(416, {"Content-Range": f"bytes */{len(data)}"}, b"")
                return
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
            self._send(206, headers, data[start:], fault)
        else:
            self._send(200, headers, data, fault)

    def _send(
        self, status: int, headers: dict[str, str], body: bytes, fault: Fault | None = None
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Date", formatdate(usegmt=True))
        self.end_headers()
        if fault is not None and fault.cut >= 0:
            self.wfile.write(body[: fault.cut])
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()
            return
        if fault is not None and fault.trickle:
            for start in range(0, len(body), 16384):
                self.wfile.write(body[start : start + 16384])
                self.wfile.flush()
                time.sleep(fault.trickle)
            return
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_arguments: object) -> None:
        """Say nothing: clients that break off are what is tested."""


@contextmanager
def serving(site: Website, certificate: Path | None = None) -> Iterator[Website]:
    """Serve a site on loopback; its address is in `site.address`, with a slash at its end."""
    handler: Callable[..., BaseHTTPRequestHandler] = type("Handler", (_Handler,), {"site": site})
    server = _Server(("127.0.0.1", 0), handler)
    scheme = "http"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    site.address = f"{scheme}://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    )
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
