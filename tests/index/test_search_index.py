"""The full text index: each text once with all its places, and every word of every page."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from mimcli.index.search_passages import words_within
from support.visible_words import pages_below, tokens_of, visible_text

GRAMMAR = {"m", "r", "used", "by", "either", "or", "cmet", "shadow", "cmets", "20view"}
"""What the rows of message tables say beside names and values; the last two in a CMET's path."""


@pytest.fixture
def connection(synthetic_cache: Path) -> Iterator[sqlite3.Connection]:
    (path,) = synthetic_cache.glob("index-v*/*.db")
    found = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    yield found
    found.close()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("administrativeGenderCode", "administrative Gender Code"),
        ("nHSNumber", "n HS Number"),
        ("PRPA_IN000203UK06", "PRPA IN 000203 UK 06"),
        ("NHSTrust (CV)", "NHS Trust"),
        ("plain words", ""),
        ("ID", ""),
    ],
)
def test_names_are_taken_apart(text: str, words: str) -> None:
    """A name of several words is found by each; a plain word is not doubled."""
    assert words_within(text) == words


def test_a_text_is_kept_once(connection: sqlite3.Connection) -> None:
    """No two passages are alike, and each has places, counted from 0."""
    passages = connection.execute("SELECT kind, name, title, context, text, words FROM passage")
    found = passages.fetchall()
    assert len(found) == len(set(found)) > 200
    places = connection.execute(
        "SELECT passage, count(*), max(position) FROM passage_place GROUP BY passage"
    ).fetchall()
    assert [one for one, _, _ in places] == list(range(1, len(found) + 1))
    assert all(count == last + 1 for _, count, last in places)
    assert any(count > 1 for _, count, _ in places)


def test_every_row_of_a_message_table_has_a_passage(connection: sqlite3.Connection) -> None:
    """As many places of rows as there are rows, each once."""
    rows = connection.execute("SELECT view, position FROM table_row ORDER BY 1, 2").fetchall()
    places = connection.execute(
        'SELECT view, "row" FROM passage_place WHERE view IS NOT NULL ORDER BY 1, 2'
    ).fetchall()
    assert places == rows != []


def test_every_artefact_has_one_passage(connection: sqlite3.Connection) -> None:
    """Of its kind, under its id, whether a section is about it or only a schema has it."""
    artefacts = connection.execute(
        "SELECT kind, id FROM artefact WHERE standing != 'mentioned' ORDER BY 1, 2"
    ).fetchall()
    passages = connection.execute(
        "SELECT kind, name FROM passage WHERE kind IN (SELECT kind FROM artefact) ORDER BY 1, 2"
    ).fetchall()
    assert passages == artefacts != []


def words_of_pages(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The words of all passages by the page that they stand on."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, *texts in connection.execute(
        "SELECT g.path, p.name, p.title, p.context, p.text, p.words FROM page g"
        " JOIN passage_place q ON q.page = g.id JOIN passage p ON p.id = q.passage"
    ):
        for text in texts:
            found[path] |= tokens_of(text or "")
    return found


def test_every_word_of_every_page_is_found_there(
    connection: sqlite3.Connection, synthetic_mim: Path
) -> None:
    """A second reader of the same pages sees no word that the page's passages lack."""
    known = words_of_pages(connection)
    pages = pages_below(synthetic_mim)
    assert len(pages) > 30
    lacking = {page: tokens_of(visible_text(path)) - known[page] for page, path in pages.items()}
    for page, words in lacking.items():
        allowed = GRAMMAR if "-NoEdit" in page else set()
        assert words <= allowed, page


@pytest.mark.corpus
def test_every_word_of_the_real_pages_is_found_there(real_cache: Path) -> None:
    """As above; in message tables a few words of the grammar and of paths in links are left out."""
    (path,) = real_cache.glob("index-v*/*.db")
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    known = words_of_pages(connection)
    connection.close()
    (tree,) = (one for one in real_cache.glob("tree-v*/*") if one.is_dir())
    pages = pages_below(tree)
    assert len(pages) > 1500
    rest: set[str] = set()
    for page, file in pages.items():
        lacking = tokens_of(visible_text(file)) - known[page]
        assert not lacking or "-NoEdit" in page, (page, lacking)
        rest |= lacking
    # One shadow is cited by the name of what it stands for.
    assert {word for word in rest - GRAMMAR if not word.isdigit()} <= {"informant12"}
