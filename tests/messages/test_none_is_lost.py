"""Whatever a wrong message is wrapped in, beside right ones: it is judged, or something is said."""

import base64
import gzip
import html
import json
import quopri
import random
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Judged = Callable[..., dict[str, Any]]
Wrapper = Callable[[bytes, bytes], bytes]


def text_of(data: bytes) -> str:
    """Return what stands for data where only letters can."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return base64.b64encode(data).decode()
    return base64.b64encode(data).decode() if "\0" in text else text


def multipart(*parts: bytes, boundary: bytes = b"=_1", before: bytes = b"") -> bytes:
    lines = [b"Content-Type: multipart/related; boundary=" + boundary, b"", before]
    for one in parts:
        lines += [b"--" + boundary, one]
    return b"\r\n".join([*lines, b"--" + boundary + b"--", b""])


def part(content: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join((b"Content-Type: application/xml", *headers, b"", content))


def chunked(_right: bytes, inner: bytes) -> bytes:
    pieces = [inner[start : start + 700] for start in range(0, len(inner), 700)]
    body = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + body + b"0\r\n\r\n"


def nested(right: bytes, inner: bytes) -> bytes:
    within = multipart(part(inner), boundary=b"=_1x", before=b"a preamble\r\n")
    return multipart(part(right), within)


WRAPPERS: dict[str, Wrapper] = {
    "gzip": lambda _, inner: gzip.compress(inner),
    "zlib": lambda _, inner: zlib.compress(inner),
    "base64": lambda _, inner: base64.b64encode(inner),
    "two in base64": lambda right, inner: b"\n".join(map(base64.b64encode, (right + b" ", inner))),
    "json": lambda right, inner: json.dumps({"a": right.decode(), "b": text_of(inner)}).encode(),
    "json lines": lambda right, inner: b"\n".join(
        json.dumps([one]).encode() for one in (right.decode(), text_of(inner), right.decode())
    ),
    "broken json": lambda right, inner: (
        json.dumps({"a": right.decode()}) + "\n" + json.dumps({"a": text_of(inner)})[:-1]
    ).encode(),
    "mime": lambda right, inner: multipart(part(right), part(inner)),
    "mime base64": lambda right, inner: multipart(
        part(right), part(base64.encodebytes(inner), b"Content-Transfer-Encoding: base64")
    ),
    "mime quoted": lambda right, inner: multipart(
        part(quopri.encodestring(inner), b"Content-Transfer-Encoding: quoted-printable"),
        part(right),
    ),
    "nested mime": nested,
    "preamble": lambda right, inner: multipart(part(right), before=text_of(inner).encode()),
    "epilogue": lambda right, inner: multipart(part(right)) + text_of(inner).encode(),
    "chunked": chunked,
    "text of xml": lambda right, inner: (
        b"<log><a>%s</a><b>%s</b></log>"
        % (right.partition(b"-->\n")[2], html.escape(text_of(inner)).encode())
    ),
    "log": lambda right, inner: b"INFO sent\n%s\nthen %s\nend\n" % (right, text_of(inner).encode()),
    "syslog": lambda right, inner: b"<134>1 %s\n<134>1 %s\n" % (right, text_of(inner).encode()),
    "log in json": lambda right, inner: (
        b'x {"a": %s}\nand %s'
        % (
            json.dumps(text_of(inner)).encode(),
            right,
        )
    ),
    "two": lambda right, inner: right + b"\n" + inner,
}
OPAQUE = {"preamble", "epilogue"}
"""What is no place for a message: one that shows is told, not judged."""


def wrapped(right: bytes, wrong: bytes, names: tuple[str, ...]) -> bytes:
    data = wrong
    for name in names:
        data = WRAPPERS[name](right, data)
    return data


def combinations() -> list[tuple[str, ...]]:
    """Return each wrapper, each within each, and some of three."""
    names = list(WRAPPERS)
    chosen = random.Random(7)
    pairs = [(one, other) for one in names for other in names]
    return [
        *((one,) for one in names),
        *pairs,
        *(tuple(chosen.choices(names, k=3)) for _ in "x" * 300),
    ]


@pytest.mark.parametrize("options", [(), ("--extract",)])
def test_none_is_lost(
    judged: Judged, right: bytes, wrong: bytes, tmp_path: Path, options: tuple[str, ...]
) -> None:
    files: dict[str, tuple[str, ...]] = {}
    for number, names in enumerate(combinations()):
        file = tmp_path / f"{number:04}"
        file.write_bytes(wrapped(right, wrong, names))
        files[str(file)] = names
    report = judged(*options, *map(Path, files))
    told: dict[str, list[Any]] = {}
    for one in report["messages"]:
        told.setdefault(one["path"], []).append(one)
    lost = [
        names
        for path, names in files.items()
        if all(one["status"] == "valid" for one in told.get(path, ()))
    ]
    assert not lost
