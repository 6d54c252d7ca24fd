"""Removing, pruning, measuring and choosing touch what they name and nothing else."""

import pytest

from mimcli.cache.chosen import used_version
from mimcli.cache.lock import write_access
from mimcli.cache.maintenance import (
    cache_size,
    forget_used_version,
    prune,
    remove,
    use_version,
)
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import version_names
from mimcli.errors import CacheError, NotCachedError, UsageError
from support.cache_work import add, everything_in, sound_record
from support.small_archives import varied, write_folder, write_zip


@pytest.fixture
def paths(tmp_path):
    """A cache with the versions 7.2.02, 7.2.02.db and draft."""
    source = write_zip(tmp_path / "mim.zip", varied("1.2.03", 3))
    for version in ("7.2.02", "7.2.02.db", "draft"):
        add(tmp_path / "cache", source, version)
    return CachePaths(tmp_path / "cache")


def test_remove_takes_one_version_and_says_what_it_freed(paths):
    before = everything_in(paths.root)
    size = next(size for size in cache_size(paths).versions if size.version == "7.2.02")
    with write_access(paths) as access:
        freed = remove(access, "7.2.02")
    gone = before.keys() - everything_in(paths.root).keys()
    assert len(freed) == 5
    assert {path for path in gone if path.count("/") == 1} == {item.path for item in freed}
    assert sum(item.size for item in freed[1:]) == size.total > 10_000
    assert version_names(paths) == ("7.2.02.db", "draft")
    assert sound_record(paths.root, "7.2.02.db") is not None
    assert sound_record(paths.root, "draft") is not None
    assert cache_size(paths).leftovers == 0


def test_remove_of_what_is_not_there(paths):
    with write_access(paths) as access:
        before = everything_in(paths.root)
        with pytest.raises(NotCachedError) as caught:
            remove(access, "6.3.01")
        with pytest.raises(UsageError):
            remove(access, "../tree-v1")
        assert everything_in(paths.root) == before
    assert caught.value.exit_code == 4
    assert caught.value.hint


def test_remove_takes_a_version_whose_record_is_damaged(paths):
    paths.record_file("draft").write_bytes(b"{")
    with write_access(paths) as access:
        assert len(remove(access, "DRAFT")) == 5
    assert version_names(paths) == ("7.2.02", "7.2.02.db")
    assert not (paths.root / "tree-v1/draft").exists()


def test_prune_takes_leftovers_only(paths):
    sound = everything_in(paths.root)
    loose = {
        "tmp/0123/tree/a.htm": b"half", "tmp/0123.part": b"{", "tree-v1/7.2.02+4/a.htm": b"left",
        "index-v2/6.3.01.db": b"left", "archive-v1/gone.zip": b"left", "tree-v0/7.2.02/a": b"older",
        "version-v0/7.2.02.json": b"older",
    }  # fmt: skip
    kept = {"tree-v2/7.2.02/a.htm": b"newer", "index-v3/7.2.02.db": b"newer", "notes.txt": b"mine"}
    write_folder(paths.root, {**loose, **kept})
    assert cache_size(paths).leftovers == sum(map(len, loose.values()))
    with write_access(paths) as access:
        freed = prune(access)
        assert prune(access) == ()
    assert sorted(item.path for item in freed) == [
        "archive-v1/gone.zip", "index-v2/6.3.01.db", "tmp/0123", "tmp/0123.part", "tree-v0",
        "tree-v1/7.2.02+4", "version-v0",
    ]  # fmt: skip
    assert sum(item.size for item in freed) == sum(map(len, loose.values()))
    after = everything_in(paths.root)
    assert {path: after[path] for path in sound} == sound
    assert {path: after[path] for path in kept} == kept


def test_prune_spares_what_an_unreadable_record_may_name(paths):
    for content in (b"{", b'{"format": 99}'):
        paths.record_file("draft").write_bytes(content)
        with write_access(paths) as access:
            assert prune(access) == ()
    assert (paths.root / "tree-v1/draft/Index.htm").exists()


def test_prune_spares_all_where_a_newer_program_keeps_records(paths):
    write_folder(paths.root, {"version-v2/9.9.json": b"{}", "tree-v1/9.9/a.htm": b"its"})
    with write_access(paths) as access:
        assert prune(access) == ()


def test_a_version_is_chosen_changed_and_forgotten(paths):
    assert used_version(paths) is None
    with write_access(paths) as access:
        assert use_version(access, "DRAFT") == "draft"
        assert used_version(paths) == "draft"
        assert use_version(access, "7.2.02") == "7.2.02"
        with pytest.raises(NotCachedError):
            use_version(access, "6.3.01")
        assert used_version(paths) == "7.2.02"
        forget_used_version(access)
        forget_used_version(access)
    assert used_version(paths) is None


def test_removing_the_chosen_version_leaves_none_chosen(paths):
    with write_access(paths) as access:
        use_version(access, "draft")
        remove(access, "7.2.02")
        assert used_version(paths) == "draft"
        remove(access, "draft")
    assert used_version(paths) is None


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"../x\n", b"a\nb\n", b"x" * 100])
def test_a_damaged_choice_is_not_swallowed(paths, content):
    paths.used_file.write_bytes(content)
    with pytest.raises(CacheError, match="is damaged") as caught:
        used_version(paths)
    assert "mim use" in caught.value.hint
