"""Records as rows of a table: which value stands in which column."""

from typing import NamedTuple

from mimcli.model.answers.interaction import ReceiverResponsibility
from mimcli.model.answers.knowledge import Definition, Revision, Which
from mimcli.model.answers.listing import Listing
from mimcli.render.plain import grid


class Shown(NamedTuple):
    """A record with others in it."""

    answers: tuple[ReceiverResponsibility, ...]
    sections: tuple["Sectioned", ...]


class Sectioned(NamedTuple):
    """An artefact with its section."""

    id: str
    title: str | None
    section: str


def definition(mim: str, payload: str) -> Definition:
    """Return one version's account of an id."""
    return Definition(
        mim, "ABCD_IN000001UK02", "A title", "D", payload, payload, "W", None, "cache", True
    )


def answer(*versions: Definition) -> Which:
    """Return the answer of `which` about one id."""
    return Which(
        id="ABCD_IN000001UK02",
        kind="interaction",
        defined=bool(versions),
        first=None,
        last=None,
        versions=versions,
        elsewhere=(),
        nearest=(Revision("ABCD_IN000001UK01", ("1.0",)),),
        services=(),
        retirement="unknown",
        retirement_version=None,
    )


def test_a_record_within_a_record_has_its_id_as_value_and_only_its_title_as_title():
    """The interaction of a responsibility is the value; a section is not glued to a title."""
    shown = Shown(
        (ReceiverResponsibility("All went well", "ABCD_IN000001UK02"),),
        (Sectioned("ABCD_IN000003UK01", "A title", "6.14"),),
    )
    _, rows = grid(shown)
    assert list(rows) == [
        ["answers", "ABCD_IN000001UK02", "All went well"],
        ["sections", "ABCD_IN000003UK01", "A title"],
    ]


def test_which_has_a_line_for_each_version_that_defines_the_id():
    """With that version's own message type and wrappers, as many cells as columns."""
    header, rows = grid(Listing(Which, (answer(definition("6", "P1"), definition("7", "P2")),)))
    lines = [dict(zip(header, row, strict=True)) for row in rows]
    found = [(one["id"], one["mim"], one["message_type"], one["defined"]) for one in lines]
    assert found == [
        ("ABCD_IN000001UK02", "6", "P1", "true"),
        ("ABCD_IN000001UK02", "7", "P2", "true"),
    ]
    assert {one["transmission_wrapper"] for one in lines} == {"W"}


def test_an_id_that_no_version_defines_has_one_line_that_says_so():
    """With its nearest revisions, and nothing in the columns of a version."""
    header, rows = grid(Listing(Which, (answer(),)))
    (line,) = (dict(zip(header, row, strict=True)) for row in rows)
    assert (line["id"], line["mim"], line["defined"]) == ("ABCD_IN000001UK02", "", "false")
    assert line["nearest"] == "ABCD_IN000001UK01"


class Code(NamedTuple):
    """A code."""

    code: str
    display: str | None
    note: str | None
    retired: bool


class Codes(NamedTuple):
    """A record with others in it that have no title."""

    codes: tuple[Code, ...]


def test_a_record_without_a_title_has_every_key_whether_it_has_a_value_or_not():
    """So that what stands at `note=` is the note of each."""
    codes = (Code("1", "Not known", None, False), Code("2", 'a "b" c=d\\', "", True))
    rows = list(grid(Codes(codes))[1])
    assert rows == [
        ["codes", "1", 'display="Not known" note= retired=false'],
        ["codes", "2", 'display="a \\"b\\" c=d\\\\" note= retired=true'],
    ]
