"""What SQLite says of a full or broken disk becomes what the system says of one."""

import errno
import sqlite3
import subprocess
import sys

import pytest

from mimcli.index.failure import failing_as_system


def fill(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE filled (content)")
    for _ in range(64):
        connection.execute("INSERT INTO filled VALUES (zeroblob(4096))")


def test_a_database_without_room_is_a_full_disk(tmp_path):
    connection = sqlite3.connect(tmp_path / "index.db", isolation_level=None)
    connection.execute("PRAGMA max_page_count = 8")

    with (
        pytest.raises(OSError, match="No space left") as caught,
        failing_as_system(tmp_path / "index.db"),
    ):
        fill(connection)

    assert caught.value.errno == errno.ENOSPC
    connection.close()


def test_a_database_that_is_read_only_is_a_read_only_disk(tmp_path):
    sqlite3.connect(tmp_path / "index.db").close()
    connection = sqlite3.connect(f"file:{tmp_path}/index.db?mode=ro", uri=True)

    with (
        pytest.raises(OSError, match="Read-only") as caught,
        failing_as_system(tmp_path / "index.db"),
    ):
        fill(connection)

    assert caught.value.errno == errno.EROFS
    connection.close()


def test_a_mistake_of_ours_stays_what_it_is(tmp_path):
    with (
        sqlite3.connect(":memory:") as connection,
        pytest.raises(sqlite3.OperationalError),
        failing_as_system(tmp_path),
    ):
        connection.execute("SELECT nothing FROM nowhere")


@pytest.mark.skipif(sys.platform == "win32", reason="needs ulimit")
def test_an_index_that_finds_no_room_is_one_line_and_a_hint(
    environment, synthetic_zip, cache_dir, tmp_path
):
    """No file of the publication is as large as its index."""
    script = f"ulimit -f 500; '{sys.executable}' -m mimcli add '{synthetic_zip}'"
    done = subprocess.run(
        ["bash", "-c", script],
        env=environment | {"MIM_CACHE_DIR": str(cache_dir)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 5
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["error", "hint"]
    assert list((cache_dir / "tmp").iterdir()) == []
