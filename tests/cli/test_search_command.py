"""`mim search`: words as people type them, exit codes, formats, and what a terminal shows."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.search import SearchHit
from mimcli.render.text.screen import Screen
from mimcli.render.text.search import search_hits
from support.running import Run

if TYPE_CHECKING:
    from typer.testing import Result

HIT = SearchHit(
    kind="section",
    id=None,
    path=None,
    title="2 Storyboards",
    context="1 Overview",
    domain="Alpha",
    page="Domains/Alpha/Alpha IM.htm",
    anchor="_Toc_Section_2",
    matched=None,
    snippet="Here the **patient record** is sent",
    score=3.5,
    places=1,
    mim="9.1.01",
)


def test_words_need_no_quotes(
    run_mim_inprocess: Callable[..., "Result"], synthetic_cache: Path
) -> None:
    """Several arguments are several words, as one argument with blanks is."""
    apart = run_mim_inprocess("search", "message", "type", "--json", cache=synthetic_cache)
    together = run_mim_inprocess("search", "message type", "--json", cache=synthetic_cache)
    assert apart.exit_code == 0
    assert apart.stdout == together.stdout
    answer = json.loads(apart.stdout)
    assert answer["command"] == "search"
    assert len(answer["data"]) > 5
    assert set(answer["data"][0]) == set(SearchHit._fields)


def test_nothing_found_is_a_no(run_mim: Callable[..., Run], synthetic_cache: Path) -> None:
    """Exit code 1, no hits, and on stderr a word about which word is nowhere."""
    run = run_mim("search", "interacton", "--json", cache=synthetic_cache)
    assert run.code == 1
    assert json.loads(run.out)["data"] == []
    assert "'interacton'" in run.err
    assert "interaction" in run.err.replace("'interacton'", "")


@pytest.mark.parametrize("text", ["", "  ", "AND", "OR NOT", "-:*", '"', "()", "\x01", "NOT x"])
def test_what_cannot_be_searched_is_a_usage_error(
    run_mim_inprocess: Callable[..., "Result"], synthetic_cache: Path, text: str
) -> None:
    """Exit code 2, one line and a hint, nothing on stdout."""
    result = run_mim_inprocess("search", "--", text, cache=synthetic_cache)
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.strip().split("\n")
    assert [line.partition(":")[0] for line in lines] == ["error", "hint"]


@pytest.mark.parametrize(
    "text",
    [
        '"unbalanced',
        "a AND (b",
        "x) y",
        "-minus",
        "a:b",
        "*",
        "a* b",
        "';--",
        "{a b}",
        "^a",
        "\\",
        "é",
    ],
)
def test_any_text_is_safe(
    run_mim_inprocess: Callable[..., "Result"], synthetic_cache: Path, text: str
) -> None:
    """Hits or none, or a usage error; never a failure of SQLite."""
    result = run_mim_inprocess("search", "--", text, cache=synthetic_cache)
    assert result.exit_code in (0, 1, 2)
    assert "fts5" not in result.stderr
    assert "damaged" not in result.stderr


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--kind", "thing"), 2, "no kind 'thing'"),
        (("--domain", "Nowhere"), 3, "Nowhere"),
        (("--limit", "-1"), 2, "limit"),
        (("--mim", "0.0.1"), 4, "0.0.1"),
    ],
)
def test_wrong_options_are_told(
    run_mim_inprocess: Callable[..., "Result"],
    synthetic_cache: Path,
    options: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    """Each with the code that the reference has for it."""
    result = run_mim_inprocess("search", "code", *options, cache=synthetic_cache)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_a_cut_answer_says_so(
    run_mim_inprocess: Callable[..., "Result"], synthetic_cache: Path
) -> None:
    """On stderr, how many there are; with --limit 0 there are as many."""
    few = run_mim_inprocess("search", "code", "--limit", "2", cache=synthetic_cache)
    assert few.stderr.startswith("note: the best 2 of ")
    total = int(few.stderr.split(" of ")[1].split()[0])
    every = run_mim_inprocess("search", "code", "--limit", "0", cache=synthetic_cache)
    assert every.stderr == ""
    assert len(every.stdout.strip().split("\n")) == 1 + total


def test_all_versions_of_the_cache_are_searched(
    run_mim_inprocess: Callable[..., "Result"], synthetic_cache: Path, cache_dir: Path
) -> None:
    """Each hit names its version; with an empty cache the bundled catalogue answers."""
    found = run_mim_inprocess("search", "code", "--all-versions", "--json", cache=synthetic_cache)
    assert {hit["mim"] for hit in json.loads(found.stdout)["data"]} == {"9.1.01"}
    bundled = run_mim_inprocess(
        "search", "PRPA_IN000203UK06", "--all-versions", "--json", cache=cache_dir
    )
    assert json.loads(bundled.stdout)["data"][0]["id"] == "PRPA_IN000203UK06"


def test_a_screen_shows_what_and_where_and_the_words() -> None:
    """A heading, a line on where it is, and the text with what was found standing out."""
    plain = search_hits(Screen(width=80), Listing(SearchHit, (HIT,)))
    assert plain == (
        "2 Storyboards\n  section · Alpha · 1 Overview\n    Here the **patient record** is sent\n"
    )
    coloured = search_hits(Screen(width=80, colour=True), Listing(SearchHit, (HIT,)))
    assert "Here the \x1b[1;33mpatient record\x1b[0m is sent" in coloured
    assert "**" not in coloured


def test_what_was_found_in_the_heading_is_marked_there() -> None:
    """The text follows unmarked; a row's address can be pasted; other places are counted."""
    hit = HIT._replace(
        kind="table_row",
        id="AAAA_MT000001UK01",
        path="Thing.name",
        title="[1..1] name (ST)",
        matched="[1..1] **name** (ST)",
        snippet="What it is called.",
        places=4,
    )
    shown = search_hits(Screen(width=80), Listing(SearchHit, (hit, HIT._replace(mim="8.0.00"))))
    assert shown == (
        "AAAA_MT000001UK01.Thing.name  [1..1] **name** (ST)\n"
        "  table row · Alpha · 1 Overview · and 3 more places · MiM 9.1.01\n"
        "    What it is called.\n\n"
        "2 Storyboards\n  section · Alpha · 1 Overview · MiM 8.0.00\n"
        "    Here the **patient record** is sent\n"
    )


def test_control_characters_of_the_manual_do_nothing() -> None:
    """They are made visible, marks or not."""
    hit = HIT._replace(title="\x1b[2Jx", snippet="**\x1b]0;y\x07**")
    for colour in (True, False):
        shown = search_hits(Screen(width=80, colour=colour), Listing(SearchHit, (hit,)))
        assert "\x1b[2J" not in shown
        assert "\x1b]0" not in shown
