"""A version leaves a cache as one file and arrives in another one as it was."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from support.mim import VERSION
from support.running import Run


def _index(cache: Path) -> bytes:
    (index,) = (cache / "index-v2").glob("*.db")
    return index.read_bytes()


def test_an_exported_version_arrives_with_its_name_source_and_index(
    run_mim: Callable[..., Run], synthetic_cache: Path, tmp_path: Path
) -> None:
    written = run_mim("export", VERSION, cache=synthetic_cache)
    other = tmp_path / "other"
    taken = run_mim("import", f"mim-{VERSION}.zip", "--json", cache=other)
    verified = run_mim("cache", "verify", cache=other)

    assert (written.code, taken.code, verified.code) == (0, 0, 0)
    assert '"source": "synthetic.zip"' in taken.out
    assert _index(other) == _index(synthetic_cache)


def test_a_version_that_came_from_a_folder_is_packed_the_same_each_time(
    run_mim: Callable[..., Run], synthetic_mim: Path, cache_dir: Path, tmp_path: Path
) -> None:
    run_mim("add", synthetic_mim, cache=cache_dir)
    first = run_mim("export", VERSION, "one.zip", cache=cache_dir)
    second = run_mim("export", VERSION, "-o", "two.zip", cache=cache_dir)
    taken = run_mim("import", "one.zip", cache=tmp_path / "other")

    assert (first.code, second.code, taken.code) == (0, 0, 0)
    assert "two.zip" in second.out
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert _index(tmp_path / "other") == _index(cache_dir)


def test_a_name_of_ones_own_travels_too(
    run_mim: Callable[..., Run], synthetic_mim: Path, cache_dir: Path, tmp_path: Path
) -> None:
    schemas = tmp_path / "vendored"
    shutil.copytree(synthetic_mim / "Schemas", schemas / "Schemas")
    run_mim("add", schemas, "--as", "ours", cache=cache_dir)
    run_mim("export", "OURS", cache=cache_dir)
    taken = run_mim("import", "mim-ours.zip", "--json", cache=tmp_path / "other")

    assert taken.code == 0
    assert '"version": "ours"' in taken.out
    assert '"source": "vendored"' in taken.out


def test_a_file_in_the_way_is_kept_unless_forced(
    run_mim: Callable[..., Run], synthetic_cache: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine.zip").write_bytes(b"mine")
    refused = run_mim("export", VERSION, "mine.zip", cache=synthetic_cache)
    kept = (tmp_path / "mine.zip").read_bytes()
    forced = run_mim("export", VERSION, "mine.zip", "--force", cache=synthetic_cache)

    assert (refused.code, kept) == (2, b"mine")
    assert refused.err.startswith("error: mine.zip exists\n")
    assert forced.code == 0
    assert zipfile.is_zipfile(tmp_path / "mine.zip")


def test_a_damaged_tree_is_not_exported(
    run_mim: Callable[..., Run], synthetic_mim: Path, cache_dir: Path, tmp_path: Path
) -> None:
    run_mim("add", synthetic_mim, cache=cache_dir)
    contents = cache_dir / "tree-v1" / VERSION / "Core" / "Contents.htm"
    contents.write_bytes(contents.read_bytes() + b" ")
    run = run_mim("export", VERSION, cache=cache_dir)

    assert run.code == 5
    assert run.err.startswith(
        f"error: MiM {VERSION} in the cache is not as it was installed: Core/Contents.htm is missing or changed\n"
    )
    assert [one.name for one in tmp_path.iterdir() if "zip" in one.name or ".mim" in one.name] == []


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"PK\x05\x06" + bytes(18) + b'{"mim-'])
def test_what_was_not_exported_is_refused_with_the_command_that_helps(
    run_mim: Callable[..., Run], cache_dir: Path, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "other.zip").write_bytes(content)
    run = run_mim("import", "other.zip", cache=cache_dir)

    assert run.code == 5
    assert run.err == (
        "error: other.zip was not written by `mim export`\n"
        f"hint: add it as a MiM: mim --cache-dir {cache_dir} add other.zip\n"
    )
    assert not cache_dir.exists()


def test_a_cut_off_export_leaves_the_cache_as_it_was(
    run_mim: Callable[..., Run], synthetic_cache: Path, cache_dir: Path, tmp_path: Path
) -> None:
    run_mim("export", VERSION, "whole.zip", cache=synthetic_cache)
    data = (tmp_path / "whole.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[: len(data) // 2])
    (tmp_path / "holed.zip").write_bytes(data[:5000] + bytes(5000) + data[10_000:])
    cut = run_mim("import", "cut.zip", cache=cache_dir)
    holed = run_mim("import", "holed.zip", cache=cache_dir)

    assert (cut.code, holed.code) == (5, 5)
    assert len(holed.err.splitlines()) == 2
    assert not list(cache_dir.glob("*-v1/*"))


def test_what_cannot_be_written_or_is_not_there_is_one_line(
    run_mim: Callable[..., Run], synthetic_cache: Path
) -> None:
    nowhere = run_mim("export", VERSION, "not/there.zip", cache=synthetic_cache)
    unknown = run_mim("export", "9.9.99", cache=synthetic_cache)
    missing = run_mim("import", "not-there.zip", cache=synthetic_cache)

    assert nowhere.code == 2
    assert nowhere.err == "error: cannot write not/there.zip: No such file or directory\n"
    assert unknown.code == 4
    assert missing.code == 2


@pytest.mark.parametrize("lost", [1, 30, 60, 90, 5000])
def test_an_export_whose_end_is_cut_off_is_called_that(
    run_mim: Callable[..., Run], synthetic_cache: Path, tmp_path: Path, lost: int
) -> None:
    """Within the label, within the record before it, or anywhere before that."""
    run_mim("export", VERSION, "cut.zip", cache=synthetic_cache)
    whole = (tmp_path / "cut.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:-lost])
    taken = run_mim("import", "cut.zip", cache=tmp_path / "other")

    assert taken.code == 5
    assert taken.err.splitlines() == [
        "error: cut.zip is cut off: the end of the zip is missing",
        "hint: copy it again, or export it anew where it came from",
    ]


@pytest.mark.parametrize("content", [b"", b"P", b"no zip", b"{}"])
def test_what_is_no_zip_was_not_exported(
    run_mim: Callable[..., Run], tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "odd.zip").write_bytes(content)
    taken = run_mim("import", "odd.zip", cache=tmp_path / "other")
    assert taken.code == 5
    assert "odd.zip was not written by `mim export`" in taken.err
