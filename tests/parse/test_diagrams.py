"""Interaction diagrams are read from their maps, whatever the maps' links look like."""

from mimcli.model.diagrams import DiagramItem
from mimcli.parse.manual import parse_manual
from mimcli.parse.rmim import parse_rmim_image

PAGE = "Domains/Slots/Document files/Slots IM.htm"


def diagrams(body: str):
    text = f"<html><body><h1>5 Interaction Diagrams</h1>{body}</body></html>"
    return parse_manual(PAGE, text.encode()).diagrams


def test_a_diagram_has_its_heading_its_image_and_its_places():
    (found,) = diagrams(
        '<h2><a name=_Toc_Section_5.1></a>5.1&nbsp;Booking</h2><div><img src="pics/one%20two.png"'
        ' usemap="#M"><map name="m"><area href="#PRSC_IN900002UK02" coords="9, 80, 1, 1">'
        '<area href="../../X/X%20IM.htm#_Toc_Section_4.2" coords="9,20,1,1"></map></div>'
    )
    assert (found.section, found.title, found.anchor) == ("5.1", "Booking", "_Toc_Section_5.1")
    assert found.image == "Domains/Slots/Document files/pics/one two.png"
    assert found.items == (
        DiagramItem("Domains/X/X IM.htm", "_Toc_Section_4.2", 9, 20),
        DiagramItem(PAGE, "PRSC_IN900002UK02", 9, 80),
    )


def test_a_place_keeps_its_name_where_the_link_repeats_a_broken_anchor():
    (found,) = diagrams(
        '<img src="a.png" usemap="#m"><map name="m">'
        '<area href="#PRSC_IN900002UK02</a" coords="1,2,3,4"></map>'
    )
    assert [item.fragment for item in found.items] == ["PRSC_IN900002UK02"]


def test_what_has_no_places_is_no_diagram():
    """An icon, an image whose map is missing, and a map of areas that lead nowhere."""
    assert diagrams('<img src="icon.gif"><img src="b.png" usemap="#gone">') == ()
    assert diagrams('<img src="b.png" usemap="#m"><map name="m"><area coords="1,2"></map>') == ()
    assert diagrams('<img src="b.png" usemap><map name=""><area href="#a" coords="1"></map>') == ()


def test_the_image_of_an_rmim_is_the_one_with_a_map():
    page = "Domains/Slots/Tabular View/PRSC_RM900000UK02.htm"
    data = b'<img src="icon.gif"><IMG border="0"\n src=\'images/R M.png\' USEMAP="#rmim0"></img>'
    assert parse_rmim_image(page, data) == "Domains/Slots/Tabular View/images/R M.png"
    assert parse_rmim_image(page, b'<img usemap="#x" src=images/R.png>').endswith("images/R.png")
    assert parse_rmim_image(page, b'<img src="images/R.png">') == ""
