"""An import whose second process is killed, or left alone, or handed a damaged file."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.errors import ImportFailedError
from mimcli.importer.jobs import Jobs
from mimcli.importer.second_process import SecondProcess
from mimcli.importer.stages import add_publication
from support.mim import default_mim
from support.synthetic import files_of

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="asks /proc for children"),
    pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core has no second process"),
]

FILLERS = 160


@pytest.fixture(scope="module")
def large_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The synthetic MiM with enough tabular views that a second process pays."""
    target = tmp_path_factory.mktemp("large") / "large.zip"
    files = files_of(default_mim())
    page = max((path for path in files if "-NoEdit" in path), key=lambda path: len(files[path]))
    rows = files[page].replace(
        b"</table>", b"<!-- " + os.urandom(120_000).hex().encode() + b" --></table>"
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
        for number in range(FILLERS):
            archive.writestr(f"Domains/Fill/Tabular View/ZZFI_HD{number:06}UK01-NoEdit.htm", rows)
    return target


def children_of(pid: int) -> list[int]:
    """The processes that a process started and that have not ended."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return found


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def eventually(check, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.01)
    return False


class Stopped(SecondProcess):
    """A second process that takes what it is handed, and does none of it."""

    def start(self) -> None:
        super().start()
        for child in children_of(os.getpid()):
            os.kill(child, signal.SIGSTOP)


class Killing:
    """A progress that kills this process's children when the first bytes are done.

    Nothing more is done before that is noticed.
    """

    def __init__(self, second: SecondProcess) -> None:
        self.killed: list[int] = []
        self._second = second

    def start(self, total: int, what: str) -> None:
        pass

    def advance(self, amount: int) -> None:
        if not self.killed:
            self.killed = children_of(os.getpid())
            for child in self.killed:
                os.kill(child, signal.SIGKILL)
            with suppress(ImportFailedError):
                self._second.join()

    def finish(self) -> None:
        pass


def test_an_import_whose_second_process_is_killed_fails_in_one_line(large_zip, tmp_path):
    """And leaves the cache empty, and can be tried again."""
    paths = CachePaths(tmp_path / "cache")
    with Stopped() as second:
        killing = Killing(second)
        with pytest.raises(ImportFailedError) as caught:
            add_publication(paths, large_zip, second, progress=killing)
    assert killing.killed
    assert "\n" not in str(caught.value)
    assert nothing_installed(paths.root)
    with SecondProcess() as second:
        assert add_publication(paths, large_zip, second).added


def nothing_installed(cache: Path) -> bool:
    files = [path for path in cache.rglob("*") if path.is_file()]
    return not [path for path in files if path.name not in ("CACHEDIR.TAG", ".lock", "lock")]


def start(cache: Path, source: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    """Start `mim add` in a process group of its own, and wait until it has a child."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mimcli", "--cache-dir", str(cache), "add", str(source)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert eventually(lambda: children_of(process.pid))
    return process


def test_the_second_process_ends_when_the_first_is_killed(large_zip, tmp_path, environment):
    process = start(tmp_path / "cache", large_zip, environment)
    children = children_of(process.pid)
    process.kill()
    process.communicate()
    assert children
    assert eventually(lambda: not any(map(is_alive, children)))


class Interrupted(NamedTuple):
    """A `mim add` that was interrupted."""

    cache: Path
    code: int
    children: list[int]
    said: str


def interrupted(
    folder: Path,
    begin: Callable[[Path], subprocess.Popen[str]],
    interrupt: Callable[[subprocess.Popen[str]], None],
    delay: float,
) -> Interrupted:
    """Interrupt what begins to add to a cache in a folder, so many seconds later.

    Sooner, and in another cache, if it was at its end by then.
    """
    for attempt in range(10):
        cache = folder / f"cache{attempt}"
        process = begin(cache)
        children = children_of(process.pid)
        time.sleep(delay / 2**attempt)
        interrupt(process)
        _, said = process.communicate(timeout=20)
        if process.returncode != 0:
            return Interrupted(cache, process.returncode, children, said)
    raise AssertionError("it comes to its end, whoever interrupts it")


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.3])
def test_ctrl_c_ends_both_with_130_and_without_a_trace(large_zip, tmp_path, environment, delay):
    """The terminal sends the signal to the whole process group."""
    ended = interrupted(
        tmp_path,
        lambda cache: start(cache, large_zip, environment),
        lambda process: os.killpg(process.pid, signal.SIGINT),
        delay,
    )
    # Python dies of the signal itself where it met a class being made (`exec`); shells say 130 then.
    assert ended.code in (130, -signal.SIGINT), ended.said
    assert "Traceback" not in ended.said
    # The second process hears of the end by its pipe closing, so a moment later.
    assert eventually(lambda: not any(map(is_alive, ended.children)))
    assert nothing_installed(ended.cache)


def test_being_asked_to_end_leaves_nothing_behind(large_zip, tmp_path, environment):
    """As `kill` and a job's time limit do: no half of it waits in the cache for the next call."""

    def begin(cache: Path) -> subprocess.Popen[str]:
        process = start(cache, large_zip, environment)
        assert eventually(lambda: process.poll() is not None or any((cache / "tmp").glob("*")))
        return process

    ended = interrupted(tmp_path, begin, lambda process: process.send_signal(signal.SIGTERM), 0.1)

    assert ended.code in (128 + signal.SIGTERM, -signal.SIGTERM), ended.said
    assert "Traceback" not in ended.said
    assert list((ended.cache / "tmp").iterdir()) == []
    assert eventually(lambda: not any(map(is_alive, ended.children)))
    assert nothing_installed(ended.cache)


def test_a_damaged_file_is_one_error_whichever_process_meets_it(large_zip, tmp_path, run_mim):
    damaged = tmp_path / "damaged.zip"
    data = bytearray(large_zip.read_bytes())
    with zipfile.ZipFile(large_zip) as archive:
        for info in archive.infolist():
            if info.filename.startswith("Domains/Fill/"):
                data[info.header_offset + 30 + len(info.filename) + 500] ^= 0xFF
    damaged.write_bytes(data)
    run = run_mim("--json", "add", damaged, cache=tmp_path / "cache")
    assert run.code == 5
    assert len(json.loads(run.out)["errors"]) == 1
    assert "Traceback" not in run.err
    assert nothing_installed(tmp_path / "cache")


def test_no_job_is_lost_in_silence():
    """Whatever goes wrong with a job that is handed over, it is a failure of the import."""

    class Odd:
        """Cannot be sent to another process."""

        size = 1

        def run(self) -> None:
            pass

    with SecondProcess() as second:
        second.start()
        jobs = Jobs([Odd()])
        jobs.close()
        second.share(jobs, lambda job, answer: None)
        with pytest.raises(ImportFailedError):
            second.join()
