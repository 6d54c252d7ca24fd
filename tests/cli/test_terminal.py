"""What a person sees: on real terminals of several widths, with and without colour and links."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.running import Run
from support.terminal import Screen, run_in_terminal

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal"),
]

See = Callable[..., Screen]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
IDENTIFIER = re.compile(r"[A-Z]{4}_[A-Z]{2}\d{6}UK\d{2}")


@pytest.fixture
def see(environment: dict[str, str], synthetic_cache: Path) -> See:
    """Run the program on a terminal: `see("show", "Appointments", columns=80)`."""

    def run(*arguments: str, columns: int = 80, rows: int = 500, **variables: str) -> Screen:
        settings = environment | {"TERM": "xterm-256color", "MIM_CACHE_DIR": str(synthetic_cache)}
        return run_in_terminal(
            [sys.executable, "-m", "mimcli", *arguments],
            environment=settings | variables,
            columns=columns,
            rows=rows,
        )

    return run


SCREENS = [
    ["list-domains"],
    ["show", "Medication Supply"],
    ["show", "PORX_IN900001UK30"],
    ["show", "PORX_MT900001UK30"],
    ["table", "PORX_MT900001UK30"],
    ["table", "PORX_IN900001UK30", "--wrappers"],
    ["table", "PORX_MT900001UK30", "--tree"],
    ["schema", "PORX_IN900001UK30", "--tree"],
    ["versions"],
    ["cache", "size"],
]


@pytest.mark.parametrize("arguments", SCREENS, ids=" ".join)
@pytest.mark.parametrize("columns", [40, 80, 160])
def test_screens_fit_their_width_and_keep_ids_whole(
    see: See, run_mim: Callable[..., Run], synthetic_cache: Path, arguments: list[str], columns: int
) -> None:
    """Only what has no blank to break at, or is a path, may be wider; no line ends in blanks."""
    screen = see(*arguments, columns=columns)
    assert screen.code == 0
    lines = screen.text.splitlines()
    assert len(lines) > 1
    assert [line for line in lines if line != line.rstrip()] == []
    tree = "--tree" in arguments
    for line in lines:
        path = "/" in line or len(line.split()) == 1
        assert len(line) <= columns or (path and not tree), line
    if not tree or columns > 40:
        plain = run_mim(*arguments, "-f", "json", cache=synthetic_cache)
        ids = set(IDENTIFIER.findall(screen.text))
        assert ids <= set(IDENTIFIER.findall(plain.out)), "an id that is not whole"
        if "table" not in arguments:
            named = {i for i in IDENTIFIER.findall(plain.out) if f'"id": "{i}"' in plain.out}
            assert named <= ids


def test_a_table_has_its_descriptions_where_there_is_room(see: See) -> None:
    """At 160 columns beside the rows; at 80 a hint says how to get them, and -v does."""
    wide = see("table", "PORX_MT900001UK30", columns=160)
    row = next(line for line in wide.lines if line.lstrip().startswith("classCode"))
    assert re.search(r"1\.\.1 +CS +\{SPLY CNE\} += \"SPLY\" +Says what classCode is", row)
    narrow = see("table", "PORX_MT900001UK30")
    assert "Says what" not in narrow.text
    assert "-v" in narrow.lines[-1]
    assert "Says what classCode is" in see("table", "PORX_MT900001UK30", "-v").text


def test_in_a_pipe_text_loses_nothing(
    run_mim: Callable[..., Run], see: See, synthetic_cache: Path
) -> None:
    """Trees are not cut, descriptions are whole, and there is neither colour nor a link."""
    tree = run_mim("table", "PORX_MT900001UK30", "--tree", cache=synthetic_cache)
    cut = see("table", "PORX_MT900001UK30", "--tree", columns=40)
    assert "…" not in tree.out
    assert any(line.endswith("…") for line in cut.lines)
    assert len(tree.out.splitlines()) == len(cut.lines)
    text = run_mim("table", "PORX_MT900001UK30", "-f", "text", cache=synthetic_cache)
    assert "Says what classCode is" in text.out
    assert "\x1b" not in tree.out + text.out


TREES = [
    ["table", "PORX_MT900001UK30"],
    ["schema", "PORX_IN900001UK30"],
    ["explain", "PORX_IN900001UK30"],
    ["uses", "II"],
    ["oid"],
]


@pytest.mark.parametrize("arguments", TREES, ids=" ".join)
def test_only_a_person_has_the_lines_of_a_tree_cut(
    see: See, run_mim: Callable[..., Run], synthetic_cache: Path, arguments: list[str]
) -> None:
    """A branch is a line: on a terminal as wide as that, in a pipe and with --verbose whole."""
    words = [*arguments, "--tree"]
    pipes = {
        run_mim(*words, cache=synthetic_cache, variables={"COLUMNS": width}).out
        for width in ("40", "200")
    }
    assert len(pipes) == 1
    whole = [line.rstrip() for line in pipes.pop().splitlines()]
    assert max(map(len, whole)) > 40
    cut = [line if len(line) <= 40 else f"{line[:39]}…" for line in whole]
    assert see(*words, columns=40).lines == cut
    assert see(*words, "--verbose", columns=40).lines == whole


@pytest.mark.parametrize(
    ("variables", "arguments", "coloured"),
    [
        ({}, [], True),
        ({"NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, [], False),
        ({"NO_COLOR": ""}, [], True),
        ({"TERM": "dumb"}, [], False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1"}, ["--no-color"], False),
    ],
)
def test_colour_is_where_it_is_wanted(
    see: See, variables: dict[str, str], arguments: list[str], coloured: bool
) -> None:
    """And the words are the same without it."""
    screen = see("show", "PORX_IN900001UK30", *arguments, **variables)
    assert bool(COLOUR.search(screen.raw)) is coloured
    assert screen.text == see("show", "PORX_IN900001UK30").text


def test_colour_can_be_forced_into_a_pipe(
    run_mim: Callable[..., Run], synthetic_cache: Path
) -> None:
    run = run_mim(
        "show", "Appointments", "-f", "text", cache=synthetic_cache, variables={"FORCE_COLOR": "1"}
    )
    assert COLOUR.search(run.out)
    assert "\x1b]8" not in run.out


def test_a_schema_is_coloured_and_otherwise_as_it_is(
    see: See, run_mim: Callable[..., Run], synthetic_cache: Path
) -> None:
    plain = run_mim("schema", "PORX_IN900001UK30", cache=synthetic_cache).out
    screen = see("schema", "PORX_IN900001UK30", columns=200)
    assert "\x1b[94m<xs:" in screen.raw
    assert screen.text.split() == plain.split()
    assert see("schema", "PORX_IN900001UK30", "--no-color").text.split() == plain.split()


@pytest.mark.parametrize(
    ("variables", "linked"),
    [
        ({}, False),
        ({"VTE_VERSION": "7200"}, True),
        ({"TERM_PROGRAM": "vscode"}, True),
        ({"FORCE_HYPERLINK": "1"}, True),
        ({"VTE_VERSION": "7200", "FORCE_HYPERLINK": "0"}, False),
        ({"VTE_VERSION": "7200", "TERM": "dumb"}, False),
    ],
)
def test_links_lead_to_the_local_page_where_terminals_show_them(
    see: See, synthetic_cache: Path, variables: dict[str, str], linked: bool
) -> None:
    screen = see("show", "PORX_IN900001UK30", **variables)
    links = re.findall(r"\x1b\]8;[^;]*;(file://[^\x1b]+)\x1b\\", screen.raw)
    assert bool(links) is linked
    for link in links:
        path, _, anchor = link.removeprefix("file://").partition("#")
        assert " " not in link
        assert Path(path.replace("%20", " ")).is_file()
        assert anchor or not path.endswith("IM.htm")


def test_links_are_not_written_into_files(see: See, tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    see("show", "Appointments", "-f", "text", "-o", str(target), FORCE_HYPERLINK="1")
    assert "Slot Booking" in target.read_text(encoding="utf-8")
    assert "\x1b" not in target.read_text(encoding="utf-8")


def test_the_progress_bar_is_gone_at_the_end(see: See, synthetic_zip: Path, tmp_path: Path) -> None:
    """Nothing of it stays on the screen, and --quiet draws none."""
    screen = see("add", str(synthetic_zip), "--cache-dir", str(tmp_path / "cache"))
    assert screen.code == 0
    assert "added" in screen.text
    drawn = [piece.rstrip() for piece in screen.text.split("\n")[0].split("\r")]
    assert drawn[-1].startswith("MiM 9.1.01")
    quiet = see("add", str(synthetic_zip), "--cache-dir", str(tmp_path / "other"), "-q")
    assert "[" not in quiet.text
