"""`mim retired --refresh`: a newer list is kept and counts; a page without one changes nothing."""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from mimcli.data.retirement_list import read_retirement_list
from support.web import Website, serving

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

Mim = Callable[..., "Result"]
NAMES = [one.name for one in read_retirement_list().fully_retired]
DATE = read_retirement_list().last_edited


def page_of(names: list[str], edited: str = "1 March 2031") -> str:
    items = "".join(f"<li>{name.replace('&', '&amp;')}</li>" for name in names)
    return (
        f"<title>Manuals</title><p>Last edited: {edited}</p><h2>Fully retired</h2><ul>{items}</ul>"
    )


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Website]:
    """A server with a page that retires Alerts too, and Discharge no more."""
    site = Website()
    names = [name for name in NAMES if name != "Discharge"]
    site.put("page.htm", page_of([*names, "Alerts"]))
    with serving(site):
        monkeypatch.setenv("MIM_PAGE", f"{site.address}page.htm")
        yield site


def refresh(run: Mim, cache: "Path") -> dict:
    result = run("retired", "--refresh", "--json", cache=cache)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["data"]


def status(run: Mim, cache: "Path", name: str) -> tuple[str, str]:
    (row,) = json.loads(run("retired", name, "--json", cache=cache).stdout)["data"]
    return row["retirement"], row["list_date"]


def test_a_newer_list_counts_from_then_on(
    run_mim_inprocess: Mim, site: Website, cache_dir: "Path"
) -> None:
    """In `retired`, in the gate, in the list of domains; with its address and date."""
    assert status(run_mim_inprocess, cache_dir, "Alerts") == ("partly-retired", DATE)
    data = refresh(run_mim_inprocess, cache_dir)
    assert (data["added"], data["removed"]) == (["Alerts"], ["Discharge"])
    assert (data["kept"], data["last_edited"], data["before_date"]) == (True, "2031-03-01", DATE)
    assert status(run_mim_inprocess, cache_dir, "Alerts") == ("retired", "2031-03-01")
    assert status(run_mim_inprocess, cache_dir, "HSC")[0] == "retired"  # by an alias of ours
    gate = run_mim_inprocess("retired", "--check", "Alerts", "--json", cache=cache_dir)
    assert gate.exit_code == 1
    domains = json.loads(run_mim_inprocess("list-domains", "--json", cache=cache_dir).stdout)
    assert {one["retirement"] for one in domains["data"] if one["name"] == "Alerts"} == {"retired"}
    (row,) = json.loads(run_mim_inprocess("retired", "Alerts", "--json", cache=cache_dir).stdout)[
        "data"
    ]
    assert site.address in row["source"]
    sources = json.loads(
        run_mim_inprocess("versions", "--sources", "--json", cache=cache_dir).stdout
    )
    (listed,) = (one for one in sources["data"] if one["fact"] == "retirement list")
    assert listed["note"] == "last edited 2031-03-01"
    assert site.address in listed["source"]


def test_all_names_that_a_version_lacks_are_one_warning(
    run_mim_inprocess: Mim, synthetic_cache: "Path"
) -> None:
    """A specification of one domain lacks nearly all of them."""
    result = run_mim_inprocess("retired", "--json", cache=synthetic_cache)
    (warning,) = json.loads(result.stdout)["warnings"]
    assert warning["code"] == "unmatched-retired-domain"
    assert sum(repr(name) in warning["message"] for name in NAMES) > 1


def test_the_same_list_again_changes_nothing(
    run_mim_inprocess: Mim, site: Website, cache_dir: "Path"
) -> None:
    """Nothing is kept; nor is a page that is older than the bundled list."""
    for edited, added in ((DATE, []), ("1 March 2001", ["Alerts"])):
        site.put("page.htm", page_of([*NAMES, *added], edited))
        data = refresh(run_mim_inprocess, cache_dir)
        assert (data["kept"], data["file"], data["added"]) == (False, None, added)
        assert not cache_dir.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (page_of(["Ann", "Bob", "Cy"]), "the page (titled 'Manuals') has no list of retired"),
        ("<p>Sign in</p>", "the page (without a title) has no list of retired domains"),
    ],
)
def test_a_page_without_a_list_changes_nothing(
    run_mim_inprocess: Mim, site: Website, cache_dir: "Path", content: str, words: str
) -> None:
    """And says so; what was kept before still counts."""
    refresh(run_mim_inprocess, cache_dir)
    kept = (cache_dir / "retirement-v1.json").read_bytes()
    site.put("page.htm", content)
    result = run_mim_inprocess("retired", "--refresh", cache=cache_dir)
    assert result.exit_code == 5
    assert words in result.stderr
    assert "hint: nothing was changed" in result.stderr
    assert (cache_dir / "retirement-v1.json").read_bytes() == kept


def test_a_damaged_list_is_told_and_mended(
    run_mim_inprocess: Mim, site: Website, cache_dir: "Path"
) -> None:
    """No answer is given by a list that cannot be read."""
    refresh(run_mim_inprocess, cache_dir)
    (cache_dir / "retirement-v1.json").write_text('{"format": 1, "fully_retired": [3]}')
    result = run_mim_inprocess("retired", cache=cache_dir)
    assert (result.exit_code, "is damaged" in result.stderr) == (5, True)
    assert "--refresh" in result.stderr
    refresh(run_mim_inprocess, cache_dir)
    assert run_mim_inprocess("retired", cache=cache_dir).exit_code == 0


def test_it_is_asked_for_alone(run_mim_inprocess: Mim, cache_dir: "Path") -> None:
    """With nothing to check."""
    for words in (["--check"], ["PDS"]):
        assert run_mim_inprocess("retired", "--refresh", *words, cache=cache_dir).exit_code == 2
