"""Pipes that close early, streams that are closed or full, and locales without UTF-8."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mimcli.cli.progress import progress_line

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


def shell(
    environment: dict[str, str], cache: Path, line: str, **variables: str
) -> tuple[int, str, str]:
    """Run a line of bash in which `mim` is the program; return exit code, stdout and stderr."""
    script = f"mim() {{ '{sys.executable}' -m mimcli \"$@\"; }}\nset -o pipefail\n{line}"
    settings = environment | {"MIM_CACHE_DIR": str(cache)} | variables
    done = subprocess.run(["bash", "-c", script], env=settings, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize(
    "line",
    [
        "mim table PORX_MT900001UK30 | head -1",
        "mim table PORX_MT900001UK30 -f text | head -1",
        "mim table PORX_MT900001UK30 --json | head -1",
        "mim schema PORX_IN900001UK30 | head -1",
        "mim list-domains | head -c 5",
        "mim list-domains | true",
    ],
)
def test_a_pipe_that_closes_early_is_no_failure(
    environment: dict[str, str], synthetic_cache: Path, line: str
) -> None:
    """Not even under `pipefail`: the answer was given, as far as it was wanted."""
    code, _, error = shell(environment, synthetic_cache, line)
    assert (code, error) == (0, "")


def test_an_early_close_does_not_change_the_answers_code(
    environment: dict[str, str], synthetic_cache: Path
) -> None:
    code, _, error = shell(environment, synthetic_cache, "mim retired --check | true")
    assert code == 1
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("mim list-domains >&-", 2),
        ("mim list-domains -f text >&- 2>&- <&-", 2),
        ("mim --version >&-", 2),
        ("mim --help >&-", 2),
        ("mim show nothing-like-it >&- 2>&-", 3),
        ("mim show nothing-like-it 2>/dev/full", 3),
        ("mim show nothing-like-it --json >&-", 3),
        ("mim nosuch --json >/dev/full", 2),
    ],
)
def test_a_closed_stdout_is_a_failure_and_a_closed_stderr_swallows_what_it_gets(
    environment: dict[str, str], synthetic_cache: Path, line: str, expected: int
) -> None:
    """As `ls >&-` is: whoever closed it must not take nothing for an answer."""
    code, out, error = shell(environment, synthetic_cache, line)
    assert code == expected
    assert out == ""
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("line", "expected", "words"),
    [
        ("mim validate - <&-", 2, "the file is empty"),
        ("mim retired --check - <&-", 0, ""),
        ("mim scaffold PRSC_IN900001UK02 --from - <&-", 2, "it is empty"),
    ],
)
def test_a_closed_stdin_holds_nothing(
    environment: dict[str, str], synthetic_cache: Path, line: str, expected: int, words: str
) -> None:
    code, out, error = shell(environment, synthetic_cache, line)
    assert code == expected
    assert words in out + error
    assert "Traceback" not in error


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no /dev/fd here")
@pytest.mark.parametrize(
    ("line", "valid"),
    [
        ("mim validate <(cat m) <(gzip -c m) --json", 2),
        ("mkfifo p; cat m >p & mim validate p m --json", 2),
        ("mkfifo p; mim validate p m --json", 1),
        ("mim validate /dev/stdin --json <m", 1),
        ("cat m | mim validate /dev/stdin --json", 1),
        ("cat m | mim validate - - --json", 1),
    ],
)
def test_messages_come_out_of_pipes(  # noqa: PLR0917  (fixtures)
    environment: dict[str, str],
    synthetic_cache: Path,
    synthetic_mim: Path,
    tmp_path: Path,
    line: str,
    valid: int,
) -> None:
    """A pipe that nobody writes to does not keep the other files from being judged."""
    example = next((synthetic_mim / "Examples").rglob("PRSC_IN900001UK02_01.xml"))
    (tmp_path / "m").write_bytes(example.read_bytes())
    _, out, error = shell(environment, synthetic_cache, f"cd '{tmp_path}'; {line}")
    data = json.loads(out)["data"]
    unread = [one["why"] for one in data["messages"] if one["status"] != "valid"]
    assert (data["valid"], error) == (valid, "")
    assert unread == ["it cannot be read: it is a pipe, and nothing writes to it"] * len(unread)
    assert len(unread) == (1 if line.startswith("mkfifo p; mim") else 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "line", ["mim list-domains", "mim schema PORX_IN900001UK30", "mim --help", "mim --version"]
)
def test_a_full_disk_is_one_line_and_an_exit_code(
    environment: dict[str, str], synthetic_cache: Path, line: str
) -> None:
    code, _, error = shell(environment, synthetic_cache, f"{line} >/dev/full")
    assert code == 2
    assert error == "error: cannot read or write stdout: No space left on device\n"


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252:strict", "PYTHONUTF8": "0"},
    ],
)
def test_output_is_utf8_whatever_the_locale(
    environment: dict[str, str], synthetic_cache: Path, variables: dict[str, str]
) -> None:
    """Box characters and the manual's own letters alike, with LF line ends."""
    line = "mim table PORX_MT900001UK30 --tree; mim show Appointments -f text"
    code, out, error = shell(environment, synthetic_cache, line, **variables)
    assert (code, error) == (0, "")
    assert "├─ classCode" in out
    assert "café" in out
    assert "\r" not in out


def test_nothing_is_drawn_in_a_pipe(
    environment: dict[str, str], synthetic_zip: Path, tmp_path: Path
) -> None:
    """No progress bar, no escapes: a CI log has the report only."""
    code, out, error = shell(environment, tmp_path / "cache", f"mim add '{synthetic_zip}'")
    assert code == 0
    assert "9.1.01" in out
    assert error == ""


def test_the_bar_keeps_to_the_line_it_has() -> None:
    long = "reading the pages of a publication with a very long name, MiM 7.2.02"
    for room in (10, 20, 50, 79, 200):
        assert len(progress_line(long, 45_000_000, 161_000_000, room)) <= room
    assert progress_line("reading", 45_000_000, 161_000_000, 79) == (
        "reading [######..................]  28%  45 of 161 MB"
    )
    assert progress_line("x", 45_000, 161_000, 79).endswith("  45 of 161 kB")
    assert progress_line("x", 45, 161, 79).endswith("  45 of 161 B")
    assert progress_line("x", 1, 3, 79, "files").endswith("  1 of 3 files")
    assert "100%" in progress_line("x", 5, 0 + 1, 79)


REMOVED = ("/bin/sh", "-c", 'cd gone && rmdir ../gone && exec "$@"', "sh")


def test_a_current_folder_that_was_removed_is_named(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """Whatever needs no path from there still answers."""
    for arguments, code in ((["retired", "--check", "."], 2), (["list-domains"], 0)):
        (tmp_path / "gone").mkdir()
        done = subprocess.run(
            [*REMOVED, sys.executable, "-m", "mimcli", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        assert code == 0 or "the current folder" in done.stderr


def test_an_answer_is_whole_without_a_buffer_too(
    environment: dict[str, str], synthetic_cache: Path, tmp_path: Path
) -> None:
    """With PYTHONUNBUFFERED one write to a file that may not grow is cut short, and no failure."""
    answer = "mim table PORX_MT900001UK30 -f json"
    _, whole, _ = shell(environment, synthetic_cache, answer)
    cut = f"{answer} > '{tmp_path}/cut'"
    assert len(whole) > 1024

    code, _, error = shell(
        environment, synthetic_cache, f"ulimit -f 1; {cut}", PYTHONUNBUFFERED="1"
    )

    assert code == 2
    assert error.startswith("error: cannot read or write stdout: ")
    assert shell(environment, synthetic_cache, answer, PYTHONUNBUFFERED="1")[:2] == (0, whole)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout here")
@pytest.mark.parametrize("target", ["/dev/stdout | cat", ">(cat); wait $!"])
def test_output_may_name_a_pipe(
    environment: dict[str, str], synthetic_cache: Path, target: str
) -> None:
    _, expected, _ = shell(environment, synthetic_cache, "mim list-domains")

    done = shell(environment, synthetic_cache, f"mim list-domains -o {target}")

    assert done == (0, expected, "")


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout here")
@pytest.mark.parametrize("target", ["-", "/dev/stdout"])
def test_a_reader_that_has_had_enough_changes_nothing(
    environment: dict[str, str], synthetic_cache: Path, target: str
) -> None:
    """Wherever the answer was sent; it has gone before the answer comes."""
    line = f"(mim vocab -f json -o {target}; echo $? >&2) | true"
    assert shell(environment, synthetic_cache, line)[2] == "0\n"
