"""`mim fetch` of a zip, as its users see it: a page, a zip, and what is wrong with either."""

import json
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.archives import zip_folder
from support.running import Run
from support.synthetic import build_mim
from support.web import Website, serving

if TYPE_CHECKING:
    from typer.testing import Result

Mim = Callable[..., "Result"]
VERSION = "7.2.02"
ONCE = ("--tries", "1")
PAGE = """<html><head><title>Manuals &amp; more</title></head><body>
<a href="/about">About</a><table><tr><td>The latest, 7.2.02</td>
<td><a href="/files/{zip}">Download</a></td></tr></table><p>Older: 6.3.01 (web site)</p></body></html>"""


@pytest.fixture(scope="module")
def zip_7(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic MiM that says it is 7.2.02."""
    folder = tmp_path_factory.mktemp("mim7")
    build_mim(folder / "mim", version=VERSION)
    zip_folder(folder / "mim", folder / "mim.zip")
    return folder / "mim.zip"


@pytest.fixture
def site(zip_7: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Website]:
    """A server with a page and a zip; nobody waits long."""
    site = Website()
    site.put("page", PAGE.format(zip="mim.zip"))
    site.put("files/mim.zip", zip_7)
    site.fault("page", headers={"Content-Type": "text/html"})
    with serving(site):
        monkeypatch.setenv("MIM_PAGE", f"{site.address}page")
        yield site


def left_in(cache: Path) -> list[str]:
    return sorted(
        path.relative_to(cache).as_posix()
        for path in cache.rglob("*")
        if path.is_file() and path.name not in (".lock", "CACHEDIR.TAG", f"{VERSION}.lock")
    )


def test_a_version_is_fetched_and_answers(
    run_mim_inprocess: Mim, site: Website, cache_dir: Path
) -> None:
    """Found on the page, downloaded, added; nothing of the download is left."""
    result = run_mim_inprocess("fetch", VERSION, *ONCE, "--json", cache=cache_dir)
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)["data"]
    assert (data["added"], data["form"], data["requests"]) == (True, "zip", 2)
    assert data["address"] == data["held"]["source"] == f"{site.address}files/mim.zip"
    assert site.asked() == ["page", "files/mim.zip"]
    assert not [name for name in left_in(cache_dir) if name.startswith(("downloads", "tmp"))]
    assert run_mim_inprocess("show", "Appointments", cache=cache_dir).exit_code == 0


def test_an_address_is_added_as_it_is_fetched(
    run_mim_inprocess: Mim, site: Website, cache_dir: Path
) -> None:
    address = f"{site.address}files/mim.zip"
    unsaid = run_mim_inprocess("add", address, cache=cache_dir)
    assert unsaid.exit_code == 2
    assert f"add --as VERSION {address}" in unsaid.stderr

    result = run_mim_inprocess("add", address, "--as", VERSION, "--json", cache=cache_dir)

    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)["data"]
    assert (data["added"], data["version"], data["address"]) == (True, VERSION, address)
    shown = run_mim_inprocess("add", address, "--as", VERSION, "-f", "text", cache=cache_dir)
    assert shown.exit_code == 0, shown.output


def test_a_file_address_is_a_path(run_mim_inprocess: Mim, zip_7: Path, cache_dir: Path) -> None:
    result = run_mim_inprocess("add", zip_7.as_uri(), "--json", cache=cache_dir)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["data"]["source"] == zip_7.name


def test_a_version_that_is_there_is_not_fetched(
    run_mim_inprocess: Mim, site: Website, cache_dir: Path
) -> None:
    """The network is not used; what is recorded of it is told again."""
    run_mim_inprocess("fetch", VERSION, *ONCE, cache=cache_dir)
    asked = site.asked()
    result = run_mim_inprocess("fetch", VERSION, *ONCE, "--json", cache=cache_dir)
    data = json.loads(result.stdout)["data"]
    assert (data["added"], data["requests"], len(data["sha256"])) == (False, 0, 64)
    assert site.asked() == asked


def test_a_removed_version_takes_its_record_along(
    run_mim_inprocess: Mim, site: Website, cache_dir: Path
) -> None:
    """Nothing but the marks of a cache is left."""
    run_mim_inprocess("fetch", VERSION, *ONCE, cache=cache_dir)
    assert f"fetched-v1/{VERSION}.json" in left_in(cache_dir)
    run_mim_inprocess("remove", VERSION, cache=cache_dir)
    assert left_in(cache_dir) == []


def failed(result: "Result", code: int = 5) -> str:
    """Return the error line of a failed call; there is a hint below it, and no traceback."""
    assert result.exit_code == code, result.output
    lines = [line for line in result.stderr.splitlines() if not line.startswith("note: ")]
    assert [line.partition(":")[0] for line in lines] == ["error", "hint"], result.stderr
    assert "Traceback" not in result.output
    return lines[0]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<title>Gone</title><p>moved</p>", "(titled 'Gone', 0 links) does not offer MiM 7.2.02"),
        ("", "(without a title, 0 links)"),
        (
            PAGE.replace("7.2.02", "7.2.03").format(zip="mim-7.2.03.zip"),
            "nearest to it come: Download (http",
        ),
        (
            "<p>7.2.02</p><a href=a-7.2.02.zip>a</a><a href=b_7-2-02.ZIP>b</a>",
            "offers 2 zips as MiM 7.2.02: http",
        ),
    ],
)
def test_a_page_that_has_changed_is_described(
    run_mim_inprocess: Mim, site: Website, cache_dir: Path, page: str, words: str
) -> None:
    """Its title, its links, what comes nearest, and what to do by hand."""
    site.put("page", page)
    result = run_mim_inprocess("fetch", VERSION, *ONCE, cache=cache_dir)
    assert words in failed(result)
    assert "--from ADDRESS" in result.stderr
    assert left_in(cache_dir) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><title>Sign in</title>", "gave a web page ('Sign in') in place of the zip"),
        (b"\x00\x01\x02\x03 nothing", "gave something that is no zip"),
        (b"", "gave something that is no zip"),
        (b"PK\x03\x04 and then nothing that makes a zip", "archive.part"),
    ],
)
def test_what_is_no_zip_is_not_added(
    run_mim_inprocess: Mim, site: Website, cache_dir: Path, content: bytes, words: str
) -> None:
    """A login page, something else, a damaged zip: one line, and nothing is kept of it."""
    site.put("files/mim.zip", content)
    assert words in failed(run_mim_inprocess("fetch", VERSION, *ONCE, cache=cache_dir))
    assert [name for name in left_in(cache_dir) if name.endswith("part")] == []


def test_a_zip_of_another_version_is_not_added(
    run_mim_inprocess: Mim, site: Website, synthetic_zip: Path, cache_dir: Path
) -> None:
    """It is told which it is, and not kept."""
    site.put("files/mim.zip", synthetic_zip)
    result = run_mim_inprocess("fetch", VERSION, *ONCE, cache=cache_dir)
    assert failed(result).endswith("files/mim.zip is MiM 9.1.01, not 7.2.02")
    assert left_in(cache_dir) == []


def test_a_break_is_gone_on_from_by_the_next_call(
    run_mim_inprocess: Mim, site: Website, cache_dir: Path
) -> None:
    """`mim cache size` knows what is kept meanwhile, and `mim cache prune` leaves it there."""
    site.fault("files/mim.zip", cut=5000, times=1)
    run_mim_inprocess("fetch", VERSION, *ONCE, cache=cache_dir)
    sizes = json.loads(run_mim_inprocess("cache", "size", "--json", cache=cache_dir).stdout)
    assert [one["version"] for one in sizes["data"]] == ["(downloads)"]
    assert sizes["data"][0]["total_bytes"] > 5_000
    pruned = run_mim_inprocess("cache", "prune", cache=cache_dir)
    assert "unfinished downloads are kept" in pruned.stderr
    assert run_mim_inprocess("fetch", VERSION, *ONCE, cache=cache_dir).exit_code == 0
    assert site.log[-1] == ("files/mim.zip", "bytes=5000-")


def test_prune_removes_an_unfinished_download(
    run_mim_inprocess: Mim, site: Website, cache_dir: Path
) -> None:
    """If it is asked to: nothing in the cache needs it."""
    site.fault("files/mim.zip", cut=5000)
    run_mim_inprocess("fetch", VERSION, *ONCE, cache=cache_dir)
    prune = ("cache", "prune", "--downloads", "--json")
    pruned = json.loads(run_mim_inprocess(*prune, cache=cache_dir).stdout)
    assert [one["path"] for one in pruned["data"]] == [f"downloads-v1/{VERSION}"]
    assert left_in(cache_dir) == []


def test_no_network_is_told_in_one_line(
    run_mim_inprocess: Mim, site: Website, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No such host, nobody who listens, a proxy that is none, an unknown version."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/a.zip"
    fetch = ["fetch", VERSION, *ONCE, "--from"]
    missing = run_mim_inprocess(*fetch, "http://nowhere.invalid/a.zip", cache=cache_dir)
    assert "the host nowhere.invalid cannot be found" in failed(missing)
    assert "cannot be reached" in failed(run_mim_inprocess(*fetch, nobody, cache=cache_dir))
    assert "no address of the web" in failed(run_mim_inprocess(*fetch, "x", cache=cache_dir), 2)
    assert "does not offer" in failed(run_mim_inprocess("fetch", "1.0", *ONCE, cache=cache_dir), 3)
    monkeypatch.setenv("HTTP_PROXY", "nonsense://x")
    assert "proxy" in failed(run_mim_inprocess("fetch", VERSION, *ONCE, cache=cache_dir))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody has signed, with its key."""
    path = tmp_path_factory.mktemp("tls") / "self-signed.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(path), "-out", f"{path}.crt"]
    try:
        subprocess.run([*command.split(), *names], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl to make a certificate with")
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    ssl.create_default_context(cafile=path)
    return path


def test_a_certificate_counts_if_somebody_trusts_it(
    run_mim_inprocess: Mim,
    zip_7: Path,
    certificate: Path,
    cache_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Refused as it is; taken where SSL_CERT_FILE names it; a file that is not there is told."""
    site = Website()
    site.put("mim.zip", zip_7)
    with serving(site, certificate):
        call = ["fetch", VERSION, *ONCE, "--from", f"{site.address}mim.zip"]
        refused = run_mim_inprocess(*call, cache=cache_dir)
        assert "cannot be trusted: self" in failed(refused)
        assert "SSL_CERT_FILE" in refused.stderr
        monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.none")
        assert "SSL_CERT_FILE" in failed(run_mim_inprocess(*call, cache=cache_dir))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert run_mim_inprocess(*call, cache=cache_dir).exit_code == 0


def test_names_and_passwords_of_addresses_are_not_recorded(
    run_mim_inprocess: Mim, site: Website, cache_dir: Path
) -> None:
    """They are used, and told nowhere."""
    secret = site.address.replace("//", "//me:hush@") + "files/mim.zip"
    result = run_mim_inprocess("fetch", VERSION, *ONCE, "--from", secret, "--json", cache=cache_dir)
    assert result.exit_code == 0, result.output
    assert "hush" not in result.output
    assert not [path for path in cache_dir.rglob("*.json") if "hush" in path.read_text()]


@pytest.mark.parametrize("form", ["zip", "website"])
def test_being_asked_to_end_keeps_what_came_and_nothing_half_done(
    site: Website,
    tmp_path: Path,
    environment: dict[str, str],
    run_mim: Callable[..., Run],
    form: str,
) -> None:
    """As `kill` and a job's time limit do; the next call goes on."""
    build_mim(tmp_path / "mim", version=VERSION)
    site.put_folder(tmp_path / "mim", "mim/")
    # Neither comes to an end before it is asked to.
    site.fault("files/mim.zip", trickle=60.0)
    site.holds = lambda _: len(site.log) > 20
    path = "files/mim.zip" if form == "zip" else "mim/Index.htm"
    cache, address = tmp_path / "cache", f"{site.address}{path}"
    part = cache / "downloads-v1" / VERSION / "archive.part"
    words = ("fetch", VERSION, "--from", address, "--delay", "0", *ONCE)
    process = subprocess.Popen(
        [sys.executable, "-m", "mimcli", "--cache-dir", str(cache), *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not (
        part.exists() and part.stat().st_size if form == "zip" else len(site.asked()) > 20
    ):
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 143, err
    assert "note: interrupted; what came is kept" in err
    assert "Traceback" not in err
    assert [name for name in left_in(cache) if not name.startswith("downloads")] == []
    assert [name for name in left_in(cache) if name.startswith("downloads")]
    site.faults.clear()
    site.holds = None
    before = site.asked()
    assert run_mim(*words, cache=cache).code == 0
    if form == "zip":
        assert site.log[-1][1].startswith("bytes=")
    else:
        again = set(before[:10]) & set(site.asked()[len(before) :])
        assert again <= {"mim/Index.htm", "robots.txt"}
