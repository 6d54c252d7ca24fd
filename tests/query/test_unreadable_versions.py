"""A version of the cache that cannot be read is told as what it is, by every command alike."""

import json
import os
import shutil

import pytest

from mimcli.cache.paths import CachePaths

VERSION = "9.1.01"


@pytest.fixture
def cache(synthetic_cache, tmp_path):
    return shutil.copytree(synthetic_cache, tmp_path / "copy")


def test_a_record_of_a_newer_program_is_unreadable_and_no_bundled_version(run_mim, cache):
    file = CachePaths(cache).record_file(VERSION)
    file.write_text(json.dumps({**json.loads(file.read_text()), "format": 99}))

    run = run_mim("versions", "--json", cache=cache)

    states = {one["version"]: (one["state"], one["in_use"]) for one in json.loads(run.out)["data"]}
    assert states[VERSION] == ("unreadable", True)
    assert "added by a newer mim" in run.err
    assert run_mim("show", "PDS", cache=cache).code == 5


@pytest.mark.skipif(os.name == "nt", reason="no links on disk there")
def test_an_index_that_may_not_be_read_is_not_called_damaged(run_mim, cache):
    """A name that leads round in a circle cannot be opened by root either."""
    (index,) = cache.rglob("*.db")
    index.unlink()
    index.symlink_to(index)

    run = run_mim("list-domains", cache=cache)

    assert run.code == 5
    assert "cannot be read: " in run.err
    assert "damaged" not in run.err
    assert "--force" not in run.err


def test_using_a_version_that_is_not_there_names_the_command_that_gets_it(run_mim, cache):
    used = run_mim("use", "6.3.01", cache=cache)
    removed = run_mim("remove", "6.3.01", cache=cache)

    assert (used.code, removed.code) == (4, 4)
    assert "mim fetch 6.3.01" in used.err.replace(f" --cache-dir {cache}", "")
    assert "fetch" not in removed.err
    assert VERSION in removed.err
