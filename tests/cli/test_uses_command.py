"""`mim uses`: exit codes, formats, and how it looks."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.uses import Use, UseStep
from mimcli.render.answer import Answer
from mimcli.render.text.layouts import render_text
from mimcli.render.text.screen import Screen
from support import tables

if TYPE_CHECKING:
    from typer.testing import Result

Run = Callable[..., "Result"]

TREE = """\
SlotPriority
└─ PRSC_MT900001UK02  Booking  [vocabulary]  Appointments
   ├─ PRSC_IN900001UK01  [message type]  Appointments
   └─ PRSC_IN900001UK02  Booking Request  [message type]  Appointments
"""
TEXT = """\
UKCT_MT900101UK01 is used by

Message types (2)
  PORX_MT900001UK30  Supply Order  cmet  Medication Supply
      SupplyOrder.performer.agent
  PRSC_MT900001UK02  Booking       cmet  Appointments
      BookingRequest.performer.agent
"""


@pytest.fixture
def mim(run_mim_inprocess: Run, synthetic_cache: Path) -> Run:
    return lambda *arguments: run_mim_inprocess(*arguments, cache=synthetic_cache)


def test_uses_in_a_pipe_are_columns(mim: Run) -> None:
    result = mim("uses", "SlotPriority")
    header, line = result.stdout.splitlines()
    assert header.split("\t") == list(Use._fields)
    assert line.split("\t")[:2] == ["message_type", "PRSC_MT900001UK02"]
    assert result.exit_code == 0


def test_nothing_is_exit_code_1(mim: Run) -> None:
    """An interaction that nothing answers with: the answer is empty, and stderr says so."""
    result = mim("uses", "PRSC_IN900001UK02", "--json")
    assert json.loads(result.stdout)["data"] == []
    assert result.exit_code == 1
    assert mim("uses", "PRSC_IN900001UK02", "-f", "text").stdout == ""
    assert mim("uses", "PRSC_IN900001UK02", "--tree").exit_code == 1


def test_an_unknown_name_is_exit_code_3(mim: Run) -> None:
    assert mim("uses", "NoSuchThing").exit_code == 3
    assert mim("uses", "NoSuchThing", "--tree").exit_code == 3


def test_a_kind_says_what_a_name_is(mim: Run) -> None:
    """CMETs is a domain; asked for as another kind it is not found."""
    assert mim("uses", "CMETs", "--kind", "domain").exit_code == 0
    assert mim("uses", "CMETs", "--kind", "datatype").exit_code == 3


def test_a_depth_needs_a_tree(mim: Run) -> None:
    assert mim("uses", "SlotPriority", "--depth", "2").exit_code == 2


def test_a_tree_is_drawn(mim: Run) -> None:
    assert mim("uses", "SlotPriority", "--tree").stdout == TREE


def test_a_tree_in_json_is_flat(mim: Run) -> None:
    steps = json.loads(mim("uses", "SlotPriority", "--tree", "--json").stdout)["data"]
    assert [step["depth"] for step in steps] == [0, 1, 2, 2]
    assert set(steps[0]) == set(UseStep._fields)


def test_a_list_on_a_terminal(mim: Run) -> None:
    assert mim("uses", tables.PERSON_CMET, "-f", "text").stdout == TEXT


def _use(places: tuple[str, ...]) -> Use:
    return Use("cmet", "X_1", "T", "cmet", len(places), places, None, "Y_1", "uses")


def _screen(data: object, width: int, *, verbose: bool = False) -> str:
    screen = Screen(width=width, interactive=True, verbose=verbose)
    return render_text(Answer("uses", "1", "cache", data), screen)


def test_a_person_sees_two_places_and_how_many_more() -> None:
    data = Listing(Use, (_use(("A.b", "A.c", "A.d", "A.e")),))
    text = _screen(data, 80)
    assert "A.c\n" in text
    assert "A.d" not in text
    assert "and 2 more" in text
    assert text.startswith("Y_1 uses\n")
    assert "A.e" in _screen(data, 80, verbose=True)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    """The end of a long path is what is kept; a tree's lines are cut."""
    path = ".".join(f"association{number}" for number in range(20))
    text = _screen(Listing(Use, (_use((path,)),)), width)
    assert max(map(len, text.splitlines())) <= width
    assert "association19" in text
    step = UseStep(0, "cmet", "X_1", "A title " * 30, ("cmet",), 3, None, None)
    assert max(map(len, _screen(Listing(UseStep, (step,)), width).splitlines())) <= width
