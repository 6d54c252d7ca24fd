"""What is a part of a publication is told from what it says that it has, and answers as a part."""

import json
import zipfile

import pytest

from mimcli.importer.completeness import is_part
from mimcli.sources.open import open_source
from support.archives import zip_folder
from support.synthetic import SCHEMAS_ONLY, build_mim

MENU = "Core/Contents.htm"


@pytest.fixture
def domain(synthetic_mim) -> str:
    return min(path.name for path in (synthetic_mim / "Domains").iterdir())


def judged(folder, stated=()) -> bool:
    with open_source(folder) as source:
        return is_part(source, dict(stated))


def test_a_publication_is_whole_without_what_no_question_needs(tmp_path):
    assert not judged(build_mim(tmp_path / "whole"))
    assert not judged(build_mim(tmp_path / "less", without=("External Documents/", "Examples/")))


@pytest.mark.parametrize(
    "kept", [SCHEMAS_ONLY, ("Index.htm", "Core/"), ("Index.htm", "Core/", "Domains/")]
)
def test_a_publication_without_its_domains_or_schemas_is_a_part(tmp_path, kept):
    assert judged(build_mim(tmp_path / "part", only=kept))


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_the_menu_alone_is_a_part_as_a_domain_alone_is(
    tmp_path, run_mim, cache_dir, synthetic_cache, form
):
    """It names the domains, and its version; whatever it is within, and unless there is more."""
    source = build_mim(tmp_path / "in" / "it", only=("Core/",))
    if form == "zip":
        source = zip_folder(tmp_path / "in", tmp_path / "core.zip")
    assert "\npartial\ttrue" in run_mim("add", source, cache=cache_dir).out
    part, whole = (
        {
            one["name"]
            for one in json.loads(run_mim("list-domains", "--json", cache=cache).out)["data"]
        }
        for cache in (cache_dir, synthetic_cache)
    )
    assert part == whole
    inner = build_mim(tmp_path / "in" / "it" / "more", only=SCHEMAS_ONLY)
    with open_source(tmp_path / "in") as found:
        assert found.read(next(iter(found.files)).path)
        assert found.path == inner


@pytest.mark.parametrize("menu", [b"", b"\0\xff garbage", b"<html><body>Nothing</body></html>"])
def test_a_publication_whose_menu_names_no_domain_is_a_part(tmp_path, menu):
    assert judged(build_mim(tmp_path / "part", extra={MENU: menu}))


def test_a_publication_that_lacks_one_domain_of_its_menu_is_a_part(tmp_path, domain):
    assert judged(build_mim(tmp_path / "part", without=(f"Domains/{domain}/",)))


def test_a_domain_alone_is_a_part_unless_it_says_that_it_was_published_alone(tmp_path, domain):
    folder = build_mim(tmp_path / "one", only=(f"Domains/{domain}/", *SCHEMAS_ONLY))

    assert judged(folder)
    assert not judged(folder, {"title": "NHS 111 Domain Message Specification 2.1"})


def test_a_part_says_so_and_is_replaced_by_the_whole(run_mim, cache_dir, tmp_path, domain):
    build_mim(tmp_path / "part", without=(f"Domains/{domain}/",))
    part = zip_folder(tmp_path / "part", tmp_path / "part.zip")
    build_mim(tmp_path / "whole")

    assert "\npartial\ttrue" in run_mim("add", part, cache=cache_dir).out
    assert "is partial" in run_mim("list-domains", cache=cache_dir).err
    assert "\npartial\tfalse" in run_mim("add", tmp_path / "whole", cache=cache_dir).out
    assert run_mim("list-domains", cache=cache_dir).err == ""


@pytest.mark.corpus
def test_one_domain_of_the_real_publication_answers_with_what_is_bundled_of_the_others(
    run_mim, cache_dir, tmp_path, real_zip
):
    with zipfile.ZipFile(real_zip) as archive:
        wanted = [name for name in archive.namelist() if "/Domains/PDS/" in name]
        archive.extractall(tmp_path / "part", wanted)
    bundled = run_mim("list-domains", "-f", "csv", cache=cache_dir).out
    assert run_mim("add", tmp_path / "part", "--as", "7.2.02", cache=cache_dir).code == 0

    found = run_mim("list-domains", "-f", "csv", cache=cache_dir)
    assert "is partial" in found.err
    rows = [line.split(",")[:5] for line in found.out.splitlines()]
    assert rows == [line.split(",")[:5] for line in bundled.splitlines()]
    assert run_mim("retired", "--check", cache=cache_dir).code == 1
    assert run_mim("table", "PRPA_MT000206UK06", cache=cache_dir).code == 0
    missing = run_mim("table", "POCD_MT000001UK04", cache=cache_dir)
    assert (missing.code, missing.out) == (4, "")
    assert "the cache has a part of it" in missing.err
    assert run_mim("schema", "PRPA_IN000203UK06", cache=cache_dir).code == 4
