"""Installing small publications, here and in processes that are stopped on the way."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from mimcli.cache.install import install
from mimcli.cache.lock import write_access
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import VersionRecord, find_record
from mimcli.cache.staging import Facts
from mimcli.cache.verify import verify
from mimcli.sources.open import open_source

VERSION = "1.2.03"


def build_index(tree: Path, index: Path) -> Facts:
    """Build a small index that has every page of the tree."""
    with closing(sqlite3.connect(index)) as connection, connection:
        connection.execute("CREATE TABLE page (path TEXT, content BLOB)")
        for path in sorted(tree.rglob("*.htm")):
            values = (path.relative_to(tree).as_posix(), path.read_bytes())
            connection.execute("INSERT INTO page VALUES (?, ?)", values)
    return Facts("MIM 1.2.03", "2008-04-18", 1, "0.0.0")


def add(cache: Path, source: Path, version: str = VERSION) -> VersionRecord:
    """Install a source."""
    with open_source(source) as opened, write_access(CachePaths(cache)) as access:
        return install(access, opened, version, build_index)


def sound_record(cache: Path, version: str = VERSION) -> VersionRecord | None:
    """Return a version's record, after checking everything that it names."""
    paths = CachePaths(cache)
    record = find_record(paths, version)
    if record is not None:
        assert verify(paths, record) == ()
    return record


def everything_in(folder: Path) -> dict[str, bytes | None]:
    """Return the content of every file below a folder (None for a folder)."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
    }


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    add(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write("done\n")
