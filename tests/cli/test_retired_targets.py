"""`mim retired --check`: what a target is taken for, and formats that only a check has."""

import json
import re
import shutil
from pathlib import Path

import pytest

ID = "POCD_IN150001UK06"
"""An interaction of a retired domain, by the bundled catalogue."""


def checked(run_mim, *arguments, cwd):
    run = run_mim("retired", "--check", *arguments, "--json", cwd=cwd)
    return run.code, [(one["kind"], one["id"]) for one in json.loads(run.out)["data"]]


def test_a_folder_that_is_called_like_a_domain_is_searched(run_mim, tmp_path):
    """A gate must not pass because a folder's letters spell a domain."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.py").write_text(f'X = "{ID}"\n')

    for target in ("templates", "templates/", "./templates", str(tmp_path / "templates")):
        code, found = checked(run_mim, target, cwd=tmp_path)
        assert code == 1, target
        assert ("occurrence", ID) in found, target


def test_a_path_is_no_domain(run_mim, tmp_path):
    (tmp_path / "PDS").write_text("nothing of interest\n")

    code, found = checked(run_mim, "./PDS", cwd=tmp_path)

    assert (code, found) == (0, [])


def test_a_word_that_is_no_path_is_a_domain(run_mim, tmp_path):
    assert checked(run_mim, "Discharge", cwd=tmp_path) == (1, [("domain", None)])


def test_a_stem_in_a_file_is_told_by_the_domain_of_its_revisions(run_mim, tmp_path):
    """If they are of one domain; what no version knows is no id."""
    (tmp_path / "a.py").write_text("POCD_IN150001 ABCD_IN123456\n")
    assert checked(run_mim, ".", cwd=tmp_path) == (1, [("occurrence", "POCD_IN150001")])
    run = run_mim("retired", "--check", ".", cwd=tmp_path)
    assert "in any revision: POCD_IN150001UK06 belongs to Discharge" in run.out


def test_a_version_that_cannot_be_asked_is_told(run_mim, tmp_path, synthetic_cache):
    """Its account might be another: who checks has to know that it was not heard."""
    own_cache = tmp_path / "own"
    shutil.copytree(synthetic_cache, own_cache)
    (index,) = own_cache.glob("index-*/*.db")
    index.write_bytes(b"no database")
    for command in (("--check", ID), (ID,)):
        run = run_mim("retired", *command, "--mim", "7.2.02", cache=own_cache)
        assert run.code == (1 if "--check" in command else 0)
        assert "is missing or damaged: it was not asked (add it again: mim --cache-dir" in run.err


def test_annotations_are_for_checks_only(run_mim, tmp_path):
    for format_ in ("github", "sarif"):
        run = run_mim("retired", "--format", format_, cwd=tmp_path)
        assert run.code == 2
        assert "Traceback" not in run.err
        assert "--check" in run.err


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that never reads")
def test_a_named_file_that_cannot_be_read_fails_the_gate(run_mim, synthetic_cache, tmp_path):
    """One that a folder holds is a warning: nobody named it."""
    unreadable = tmp_path / "src" / "loop.xml"
    unreadable.parent.mkdir()
    unreadable.symlink_to("/proc/self/mem")

    named = run_mim("retired", "--check", unreadable, cache=synthetic_cache)

    assert named.code == 2
    assert "could not be read" in named.err
    assert run_mim("retired", "--check", unreadable.parent, cache=synthetic_cache).code == 0


def test_the_hooks_files_are_files_whatever_they_are_called(run_mim, synthetic_cache, tmp_path):
    hook = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text()
    entry = re.search(r"entry: mim (.*)", hook)
    arguments = re.search(r"args: \[(.*)\]", hook)
    assert entry
    assert arguments
    names = ["-x.txt", "PDS", "Discharge", "POCD_MT000001UK04"]
    for name in names:
        (tmp_path / name).write_text("nothing of it\n")

    run = run_mim(
        *entry[1].split(), *arguments[1].split(", "), *names, cache=synthetic_cache, cwd=tmp_path
    )

    assert (run.code, run.err) == (0, "")


@pytest.mark.parametrize("format_", ["text", "github"])
def test_an_id_in_a_files_name_is_on_no_line_of_it(run_mim, tmp_path, format_):
    """As SARIF and GitHub take it: there is no line 0."""
    (tmp_path / f"{ID}.txt").write_text(f"and {ID}\n")

    out = run_mim("retired", "--check", ".", "-f", format_, cwd=tmp_path).out

    first, second = {
        "text": (f"{ID}.txt: ", f"{ID}.txt:1:5: "),
        "github": (f"file={ID}.txt,title=", f"file={ID}.txt,line=1,col=5,"),
    }[format_]
    assert first in out.splitlines()[0]
    assert second in out.splitlines()[1]
