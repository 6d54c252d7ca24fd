"""Kills, full disks, two writers at once, folders that cannot be written."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mimcli.cache.chosen import used_version
from mimcli.cache.lock import write_access
from mimcli.cache.maintenance import cache_size
from mimcli.cache.paths import CachePaths
from mimcli.cache.records import find_record, read_records
from mimcli.errors import CacheError
from mimcli.sources.open import open_source
from support.cache_work import VERSION, add, everything_in, sound_record
from support.small_archives import SMALL, varied, write_folder, write_zip

TESTS = Path(__file__).parents[1]
WORKER = [sys.executable, "-m", "support.cache_work"]


def run(*arguments: object, **options) -> subprocess.Popen[str]:
    return subprocess.Popen(
        list(map(str, arguments)), cwd=TESTS, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_stop_at_any_operation_leaves_the_old_or_the_new_version(tmp_path):
    first = write_zip(tmp_path / "a.zip", varied("a", 0))
    second = write_zip(tmp_path / "b.zip", varied("b", 1))
    sweep = run(sys.executable, "-m", "support.crash_sweep", tmp_path / "cache", first, second)
    output, errors = sweep.communicate(timeout=120)
    assert sweep.returncode == 0, errors
    assert int(output) > 40


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_kill_at_a_random_moment_leaves_the_old_or_the_new_version(tmp_path):
    cache = tmp_path / "cache"
    sources = [write_zip(tmp_path / f"{name}.zip", varied(name, 250)) for name in ("a", "b")]
    prints = {open_source(path).fingerprint for path in sources}
    begin = time.perf_counter()
    add(cache, sources[0])
    whole = time.perf_counter() - begin
    chance = random.Random(11)
    killed, turn = 0, 0
    while killed < 8 or turn < 16:
        child = run(*WORKER, cache, sources[turn % 2])
        assert child.stdout.readline() == "ready\n"
        child.stdin.write("go\n")
        child.stdin.flush()
        time.sleep(chance.uniform(0, 1.2 * whole))
        child.kill()
        if "done" in child.communicate()[0]:
            whole *= 0.8  # the first one took its time; another one may be killed earlier
        else:
            killed += 1
        turn += 1
        assert sound_record(cache).source_fingerprint in prints
    last = add(cache, sources[1])
    assert sound_record(cache) == last
    assert list((cache / "tmp").iterdir()) == []
    assert len(list((cache / "tree-v1").iterdir())) == 1


def test_two_writers_take_turns(tmp_path):
    cache = tmp_path / "cache"
    sources = [write_zip(tmp_path / f"{name}.zip", varied(name, 100)) for name in ("a", "b")]
    children = [run(*WORKER, cache, source) for source in sources]
    for child in children:
        assert child.stdout.readline() == "ready\n"
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        output, errors = child.communicate(timeout=60)
        assert (child.returncode, output) == (0, "done\n"), errors
    prints = {open_source(path).fingerprint for path in sources}
    assert sound_record(cache).source_fingerprint in prints
    assert len(list((cache / "tree-v1").iterdir())) == 1


def test_a_waiting_writer_says_so_and_gives_up_in_time(tmp_path):
    paths = CachePaths(tmp_path / "cache")
    told: list[str] = []
    with write_access(paths) as access:
        assert access.paths is paths
        begin = time.monotonic()
        with (
            pytest.raises(CacheError, match="another mim is writing") as caught,
            write_access(paths, waiting=told.append, timeout=0.3),
        ):
            pytest.fail("two writers at once")
    assert caught.value.hint
    assert time.monotonic() - begin > 0.2  # not before
    assert len(told) == 1
    with write_access(paths, waiting=told.append, timeout=0):
        assert len(told) == 1


def limited():
    import resource  # noqa: PLC0415  (Windows has none)

    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk_is_one_line_and_leaves_the_cache_as_it_was(tmp_path):
    cache = tmp_path / "cache"
    add(cache, write_zip(tmp_path / "small.zip"))
    before = everything_in(cache)
    for number, files in enumerate(
        [{**SMALL, "Core/large.htm": os.urandom(200_000)}, varied("x", 40)]
    ):
        large = write_zip(tmp_path / f"{number}.zip", files)
        child = run(*WORKER, cache, large, preexec_fn=limited)
        _, errors = child.communicate("go\n", timeout=60)
        assert child.returncode == 1
        assert "no room" in errors or "disk I/O error" in errors or "is full" in errors
        assert everything_in(cache) == before


@pytest.fixture
def tiny_disk(tmp_path):
    """A file system of 300 kB."""
    place = tmp_path / "tiny"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount here")
    if done.returncode:
        pytest.skip("mounting a small file system is not permitted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_without_room_is_one_line_and_leaves_the_cache_as_it_was(tmp_path, tiny_disk):
    add(tiny_disk / "cache", write_zip(tmp_path / "small.zip"))
    before = everything_in(tiny_disk)
    large = write_zip(tmp_path / "large.zip", {**SMALL, "Core/a.htm": os.urandom(500_000)})
    with pytest.raises(CacheError, match="no room") as caught:
        add(tiny_disk / "cache", large)
    assert caught.value.hint
    assert everything_in(tiny_disk) == before


@pytest.mark.parametrize("in_the_way", ["cache", "cache/tmp", "cache/tree-v1", "cache/version-v1", "cache/archive-v1"])  # fmt: skip
def test_a_file_in_the_way_is_one_line(tmp_path, in_the_way):
    place = tmp_path / in_the_way
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"not a folder")
    with pytest.raises(CacheError) as caught:
        add(tmp_path / "cache", write_zip(tmp_path / "mim.zip"))
    assert caught.value.hint
    assert "\n" not in caught.value.message
    assert place.read_bytes() == b"not a folder"
    left = {path.name for path in (tmp_path / "cache").rglob("*") if path.is_file()}
    assert left <= {place.name, "CACHEDIR.TAG", ".lock"}


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    place = Path("/sys/kernel/mim") if hasattr(os, "geteuid") and os.geteuid() == 0 else tmp_path
    if place == tmp_path:
        tmp_path.chmod(0o500)
    try:
        with pytest.raises(CacheError, match="cannot be written") as caught, write_access(CachePaths(place / "cache")):  # fmt: skip
            pytest.fail("written where nothing can be")
    finally:
        tmp_path.chmod(0o700)
    assert caught.value.hint


def test_readers_create_nothing(tmp_path):
    paths = CachePaths(tmp_path / "new/cache")
    assert find_record(paths, VERSION) is None
    assert read_records(paths).records == ()
    assert used_version(paths) is None
    assert cache_size(paths).total == 0
    assert not (tmp_path / "new").exists()


def test_readers_of_a_cache_that_is_a_file_say_so(tmp_path):
    (tmp_path / "cache").write_bytes(b"x")
    for read in (read_records, used_version, cache_size, lambda paths: find_record(paths, VERSION)):
        with pytest.raises(CacheError) as caught:
            read(CachePaths(tmp_path / "cache"))
        assert caught.value.hint


def test_the_cache_may_lie_in_the_folder_that_is_added(tmp_path):
    folder = write_folder(tmp_path / "mim")
    record = add(folder / ".cache", folder)
    assert record.tree_files == len(SMALL) - 2
    assert sound_record(folder / ".cache") == record
