"""Artefact ids in files of any encoding, and which files of a folder are looked into."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mimcli.errors import InputError
from mimcli.model.retirement_check import Occurrence, ScanProblem
from mimcli.query.id_finder import find_ids, find_ids_in_name
from mimcli.query.scan import scan_path, scan_stream
from mimcli.sources.tree_scan import TreeFile, walk_files

ID = "POCD_IN990001UK01"
OTHER = "PRPA_MT990206UK03"


def ids(data, chunk=1 << 20):
    return list(find_ids(io.BytesIO(data), chunk))


TEXT = f"première ligne\r\n  <café id='{ID}'/> naïve {OTHER}\n\nlast {ID}"
EXPECTED = [(2, 13, ID), (2, 40, OTHER), (4, 6, ID)]

ENCODINGS = {
    "utf-8": TEXT.encode(),
    "utf-8 with BOM": TEXT.encode("utf-8-sig"),
    "utf-16 little": TEXT.encode("utf-16-le"),
    "utf-16 big": TEXT.encode("utf-16-be"),
    "utf-16 little with BOM": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "utf-16 big with BOM": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "utf-32 little": TEXT.encode("utf-32-le"),
    "utf-32 big with BOM": b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"),
    "windows-1252": TEXT.encode("cp1252"),
    "latin-1": TEXT.encode("latin-1"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("chunk", [1 << 20, 7, 64])
def test_ids_are_found_in_any_encoding_with_columns_in_characters(encoding, chunk):
    column = TEXT.split("\n")[1].index(OTHER) + 1
    assert column == EXPECTED[1][1]
    assert ids(ENCODINGS[encoding], chunk) == EXPECTED


def test_letters_beyond_latin_count_as_one_character_each():
    text = f"жёлтый 木 {ID}"
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-16"):
        assert ids(text.encode(encoding)) == [(1, text.index(ID) + 1, ID)]


def test_a_letter_with_a_line_feed_byte_is_no_line_end_in_utf16():
    text = f"\u0a0a\u010a {ID}"
    assert ids(text.encode("utf-16-le")) == [(1, 4, ID)]


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0" + ID.encode() + b"\0\0\x01",
        b"\x7fELF\0" + ID.encode() + b"\0tail",
        b"\0\x01\x02" + ID.encode("utf-16-le"),
        b"\0" + ID.encode("utf-16-be") + b"\xff\xfe\0",
    ],
)
def test_ids_are_found_between_zero_bytes_and_at_any_offset(data):
    assert [found for _, _, found in ids(data)] == [ID]


def test_both_kinds_are_found_in_a_file_that_mixes_encodings():
    data = b"\x89\0" + ID.encode() + b"\0\0\xff" + OTHER.encode("utf-16-le") + b"\xff"
    assert [found for _, _, found in ids(data)] == [ID, OTHER]
    marked = b"\xff\xfe" + OTHER.encode("utf-16-le") + ID.encode()
    assert [found for _, _, found in ids(marked)] == [OTHER, ID]


@pytest.mark.parametrize(
    "text",
    [
        f"urn:nhs:names:services:psis:{ID}",
        f"urn:nhs:names:services:psis/{ID}",
        f"<tp:Action tp:id='S1000A1' tp:action='{ID}'/>",
        f"urn%3Anhs%3Anames%3Aservices%3Apsis%3A{ID}",
        f'{{"a":\\u0022{ID}\\u0022}}',
        f"'\\x22{ID}'",
        f'"first\\n{ID}"',
        f"class {ID}Parser:",
        f"send{ID}(message)",
        f"{ID}_01.xml",
        f"UK_{ID}",
        f"«{ID}»",
        ID.lower(),
        ID.title(),
    ],
)
def test_ids_are_found_within_service_names_urls_and_names_in_code(text):
    assert [found for _, _, found in ids(text.encode())] == [ID]


@pytest.mark.parametrize(
    "text", ["POCD_IN990001", '"pocd_in990001"', "send_POCD_IN990001.xml", "POCD_IN990001_UK01"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32-be"])
def test_an_id_without_its_revision_is_found_where_it_stands_by_itself(text, encoding):
    """Not as the beginning of a longer word, which may be anything."""
    assert [one for _, _, one in ids(f"{text} {ID}".encode(encoding))] == ["POCD_IN990001", ID]


@pytest.mark.parametrize(
    "text",
    [
        "POCD_IN990001UK1",
        "POCD_IN990001UK",
        "POCD_IN990001Handler",
        "POCD_IN9900012",
        "XPOCD_IN990001",
        f"{ID}2",
        f"X{ID}",
        f"7{ID}",
        "POCD_RM990001UK01",
        "POCD_HD990001UK01",
        "POCD_EX990001UK01",
        "POCD_IN99000AUK01",
        "POCD-IN990001UK01",
        "POCD_IN\u0669\u0669\u0660\u0660\u0660\u0661UK01",
        "POCD_\nIN990001UK01",
        "POC\0D_IN990001UK01",
    ],
)
def test_what_is_no_id_of_a_message_is_not_found(text):
    assert ids(text.encode()) == []


@pytest.mark.parametrize("kind", ["IN", "MT", "TP", "AR", "TE"])
def test_the_kinds_that_are_looked_for(kind):
    assert ids(f"ABCD_{kind}000001GB02".encode()) == [(1, 1, f"ABCD_{kind}000001GB02")]


@given(
    st.lists(
        st.one_of(st.just(ID), st.just(OTHER), st.text("aé木\n\r _9%UK", max_size=40)), max_size=12
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
    st.integers(1, 90),
)
@settings(max_examples=300)
def test_pieces_of_any_size_give_what_the_whole_text_gives(parts, encoding, chunk):
    """Against the plain way: split into lines, look at each position."""
    text = " ".join(parts)
    expected = [
        (number, at + 1, line[at : at + len(ID)])
        for number, line in enumerate(text.split("\n"), 1)
        for at in range(len(line))
        if line[at : at + len(ID)] in {ID, OTHER}
        and (at == 0 or line[at - 1] == " ")
        and not line[at + len(ID) :][:1].isdigit()
    ]
    data = text.encode(encoding)
    assert ids(data, chunk) == ids(data) == expected


@given(st.binary(max_size=300), st.integers(1, 64))
def test_no_bytes_break_the_search_and_pieces_agree_with_the_whole(data, chunk):
    stuffed = data + ID.encode() + b" " + data
    assert ids(stuffed, chunk) == ids(stuffed)


def test_a_long_line_keeps_its_columns():
    data = b"x" * 3_000_000 + b" " + ID.encode() + b";" * 2_000_000 + OTHER.encode()
    assert ids(data) == [(1, 3_000_002, ID), (1, 5_000_019, OTHER)]


def test_ids_in_file_names():
    assert list(find_ids_in_name(f"my {ID.lower()}-v2.xsd")) == [(4, ID)]


# Files and folders


def write(root: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def found_in(path) -> list[Occurrence]:
    return [found for found in scan_path(str(path)) if isinstance(found, Occurrence)]


def walked(folder) -> list[str]:
    return [found.path for found in walk_files(str(folder)) if isinstance(found, TreeFile)]


def test_a_folder_is_searched_in_order_of_names(tmp_path, monkeypatch):
    write(tmp_path / "src", {"b.xml": ID, "a/z.py": f"\n {OTHER}", "c.txt": "none", "B.cfg": ID})
    monkeypatch.chdir(tmp_path)
    assert found_in("src") == [
        Occurrence("src/B.cfg", 1, 1, ID),
        Occurrence("src/a/z.py", 2, 2, OTHER),
        Occurrence("src/b.xml", 1, 1, ID),
    ]
    monkeypatch.chdir("src")
    assert [found.path for found in found_in(".")] == ["B.cfg", "a/z.py", "b.xml"]


def test_a_files_name_counts_as_line_nought(tmp_path):
    write(tmp_path, {f"{ID}.xsd": f"<x>{ID}</x>"})
    lines = [(found.line, found.column) for found in found_in(tmp_path)]
    assert lines == [(0, 1), (1, 4)]


def test_a_file_is_searched_although_it_is_ignored(tmp_path):
    write(tmp_path, {".gitignore": "*.log", "a.log": ID})
    assert found_in(tmp_path / "a.log")
    assert not found_in(tmp_path)


def test_an_ignored_folder_that_is_named_is_searched(tmp_path):
    write(tmp_path, {".git/HEAD": "", ".gitignore": "build/", "build/a.xml": ID, "build/b.tmp": ID})
    write(tmp_path, {"build/.gitignore": "*.tmp"})
    assert [Path(found.path).name for found in found_in(tmp_path / "build")] == ["a.xml"]
    assert not found_in(tmp_path)


def test_links_are_not_followed_so_loops_end(tmp_path):
    write(tmp_path / "tree", {"a.xml": ID})
    write(tmp_path / "other", {"b.xml": ID})
    (tmp_path / "tree" / "loop").symlink_to(tmp_path / "tree", target_is_directory=True)
    (tmp_path / "tree" / "out").symlink_to(tmp_path / "other", target_is_directory=True)
    (tmp_path / "tree" / "b.xml").symlink_to(tmp_path / "other" / "b.xml")
    (tmp_path / "tree" / "nowhere").symlink_to(tmp_path / "missing")
    assert len(found_in(tmp_path / "tree")) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_in_a_folder_does_not_hang_the_search(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    write(tmp_path, {"a.xml": ID})
    assert len(found_in(tmp_path)) == 1


def test_what_cannot_be_read_is_a_problem_and_the_rest_is_searched(tmp_path, monkeypatch):
    """By a file that vanishes between listing and reading: permissions do not stop root."""
    write(tmp_path, {"a.xml": ID, "b.xml": ID, "c.xml": ID})
    results = []
    for found in scan_path(str(tmp_path)):
        results.append(found)
        (tmp_path / "b.xml").unlink(missing_ok=True)
    assert [type(found) for found in results] == [Occurrence, ScanProblem, Occurrence]
    assert results[1].path.endswith("b.xml")
    assert results[1].detail


def test_a_folder_that_vanishes_is_a_problem(tmp_path):
    write(tmp_path, {"a.xml": ID, "b/c.xml": ID})
    results = []
    for found in scan_path(str(tmp_path)):
        results.append(found)
        shutil.rmtree(tmp_path / "b", ignore_errors=True)
    assert [type(found) for found in results] == [Occurrence, ScanProblem]
    assert results[1].path.endswith("/b")


def test_a_missing_path_is_an_input_error_with_a_hint(tmp_path):
    with pytest.raises(InputError) as caught:
        list(scan_path(str(tmp_path / "nowhere")))
    assert caught.value.hint
    with pytest.raises(InputError):
        list(scan_path("a\0b"))


def test_a_stream_is_searched_though_it_cannot_be_rewound():
    pieces = [b"x\n", ID.encode("utf-16-le")[:9], ID.encode("utf-16-le")[9:], b""]

    class Pipe(io.RawIOBase):
        def readable(self):
            return True

        def seekable(self):
            return False

        def read(self, size=-1):
            return pieces.pop(0)

    found = list(scan_stream(Pipe()))
    assert [(occurrence.path, occurrence.id) for occurrence in found] == [("-", ID)]


def test_a_file_larger_than_a_chunk_is_searched_to_its_end(tmp_path):
    write(tmp_path, {"big.xml": b"\n" * 2_500_000 + ID.encode()})
    assert found_in(tmp_path / "big.xml") == [
        Occurrence((tmp_path / "big.xml").as_posix(), 2_500_001, 1, ID)
    ]


def test_deep_folders_do_not_exhaust_the_stack(tmp_path):
    folder = tmp_path
    depth = 300
    for _ in range(depth):
        folder /= "d"
    folder.mkdir(parents=True)
    (folder / "a.xml").write_text(ID)
    assert found_in(tmp_path)[0].path.count("/d/d") > 100


# Against git itself

GIT = shutil.which("git")
needs_git = pytest.mark.skipif(GIT is None, reason="git is not installed")

RULES = {
    ".gitignore": "*.log\n!keep.log\n/only-top.txt\nbuild/\ndoc/*.pdf\n**/deep/x.txt\n"
    "#comment\n\\#hash\n\\!bang\nspace \nquoted\\ \nvendor/*\n!vendor/mine\nall/*\n!all/a.txt\n"
    "a/**/z\n[ab]c.txt\n?d.txt\nfoo\n!foo/bar\nnested/**/*.tmp\n\n/\n!\n***\\\n".replace(
        "***\\\n", ""
    ),
    "sub/.gitignore": "!a.log\n*.txt\n/anchored\n!/sub2/keep.txt\ninner/\n",
    "sub/sub2/.gitignore": b"\xef\xbb\xbf*.cfg\r\n!x.cfg\r\n",
    ".git/info/exclude": "excluded.*\n!never.log\n",
}
NAMES = [
    "a.log", "keep.log", "only-top.txt", "x/only-top.txt", "build/a", "x/build/b", "build.txt",
    "doc/a.pdf", "doc/x/a.pdf", "deep/x.txt", "q/deep/x.txt", "#hash", "#comment", "!bang", "space",
    "quoted ", "vendor/a", "vendor/mine", "vendor/other/b", "all/a.txt", "all/b/c.txt", "a/z", "a/b/z",
    "a/b/c/z", "ac.txt", "cc.txt", "xd.txt", "foo/bar", "foo/baz", "p/foo", "nested/a.tmp",
    "nested/q/r/a.tmp", "sub/a.log", "sub/b.log", "sub/a.txt", "sub/anchored", "sub/x/anchored",
    "sub/sub2/keep.txt", "sub/sub2/no.txt", "sub/inner/a", "sub/sub2/a.cfg", "sub/sub2/x.cfg",
    "excluded.a", "sub/excluded.b", "never.log", "plain",
]  # fmt: skip


def git(root: Path, *arguments: str, **options) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    }  # fmt: skip
    return subprocess.run(  # noqa: PLW1510 (callers choose)
        [GIT, *arguments], cwd=root, env=environment, capture_output=True, text=True, **options
    )


def kept_by_git(root: Path) -> list[str]:
    listed = git(root, "ls-files", "-z", "--others", "--exclude-standard", check=True).stdout
    return sorted(name for name in listed.split("\0") if name)


def kept_by_mim(root: Path) -> list[str]:
    return sorted(path.removeprefix(f"{root.as_posix()}/") for path in walked(root))


@needs_git
def test_folders_leave_out_what_git_leaves_out(tmp_path):
    git(tmp_path, "init", "-q", check=True)
    write(tmp_path, dict.fromkeys(NAMES, ID) | RULES)
    kept = kept_by_mim(tmp_path)
    assert kept == kept_by_git(tmp_path)
    assert 10 < len(kept) < len(NAMES)
    for name in NAMES:
        ignored = git(tmp_path, "check-ignore", "-q", "--no-index", "--", name).returncode == 0
        assert ignored == (name not in kept), name


@needs_git
def test_a_part_of_a_repository_obeys_the_rules_above_it(tmp_path):
    git(tmp_path, "init", "-q", check=True)
    write(tmp_path, dict.fromkeys(NAMES, ID) | RULES)
    below = [name for name in kept_by_git(tmp_path) if name.startswith("sub/")]
    assert [f"sub/{name}" for name in kept_by_mim(tmp_path / "sub")] == below


@needs_git
def test_a_repository_within_has_rules_of_its_own(tmp_path):
    git(tmp_path, "init", "-q", check=True)
    write(tmp_path, {".gitignore": "*.xml\n", "a.xml": ID, "module/b.xml": ID, "module/c.txt": ID})
    git(tmp_path / "module", "init", "-q", check=True)
    write(tmp_path, {"module/.git/info/exclude": "c.txt\n"})
    assert kept_by_mim(tmp_path) == [".gitignore", "module/b.xml"]


@needs_git
def test_the_exclude_file_of_a_worktree_is_its_repositorys(tmp_path):
    main = tmp_path / "main"
    main.mkdir()
    git(main, "init", "-q", check=True)
    name = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    git(main, *name, "commit", "-q", "--allow-empty", "-m", "start", check=True)
    git(main, "worktree", "add", "-q", "../tree", check=True)
    write(main, {".git/info/exclude": "secret.xml\n"})
    write(tmp_path / "tree", {"secret.xml": ID, "open.xml": ID})
    assert kept_by_mim(tmp_path / "tree") == kept_by_git(tmp_path / "tree") == ["open.xml"]


def test_rules_hold_without_a_repository(tmp_path):
    write(tmp_path, {".gitignore": "*.log\n", "a.log": ID, "b/.gitignore": "c\n", "b/c": ID})
    assert kept_by_mim(tmp_path) == [".gitignore", "b/.gitignore"]


PATTERN = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "/", "**/"]),
    st.sampled_from(["a", "b", "*", "a*", "?", "[ab]", "a/b", "a/*", "*/b", "a/**/b"]),
    st.sampled_from(["", "", "/", ".x", "/**/b"]),
    st.sampled_from(["", "", "", " ", "\r"]),
)


@needs_git
@given(
    st.lists(PATTERN, max_size=5),
    st.lists(PATTERN, max_size=3),
    st.sets(st.sampled_from(["a", "b", "c", "a.x", "b.x"]), min_size=1),
)
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_rules_leave_out_what_git_leaves_out(tmp_path_factory, top, below, leaves):
    root = tmp_path_factory.mktemp("rules")
    git(root, "init", "-q", check=True)
    write(
        root,
        {f"{place}{leaf}/f": "" for place in ("", "d/", "a/") for leaf in leaves if leaf < "b"}
        | {f"{place}{leaf}": "" for place in ("", "d/", "d/e/") for leaf in leaves if leaf >= "b"},
    )
    write(root, {".gitignore": "\n".join(top), "d/.gitignore": "\n".join(below)})
    assert kept_by_mim(root) == kept_by_git(root)


@pytest.mark.corpus
def test_the_real_publication_is_searched_as_the_plain_way_searches_it(real_zip, tmp_path):
    """The second route: every schema decoded whole, line by line, with one simple pattern."""
    import re  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(real_zip) as archive:
        names = [name for name in archive.namelist() if "/Schemas/" in name and "_IN" in name]
        archive.extractall(tmp_path, names)
    simple = re.compile(r"[A-Z]{4}_(?:IN|MT|TP|AR|TE)\d{6}[A-Z]{2}\d{2}")
    expected = {
        (path.as_posix(), number, match.start() + 1, match[0])
        for path in tmp_path.rglob("*.xsd")
        for number, line in enumerate(path.read_bytes().decode().split("\n"), 1)
        for match in simple.finditer(line)
    }
    found = [occurrence for occurrence in found_in(tmp_path) if occurrence.line]
    assert len(expected) > 1000
    assert {(item.path, item.line, item.column, item.id) for item in found} == expected
    assert len(found) == len(expected)
