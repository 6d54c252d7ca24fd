"""The real publication's index, and its raw files for second routes."""

import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest


class RawFiles(Mapping[str, bytes]):
    """The files of the real zip by their path relative to the MiM's root, without our readers."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        names = [one for one in self._archive.namelist() if not one.endswith("/")]
        top = next(one for one in names if one.lower().endswith("core/contents.htm"))
        root = top[: -len("Core/Contents.htm")]
        self.paths = [one[len(root) :] for one in names if one.startswith(root)]
        self._root = root

    def __getitem__(self, path: str) -> bytes:
        return self._archive.read(self._root + path)

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def matching(self, pattern: str) -> list[str]:
        return [path for path in self.paths if re.fullmatch(pattern, path, re.IGNORECASE)]

    def text(self, path: str) -> str:
        data = self[path]
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252")


@pytest.fixture(scope="session")
def raw(real_zip: Path) -> RawFiles:
    return RawFiles(real_zip)


@pytest.fixture(scope="session")
def real_index(real_cache: Path) -> sqlite3.Connection:
    (index,) = real_cache.glob("index-*/*.db")
    return sqlite3.connect(f"{index.as_uri()}?mode=ro", uri=True)
