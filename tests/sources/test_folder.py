"""A folder is taken as it is, itself or further down, and links in it are never followed."""

import os
import pickle
from pathlib import Path

import pytest

from mimcli.errors import SourceError
from mimcli.sources.open import open_source
from support.small_archives import SMALL, write_folder, write_zip


def everything(source) -> dict[str, bytes]:
    return {file.path: data for file, data in source.portion(source.files).read()}


def refusal(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        everything(open_source(path))
    assert caught.value.hint
    assert "\n" not in caught.value.message
    return caught.value


@pytest.mark.parametrize("below", ["", "MIM 1.2.03 (Publish)", "a/b/c"])
def test_the_mim_is_found_at_any_depth(tmp_path, below):
    write_folder(tmp_path / below)
    source = open_source(tmp_path)
    assert everything(source) == SMALL
    assert not source.partial
    assert source.read("dt/types.xsd") == SMALL["dt/types.xsd"]


def test_a_partial_publication_in_a_project_is_taken(tmp_path):
    write_folder(tmp_path / "src/main/mim", {"Schemas/a.xsd": b"<a/>", "dt/t.xsd": b"<t/>"})
    write_folder(tmp_path, {"readme.txt": b"not of it"})
    source = open_source(tmp_path)
    assert source.partial
    assert set(everything(source)) == {"Schemas/a.xsd", "dt/t.xsd"}


def test_a_folder_without_pages_is_refused(tmp_path):
    write_folder(tmp_path, {"Core/other.htm": b"x", "index.html": b"x"})
    assert "holds no MiM" in refusal(tmp_path).message


def test_version_control_is_passed_over(tmp_path):
    write_folder(tmp_path, {**SMALL, ".git/objects/aa": b"x"})
    assert everything(open_source(tmp_path)) == SMALL


@pytest.mark.parametrize("target", ["/etc/hostname", "Index.htm", "nowhere"])
def test_a_link_is_refused_in_the_tree_and_left_out_elsewhere(tmp_path, target):
    write_folder(tmp_path)
    link = tmp_path / "External Documents/link.htm"
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("this system makes no symbolic links here")
    source = open_source(tmp_path)
    assert [fault.path for fault in source.left_out] == ["External Documents/link.htm"]
    assert everything(source) == SMALL
    (tmp_path / "Core/link.htm").symlink_to(target)
    assert "Core/link.htm is a link" in refusal(tmp_path).message


def test_a_linked_folder_is_not_walked(tmp_path):
    write_folder(tmp_path / "mim")
    (tmp_path / "mim/Core/loop").symlink_to(tmp_path / "mim", target_is_directory=True)
    assert "Core/loop is a link" in refusal(tmp_path / "mim").message


def test_a_file_that_becomes_a_link_after_the_listing_is_not_followed(tmp_path):
    if not hasattr(os, "O_NOFOLLOW"):
        pytest.skip("this system cannot refuse links on opening")
    write_folder(tmp_path / "mim")
    secret = tmp_path / "secret"
    secret.write_bytes(SMALL["dt/types.xsd"])
    source = open_source(tmp_path / "mim")
    (tmp_path / "mim/dt/types.xsd").unlink()
    (tmp_path / "mim/dt/types.xsd").symlink_to(secret)
    with pytest.raises(SourceError, match=r"dt/types\.xsd cannot be read"):
        source.read("dt/types.xsd")


def test_a_file_that_changes_after_the_listing_is_noticed(tmp_path):
    write_folder(tmp_path)
    source = open_source(tmp_path)
    assert source.fingerprint
    (tmp_path / "dt/types.xsd").write_bytes(b"<schemb/>")
    with pytest.raises(SourceError, match="changed while it was read"):
        source.read("dt/types.xsd")
    (tmp_path / "dt/types.xsd").unlink()
    with pytest.raises(SourceError, match="cannot be read"):
        source.read("dt/types.xsd")


def test_names_that_windows_refuses(tmp_path):
    if os.name == "nt":
        pytest.skip("this system cannot make such names")
    write_folder(tmp_path, {**SMALL, "External Documents/why?.htm": b"x"})
    assert [fault.path for fault in open_source(tmp_path).left_out] == [
        "External Documents/why?.htm"
    ]
    (tmp_path / "Core/aux.htm").write_bytes(b"x")
    assert "keeps for a device" in refusal(tmp_path).message


def test_a_name_that_is_not_unicode_is_refused(tmp_path):
    if os.name == "nt":
        pytest.skip("names are Unicode on this system")
    write_folder(tmp_path)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/Core/\xff.htm")).write_bytes(b"x")
    assert "Unicode" in refusal(tmp_path).message


def test_case_twins_are_refused(tmp_path):
    write_folder(tmp_path)
    if (tmp_path / "INDEX.HTM").exists():
        pytest.skip("this disk ignores case")
    (tmp_path / "INDEX.HTM").write_bytes(b"x")
    assert "clashes with" in refusal(tmp_path).message


@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_a_portion_can_be_read_in_another_process(tmp_path, kind):
    path = write_zip(tmp_path / "m.zip") if kind == "zip" else write_folder(tmp_path / "m")
    source = open_source(path)
    portion = pickle.loads(pickle.dumps(source.portion(source.files[:3])))
    assert {file.path: data for file, data in portion.read()} == {
        file.path: SMALL[file.path] for file in source.files[:3]
    }
