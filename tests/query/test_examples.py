"""`example`: which examples a name stands for, and which one of them is meant."""

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.errors import NotFoundError, UsageError
from mimcli.query.examples import example_document, select_examples
from mimcli.query.opening import open_manual

BOOKING = "PRSC_MT900001UK02"
FIRST = "Examples/Appointments/PRSC_EX900001UK02_01.xml"


@pytest.fixture(scope="module")
def manual(synthetic_cache):
    return open_manual(CachePaths(synthetic_cache), None)


def paths(manual, name: str) -> list[str]:
    return [one.path for one in select_examples(manual, name).listing.items]


def test_a_message_types_examples_are_numbered_in_order(manual):
    items = select_examples(manual, BOOKING.lower()).listing.items
    assert [one.number for one in items] == list(range(1, len(items) + 1))
    assert items[0][:6] == (1, "PRSC_EX900001UK02", "01", None, FIRST, BOOKING)
    assert items[0][6:] == ("Booking", "link")
    assert [one.label for one in items] == ["01", "02 wrong", "03_tight"]


def test_an_interaction_has_its_own_examples_and_then_its_payloads(manual):
    items = select_examples(manual, "PRSC_IN900001UK02").listing.items
    assert [one.artefact for one in items] == ["PRSC_IN900001UK02", *[BOOKING] * 3]


def test_a_domains_examples_are_those_of_everything_in_it(manual):
    found = paths(manual, "Appointments")
    assert set(paths(manual, "PRSC_IN900001UK02")) <= set(found)
    assert len(found) == len(set(found))


def test_both_forms_of_a_clinical_document_are_told_apart(manual):
    items = select_examples(manual, "POCD_MT910001UK01").listing.items
    assert [(one.form, one.path.partition("/")[0]) for one in items] == [
        ("wire", "Examples"),
        ("templated", "TemplatedExamples"),
    ]


def test_a_file_name_that_two_have_is_not_guessed(manual):
    with pytest.raises(UsageError) as error:
        select_examples(manual, "POCD_EX910001UK01_01.xml")
    assert "'TemplatedExamples/OutOfHours/POCD_EX910001UK01_01.xml'" in (error.value.hint or "")
    path = "TemplatedExamples/OutOfHours/POCD_EX910001UK01_01.xml"
    assert select_examples(manual, path.upper().replace("/", "\\")).one.path == path


@pytest.mark.parametrize(
    "which", ["2", "PRSC_EX900001UK02_02 wrong.xml", "prsc_ex900001uk02_02", "02 WRONG"]
)
def test_one_is_named_by_number_file_id_or_label(manual, which):
    assert select_examples(manual, BOOKING, which).one.path.endswith("_02 wrong.xml")


def test_what_names_none_or_several_of_the_list_is_refused(manual):
    for which in ("0", "4", "nothing"):
        with pytest.raises(NotFoundError, match="has 3 examples"):
            select_examples(manual, BOOKING, which)
    with pytest.raises(UsageError) as error:
        select_examples(manual, BOOKING, "PRSC_EX900001UK02")
    assert error.value.hint == "say 1 or 2 or 3"


def test_a_superseded_example_is_found_by_its_file_name_alone(manual):
    found = select_examples(manual, "PRSC_EX900001UK01.xml").one
    assert (found.path, found.artefact) == ("Examples/PRSC_EX900001UK01.xml", None)
    assert select_examples(manual, "untitled13.xml").one.path == "Examples/Untitled13.xml"
    assert found.path not in paths(manual, "Appointments")


def test_an_examples_id_stands_for_all_its_files(manual):
    found = select_examples(manual, "PRSC_EX900001UK02")
    assert (len(found.listing.items), found.one) == (3, None)
    assert select_examples(manual, "PRSC_EX900001UK02_01").one.path == FIRST


def test_what_has_no_examples_and_what_cannot_have_any(manual):
    assert paths(manual, "PRSC_MT900101UK01") == []
    for name in ("PRSC_AR900001UK01", "PRSC_EX999999UK01", "gone.xml", "no such name"):
        with pytest.raises(NotFoundError):
            select_examples(manual, name)


def test_a_document_is_the_file_as_it_is(manual):
    found = select_examples(manual, FIRST).one
    document, data = example_document(manual, found)
    assert data == (manual.tree / FIRST).read_bytes()
    assert document.text.encode() == data
    assert document.artefacts == (BOOKING,)
