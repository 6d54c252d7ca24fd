"""What a start loads: hardly anything, as it is paid for at every call."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"lxml", "rich", "pygments", "httpx", "sqlite3", "json", "mimcli.importer"}
PROBE = """
import atexit, sys
def tell():
    sys.stderr.write(repr(sorted(sys.modules)))
atexit.register(tell)
from mimcli.__main__ import main
sys.argv = ["mim", *{arguments!r}]
main()
"""


def modules(environment: dict[str, str], *arguments: str, **variables: str) -> set[str]:
    """Return the modules that are loaded when a call ends."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(arguments=list(arguments))],
        env={**environment, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    found = done.stderr[done.stderr.rindex("[") :]
    assert "typer" in found
    return set(eval(found))


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["show", "--help"]])
def test_help_and_version_load_nothing_heavy(
    environment: dict[str, str], arguments: list[str]
) -> None:
    assert not modules(environment, *arguments) & HEAVY


def test_completion_loads_neither_parsers_nor_rich(
    environment: dict[str, str], synthetic_cache: Path
) -> None:
    loaded = modules(
        environment,
        _MIM_COMPLETE="complete_zsh",
        _TYPER_COMPLETE_ARGS="mim show PORX_IN9",
        MIM_CACHE_DIR=str(synthetic_cache),
    )
    assert "sqlite3" in loaded
    assert not loaded & {"lxml", "rich", "pygments", "mimcli.importer", "mimcli.render.text"}


@pytest.mark.parametrize("form", ["tsv", "csv", "json", "ndjson", "markdown"])
def test_an_answer_for_programs_loads_neither_parsers_nor_rich(
    environment: dict[str, str], synthetic_cache: Path, form: str
) -> None:
    loaded = modules(environment, "list-domains", "-f", form, MIM_CACHE_DIR=str(synthetic_cache))
    assert "sqlite3" in loaded
    assert not loaded & {"lxml", "rich", "pygments", "mimcli.importer", "mimcli.render.text"}


def test_an_answer_for_people_loads_what_rich_needs_to_paint_it_and_no_more(
    environment: dict[str, str], synthetic_cache: Path
) -> None:
    loaded = modules(
        environment,
        *("list-domains", "-f", "text"),
        MIM_CACHE_DIR=str(synthetic_cache),
        FORCE_COLOR="1",
        NO_COLOR="",
    )
    assert {"mimcli.render.text", "rich.text", "rich.console"} <= loaded
    seldom = {"rich.table", "rich.markdown", "rich.traceback", "rich.progress", "rich.syntax"}
    assert not loaded & {"lxml", "pygments", "mimcli.importer", "mimcli.parse", *seldom}


def test_text_without_colours_loads_no_painter(
    environment: dict[str, str], synthetic_cache: Path
) -> None:
    loaded = modules(environment, "list-domains", "-f", "text", MIM_CACHE_DIR=str(synthetic_cache))
    assert "mimcli.render.text" in loaded
    assert not loaded & {"rich.text", "rich.console"}


def test_a_new_message_needs_no_parser(
    environment: dict[str, str], synthetic_cache: Path, tmp_path: Path
) -> None:
    """The index has the schemas' types; lxml is loaded for a message to fill from only."""
    target = str(tmp_path / "new.xml")
    loaded = modules(
        environment,
        "scaffold",
        "PRSC_IN900001UK02",
        "-o",
        target,
        MIM_CACHE_DIR=str(synthetic_cache),
    )
    assert not loaded & {"lxml", "rich"}


def test_a_message_that_its_schema_accepts_loads_nothing_that_explains(
    environment: dict[str, str], synthetic_cache: Path, synthetic_mim: Path
) -> None:
    message = next((synthetic_mim / "Examples").rglob("PRSC_IN900001UK02_01.xml"))
    words = ("validate", "--select", "schema", str(message))
    loaded = modules(environment, *words, MIM_CACHE_DIR=str(synthetic_cache))
    assert {"lxml", "mimcli.messages.judging"} <= loaded
    explaining = {"mimcli.checks.schema", "mimcli.checks.explaining", "mimcli.query.explain_nodes"}
    seldom = {"pickle", "xml.parsers.expat", "mimcli.messages.mime", "mimcli.data.known"}
    assert not loaded & (explaining | seldom)
