"""Downloading one file, in as many pieces as the network breaks it into."""

import hashlib
import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from mimcli.cache.files import cache_failure
from mimcli.errors import MimError, NetworkError
from mimcli.progress import Progress
from mimcli.sources.website.asking import Attempts, Patience, network_error, opened, shown
from mimcli.sources.website.port import Fault, Fetcher, Reply

MAX_DOWNLOAD_BYTES: Final = 2 * 1024 * 1024 * 1024
"""Twenty times the zip of a publication with its External Documents."""

PROGRESS_BYTES: Final = 256 * 1024
"""What must have come before earlier failures are forgotten: a server that always breaks off after
some bytes is given up."""

_PART = "archive.part"
_STATE = "archive.json"
_START_BYTES: Final = 512


class Downloaded(NamedTuple):
    """A file that was downloaded whole."""

    path: Path
    address: str
    """That gave it in the end."""
    bytes: int
    sha256: str
    etag: str
    last_modified: str


class Kept(NamedTuple):
    """What is known of a file of which a part is here."""

    address: str
    """That was asked."""
    etag: str = ""
    last_modified: str = ""
    total: int = -1
    """Bytes; -1 where the server does not say."""

    @property
    def validator(self) -> str:
        """What If-Range takes: a strong ETag, else the date; empty if there is neither."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


class Download:
    """One file on its way into a folder. What came is kept there, whatever happens."""

    def __init__(
        self,
        fetcher: Fetcher,
        folder: Path,
        *,
        patience: Patience,
        limit: int = MAX_DOWNLOAD_BYTES,
        progress: Progress,
        note: Callable[[str], None],
        check: Callable[[bytes, Reply], None] = lambda _start, _reply: None,
    ) -> None:
        """Prepare; `check` raises a MimError if the first bytes are not those of such a file."""
        self._fetcher = fetcher
        self._part = folder / _PART
        self._state = folder / _STATE
        self._patience = patience
        self._limit = limit
        self._progress = progress
        self._note = note
        self._check = check

    def run(self, address: str) -> Downloaded:
        """Return the whole file. Raises NetworkError, CacheError, and what `check` raises."""
        try:
            kept, final = self._patiently(address, Attempts(self._patience, self._note))
        except Fault as fault:
            raise network_error(fault, address) from None
        except MimError:  # what comes is not what was wanted: nothing of it is worth keeping
            self.forget()
            raise
        except OSError as error:
            raise cache_failure(error, self._part.parent.parent.parent) from error
        finally:
            self._progress.finish()
        return Downloaded(
            self._part, final, self._size(), self._sha256(), kept.etag, kept.last_modified
        )

    def _patiently(self, address: str, attempts: Attempts) -> tuple[Kept, str]:
        while True:
            before = self._size()
            try:
                return self._ask(self._kept(address))
            except Fault as fault:
                if self._size() - before >= PROGRESS_BYTES:
                    attempts.progressed()
                attempts.failed(fault)

    def forget(self) -> None:
        """Remove what came."""
        for path in (self._part, self._state):
            with suppress(OSError):
                path.unlink()

    def _size(self) -> int:
        try:
            return self._part.stat().st_size
        except FileNotFoundError:
            return 0

    def _kept(self, address: str) -> Kept:
        """Return what is known of the part that is here, if it is of this address."""
        try:
            content = json.loads(self._state.read_bytes())
            kept = Kept(**content)
        except (OSError, ValueError, TypeError, RecursionError):
            kept = Kept("")
        if kept.address != address or (kept.total >= 0 and self._size() > kept.total):
            self.forget()
            return Kept(address)
        return kept

    def _ask(self, kept: Kept) -> tuple[Kept, str]:
        """Ask for what is missing and take it. Raises Fault."""
        have = self._size()
        if have and have == kept.total:
            return kept, kept.address
        headers = {"Accept-Encoding": "identity"}
        # Without a validator the size decides; a zip has a checksum of each of its files besides.
        if have and (kept.validator or kept.total >= 0):
            headers["Range"] = f"bytes={have}-"
            if kept.validator:
                headers["If-Range"] = kept.validator
        try:
            with opened(self._fetcher, kept.address, headers) as reply:
                return self._take(reply, kept, have), reply.address
        except Fault as fault:
            if fault.status == 416 and have:  # noqa: PLR2004  (range not satisfiable)
                self.forget()
                raise Fault("cut", "has another size than before", kept.address) from None
            raise

    def _take(self, reply: Reply, kept: Kept, have: int) -> Kept:
        start, total = _placed(reply)
        if start:
            # With a validator the server has compared; without one the size has to do.
            same = start == have and total in ({kept.total, -1} if kept.validator else {kept.total})
            if not same:
                self.forget()
                raise Fault("cut", "is not what it was before", kept.address)
            known = kept
        else:
            etag, date = (reply.headers.get(name, "") for name in ("ETag", "Last-Modified"))
            known = Kept(kept.address, etag, date, total)
        if total > self._limit:
            raise _too_large(reply.address, total, self._limit)
        if start:
            self._note(f"going on at {start / 1e6:.1f} MB")
        else:
            self.forget()
        self._write_state(known)
        self._progress.start(max(known.total, 1), "downloading")
        self._progress.advance(start)
        self._append(reply, start)
        if known.total >= 0 and self._size() != known.total:
            raise Fault("cut", f"ended at {self._size():,} of {known.total:,} bytes", reply.address)
        # Where the server does not say how large it is, the end of the connection is the end.
        return known

    def _append(self, reply: Reply, start: int) -> None:
        size = start
        first = b"" if not start else None
        with self._part.open("ab") as file:
            for chunk in reply.chunks():
                if first is not None:
                    first += chunk[:_START_BYTES]
                    if len(first) >= 4:  # noqa: PLR2004  (the signature of a zip)
                        self._check(first, reply)
                        first = None
                size += len(chunk)
                if size > self._limit:
                    raise _too_large(reply.address, size, self._limit)
                file.write(chunk)
                self._progress.advance(len(chunk))
            if first is not None:
                self._check(first, reply)
            file.flush()
            os.fsync(file.fileno())

    def _write_state(self, known: Kept) -> None:
        beside = self._state.with_suffix(".new")
        beside.write_text(json.dumps(known._asdict()), encoding="utf-8")
        beside.replace(self._state)

    def _sha256(self) -> str:
        with self._part.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def _placed(reply: Reply) -> tuple[int, int]:
    """Return where in the file an answer begins, and how large the file is (-1: unknown)."""
    if reply.status == 206:  # noqa: PLR2004  (partial content)
        match = re.fullmatch(
            r"bytes\s+(\d{1,15})-\d{1,15}/(\d{1,15}|\*)", reply.headers.get("Content-Range", "")
        )
        if match is None:
            raise Fault("cut", "sent a part, and not which", reply.address)
        return int(match[1]), -1 if match[2] == "*" else int(match[2])
    length = reply.headers.get("Content-Length", "")
    encoded = reply.headers.get("Content-Encoding", "identity").lower() != "identity"
    return 0, int(length) if length.isdecimal() and not encoded else -1


def _too_large(address: str, size: int, limit: int) -> NetworkError:
    return NetworkError(
        f"{shown(address)} has {size:,} bytes or more; the limit is {limit:,}",
        hint="this is no publication of the MiM; if it is, get it by hand and: mim add FILE",
    )
