"""A version in the cache is not replaced by something else unless that is asked for."""

import pytest

from support.archives import zip_folder
from support.synthetic import SCHEMAS_ONLY, build_mim


@pytest.fixture
def whole(tmp_path):
    build_mim(tmp_path / "whole")
    return zip_folder(tmp_path / "whole", tmp_path / "whole.zip")


@pytest.fixture
def part(tmp_path):
    build_mim(tmp_path / "part", only=SCHEMAS_ONLY)
    return zip_folder(tmp_path / "part", tmp_path / "part.zip")


def test_a_part_does_not_replace_the_whole(run_mim, cache_dir, whole, part):
    assert run_mim("add", whole, cache=cache_dir).code == 0

    refused = run_mim("add", part, "--as", "9.1.01", cache=cache_dir)

    assert refused.code == 5
    assert "--force" in refused.err
    assert "\npartial\tfalse" in run_mim("add", whole, cache=cache_dir).out
    assert run_mim("cache", "verify", cache=cache_dir).code == 0


def test_the_whole_replaces_a_part_and_force_replaces_anything(run_mim, cache_dir, whole, part):
    assert run_mim("add", part, "--as", "9.1.01", cache=cache_dir).code == 0

    assert "\npartial\tfalse" in run_mim("add", whole, cache=cache_dir).out
    assert (
        "\npartial\ttrue" in run_mim("add", part, "--as", "9.1.01", "--force", cache=cache_dir).out
    )


def test_a_publication_is_not_filed_under_another_versions_number(run_mim, cache_dir, whole):
    refused = run_mim("add", whole, "--as", "6.3.01", cache=cache_dir)

    assert refused.code == 2
    assert "9.1.01" in refused.err
    assert run_mim("add", whole, "--as", "9.1.01-draft", cache=cache_dir).code == 0


def test_a_bundle_overwrites_no_file(run_mim, synthetic_cache, tmp_path):
    target = tmp_path / "mine.zip"
    target.write_bytes(b"mine")

    run = run_mim("schema", "MCCI_MT010101UK12", "--bundle", str(target), cache=synthetic_cache)

    assert run.code == 2
    assert target.read_bytes() == b"mine"
