"""`mim retired --check`: what a target is taken for, and formats that only a check has."""

import json

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


def test_annotations_are_for_checks_only(run_mim, tmp_path):
    for format_ in ("github", "sarif"):
        run = run_mim("retired", "--format", format_, cwd=tmp_path)
        assert run.code == 2
        assert "Traceback" not in run.err
        assert "--check" in run.err
