"""Whatever is changed in an installed version, verify names it."""

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.cache.records import find_record
from mimcli.cache.verify import verify
from support.cache_work import VERSION, add
from support.small_archives import write_zip


@pytest.fixture
def installed(tmp_path):
    """A cache with one version: its paths, record and tree."""
    paths = CachePaths(tmp_path / "cache")
    record = add(paths.root, write_zip(tmp_path / "mim.zip"))
    return paths, record, paths.resolve(record.tree)


def problems(installed) -> list[tuple[str, str]]:
    paths, record, _ = installed
    return [(problem.kind, problem.path) for problem in verify(paths, record)]


def test_a_sound_version_has_no_problem(installed):
    assert problems(installed) == []


def test_every_file_of_the_tree_is_missed_and_compared(installed):
    _, _, tree = installed
    files = [path for path in tree.rglob("*") if path.is_file()]
    assert len(files) == 6
    for path in files:
        name = path.relative_to(tree).as_posix()
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert problems(installed) == [("changed", name)]
        path.write_bytes(content + b" ")
        assert problems(installed) == [("changed", name)]
        path.unlink()
        assert problems(installed) == [("missing", name)]
        path.mkdir()
        assert problems(installed) == [("changed", name)]
        path.rmdir()
        path.write_bytes(content)
    assert problems(installed) == []


def test_a_missing_tree_is_all_its_files(installed):
    _, _, tree = installed
    tree.rename(tree.parent / "elsewhere")
    assert {kind for kind, _ in problems(installed)} == {"missing"}
    assert len(problems(installed)) == 6


def test_a_file_too_many_is_named(installed):
    _, _, tree = installed
    (tree / "Core/notes.txt").write_bytes(b"mine")
    assert problems(installed) == [("extra", "Core/notes.txt")]


def test_a_link_in_place_of_a_file_is_named(installed, tmp_path):
    _, _, tree = installed
    (tree / "Index.htm").rename(tmp_path / "same.htm")
    try:
        (tree / "Index.htm").symlink_to(tmp_path / "same.htm")
    except OSError:
        pytest.skip("this system makes no symbolic links here")
    assert problems(installed) == [("changed", "Index.htm")]


def test_index_archive_and_manifest_are_compared(installed):
    paths, record, _ = installed
    for kind in ("index", "archive", "manifest"):
        place = paths.resolve(getattr(record, kind))
        content = place.read_bytes()
        place.unlink()
        assert problems(installed) == [(kind, getattr(record, kind))]
        place.write_bytes(content[: len(content) // 2])
        assert problems(installed) == [(kind, getattr(record, kind))]
        place.write_bytes(b"")
        assert problems(installed) == [(kind, getattr(record, kind))]
        place.write_bytes(content)
    assert problems(installed) == []


def test_every_byte_of_the_index_and_the_manifest_counts(installed):
    paths, record, _ = installed
    for kind in ("index", "manifest"):
        place = paths.resolve(getattr(record, kind))
        content = place.read_bytes()
        for position in range(0, len(content), max(1, len(content) // 40)):
            place.write_bytes(content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :])  # fmt: skip
            assert problems(installed) == [(kind, getattr(record, kind))], position
        place.write_bytes(content)


def test_what_lies_only_in_the_kept_zip_is_compared(installed):
    paths, record, _ = installed
    place = paths.resolve(record.archive)
    content = bytearray(place.read_bytes())
    at = content.index(b"EA1.htm") + 9
    content[at] ^= 0xFF
    place.write_bytes(content)
    assert problems(installed) == [("archive", record.archive)]


def test_verifying_changes_nothing(installed):
    paths, _, _ = installed
    before = {path: path.stat().st_mtime_ns for path in paths.root.rglob("*")}
    assert problems(installed) == []
    assert {path: path.stat().st_mtime_ns for path in paths.root.rglob("*")} == before
    assert find_record(paths, VERSION) is not None
