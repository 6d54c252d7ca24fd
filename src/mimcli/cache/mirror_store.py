"""The files of a web site that came so far, in a form that a kill at any moment leaves readable.

site.json      of which site they are
parts/         files on their way
pages/PATH     a file, its path folded in case; it has its name only once it came whole
journal.ndjson what came (size, checksum), and what is not there: one line each, only ever added to
tree/          the publication, put together at the end
"""

import json
import os
import shutil
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mimcli.cache.files import remove_path


class StoredFile(NamedTuple):
    """A file that came whole."""

    size: int
    crc32: int


class MirrorStore:
    """One site's files. Not for several threads, but for `take`. Raises OSError."""

    def __init__(self, folder: Path, site: Mapping[str, str]) -> None:
        """Open the store; what is there of another site goes."""
        self._pages = folder / "pages"
        self._parts = folder / "parts"
        self._tree = folder / "tree"
        self._journal = folder / "journal.ndjson"
        note = folder / "site.json"
        wanted = json.dumps(dict(site), sort_keys=True)
        try:
            same = note.read_text(encoding="utf-8") == wanted
        except (OSError, ValueError):
            same = False
        if not same:
            for path in (self._journal, self._pages, self._tree, note):
                remove_path(path)
            note.write_text(wanted, encoding="utf-8")
        self._pages.mkdir(exist_ok=True)
        remove_path(self._parts)
        self._parts.mkdir()
        self.files: dict[str, StoredFile] = {}
        """By folded path."""
        self.missing: dict[str, str] = {}
        """By folded path: why."""
        self._load()

    def _load(self) -> None:
        data = self._journal.read_bytes() if self._journal.exists() else b""
        if data and not data.endswith(b"\n"):  # a kill in the middle of a line
            data += b"\n"
            self._add(b"\n")
        for line in data.splitlines():
            with suppress(ValueError, KeyError, TypeError, RecursionError):
                entry = json.loads(line)
                key = str(entry["path"])
                if "missing" in entry:
                    self.missing[key] = str(entry["missing"])
                else:
                    self.files[key] = StoredFile(int(entry["size"]), int(entry["crc32"]))
        for key, stored in list(self.files.items()):
            with suppress(OSError, ValueError):
                if self._place(key).stat().st_size == stored.size:
                    continue
            del self.files[key]

    def take(self, key: str, chunks: Iterable[bytes], worker: int, limit: int) -> StoredFile | None:
        """Write a file as it comes; None if it is larger than `limit`. From any thread."""
        part = self._parts / str(worker)
        size, crc32 = 0, 0
        with part.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    return None
                crc32 = zlib.crc32(chunk, crc32)
                file.write(chunk)
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        part.replace(place)
        return StoredFile(size, crc32)

    def came(self, key: str, stored: StoredFile) -> None:
        """Note that a file came."""
        self.files[key] = stored
        self._note({"path": key, **stored._asdict()})

    def lacks(self, key: str, reason: str) -> None:
        """Note that a file is not to be had."""
        self.missing[key] = reason
        self._note({"path": key, "missing": reason})

    def read(self, key: str) -> bytes | None:
        """Return a file's content; None, and it counts as not there, if it is not what came."""
        stored = self.files[key]
        data = self._place(key).read_bytes()
        if (len(data), zlib.crc32(data)) == stored:
            return data
        del self.files[key]
        return None

    def start_of(self, key: str, size: int = 512) -> bytes:
        """Return the first bytes of a file."""
        with self._place(key).open("rb") as file:
            return file.read(size)

    def drop(self, key: str) -> None:
        """Remove a file that turned out to be none of the site's."""
        self.files.pop(key, None)
        self._place(key).unlink(missing_ok=True)

    def build(self, names: Iterable[tuple[str, str]]) -> Path:
        """Return a folder with the files, given (folded path, path as it is spelled)."""
        remove_path(self._tree)
        for key, path in names:
            target = self._tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(self._place(key), target)
        return self._tree

    def _place(self, key: str) -> Path:
        return self._pages / key

    def _note(self, entry: Mapping[str, object]) -> None:
        self._add(json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")

    def _add(self, line: bytes) -> None:
        handle = os.open(self._journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            while line:
                line = line[os.write(handle, line) :]
        finally:
            os.close(handle)


def _link(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the disk has no second names."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:
        shutil.copyfile(source, target)
