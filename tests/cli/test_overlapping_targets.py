"""Targets of `retired --check` that overlap, and files with awkward names."""

import sys

import pytest

RETIRED = "POCD_IN150001UK06"
"""An interaction of a domain that is on the list."""


def checked(run_mim, folder, *targets):
    """Return the lines of `retired --check`, without the header."""
    run = run_mim(
        "retired", "--check", *targets, "-f", "tsv", cache=folder.parent / "none", cwd=folder
    )
    assert run.code == 1
    return run.out.splitlines()[1:]


def test_what_two_targets_reach_is_told_once(run_mim, tmp_path):
    """A folder, a file in it, and the same file by another spelling."""
    folder = tmp_path / "code"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "a.py").write_text(f"one = '{RETIRED}'\ntwo = '{RETIRED}'\n")
    once = checked(run_mim, folder, "src")
    assert len(once) == 2
    again = checked(run_mim, folder, "src", "src/a.py", "./src/../src/a.py", folder / "src")
    assert again == once


def test_an_id_that_is_named_twice_is_told_twice(run_mim, tmp_path):
    """Only places in files are compared: each id on the command line has its answer."""
    tmp_path.joinpath("code").mkdir()
    assert len(checked(run_mim, tmp_path / "code", RETIRED, RETIRED)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_line_break_in_a_files_name_breaks_no_line(run_mim, tmp_path):
    """In text each finding is one line, with nothing that a terminal would obey."""
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "a\nb\x1b[31m.txt").write_text(RETIRED)
    run = run_mim("retired", "--check", ".", "-f", "text", cache=tmp_path / "none", cwd=folder)
    assert run.code == 1
    (line,) = (one for one in run.out.splitlines() if RETIRED in one)
    assert "a\\nb" in line
    assert "\x1b" not in run.out


def test_an_address_is_not_taken_for_a_path(run_mim, tmp_path):
    """One line, with the address as it was given, and exit code 2."""
    address = "ftp://example.org/mim-7.2.02.zip"
    run = run_mim("add", address, cache=tmp_path / "none")
    assert run.code == 2
    assert (
        run.err.splitlines()[0]
        == f"error: {address} is neither a file or folder of this disk nor on the web"
    )
    assert not (tmp_path / "none").exists()
