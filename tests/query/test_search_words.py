"""What users type into a search: every text is either a valid expression or a usage error."""

import sqlite3
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mimcli.errors import UsageError
from mimcli.query.search_words import MOST_WORDS, expression

TEXTS = (
    "a record of the patient's address",
    "updateMode is a name; update and mode are words",
    "PRPA_IN000203UK06 answers II.NPfIT.uuid.mandatory",
    "code 01 of 2.16.840.1.113883",
    "appointment requests for a cardiologist",
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE search USING fts5(text, tokenize = 'porter unicode61')"
    )
    connection.executemany("INSERT INTO search VALUES (?)", ((text,) for text in TEXTS))
    yield connection
    connection.close()


def found(index: sqlite3.Connection, text: str) -> list[int]:
    """The numbers of the texts that a search finds."""
    sql = "SELECT rowid - 1 FROM search WHERE search MATCH ? ORDER BY rowid"
    return [number for (number,) in index.execute(sql, (expression(text),))]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("patient", [0]),
        ("PATIENT Address", [0]),
        ("patients", [0]),
        ('"patient\'s address"', [0]),
        ('"address patient"', []),
        ("address patient", [0]),
        ("update mode", [1]),
        ("updateMode", [1]),
        ("mode update", [1]),
        ("PRPA_IN000203UK06", [2]),
        ("prpa_in000203", [2]),
        ("PRPA", [2]),
        ("PRPA_IN0002*", [2]),
        ("II.NPfIT.uuid.mandatory", [2]),
        ("uuid.mandatory", [2]),
        ("2.16.840.1.113883", [3]),
        ("16.840", [3]),
        ("01", [3]),
        ("cardi*", [4]),
        ('"requests for a card"*', [4]),
        ("patient OR cardiologist", [0, 4]),
        ("a NOT patient", [1, 4]),
        ("NOT patient a", [1, 4]),
        ("(patient OR code) NOT address", [3]),
        ("patient AND (address OR code)", [0]),
        ("(patient", [0]),
        ("patient)", [0]),
        ("patient) OR (code", [0, 3]),
        ("patient AND", [0]),
        ("OR patient", [0]),
        ("-patient", [0]),
        ("text:patient", []),
        ("patient,address", [0]),
        ("^patient +address", [0]),
        ("NEAR(patient address)", []),
        ("patient - address", [0]),
        ('"patient', [0]),
        ("'; DROP TABLE search; --", []),
    ],
)
def test_a_search_finds_what_it_says(
    index: sqlite3.Connection, typed: str, expected: list[int]
) -> None:
    """Words, phrases, beginnings, operators, brackets; what makes no sense is text."""
    assert found(index, typed) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "empty"),
        (" \t\n ", "empty"),
        ("AND", "operators only"),
        ("OR NOT ( AND )", "operators only"),
        ("- : * \" ' ()", "no word"),
        ("\x00\x01\x7f\udcff", "no word"),
        ("NOT patient", "NOT takes away"),
        ("a OR NOT b", "NOT takes away"),
        ("word " * (MOST_WORDS + 1), "too long"),
    ],
)
def test_what_cannot_be_searched_is_a_usage_error(typed: str, said: str) -> None:
    """One line that says why, and a hint."""
    with pytest.raises(UsageError, match=said) as caught:
        expression(typed)
    assert "\n" not in caught.value.message
    assert caught.value.hint


OPERATORS = ("AND", "OR", "NOT", "NEAR", "(", ")", '"', '""', "*", "^", ":", "-", "+", "{", "}")
OTHERS = ("patient", "a*", "x y", "PRPA_IN000203", "é", "ß", "中文", "\x00", "\udc80", "text:", "'")
PIECES = st.one_of(st.sampled_from(OPERATORS), st.sampled_from(OTHERS), st.text(max_size=6))
TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=30).map("".join),
)


@given(TYPED)
@example("(" * 2000 + "patient")
@example("((a OR b) " * 30)
@example(")" * 50 + "a" + ")(" * 50)
@example('"' * 99)
@example(" OR ".join("abcdefghijklmnopqrstuvwxyz" * 2))
def test_any_text_is_safe(index: sqlite3.Connection, typed: str) -> None:
    """SQLite itself takes every expression that we make; nothing but a UsageError is raised."""
    try:
        wanted = expression(typed)
    except UsageError:
        return
    index.execute(
        "SELECT rowid, bm25(search) FROM search WHERE search MATCH ?", (wanted,)
    ).fetchall()


LETTERS = st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x24F)
WORDS = st.text(LETTERS, min_size=1, max_size=12).filter(
    lambda word: word not in ("AND", "OR", "NOT")
)


@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from(" .-_:/*'(),"))
def test_every_word_of_a_text_finds_it(words: list[str], between: str) -> None:
    """Each word alone, and each name that punctuation joins of two, finds the text it is in."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE search USING fts5(text, tokenize = 'porter unicode61')"
    )
    connection.execute("INSERT INTO search VALUES (?)", (between.join(words),))
    typed = [*words, *(f"{one}{between}{two}" for one, two in pairwise(words))]
    for text in typed:
        assert found(connection, text) == [0], text
    connection.close()
