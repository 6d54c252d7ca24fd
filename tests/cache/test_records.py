"""A record reads back as it was written; a foreign or damaged one is refused in one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mimcli.cache.names import is_version_name, version_key
from mimcli.cache.paths import STORES, CachePaths, cache_root, generation_name, version_of
from mimcli.cache.records import (
    VersionRecord,
    decode_record,
    encode_record,
    find_record,
    read_records,
    version_names,
)
from mimcli.errors import CacheError
from support.cache_work import VERSION, add
from support.small_archives import write_zip

RECORD = VersionRecord(
    version="1.2.03", title="MIM “1.2.03”", issued=None, tree="tree-v1/1.2.03",
    index="index-v2/1.2.03.db", archive=None, manifest="manifest-v1/1.2.03.tsv", partial=True,
    full=False, added_at="2024-01-02T03:04:05Z", source="mim.zip", source_fingerprint="0" * 64,
    index_format=1, index_bytes=2, index_sha256="1" * 64, archive_bytes=0, tree_files=3,
    tree_bytes=4, rest_files=5, rest_bytes=6, program="0.1.0",
)  # fmt: skip


def test_a_record_reads_back():
    kept = RECORD._replace(archive="archive-v1/1.2.03.zip", issued="2008-04-18")
    for record in (RECORD, kept):
        assert decode_record(encode_record(record), "1.2.03") == record


def changed(**changes) -> bytes:
    return json.dumps(json.loads(encode_record(RECORD)) | changes).encode()


def test_a_record_of_an_older_index_is_not_damaged():
    """So that what opens it can say that an older mim made it, and how to make it anew."""
    older = RECORD._replace(index="index-v1/1.2.03.db")
    assert decode_record(encode_record(older), "1.2.03") == older
    for index in ("index-v0/1.2.03.db", "index-v9/1.2.03.db", "index-v/a", "index-v1/../a"):
        with pytest.raises(CacheError):
            decode_record(encode_record(RECORD._replace(index=index)), "1.2.03")


def test_unknown_keys_of_the_same_format_are_passed_over():
    assert decode_record(changed(colour="blue"), "1.2.03") == RECORD


def test_a_newer_format_says_so():
    with pytest.raises(CacheError, match="by a newer mim") as caught:
        decode_record(b'{"format": 2}', "1.2.03")
    assert "upgrade" in caught.value.hint


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": "1"}', b'{"format": 1}', b"[" * 100_000,
        changed(tree="tree-v1/.."), changed(tree="tree-v1/../.."), changed(tree="/etc"),
        changed(index="tree-v1/1.2.03"), changed(archive="archive-v1/a/b"), changed(tree="tree-v1/"),
        changed(manifest="manifest-v1/a\\b"), changed(tree="tree-v1/c:x"), changed(index_bytes="2"),
        changed(full=1), changed(title=None), changed(version="1.2.04"), encode_record(RECORD)[:-40],
    ],
)  # fmt: skip
def test_a_damaged_record_is_refused(data):
    with pytest.raises(CacheError, match="is damaged") as caught:
        decode_record(data, "1.2.03")
    assert caught.value.hint


def test_one_bad_record_does_not_hide_the_others(tmp_path):
    paths = CachePaths(tmp_path)
    source = write_zip(tmp_path / "mim.zip")
    for version in ("6.3.01", "7.2.02", "10.0.01", "gp2gp-draft"):
        add(tmp_path, source, version)
    paths.record_file("6.3.01").write_bytes(b"{")
    paths.record_file("3.1.10").write_bytes(b'{"format": 99}')
    (paths.versions / "notes.txt").write_bytes(b"")
    assert version_names(paths) == ("10.0.01", "7.2.02", "6.3.01", "3.1.10", "gp2gp-draft")
    listing = read_records(paths)
    assert [record.version for record in listing.records] == ["10.0.01", "7.2.02", "gp2gp-draft"]
    assert len(listing.errors) == 2
    assert find_record(paths, "GP2GP-Draft").version == "gp2gp-draft"
    assert find_record(paths, "7.2.03") is None
    assert find_record(paths, "../../etc/passwd") is None


def test_a_record_of_a_known_file_can_be_found(tmp_path):
    record = add(tmp_path, write_zip(tmp_path / "mim.zip"))
    assert find_record(CachePaths(tmp_path), VERSION) == record


def test_versions_sort_by_number():
    names = ["9.0", "10.0", "10.0.1", "10.0.1-draft", "draft", "2gether"]
    assert sorted(names, key=version_key) == [
        "2gether", "draft", "9.0", "10.0", "10.0.1-draft", "10.0.1",
    ]  # fmt: skip


@given(st.text(st.sampled_from("a7.-_+/\\: éCON\0"), max_size=45), st.integers(1, 12))
def test_a_name_and_number_give_back_the_version(name, number):
    if is_version_name(name):
        for store, suffix in STORES.items():
            assert version_of(store, generation_name(name, number) + suffix) == name


@given(st.text(max_size=45))
def test_a_name_that_passes_is_one_plain_component(name):
    if is_version_name(name):
        assert Path(name).name == name
        assert name.isascii()
        assert not name.endswith((".", " "))
        assert len(name) <= 40


def test_the_root_is_the_argument_then_the_environment_then_the_projects_then_the_platforms(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path / "new"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert cache_root(tmp_path / "a", "b") == tmp_path / "a"
    assert cache_root(None, "b", tmp_path) == Path("b")
    assert cache_root(None, "", tmp_path) == tmp_path
    assert cache_root(None, None) == cache_root(None, "")
    assert cache_root(None, None).parts[-1] in ("mim", "Cache")
    assert not (tmp_path / "new").exists()


def test_paths_stay_short_enough_for_windows():
    longest = "x" * 40
    paths = CachePaths(Path("c"))
    work = paths.temporary / "01234567" / "tree"
    kept = paths.root / "tree-v1" / generation_name(longest, 99)
    assert max(len(str(work)), len(str(kept))) < 60


def test_reading_records_loads_nothing_heavy():
    code = (
        "import sys; from pathlib import Path; from mimcli.cache.paths import CachePaths\n"
        "from mimcli.cache.records import read_records\n"
        "read_records(CachePaths(Path('nowhere')))\n"
        "heavy = {'filelock', 'platformdirs', 'zipfile', 'sqlite3', 'hashlib', 'asyncio', 'ctypes',"
        " 'lxml', 'threading'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "[]\n"
