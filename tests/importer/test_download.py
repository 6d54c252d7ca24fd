"""A file on its way from the web: every break, every lie about it, and what is kept."""

import random
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from mimcli.errors import MimError, NetworkError
from mimcli.importer.download import PROGRESS_BYTES, Download, Downloaded
from mimcli.progress import SILENT
from mimcli.sources.website.asking import Patience
from mimcli.sources.website.http import HttpFetcher
from support.web import Website, serving

CONTENT = b"PK\x03\x04" + random.Random(7).randbytes(3 * PROGRESS_BYTES)
AT_ONCE = Patience(attempts=3, pause=0.0, sleep=lambda _: None)


@pytest.fixture
def site() -> Iterator[Website]:
    """A server with one file, `a.zip`."""
    site = Website()
    site.put("a.zip", CONTENT)
    with serving(site):
        yield site


def download(site: Website, folder: Path, **options: object) -> Downloaded:
    folder.mkdir(exist_ok=True)
    fetcher = HttpFetcher()
    settings: dict = {"patience": AT_ONCE, "progress": SILENT, "note": lambda _: None, **options}
    try:
        return Download(fetcher, folder, **settings).run(f"{site.address}a.zip")
    finally:
        fetcher.close()


def part_of(folder: Path) -> int:
    part = folder / "archive.part"
    return part.stat().st_size if part.exists() else 0


def test_a_file_comes_whole_with_its_checksum(site: Website, tmp_path: Path) -> None:
    """The bytes, the SHA-256 (by another program), one request."""
    done = download(site, tmp_path)
    assert done.path.read_bytes() == CONTENT
    told = subprocess.run(
        ["sha256sum", done.path], capture_output=True, text=True, check=True
    ).stdout
    assert told.split()[0] == done.sha256
    assert len(site.log) == 1


@pytest.mark.parametrize("seed", range(20))
def test_a_break_at_any_byte_loses_nothing(site: Website, tmp_path: Path, seed: int) -> None:
    """The next call asks for what is missing, and for no byte that is there."""
    cut = random.Random(seed).randrange(1, len(CONTENT))
    site.fault("a.zip", cut=cut, times=1)
    with pytest.raises(NetworkError, match="broke off"):
        download(site, tmp_path, patience=Patience(attempts=1))
    assert part_of(tmp_path) == cut
    assert download(site, tmp_path).path.read_bytes() == CONTENT
    assert site.log[1:] == [("a.zip", f"bytes={cut}-")]


def test_breaks_are_mended_within_one_call(site: Website, tmp_path: Path) -> None:
    """As long as something comes each time, more often than the attempts allow."""
    site.fault("a.zip", cut=PROGRESS_BYTES, times=4)
    assert download(site, tmp_path, patience=Patience(2, 0.0, lambda _: None)).bytes == len(CONTENT)
    assert [range_ for _, range_ in site.log][1] == f"bytes={PROGRESS_BYTES}-"


def test_a_server_that_always_breaks_off_is_given_up(site: Website, tmp_path: Path) -> None:
    """After so many attempts with hardly a byte; what came is kept."""
    site.fault("a.zip", cut=10)
    with pytest.raises(NetworkError):
        download(site, tmp_path)
    assert len(site.log) == AT_ONCE.attempts
    assert part_of(tmp_path) == 10 * AT_ONCE.attempts


@pytest.mark.parametrize("validators", [True, False])
def test_another_file_in_its_place_is_taken_from_its_start(
    site: Website, tmp_path: Path, validators: bool
) -> None:
    """No file is put together from two."""
    site.validators = validators
    site.fault("a.zip", cut=1000, times=1)
    with pytest.raises(NetworkError):
        download(site, tmp_path, patience=Patience(attempts=1))
    site.put("a.zip", CONTENT[::-1].replace(b"PK", b"xx") + b"longer")
    site.put("a.zip", b"PK" + CONTENT[:-7:-1] + CONTENT[5:])
    done = download(site, tmp_path)
    assert done.path.read_bytes() == b"PK" + CONTENT[:-7:-1] + CONTENT[5:]


def test_a_server_without_ranges_gives_it_all_again(site: Website, tmp_path: Path) -> None:
    """Its whole answer replaces the part."""
    site.ranges = False
    site.fault("a.zip", cut=1000, times=1)
    assert download(site, tmp_path).path.read_bytes() == CONTENT


def test_a_file_that_is_here_is_not_asked_for_again(site: Website, tmp_path: Path) -> None:
    """A call that ended after the last byte has nothing left to ask."""
    download(site, tmp_path)
    assert download(site, tmp_path).path.read_bytes() == CONTENT
    assert len(site.log) == 1


def test_a_damaged_note_of_the_part_begins_anew(site: Website, tmp_path: Path) -> None:
    """It is not trusted further than it can be read."""
    download(site, tmp_path)
    (tmp_path / "archive.json").write_text('{"address": 3')
    assert download(site, tmp_path).path.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("fault", "words", "requests"),
    [
        ({"status": 404}, r"answered 404 \(Not Found\)", 1),
        ({"status": 403}, r"answered 403", 1),
        ({"status": 500}, r"answered 500", 3),
        ({"status": 503, "headers": {"Retry-After": "4000"}}, "answered 503", 1),
        ({"status": 302, "headers": {"Location": "/a.zip"}}, "in a circle", 1),
        ({"status": 302, "headers": {"Location": "ftp://127.0.0.1/x"}}, "is none", 1),
        ({"status": 302}, "an address that is none", 1),
    ],
)
def test_refusals_are_told(
    site: Website, tmp_path: Path, fault: dict, words: str, requests: int
) -> None:
    """What the server said, after as many attempts as make sense."""
    site.fault("a.zip", **fault)
    with pytest.raises(NetworkError, match=words) as caught:
        download(site, tmp_path)
    assert caught.value.hint
    assert len(site.log) == requests


def test_a_pause_that_the_server_asks_for_is_made(site: Website, tmp_path: Path) -> None:
    """Retry-After wins over a shorter pause of our own."""
    slept: list[float] = []
    site.fault("a.zip", status=503, headers={"Retry-After": "7"}, times=2)
    download(site, tmp_path, patience=Patience(5, 0.5, slept.append))
    assert slept == [7.0, 7.0]


def test_pauses_grow(site: Website, tmp_path: Path) -> None:
    """Each is twice the one before."""
    slept: list[float] = []
    site.fault("a.zip", status=500, times=3)
    download(site, tmp_path, patience=Patience(5, 0.5, slept.append))
    assert slept == [0.5, 1.0, 2.0]


def test_redirects_are_followed_to_the_file(site: Website, tmp_path: Path) -> None:
    """The address that gave it in the end is the one that is recorded."""
    site.put("b.zip", CONTENT)
    site.fault("a.zip", status=302, headers={"Location": "b.zip"})
    assert download(site, tmp_path).address == f"{site.address}b.zip"


@pytest.mark.parametrize("stated", [True, False])
def test_what_is_too_large_is_refused(site: Website, tmp_path: Path, stated: bool) -> None:
    """By what the server states, or else by what comes."""
    with pytest.raises(NetworkError, match="the limit is 1,000"):
        download(site, tmp_path, limit=1000)
    assert part_of(tmp_path) <= 1000


def test_the_check_of_the_first_bytes_comes_before_the_rest(site: Website, tmp_path: Path) -> None:
    """What it raises ends the download."""

    def refuse(start: bytes, _reply: object) -> None:
        raise NetworkError(f"no {start[:2]!r}")

    with pytest.raises(NetworkError, match="PK"):
        download(site, tmp_path, check=refuse)
    assert part_of(tmp_path) == 0


def test_a_slow_server_is_waited_for_only_so_long(site: Website, tmp_path: Path) -> None:
    """A read without a byte ends."""
    site.fault("a.zip", slow=60.0)
    fetcher = HttpFetcher(timeout=0.2)
    once = Patience(attempts=1)
    with pytest.raises(NetworkError, match="did not answer in time"):
        Download(fetcher, tmp_path, patience=once, progress=SILENT, note=lambda _: None).run(
            f"{site.address}a.zip"
        )
    fetcher.close()


@pytest.mark.skipif(sys.platform == "win32", reason="resource is of Unix")
def test_a_full_disk_is_told_and_what_came_is_kept(site: Website, tmp_path: Path) -> None:
    """In a process that may write files of 100 KB at most; the next one goes on."""
    program = textwrap.dedent(f"""
        import resource, sys
        from pathlib import Path
        from importer.test_download import *
        from mimcli.errors import CacheError
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        site = Website(); site.address = {site.address!r}
        try:
            download(site, Path({str(tmp_path)!r}))
        except CacheError as error:
            print(error.message)
    """)
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    assert "no room" in done.stdout
    assert 0 < part_of(tmp_path) <= 100_000
    assert download(site, tmp_path).path.read_bytes() == CONTENT


def test_errors_are_all_ours(site: Website, tmp_path: Path) -> None:
    """An address that is none is told like everything else."""
    fetcher = HttpFetcher()
    for address in ("http://127.0.0.1:99999/", "http://[::1", "http://\x00/"):
        with pytest.raises(MimError):
            Download(fetcher, tmp_path, patience=AT_ONCE, progress=SILENT, note=lambda _: None).run(
                address
            )
    fetcher.close()
