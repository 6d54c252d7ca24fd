"""Pages of a Domain Message Specification: what is odd gives what it can, and never fails."""

import pytest

from mimcli.parse.specification import parse_specification, parse_title
from support.specifications import specification_files

PAGE = "Domains/TMS-Implementation.html"
FILES = specification_files()


def row(below: str) -> bytes:
    named = "<a name='QUPC_IN900001GB01'> </a><b>Own Query (QUPC_IN900001GB01)</b><br/>"
    return f"<table><tr><td>{named}{below}</td></tr></table>".encode()


def test_lists_of_forms_give_the_one_that_the_domain_models():
    (found,) = parse_specification(
        PAGE,
        row(
            "Message: <ul><li>Wire Format: <a>Generic (POCD_MT900002UK01)</a></li>"
            "<li>Conformance Format: <a>Own Report (POCD_MT900001GB02)</a></li></ul>"
            "Trigger Event: <a>Asked (QUPC_TE900001GB01)</a><br/>"
        ),
    ).interactions
    assert [(one.id, one.title) for one in found.message_types] == [
        ("POCD_MT900001GB02", "Own Report")
    ]
    assert [one.id for one in found.trigger_events] == ["QUPC_TE900001GB01"]


def test_a_plain_list_gives_each_message():
    (found,) = parse_specification(
        PAGE, row("Message: <ul><li><a>Own Query (QUPC_MT900001GB01)</a></li></ul>Note: none")
    ).interactions
    assert [one.id for one in found.message_types] == ["QUPC_MT900001GB01"]


def test_a_row_that_names_an_id_in_passing_defines_nothing():
    page = b"<table><tr><td>See <b>QUPC_IN900001GB01</b> elsewhere.</td></tr></table>"
    found = parse_specification(PAGE, page)
    assert found.interactions == ()
    assert [one.kind for one in found.findings] == ["page-without-artefacts"]


@pytest.mark.parametrize("data", [b"", b"<", b"\0\xff", b"<table><tr><td><b>", b"x" * 100])
def test_what_is_no_page_gives_nothing_and_a_finding(data):
    found = parse_specification(PAGE, data)
    assert (found.interactions, found.definitions) == ((), ())
    assert found.findings
    assert parse_title(data).name == ""


def test_the_title_is_read_from_any_page():
    for path in ("index.html", "Domains/messages.html", PAGE):
        assert parse_title(FILES[path]) == ("Slot Booking", "1.2", "RC3")
