"""`mim flow`, `example`, `open` and `audit` as a user meets them: streams, formats, exit codes."""

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mimcli.cli.browser import open_address, with_anchor_kept
from support.archives import zip_folder
from support.running import Run, add_to_cache
from support.synthetic import build_mim
from support.terminal import run_in_terminal

Program = Callable[..., Run]
EXAMPLE = "Examples/Appointments/PRSC_EX900001UK02_01.xml"


@pytest.fixture
def ask(run_mim_inprocess, synthetic_cache):
    def run(*arguments: str):
        return run_mim_inprocess(*arguments, cache=synthetic_cache)

    return run


def test_flow_in_a_pipe_is_one_row_a_message(ask):
    result = ask("flow", "Appointments")
    rows = list(csv.DictReader(result.stdout.splitlines(), delimiter="\t"))
    assert [row["interaction"] for row in rows][:2] == ["PRSC_IN900001UK02", "PRSC_IN900002UK02"]
    assert rows[1]["response_to"] == "PRSC_IN900001UK02"
    assert rows[1]["sending_roles"] == "PRSC_AR900002UK01"


def test_flow_answers_no_where_nothing_is_sent(ask):
    assert ask("flow", "Templates").exit_code == 1
    assert ask("flow", "Appointments", "--role", "nobody").exit_code == 1
    assert ask("flow", "PRSC_MT900001UK02").exit_code == 3
    assert ask("flow", "Appointments", "--depth", "-1").exit_code == 2


@pytest.mark.parametrize(
    ("format_", "beginning"),
    [("mermaid", "sequenceDiagram\n"), ("plantuml", "@startuml\n"), ("svg", "<svg ")],
)
def test_flow_writes_drawings_before_and_after_the_commands_name(ask, format_, beginning, tmp_path):
    assert ask("flow", "Appointments", "-f", format_).stdout.startswith(beginning)
    target = tmp_path / "drawing"
    result = ask("--format", format_, "flow", "Appointments", "-o", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").startswith(beginning)
    assert ask("-f", format_, "show", "Appointments").exit_code == 2


def test_the_drawing_of_a_domain_is_valid_xml(ask):
    text = ask("flow", "Appointments", "-f", "svg").stdout
    assert "PRSC_IN900001UK02" in "".join(ET.fromstring(text).itertext())


def test_example_lists_in_a_pipe_and_prints_the_files_own_bytes(run_mim: Program, synthetic_cache):
    listed = run_mim("example", "PRSC_MT900001UK02", cache=synthetic_cache).out
    rows = list(csv.DictReader(listed.splitlines(), delimiter="\t"))
    assert rows[0]["path"] == EXAMPLE
    file = run_mim("example", "PRSC_MT900001UK02", "1", "--path", cache=synthetic_cache).out
    printed = run_mim("example", "PRSC_MT900001UK02", "1", cache=synthetic_cache).out
    assert printed.encode() == Path(file.strip()).read_bytes()
    assert Path(file.strip()).as_posix().endswith(EXAMPLE)


def test_examples_in_odd_encodings_are_printed_byte_for_byte(
    run_mim: Program, cache_dir: Path, tmp_path: Path
):
    """Carriage returns, a byte that is no UTF-8, and no newline at the end."""
    odd = b"<a>\r\n\xe9\xff\r</a>"
    build_mim(tmp_path / "mim", extra={"Examples/Odd/PRSC_EX900001UK02_09.xml": odd})
    add_to_cache(cache_dir, tmp_path / "mim")
    target = tmp_path / "out.xml"
    run = run_mim("example", "PRSC_EX900001UK02_09.xml", "-o", target, cache=cache_dir)
    assert (run.code, run.out) == (0, "")
    assert target.read_bytes() == odd


def test_example_says_no_and_unknown_apart(ask):
    assert ask("example", "PRSC_MT900101UK01").exit_code == 1
    assert ask("example", "PRSC_MT999999UK01").exit_code == 3
    assert ask("example", "PRSC_MT900001UK02", "9").exit_code == 3
    assert ask("example", "POCD_EX910001UK01_01.xml").exit_code == 2
    document = json.loads(ask("example", "PRSC_MT900001UK02", "1", "--json").stdout)["data"]
    assert document["path"] == EXAMPLE
    assert document["text"].startswith("<?xml")


def test_open_prints_an_address_and_opens_nothing(ask):
    result = ask("open", "PRSC_IN900001UK02", "--print")
    assert result.stdout.startswith("file:///")
    assert "SlotBookingIM.htm#" in result.stdout
    data = json.loads(ask("open", "PRSC_IN900001UK02", "--json").stdout)["data"]
    assert (data["address"], data["kind"]) == (result.stdout.strip(), "page")
    assert ask("open", "--web", "--mim", "6.3.01", "--print").stdout.startswith("https://")
    assert ask("open", "no such thing", "--print").exit_code == 3


def test_open_opens_the_browser_that_is_named(run_mim: Program, synthetic_cache, tmp_path: Path):
    """What BROWSER names gets the address, and stdout stays empty."""
    seen = tmp_path / "seen.txt"
    script = tmp_path / "browser.py"
    script.write_text(
        "import pathlib, sys\n"
        f"pathlib.Path({str(seen)!r}).write_text(sys.argv[1], encoding='utf-8')\n",
        encoding="utf-8",
    )
    browser = f"{sys.executable} {script} %s"
    run = run_mim("open", "Appointments", cache=synthetic_cache, variables={"BROWSER": browser})
    assert (run.code, run.out) == (0, "")
    address = seen.read_text(encoding="utf-8")
    assert address.endswith("/SlotBookingIM.htm")
    assert f"opened {address}" in run.err


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there the system has a browser")
def test_open_prints_the_address_where_there_is_no_browser(
    run_mim: Program, synthetic_cache, tmp_path: Path
):
    nothing = {"PATH": str(tmp_path), "BROWSER": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    run = run_mim("open", "Appointments", cache=synthetic_cache, variables=nothing)
    assert run.code == 1
    assert run.out.startswith("file:///")


def test_an_anchor_survives_systems_that_open_files_not_addresses():
    """There a small page of its own leads on; elsewhere the address is opened as it is."""
    address = "file:///a%20b/page.htm#x&y"
    assert with_anchor_kept(address, "linux") == address
    for platform in ("darwin", "win32"):
        leading = with_anchor_kept(address, platform)
        path = Path(leading.removeprefix("file://"))
        text = path.read_text(encoding="utf-8")
        path.unlink()
        assert "url=file:///a%20b/page.htm#x&amp;y" in text


def test_a_browser_that_cannot_start_is_no_crash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("BROWSER", str(tmp_path / "gone"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert open_address("https://example.org/") in (True, False)


def test_open_unpacks_external_documents_when_one_is_asked_for(
    run_mim: Program, cache_dir: Path, tmp_path: Path
):
    """All of them, once; and the cache is as whole as before."""
    page = "External Documents/Use Cases/page one.htm"
    extra = {page: b"<html>one</html>", "External Documents/Use Cases/two.png": b"2"}
    build_mim(tmp_path / "mim", extra=extra)
    zip_folder(tmp_path / "mim", tmp_path / "mim.zip")
    add_to_cache(cache_dir, tmp_path / "mim.zip")
    first = run_mim("open", page.lower(), "--print", "--json", cache=cache_dir)
    data = json.loads(first.out)["data"]
    assert data["page"] == page
    assert Path(data["file"]).read_bytes() == b"<html>one</html>"
    assert Path(data["file"]).with_name("two.png").is_file()
    assert run_mim("open", page, "--print", cache=cache_dir).out.strip() == data["address"]
    assert run_mim("open", "External Documents/none.htm", "--print", cache=cache_dir).code == 3
    assert run_mim("cache", "verify", cache=cache_dir).code == 0


def test_audit_informs_and_fails_only_when_strict(ask):
    assert ask("audit").exit_code == 0
    assert ask("audit", "--strict").exit_code == 1
    assert ask("audit", "--strict", "--page", "no such page").exit_code == 0
    assert ask("audit", "--severity", "dreadful").exit_code == 2
    assert ask("audit", "--kind", "no-such-kind").exit_code == 3
    assert ask("-m", "7.2.02", "audit").exit_code == 4


def test_audit_counts_what_it_lists(ask):
    listed = json.loads(ask("audit", "--json").stdout)["data"]
    counts = json.loads(ask("audit", "--stat", "--json").stdout)["data"]
    assert sum(one["findings"] for one in counts) == len(listed) > 20
    text = ask("audit", "-f", "text").stdout
    assert all(one["subject"] in text for one in listed)


@pytest.mark.terminal
@pytest.mark.parametrize("columns", [80, 160])
def test_the_screens_fit_the_terminal(environment, synthetic_cache, columns):
    """Drawn, listed and in colour."""
    program = [sys.executable, "-m", "mimcli", "--cache-dir", str(synthetic_cache), "--no-pager"]
    xterm = environment | {"TERM": "xterm-256color"}
    drawn = run_in_terminal([*program, "flow", "Appointments"], environment=xterm, columns=columns)
    assert any("├─" in line and ">│" in line for line in drawn.lines)
    assert max(map(len, drawn.lines)) <= columns
    message = run_in_terminal(
        [*program, "example", "PRSC_MT900001UK02", "1"], environment=xterm, columns=columns
    )
    assert "\x1b[36m" in message.raw
    audit = run_in_terminal([*program, "audit", "Appointments"], environment=xterm, columns=columns)
    assert any("finding" in line or "warning" in line or "info" in line for line in audit.lines)
