"""Flavours that a datatype's section only lists, as descriptions cite them."""

import sqlite3

import pytest

from mimcli.query.cited_flavours import cited_flavours, listed_title
from mimcli.query.manual import Manual

LIST = "Made up:\n1. Label plain (f)\n2. Label plain with use. (f)\n3. Label full (f) (LB.Full)\n"
LONG = "Badge Typed, plus optional Colour"


@pytest.fixture
def manual() -> Manual:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE datatype (id, name, kind, title, base, description)")
    rows = [
        (1, "LB", "type", "Label", None, LIST),
        (2, "BG", "type", "Badge", None, "No list."),
        (3, LONG, "flavour", LONG, "BG", ""),
        (4, "Number External", "flavour", "Number External", "BG, NR", ""),
    ]
    connection.executemany("INSERT INTO datatype VALUES (?, ?, ?, ?, ?, ?)", rows)
    return Manual("1.1.01", "cache", connection)


@pytest.mark.parametrize(
    ("datatype", "text", "found"),
    [
        ("LB", "The particular flavour of the label datatype used here is Label plain. So.", (0,)),
        ("LB", "The valid flavour of the LB datatype used here is: Label plain with use (f)", (1,)),
        ("LB", "The flavours of the LB datatype to use are 2. Label plain with use (f) 3. Label full (f)", (1, 2)),
        ("LB", "It will be of the flavour Label  Full, and hold a part.", (2,)),
        ("LB", "The flavour of LB to be used is: 1. Label plain (f)", (0,)),
        ("LB", "A label plain and simple. A null flavour may be used.", ()),
        ("LB", "The flavour of the label plain datatype says nothing.", ()),
        ("BG", "The “Badge Typed” datatype flavour shall be used.", (3,)),
        ("NR", "The External Number Flavour of it is used.", (4,)),
        ("NR", "The Badge Typed datatype flavour is of another type.", ()),
        ("XX", "The flavour used here is Label plain.", ()),
    ],
)  # fmt: skip
def test_what_a_description_cites_is_called_as_the_page_calls_it(
    manual: Manual, datatype: str, text: str, found: tuple[int, ...]
) -> None:
    titles = ("Label plain", "Label plain with use", "Label full", LONG, "Number External")
    assert cited_flavours(manual, datatype, text) == tuple(titles[at] for at in found)


def test_a_flavour_of_the_schemas_has_the_title_of_the_list(manual: Manual) -> None:
    assert listed_title(manual, "LB", "LB.Full") == "Label full"
    assert listed_title(manual, "LB", "LB.Other") is None
    assert listed_title(manual, "BG", "LB.Full") is None
