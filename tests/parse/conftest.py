"""The real publication for the parsers' tests, straight from its zip."""

import os
import zipfile
from pathlib import Path

import pytest

_MENU = "core/contents.htm"


class RealMim:
    """The files of the real publication, by their path relative to its root."""

    def __init__(self, archive: Path) -> None:
        self._zip = zipfile.ZipFile(archive)
        names = [name for name in self._zip.namelist() if not name.endswith("/")]
        menu = next(name for name in names if name.lower().endswith(_MENU))
        self._prefix = menu[: -len(_MENU)]
        self.paths = tuple(
            sorted(n[len(self._prefix) :] for n in names if n.startswith(self._prefix))
        )
        self._by_lower_case = {path.lower(): path for path in self.paths}

    def read(self, path: str) -> bytes:
        return self._zip.read(self._prefix + path)

    def under(self, folder: str, suffix: str) -> list[str]:
        return [
            path
            for path in self.paths
            if path.startswith(folder) and path.lower().endswith(suffix.lower())
        ]

    def existing(self, path: str) -> str | None:
        """The file's real path, whatever the letter case of `path`."""
        return self._by_lower_case.get(path.lower())


@pytest.fixture(scope="session")
def real_pages() -> RealMim:
    archive = os.environ.get("MIM_REAL_ZIP")
    if not archive:
        pytest.skip("the real publication is not here: MIM_REAL_ZIP names no zip")
    return RealMim(Path(archive))
