"""A zip is taken at any depth, and refused for each fault that it may have."""

import os
import random
import stat
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from mimcli.errors import InputError, SourceError
from mimcli.sources import directory
from mimcli.sources.archive import ArchiveSource
from mimcli.sources.open import open_source
from support.small_archives import SMALL, write_folder, write_zip

CONTENTS = "Core/Contents.htm"


def everything(source) -> dict[str, bytes]:
    return {file.path: data for file, data in source.portion(source.files).read()}


def refusal(path: Path) -> SourceError:
    """Open and read all; return the refusal, which must be one line with a hint."""
    with pytest.raises(SourceError) as caught:
        everything(ArchiveSource(path))
    assert caught.value.hint
    assert "\n" not in caught.value.message
    assert caught.value.exit_code == 5
    return caught.value


@pytest.mark.parametrize("prefix", ["", "MIM 1.2.03 (Publish)/", "a/b/c d/e/"])
def test_the_mim_is_found_at_any_depth(tmp_path, prefix):
    source = open_source(write_zip(tmp_path / "mim.zip", prefix=prefix))
    assert everything(source) == SMALL
    assert [file.path for file in source.files] == sorted(SMALL)
    assert source.read(CONTENTS) == SMALL[CONTENTS]
    assert not source.partial
    assert source.description == "mim.zip"


def test_files_beside_the_mim_are_not_taken(tmp_path):
    files = {f"top/{path}": data for path, data in SMALL.items()}
    files |= {"__MACOSX/top/._Index.htm": b"x", "readme.txt": b"x", "con.txt": b"odd, but outside"}
    assert everything(open_source(write_zip(tmp_path / "mim.zip", files, ""))) == SMALL


def test_names_of_the_root_are_matched_without_case(tmp_path):
    files = {"CORE/CONTENTS.HTM": b"menu", "index.HTM": b"frames"}
    assert everything(open_source(write_zip(tmp_path / "m.zip", files))) == files


def test_a_partial_publication_is_taken(tmp_path):
    files = {path: data for path, data in SMALL.items() if path.endswith(".xsd")}
    source = open_source(write_zip(tmp_path / "mim.zip", files, "src/main/mim/"))
    assert source.partial
    assert everything(source) == files


def test_a_whole_publication_wins_over_loose_schemas_nearer_to_the_top(tmp_path):
    files = {"Schemas/a.xsd": b"<a/>"} | {f"x/y/{path}": data for path, data in SMALL.items()}
    source = open_source(write_zip(tmp_path / "mim.zip", files, ""))
    assert not source.partial
    assert everything(source) == SMALL


def test_two_equally_near_publications_are_refused(tmp_path):
    files = {f"{top}/{path}": data for top in ("a", "b") for path, data in SMALL.items()}
    assert "holds 2 MiMs: a/, b/" in refusal(write_zip(tmp_path / "m.zip", files, "")).message


def test_a_zip_without_a_mim_is_refused(tmp_path):
    files = {"index.html": b"x", "Vocabulary/index.htm": b"x", "Core/other.htm": b"x"}
    assert refusal(write_zip(tmp_path / "m.zip", files)).message == "m.zip holds no MiM"


def test_what_is_no_zip_is_refused(tmp_path):
    (tmp_path / "page.zip").write_bytes(b"<html>not found</html>" * 100)
    (tmp_path / "empty.zip").write_bytes(b"")
    assert "is not a zip" in refusal(tmp_path / "page.zip").message
    assert "is not a zip" in refusal(tmp_path / "empty.zip").message


def test_a_missing_file_is_the_command_lines_fault(tmp_path):
    for path in (tmp_path / "no.zip", tmp_path / "a\0b"):
        with pytest.raises(InputError) as caught:
            open_source(path)
        assert caught.value.exit_code == 2
        assert caught.value.hint


def test_a_pipe_is_the_command_lines_fault(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes on this system")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError):
        open_source(tmp_path / "pipe")


def test_a_zip_truncated_anywhere_is_refused(tmp_path):
    whole = write_zip(tmp_path / "mim.zip").read_bytes()
    cut = tmp_path / "cut.zip"
    lengths = {*range(0, len(whole), 97), *range(len(whole) - 60, len(whole)), 1, 4, 30, 31}
    for length in lengths:
        cut.write_bytes(whole[:length])
        refusal(cut)


def test_bytes_missing_from_the_middle_are_noticed(tmp_path):
    whole = write_zip(tmp_path / "mim.zip").read_bytes()
    hole = tmp_path / "hole.zip"
    for start in range(0, 1500, 61):
        hole.write_bytes(whole[:start] + whole[start + 40 :])
        refusal(hole)


def test_flipped_bits_never_change_what_is_read(tmp_path):
    whole = write_zip(tmp_path / "mim.zip").read_bytes()
    chance = random.Random(7)
    bad = tmp_path / "bad.zip"
    refused = 0
    for _ in range(400):
        spoiled = bytearray(whole)
        spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
        bad.write_bytes(spoiled)
        try:
            content = everything(ArchiveSource(bad))
        except SourceError:
            refused += 1
        else:
            # Only names and times can differ without a checksum noticing.
            assert set(content.values()) <= set(SMALL.values())
    assert refused > 100


def test_a_wrong_checksum_is_found_on_reading(tmp_path):
    def spoil(archive):
        archive.getinfo("MIM (Publish)/dt/types.xsd").CRC ^= 1

    assert (
        "dt/types.xsd has a wrong checksum"
        in refusal(write_zip(tmp_path / "m.zip", spoil=spoil)).message
    )


def spoiled(tmp_path, path, **changes):
    def spoil(archive):
        for name, value in changes.items():
            setattr(archive.getinfo(f"MIM (Publish)/{path}"), name, value)

    return write_zip(tmp_path / "m.zip", spoil=spoil)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"flag_bits": 1}, "is encrypted"),
        ({"compress_type": 9}, "is compressed by Deflate64, which is not read here"),
        ({"external_attr": (stat.S_IFLNK | 0o777) << 16}, "is a link or a special file"),
        ({"external_attr": (stat.S_IFIFO | 0o644) << 16}, "is a link or a special file"),
    ],
)
def test_what_cannot_be_unpacked_is_refused_in_the_tree_and_left_out_elsewhere(
    tmp_path, changes, words
):
    assert words in refusal(spoiled(tmp_path, "dt/types.xsd", **changes)).message
    external = "External Documents/Exports/EA1.htm"
    source = open_source(spoiled(tmp_path, external, **changes))
    assert [fault.path for fault in source.left_out] == [external]
    assert words in source.left_out[0].reason
    assert everything(source) == {path: data for path, data in SMALL.items() if path != external}


@pytest.mark.parametrize(
    "name",
    ["CON.htm", "aux", "x/NUL.tar.gz", "Lpt1 .htm", "end.", "end ", "dir./a.htm", "a<b", "a:b", "what?.htm", "tab\there", "p|q", 'say"', "é" * 200 + ".htm", "a" * 256],
)  # fmt: skip
def test_names_that_windows_refuses(tmp_path, name):
    refusal(write_zip(tmp_path / "tree.zip", {**SMALL, f"Domains/{name}": b"x"}))
    path = f"External Documents/{name}"
    source = open_source(write_zip(tmp_path / "rest.zip", {**SMALL, path: b"x"}))
    assert [fault.path for fault in source.left_out] == [path]
    assert everything(source) == SMALL


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../up.htm", "a/../../up.htm", "C:/windows/x", "c:x", "a\\b.htm", "..\\up", "\\\\host\\share\\x", "External Documents/../../x", "MIM (Publish)/External Documents/..", "\\"],
)  # fmt: skip
def test_names_that_leave_the_folder_refuse_the_zip_wherever_they_stand(tmp_path, name):
    def spoil(archive):
        info = zipfile.ZipInfo("x" * len(name))
        archive.writestr(info, b"evil")
        info.filename = info.orig_filename = name

    error = refusal(write_zip(tmp_path / "m.zip", spoil=spoil))
    assert "is not safe to unpack" in error.message


def test_a_nul_in_a_name_is_refused(tmp_path):
    def spoil(archive):
        info = zipfile.ZipInfo("MIM (Publish)/a_b.htm")
        archive.writestr(info, b"x")
        info.filename = "MIM (Publish)/a\0b.htm"

    refusal(write_zip(tmp_path / "m.zip", spoil=spoil))


@pytest.mark.parametrize(
    ("twin", "words"),
    [
        ("index.HTM", "clashes with "),
        ("core/other.htm", "clashes with "),
        ("Dt/types.xsd", "clashes with "),
        ("Index.htm/below.htm", "a file and a folder at once"),
        ("dt", "a file and a folder at once"),
        ("Schemas/TEAS_IN000001UK01.xsd", "is there twice"),
        ("Core/Cafe\u0301.htm", "accents written in another way"),
    ],
)
def test_names_that_cannot_lie_beside_each_other_are_refused(tmp_path, twin, words, recwarn):
    def spoil(archive):
        archive.writestr(f"MIM (Publish)/{twin}", b"other")

    files = {**SMALL, "Core/Caf\u00e9.htm": b"x"}
    assert words in refusal(write_zip(tmp_path / "m.zip", files, spoil=spoil)).message


def test_another_compression_is_not_called_unsafe(tmp_path):
    def spoil(archive):
        archive.writestr("MIM (Publish)/Core/a.htm", b"x" * 100, zipfile.ZIP_BZIP2)

    error = refusal(write_zip(tmp_path / "m.zip", spoil=spoil))

    assert "is compressed by bzip2, which is not read here" in error.message
    assert "not safe" not in error.message
    assert "add the folder" in error.hint


def test_a_local_header_with_another_name_is_refused(tmp_path):
    target = write_zip(tmp_path / "m.zip")
    data = target.read_bytes()
    assert data.count(b"dt/types.xsd") == 2  # its own place, then the list
    target.write_bytes(data.replace(b"dt/types.xsd", b"dt/other.xsd", 1))

    error = refusal(target)

    assert "is damaged: dt/types.xsd has another name" in error.message


@pytest.mark.parametrize("name", ["Core/Caf\u00e9.htm", "Core/\u03b1\u03b2.htm", "Core/\u20ac.htm"])
def test_names_beyond_ascii_are_the_same_in_both_places(tmp_path, name):
    files = {**SMALL, name: b"x"}
    assert everything(open_source(write_zip(tmp_path / "m.zip", files))) == files


def test_a_zip_within_is_named_with_what_to_do(tmp_path):
    files = {"a/mim.zip": b"PK", "b/deep/other.zip": b"PK"}

    error = refusal(write_zip(tmp_path / "m.zip", files, ""))

    assert error.message == "m.zip holds no MiM"
    assert "unpack a/mim.zip (or another of its 2 zips)" in error.hint


def test_case_twins_among_external_documents_are_left_out(tmp_path):
    path = "External Documents/exports/ea1.htm"
    source = open_source(write_zip(tmp_path / "m.zip", {**SMALL, path: b"x"}))
    assert len(source.left_out) == 2 - 1
    assert set(everything(source)) < set(SMALL) | {path}
    assert "Index.htm" in everything(source)


def test_a_bomb_that_declares_itself_is_refused_unread(tmp_path):
    bomb = {**SMALL, "Core/big.htm": b"\0" * 3_000_000}
    assert "as a zip bomb does" in refusal(write_zip(tmp_path / "m.zip", bomb)).message


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path):
    def spoil(archive):
        archive.getinfo("MIM (Publish)/Core/big.htm").file_size = 1000

    bomb = {**SMALL, "Core/big.htm": b"\0" * 50_000_000}
    path = write_zip(tmp_path / "m.zip", bomb, spoil=spoil)
    tracemalloc.start()
    try:
        assert "Core/big.htm unpacks to more than it declares" in refusal(path).message
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_the_limits_are_held(tmp_path, monkeypatch):
    whole = write_zip(tmp_path / "m.zip")
    assert open_source(whole).files
    for name, limit, words in [
        ("MAX_ENTRIES", 7, "more than 7 entries"),
        ("MAX_DIRECTORY_BYTES", 100, "entries"),
        ("MAX_TOTAL_BYTES", 5_000, "would unpack to"),
        ("MAX_FILE_BYTES", 2_000, "the limit is 2,000"),
    ]:
        with monkeypatch.context() as patch:
            patch.setattr(directory, name, limit)
            assert words in refusal(whole).message


def test_overlapping_entries_are_refused(tmp_path):
    def spoil(archive):
        first, second = archive.filelist[0], archive.filelist[1]
        second.header_offset = first.header_offset

    assert (
        "reaches into other entries" in refusal(write_zip(tmp_path / "m.zip", spoil=spoil)).message
    )


def test_an_entry_quoted_inside_another_is_refused(tmp_path):
    """The stored content of one entry is itself a local header, which a second entry points at."""
    inner = write_zip(tmp_path / "inner.zip", {"Index.htm": b"x" * 100}).read_bytes()

    def spoil(archive):
        outer = archive.getinfo("MIM (Publish)/Core/nest.bin")
        entry = zipfile.ZipInfo("MIM (Publish)/Core/quoted.htm")
        entry.file_size, entry.compress_size = 100, len(zlib.compress(b"x" * 100)) - 6
        entry.CRC = zlib.crc32(b"x" * 100)
        entry.header_offset = outer.header_offset + 30 + len(outer.filename)
        archive.filelist.append(entry)

    files = {**SMALL, "Core/nest.bin": inner}
    path = write_zip(tmp_path / "m.zip", files, spoil=spoil, method=zipfile.ZIP_STORED)
    assert "reaches into other entries" in refusal(path).message


def test_a_local_header_that_points_into_the_next_entry_is_refused(tmp_path):
    path = write_zip(tmp_path / "m.zip")
    content = bytearray(path.read_bytes())
    content[28] = 200  # the length of the first entry's extra field
    path.write_bytes(content)
    assert "Index.htm reaches into other entries" in refusal(path).message


def test_a_zip_within_the_zip_is_not_opened(tmp_path):
    inner = write_zip(tmp_path / "inner.zip").read_bytes()
    assert "holds no MiM" in refusal(write_zip(tmp_path / "m.zip", {"mim.zip": inner})).message


def test_stored_entries_leading_bytes_and_comments_are_read(tmp_path):
    path = write_zip(tmp_path / "m.zip", method=zipfile.ZIP_STORED)
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"kept by somebody"
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    assert everything(open_source(path)) == SMALL


def test_zip64_records_are_read(tmp_path):
    def spoil(archive):
        for index in range(66_000):
            info = zipfile.ZipInfo(f"MIM (Publish)/External Documents/{index}")
            info.header_offset, info.CRC = archive.fp.tell(), 0
            archive.fp.write(info.FileHeader())
            archive.filelist.append(info)
        archive.start_dir = archive.fp.tell()

    source = open_source(write_zip(tmp_path / "m.zip", spoil=spoil))
    assert len(source.files) == 66_000 + len(SMALL)


def test_the_fingerprint_is_of_the_content_alone(tmp_path):
    plain = open_source(write_zip(tmp_path / "a.zip"))
    moved = open_source(
        write_zip(
            tmp_path / "b.zip", dict(reversed(SMALL.items())), "x/", method=zipfile.ZIP_STORED
        )
    )
    folder = open_source(write_folder(tmp_path / "f"))
    other = open_source(write_zip(tmp_path / "c.zip", {**SMALL, "dt/types.xsd": b"<schemb/>"}))
    assert plain.fingerprint == moved.fingerprint == folder.fingerprint
    assert other.fingerprint != plain.fingerprint


def test_a_zip_that_is_replaced_meanwhile_is_noticed(tmp_path):
    path = write_zip(tmp_path / "m.zip")
    source = open_source(path)
    source.check_unchanged()
    write_zip(path, {**SMALL, "dt/types.xsd": b"<other/>"})
    with pytest.raises(SourceError, match="changed while it was read"):
        source.check_unchanged()
