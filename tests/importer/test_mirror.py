"""A web site copied from loopback: politely, whatever goes wrong, and to the byte what the zip gives."""

import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.mim import VERSION
from support.web import ORIGINAL, STAMP, Website, serving

if TYPE_CHECKING:
    from typer.testing import Result

Mim = Callable[..., "Result"]
AT_ONCE = ("--delay", "0", "--tries", "1")


@pytest.fixture
def site(synthetic_mim: Path) -> Iterator[Website]:
    """The synthetic MiM on a server that lists its folders, below `dms/mim/9.1.01/`."""
    site = Website()
    site.put_folder(synthetic_mim, f"{VERSION}/")
    site.listings = True
    with serving(site):
        yield site


@pytest.fixture
def fetch(run_mim_inprocess: Mim, site: Website, cache_dir: Path) -> Callable[..., "Result"]:
    """`mim fetch` of that site."""

    def run(*options: str, path: str = f"{VERSION}/Index.htm") -> "Result":
        address = f"{site.address}{path}"
        return run_mim_inprocess(
            "fetch", VERSION, "--from", address, *AT_ONCE, *options, cache=cache_dir
        )

    return run


def data_of(result: "Result") -> dict:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["data"]


def failed(result: "Result") -> str:
    """Return the error line of a failed call; there is a hint below it, and no traceback."""
    assert result.exit_code == 5, result.output
    lines = [line for line in result.stderr.splitlines() if not line.startswith("note: ")]
    assert [line.partition(":")[0] for line in lines] == ["error", "hint"], result.stderr
    return lines[0]


def index_of(cache: Path) -> bytes:
    (index,) = cache.glob("index-v2/*.db")
    return index.read_bytes()


def left_in(cache: Path) -> list[str]:
    return [path.name for path in cache.glob("downloads-v1/*") if path.suffix != ".lock"]


def files_asked(site: Website) -> Counter[str]:
    """Return how often each file was asked for, whatever its letter case."""
    return Counter(path.lower() for path in site.asked() if not path.endswith(("/", "robots.txt")))


def test_a_mirrored_site_is_what_its_zip_is(
    fetch: Callable[..., "Result"], site: Website, synthetic_cache: Path, cache_dir: Path
) -> None:
    """The same index, byte for byte; each file asked for once; the address is the record's source."""
    data = data_of(fetch("--json"))
    assert index_of(cache_dir) == index_of(synthetic_cache)
    assert data["held"]["source"] == f"{site.address}{VERSION}/Index.htm"
    assert (
        data["pages"]
        == data["held"]["files"]
        == sum("/external documents/" not in path for path in site.files)
    )
    asked = files_asked(site)
    assert asked.pop(f"{VERSION}/Index.htm".lower()) == 2  # it is looked at before the rest
    assert set(asked.values()) == {1}
    assert left_in(cache_dir) == []


def test_files_are_kept_in_the_case_that_most_links_have(
    fetch: Callable[..., "Result"], site: Website, synthetic_mim: Path, cache_dir: Path
) -> None:
    """Without lists of folders: one file each, whatever its links' letter case."""
    site.listings = False
    data_of(fetch("--json"))
    (tree,) = cache_dir.glob("tree-v1/*")
    paths = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    true = {path.relative_to(synthetic_mim).as_posix() for path in synthetic_mim.rglob("*")}
    assert len({path.lower() for path in paths}) == len(paths) > 100
    odd = {path for path in paths if path not in true}
    assert len(odd) <= 2, odd
    refused = [path for path in site.asked() if path.endswith("/")]
    assert len(refused) == 1  # a server that lists no folder is asked for no second one


@pytest.mark.parametrize("jobs", [3, 8])
def test_no_more_requests_are_in_flight_than_wished(
    fetch: Callable[..., "Result"], site: Website, jobs: int
) -> None:
    """And as many as that: schemas are held back until so many are asked for at once."""
    site.pause = 0.005
    site.holds = lambda path: path.endswith(".xsd") and site.most_in_flight < jobs
    data_of(fetch("--jobs", str(jobs), "--json"))
    assert site.most_in_flight == jobs


def test_pages_that_are_missing_are_told(fetch: Callable[..., "Result"], site: Website) -> None:
    """Not there, forbidden, elsewhere, something else in its place: each with who links to it."""
    folder = f"{VERSION}/Schemas/"
    schemas = sorted(path for path in site.files if path.startswith(folder.lower()))[:6]
    faults = [
        {"status": 404},
        {"status": 403},
        {"status": 302, "headers": {"Location": "http://elsewhere.example/"}},
        {"status": 302, "headers": {"Location": f"/{VERSION}/Core/footer.htm"}},
        {"headers": {"Content-Type": "text/html"}, "body": b"<!DOCTYPE html><title>Sign in"},
        {"status": 301, "headers": {"Location": f"/{schemas[5]}"}},
    ]
    for path, fault in zip(schemas, faults, strict=True):
        site.fault(path, **fault)
    missing = {
        one["path"].lower(): (one["reason"], one["linked_from"])
        for one in data_of(fetch("--json"))["missing"]
    }
    told = [missing.get(path.removeprefix(f"{VERSION}/"), ("", ""))[0] for path in schemas]
    assert told[0] in ("answered 404 (Not Found)", "")
    linked = [reason for reason in told if reason]
    assert len(linked) >= 4, told
    assert all(page for _, page in missing.values())


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"cut": 40},
        {"status": 429},
        {"status": 503, "headers": {"Retry-After": "0"}},
    ],
)
def test_a_fault_that_passes_is_mended_by_the_next_call(
    fetch: Callable[..., "Result"], site: Website, cache_dir: Path, fault: dict
) -> None:
    """Nothing is added; what came is kept; only what failed is asked for again."""
    path = f"{VERSION}/Core/Change.htm"
    site.fault(path, times=1, **fault)
    said = failed(fetch())
    assert "Core/Change.htm" in said
    assert not list(cache_dir.glob("version-v1/*"))
    before = len(site.log)
    data_of(fetch("--json"))
    again = Counter(one.lower() for one in site.asked()[before:] if not one.endswith("/"))
    if "Retry-After" not in fault.get("headers", {}):
        assert set(again) <= {path.lower(), "robots.txt"}


def test_a_fault_that_passes_soon_is_not_noticed(
    fetch: Callable[..., "Result"], site: Website, synthetic_cache: Path, cache_dir: Path
) -> None:
    """Within the tries of one call."""
    for path in random.Random(5).sample(sorted(site.files), 3):
        site.fault(path, status=503, headers={"Retry-After": "0"}, times=1)
    data_of(fetch("--tries", "2", "--json"))
    assert index_of(cache_dir) == index_of(synthetic_cache)


def test_a_page_that_always_fails_may_be_left_out(
    fetch: Callable[..., "Result"], site: Website
) -> None:
    """With an option; it is then among what is missing."""
    site.fault(f"{VERSION}/Core/Change.htm", status=500)
    assert "500" in failed(fetch())
    missing = data_of(fetch("--skip-failed", "--json"))["missing"]
    assert ("Core/Change.htm", "answered 500 (Internal Server Error)") in {
        (one["path"], one["reason"]) for one in missing
    }


@pytest.mark.parametrize("connections", [1, 4])
def test_a_server_that_fails_throughout_is_left_alone(
    fetch: Callable[..., "Result"], site: Website, connections: int
) -> None:
    """After eight failures in a row, not after thousands.

    Only the first page and the menu come. Seven may fail before the menu has come, eight after it;
    and each other connection may have asked for one file when that is seen.
    """
    there = {f"{VERSION}/Index.htm".lower(), f"{VERSION}/Core/Contents.htm".lower(), "robots.txt"}
    for path in list(site.files):
        if path.lower() not in there:
            site.fault(path, status=500)
    assert "500" in failed(fetch("--jobs", str(connections)))
    asked = [path for path in site.asked() if path.lower() not in there]
    assert 8 <= len(asked) <= 7 + 8 + connections - 1


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<title>Moved</title><p>no more</p>", "(titled 'Moved', 0 links) links to no page"),
        ("<a href='http://other.example/x.htm'>x</a>", "(without a title, 1 links) links to no"),
        ("<title>MIM</title><a href=a.htm>a</a>", "is no MiM: it has no Core/Contents.htm"),
    ],
)
def test_a_first_page_that_is_none_is_described(
    fetch: Callable[..., "Result"], site: Website, page: str, words: str
) -> None:
    """Its title and links, and what to do."""
    site.files.clear()
    site.put(f"{VERSION}/Index.htm", page)
    assert words in failed(fetch())


def test_a_first_page_that_leads_away_or_is_not_there(
    fetch: Callable[..., "Result"], site: Website
) -> None:
    """Told as what it is."""
    assert "answered 404" in failed(fetch(path="nowhere/Index.htm"))
    site.put("login.htm", "<title>Log in</title>")
    site.fault(f"{VERSION}/index.htm", status=302, headers={"Location": "/login.htm"})
    assert "leads away to" in failed(fetch())


def test_a_site_of_another_version_is_not_added(
    run_mim_inprocess: Mim, site: Website, cache_dir: Path
) -> None:
    """It says itself which it is."""
    address = f"{site.address}{VERSION}/Index.htm"
    call = ["fetch", "6.3.01", "--from", address, *AT_ONCE]
    assert "is MiM 9.1.01, not 6.3.01" in failed(run_mim_inprocess(*call, cache=cache_dir))


def test_robots_txt_is_honoured(fetch: Callable[..., "Result"], site: Website) -> None:
    """What it forbids is not asked for, and told; where it forbids all, nothing is."""
    site.put("robots.txt", f"User-agent: *\nDisallow: /{VERSION}/Vocabulary/\n")
    missing = data_of(fetch("--json"))["missing"]
    assert not [path for path in site.asked() if "/vocabulary/" in path.lower() and path[-1] != "/"]
    assert {one["reason"] for one in missing if "Vocabulary/" in one["path"]} == {
        "robots.txt forbids it"
    }


def test_a_robots_txt_that_forbids_all_ends_it(
    fetch: Callable[..., "Result"], site: Website
) -> None:
    """One request; so does one that cannot be had for now."""
    site.put("robots.txt", "User-agent: mimcli\nDisallow: /\n")
    assert "robots.txt" in failed(fetch())
    site.fault("robots.txt", status=500)
    assert "robots.txt" in failed(fetch())
    assert site.asked() == ["robots.txt"] * 2


def test_an_archived_site_is_mirrored_in_its_plain_form(
    fetch: Callable[..., "Result"], site: Website, synthetic_cache: Path, cache_dir: Path
) -> None:
    """Without banner and rewritten links: the same index; every page by its `id_` address."""
    site.listings = False
    plain = f"ukgwa/{STAMP}id_/{ORIGINAL}/{VERSION}/"
    for path in list(site.files):
        if "core/footer" in path:  # archived at another moment
            other = f"/ukgwa/20240101000000/{ORIGINAL}/{path}"
            site.fault(f"{plain}{path.partition('/')[2]}", status=302, headers={"Location": other})
    path = f"ukgwa/{STAMP}/{ORIGINAL.replace('//', '/')}/{VERSION}/Index.htm"
    data = data_of(fetch("--json", path=path))
    asked = [one for one in site.asked() if one.startswith("ukgwa/")]
    assert asked
    assert all(one.startswith((plain, "ukgwa/20240101000000id_/")) for one in asked)
    assert not [one for one in data["missing"] if "footer" in one["path"]]
    (tree,) = cache_dir.glob("tree-v1/*")
    assert "National Archives" not in (tree / "Core" / "Contents.htm").read_text()


def test_a_disk_that_fills_keeps_what_came(
    site: Website, cache_dir: Path, environment: dict[str, str], synthetic_cache: Path
) -> None:
    """A process that may write no file above some size; the next one goes on."""
    call = [sys.executable, "-m", "mimcli", "--cache-dir", str(cache_dir), "fetch", VERSION]
    call += ["--from", f"{site.address}{VERSION}/Index.htm", *AT_ONCE]
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); import os, sys; os.execv(sys.executable, {call!r})"
    done = subprocess.run(
        [sys.executable, "-c", limited],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 5, done.stderr
    assert "there is no room for it" in done.stderr
    assert not list(cache_dir.glob("version-v1/*"))
    subprocess.run(call, env=environment, capture_output=True, check=True)
    assert index_of(cache_dir) == index_of(synthetic_cache)
    asked = files_asked(site)
    # By both processes, if the first failed before it had come; of the first page, once more each:
    # it is looked at before the rest.
    assert asked.pop(f"{VERSION}/Index.htm".lower()) <= 4
    assert max(asked.values()) <= 2


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
@pytest.mark.parametrize("form", ["site", "zip"])
def test_twenty_kills_lose_nothing(
    site: Website, synthetic_cache: Path, synthetic_zip: Path, cache_dir: Path, form: str
) -> None:
    """The next process goes on; nothing that came is asked for again; the outcome is the same."""
    site.put("mim.zip", synthetic_zip)
    address = f"{site.address}{'mim.zip' if form == 'zip' else f'{VERSION}/Index.htm'}"
    here = Path(__file__).parent.parent
    done = subprocess.run(
        [
            sys.executable,
            here / "support" / "fetch_sweep.py",
            cache_dir,
            VERSION,
            address,
            "20",
            "3",
        ],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": f"{here}", "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    kills = int(done.stdout)
    assert kills >= (10 if form == "site" else 3)
    assert index_of(cache_dir) == index_of(synthetic_cache)
    if form == "site":
        asked = files_asked(site)
        # Each process looks at the first page before the rest, until that has come. At each kill at
        # most four files were on their way, or had come and were not noted.
        assert sum(asked.values()) - len(asked) <= kills + 1 + 4 * kills
    else:
        assert site.log.count(("mim.zip", "")) <= 2


@pytest.mark.corpus
def test_the_real_mim_mirrored_is_the_real_mim(
    run_mim: Callable[..., object], real_zip: Path, real_cache: Path, tmp_path: Path
) -> None:
    """7.2.02 from a server that lists no folder: the same index as from its zip, byte for byte."""
    folder = tmp_path / "unpacked"
    shutil.unpack_archive(real_zip, folder)
    (root,) = folder.iterdir()
    site = Website()
    site.put_folder(root, "dms/mim/")
    with serving(site):
        address = f"{site.address}dms/mim/Index.htm"
        call = ["fetch", "7.2.02", "--from", address, "--delay", "0", "--jobs", "8", "--json"]
        run = run_mim(*call, cache=tmp_path / "cache")
    assert run.code == 0, run.err
    assert index_of(tmp_path / "cache") == index_of(real_cache)
    assert site.most_in_flight <= 8
    data = json.loads(run.out)["data"]
    assert data["pages"] == sum(path.is_file() for path in root.rglob("*"))
    true = {path.relative_to(root).as_posix().lower() for path in root.rglob("*")}
    assert not [one for one in data["missing"] if one["path"].lower() in true]
