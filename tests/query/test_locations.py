"""`open`: the page, the place in it, the drawing, and the same on the web."""

from urllib.parse import unquote

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.errors import NotCachedError, NotFoundError
from mimcli.query.locations import locate, on_the_web
from mimcli.query.opening import open_bundled, open_manual


@pytest.fixture(scope="module")
def manual(synthetic_cache):
    return open_manual(CachePaths(synthetic_cache), None)


def test_an_interaction_is_at_its_heading(manual):
    found = locate(manual, "prsc_in900001uk02")
    assert found.kind == "page"
    assert found.page == "Domains/Slot Booking/Document files/SlotBookingIM.htm"
    assert found.anchor
    assert (
        unquote(found.address)
        == f"{(manual.tree / found.page).as_uri()}".replace("%20", " ") + f"#{found.anchor}"
    )
    assert (manual.tree / found.page).samefile(found.file)


def test_every_page_that_the_index_names_can_be_opened(manual):
    """Of each artefact that a page defines: the page is there."""
    rows = manual.rows("SELECT id, page, anchor FROM artefact WHERE page IS NOT NULL")
    assert len(rows) > 40
    for identifier, page, anchor in rows:
        found = locate(manual, identifier)
        assert (found.page, found.anchor) == (page, anchor), identifier


def test_a_tabular_view_and_an_rmim_are_pages_of_their_own(manual):
    view, rmim, page, drawn = manual.row(
        "SELECT tabular_view_id, rmim_id, tabular_view, rmim FROM definition"
        " WHERE id = 'PRSC_MT900001UK02'"
    )
    assert locate(manual, view).page == page
    assert locate(manual, rmim).page == drawn
    assert locate(manual, "PRSC_MT900001UK02").page.endswith("SlotBookingIM.htm")


def test_a_path_is_taken_in_any_letter_case(manual):
    found = locate(manual, "core\\CHANGE.htm#top")
    assert (found.kind, found.page, found.anchor) == ("page", "Core/Change.htm", "top")
    assert locate(manual, None).page == "Index.htm"
    assert locate(manual, "schemas/prsc_in900001uk02.xsd").kind == "file"


def test_what_no_page_defines_is_said(manual):
    with pytest.raises(NotFoundError):
        locate(manual, "no such page.htm")
    with pytest.raises(NotFoundError):
        locate(manual, "../../etc/passwd")
    with pytest.raises(NotFoundError, match="no diagram"):
        locate(manual, "Templates", diagram=True)


def test_the_bundled_catalogue_has_no_pages():
    with pytest.raises(NotCachedError):
        locate(open_bundled("7.2.02"), "PDS")


def test_the_web_address_leads_to_the_same_place(manual):
    found = on_the_web("6.3.01", locate(manual, "PRSC_IN900001UK02"))
    front = on_the_web("6.3.01").address
    assert front.startswith("https://webarchive.nationalarchives.gov.uk/")
    assert found.address.startswith(front.removesuffix("Index.htm"))
    assert "/Domains/Slot%20Booking/Document%20files/SlotBookingIM.htm#" in found.address
    assert found.file is None
    with pytest.raises(NotFoundError, match="not on the web"):
        on_the_web("0.0.01")
