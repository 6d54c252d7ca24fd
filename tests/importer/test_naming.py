"""Which version a part of a publication is: only what is sure is inferred."""

from pathlib import Path

import pytest

from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import load_catalogue
from mimcli.importer.naming import likenesses
from support.synthetic import write_files

SCHEMA = (
    b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:hl7-org:v3"/>'
)


def interactions_of(version: str) -> list[str]:
    artefacts = load_catalogue(version).artefacts
    return sorted(one.id for one in artefacts if one.kind == "interaction")


def schemas(ids: list[str]) -> dict[str, bytes]:
    return {f"Schemas/{one}.xsd": SCHEMA for one in ids}


@pytest.mark.parametrize("version", bundled_catalogues())
def test_the_interactions_of_a_version_are_most_like_it(version):
    best, *_ = likenesses(list(schemas(interactions_of(version))))
    assert (best.version, best.share) == (version, 1)


def test_exactly_the_schemas_of_a_version_are_of_it_and_the_user_is_told(
    tmp_path: Path, run_mim, cache_dir
):
    source = write_files(tmp_path / "part", schemas(interactions_of("4.2.00")))
    run = run_mim("add", source, "--json", cache=cache_dir)
    assert run.code == 0, run.err
    assert '"version": "4.2.00"' in run.out
    assert "does not say its version; its 82 interaction schemas are exactly those of" in run.err


@pytest.mark.parametrize("change", ["one-less", "one-more"])
def test_any_other_set_is_asked_for_and_the_nearest_is_named(
    tmp_path: Path, run_mim, cache_dir, change
):
    ids = interactions_of("4.2.00")
    ids = ids[1:] if change == "one-less" else [*ids, "PRSC_IN999999UK01"]
    run = run_mim("add", write_files(tmp_path / "part", schemas(ids)), cache=cache_dir)
    assert run.code == 5
    assert "does not say which MiM version it is" in run.err
    assert f" add --as 4.2.00 {tmp_path / 'part'}\n" in run.err
    assert "most like MiM 4.2.00: mim " in run.err


def test_schemas_like_no_version_name_none(tmp_path: Path, run_mim, cache_dir):
    files = schemas(["PRSC_IN999999UK01", "PRSC_IN999998UK01"])
    run = run_mim("add", write_files(tmp_path / "part", files), cache=cache_dir)
    assert run.code == 5
    assert f" add --as VERSION {tmp_path / 'part'}\n" in run.err
    assert likenesses(["Schemas/PRSC_MT999999UK01.xsd"]) == []
