"""The pages as such: links, the index, the changelog, the lines that CI runs, nobody's text."""

import re
import sqlite3
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
from console_blocks import ROOT, pages

import mimcli

DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
SHINGLE = 8
"""So many words in a row that are in the manual's texts too are a quotation."""


def _anchors(path: Path) -> set[str]:
    """Return the anchors that GitHub gives a page's headings."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings]
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in plain}


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_resolve(path: Path) -> None:
    """Each relative link leads to a file, and its fragment to a heading there."""
    for link in _LINK.findall(_CODE.sub("", path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            assert link.startswith("https://"), link
            continue
        name, _, fragment = link.partition("#")
        target = (path.parent / unquote(name)).resolve() if name else path
        assert target.is_file(), f"{link} leads nowhere"
        if fragment:
            assert fragment in _anchors(target), f"{link} names no heading"


def test_the_index_lists_every_page() -> None:
    """docs/README.md links all other pages of docs/."""
    text = (DOCS / "README.md").read_text(encoding="utf-8")
    linked = {link.partition("#")[0] for link in _LINK.findall(text)}
    there = {str(path.relative_to(DOCS).as_posix()) for path in DOCS.rglob("*.md")} - {"README.md"}
    assert there
    assert there - linked == set()


def test_the_changelog_has_this_version() -> None:
    """CHANGELOG.md has a section for the version of the package, and one for what comes."""
    assert f"## [{mimcli.__version__}]" in CHANGELOG
    assert "## [Unreleased]" in CHANGELOG
    assert CHANGELOG.index("## [Unreleased]") < CHANGELOG.index(f"## [{mimcli.__version__}]")


def _marked_line(text: str, name: str) -> str:
    match = re.search(rf"^<!-- {name} -->\n```sh\n(.+)\n```$", text, re.MULTILINE)
    assert match, f"no line below <!-- {name} -->"
    return match[1]


def test_ci_runs_the_lines_of_the_readme() -> None:
    """`.ci/run` finds the README's two lines, each one command line, by its own means."""
    awk = re.search(r"line_of\(\) \{\n(.*?)\n\}\n", (ROOT / ".ci/run").read_text(), re.DOTALL)
    assert awk, "line_of has gone from .ci/run"
    for name in ("run", "tests"):
        done = subprocess.run(
            ["bash", "-c", f"line_of() {{\n{awk[1]}\n}}\nline_of {name}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == _marked_line(README, name)


def test_the_contributors_page_has_the_same_test_line() -> None:
    """CONTRIBUTING.md does not tell another way to run the tests."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert _marked_line(README, "tests") in text


def test_the_readme_names_the_distribution() -> None:
    """The name to install is the one in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"`{project['name']}`" in README
    assert list(project["scripts"]) == ["mim"]


def _shingles(text: str) -> set[tuple[str, ...]]:
    # An OID is nothing but numbers, and a fact; a namespace of the W3C is nobody's prose.
    plain = re.sub(r"\d+(?:\.\d+)+|http://www\.w3\.org/\S+", " ", text.lower())
    words = re.findall(r"[a-z0-9]+", plain)
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


@pytest.mark.corpus
def test_no_page_quotes_the_manual(real_cache: Path) -> None:
    """No page has a passage of the publication's text: identifiers, titles and counts only."""
    (index,) = real_cache.glob("index-v2/*.db")
    with sqlite3.connect(f"{index.as_uri()}?mode=ro", uri=True) as connection:
        texts = [
            row[0]
            for query in (
                "SELECT text FROM prose",
                "SELECT description FROM artefact WHERE description IS NOT NULL",
                "SELECT overview FROM domain WHERE overview IS NOT NULL",
                "SELECT reason FROM responsibility",
                "SELECT note FROM code WHERE note IS NOT NULL",
                "SELECT description FROM datatype WHERE description IS NOT NULL",
                "SELECT description FROM vocabulary WHERE description IS NOT NULL",
                "SELECT text FROM passage WHERE text IS NOT NULL",
            )
            for row in connection.execute(query)
        ]
    assert len(texts) > SHINGLE
    manual = set().union(*map(_shingles, texts))
    for path in [*pages(), ROOT / "CHANGELOG.md"]:
        quoted = _shingles(path.read_text(encoding="utf-8")) & manual
        assert not quoted, f"{path.name} quotes the manual: {' / '.join(map(' '.join, quoted))}"
