"""Words of the command line that are empty, or no text at all."""

import json
import os
import subprocess
import sys

import pytest

COMMANDS = (
    "show",
    "table",
    "schema",
    "explain",
    "vocab",
    "datatype",
    "uses",
    "example",
    "open",
    "flow",
    "audit",
    "oid",
    "search",
    "which",
    "retired",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_bytes_that_are_no_text_are_told_in_one_line(command, synthetic_cache, environment):
    run = subprocess.run(
        [sys.executable.encode(), b"-m", b"mimcli", command.encode(), b"\xff\xfe\x80", b"--json"],
        env={**environment, "MIM_CACHE_DIR": str(synthetic_cache)},
        capture_output=True,
        cwd=os.sep,
        check=False,
    )

    assert run.returncode in (1, 2, 3), run.stderr
    assert b"Traceback" not in run.stderr
    assert "errors" in json.loads(run.stdout)


@pytest.mark.parametrize("command", [one for one in COMMANDS if one != "search"])
def test_an_empty_word_is_a_usage_error(command, synthetic_cache, run_mim):
    run = run_mim(command, "", cache=synthetic_cache)

    assert run.code == 2
    assert "empty" in run.err


def test_a_word_with_a_line_break_is_told_in_one_line(synthetic_cache, run_mim):
    run = run_mim("show", "no such\nname", cache=synthetic_cache)

    assert run.code == 3
    assert [line.partition(":")[0] for line in run.err.splitlines()] == ["error", "hint"]
