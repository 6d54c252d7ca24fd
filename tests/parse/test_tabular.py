"""Tabular views: kinds and owners of rows in both generations of pages; odd pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tabular_markup import (
    MAKER,
    PAGE,
    TOY,
    TYPES,
    alternative,
    attribute,
    card,
    class_rows,
    connector,
    named,
    nest,
    owners,
    page,
    parse,
    row,
    shifted,
    target,
)

from mimcli.parse.tabular import parse_tabular_view


def test_the_title_row_names_the_model():
    """Id from the file's name, R-MIM from the first row, in any letter case of the extension."""
    view = parse_tabular_view(PAGE.replace(".htm", ".HTM"), page(TOY))
    assert (view.id, view.rmim_id) == ("TOYS_HD000001UK01", "TOYS_RM000001UK01")
    assert view.rmim_page == "Domains/Toys/Tabular View/TOYS_RM000001UK01.htm"
    assert view.findings == ()
    assert [r.name for r in view.rows] == ["Toy"]


def test_a_class_holds_its_used_by_row():
    """The "Used by" row is folded in; colours give the kind where a page has them."""
    view = parse(TOY, class_rows("Part", "Toy Toy Box", ' class="entclass"'))
    toy, part = view.rows
    assert (toy.kind, toy.owner, toy.used_by, toy.class_kind) == ("class", -1, (), "act")
    assert (part.used_by, part.class_kind, part.anchor) == (("Toy", "Toy", "Box"), "entity", "Part")
    assert view.generation == "mif"


def test_mif_association_owns_its_attributes_up_to_its_target():
    """After the target, rows are the class's again."""
    view = parse(
        TOY,
        attribute("id"),
        connector("author", "Toy/author", " class=partclass"),
        attribute("time", "TS"),
        target("agent", "Maker"),
        target("scoper", "Maker"),
        MAKER,
        attribute("code", "CV"),
    )
    assert owners(view) == [
        ("Toy", ""),
        ("id", "Toy"),
        ("author", "Toy"),
        ("time", "author"),
        ("agent", "author"),
        ("scoper", "Toy"),
        ("Maker", ""),
        ("code", "Maker"),
    ]
    author, agent = named(view, "author"), named(view, "agent")
    assert (author.role, author.class_kind, author.anchor) == (
        "connector",
        "participation",
        "Toy/author",
    )
    assert (author.min, author.max) == (0, None)
    assert (agent.kind, agent.role, agent.target, agent.target_class) == (
        "association",
        "target",
        "Maker",
        6,
    )


def test_hmd_association_has_its_rows_in_a_nested_table():
    """The nested table's rows come flat, in order; what follows is the class's."""
    described = '<DIV title="x" id="TOYS_HD9#Act;Toy_c"><p>One.</p></DIV>'
    view = parse(
        class_rows("Toy", attributes=" bgcolor=yellow", description=described),
        row(f"{card('0..1')}<A name=Author2><B>author</B></A>", "", " bgcolor=#d0ffff"),
        nest(attribute("typeCode", "CS"), target("agent", "Maker")),
        target("scoper", "Maker"),
        class_rows("Maker", "Toy", " bgcolor=yellow"),
    )
    assert view.generation == "hmd"
    assert owners(view) == [
        ("Toy", ""),
        ("author", "Toy"),
        ("typeCode", "author"),
        ("agent", "author"),
        ("scoper", "Toy"),
        ("Maker", ""),
    ]
    assert (view.rows[0].rim_class, view.rows[0].class_kind) == ("Act", None)
    assert (view.rows[0].description, view.rows[1].anchor) == ("One.", "Author2")
    assert view.findings == ()


def test_hmd_rows_may_be_shifted_by_one_cell():
    """A first cell that is empty stands before the text; the description is the third."""
    view = parse(
        class_rows("Toy", attributes=" bgcolor=yellow"),
        row(f"{card('1..1')}<b>author</b>"),
        shifted(f'{card("1..1")}<b>typeCode</b> (<a href="{TYPES}CS">CS</a>)'),
        shifted(
            f"{card('1..1')}<b><a href='UKCT_HD000009UK01-NoEdit.htm'>agent</a></b> "
            "<a href='UKCT_RM000009UK01.htm'>[CMET:&nbsp;UKCT_MT000009UK01]</a>"
        ),
        target("scoper", "Toy"),
    )
    assert owners(view)[2:] == [("typeCode", "author"), ("agent", "author"), ("scoper", "Toy")]
    agent = named(view, "agent")
    assert (agent.kind, agent.target, agent.description) == ("cmet", "UKCT_MT000009UK01", "Told.")


def test_choice_alternatives_lead_to_classes_and_cmets():
    """Alternatives belong to the choice class; later associations are the choice class's too."""
    view = parse(
        class_rows("Giver", attributes=" class=choiceclass"),
        alternative("Shop", "TOYS_HD000001uk01-NoEdit.htm#Shop", first=True),
        alternative("Aunt", "#Aunt"),
        alternative("UKCT_MT000009UK01", "../../CMETs/Tabular View/UKCT_RM000009UK01.htm"),
        connector("time", "Giver/time"),
        target("span", "Aunt"),
        class_rows("Shop", "Giver"),
        class_rows("Aunt", "Giver"),
    )
    shop, aunt, cmet = view.rows[1:4]
    assert [r.kind for r in (shop, aunt, cmet)] == ["choice"] * 3
    assert [(r.min, r.max) for r in (shop, aunt)] == [(1, 1), (None, None)]
    assert [view.rows[r.target_class or 0].name for r in (shop, aunt)] == ["Shop", "Aunt"]
    assert (cmet.name, cmet.target, cmet.target_class) == (
        "UKCT_MT000009UK01",
        "UKCT_MT000009UK01",
        None,
    )
    assert owners(view)[1:6] == [
        ("Shop", "Giver"),
        ("Aunt", "Giver"),
        ("UKCT_MT000009UK01", "Giver"),
        ("time", "Giver"),
        ("span", "time"),
    ]
    assert view.findings == ()


def test_alternatives_of_an_association_belong_to_it():
    """A choice in an association's place has the association as owner, and ends it."""
    view = parse(
        TOY,
        connector("giver", "Toy/giver"),
        attribute("time", "TS"),
        alternative("Toy", "#Toy", first=True),
        alternative("Maker", "#Maker"),
        target("scoper", "Maker"),
        MAKER,
    )
    assert owners(view)[3:6] == [("Toy", "giver"), ("Maker", "giver"), ("scoper", "Toy")]


def test_attributes_after_alternatives_with_links_are_the_choice_class_s():
    """Their own attributes stand where the links lead."""
    view = parse(
        class_rows("Giver"),
        alternative("Toy", "#Toy", first=True),
        attribute("id"),
        TOY,
    )
    assert owners(view)[1:3] == [("Toy", "Giver"), ("id", "Giver")]


def test_a_class_may_have_two_used_by_rows():
    """No user is lost."""
    more = "<tr><td></td><td>Used by: Box, Shelf</td></tr>"
    assert parse(class_rows("Part", "Toy"), more).rows[0].used_by == ("Toy", "Box", "Shelf")


def test_alternatives_without_a_link_own_the_attributes_after_them():
    """Some pages spell the alternatives out in place."""
    view = parse(
        class_rows("Reason", attributes=" class=choiceclass"),
        alternative("Wish", first=True),
        attribute("id"),
        alternative("Need"),
        attribute("code", "CD"),
        TOY,
        attribute("value", "ST"),
    )
    assert owners(view)[1:] == [
        ("Wish", "Reason"),
        ("id", "Wish"),
        ("Need", "Reason"),
        ("code", "Need"),
        ("Toy", ""),
        ("value", "Toy"),
    ]
    wish = view.rows[1]
    assert (wish.target, wish.target_class, wish.anchor, wish.class_kind) == (
        "Wish",
        None,
        "Wish",
        "act",
    )


def test_rows_that_fit_nothing_are_findings():
    """Nothing is lost silently: text before any class, and text of no known form."""
    view = parse(attribute("id"), TOY, row("two words"), row("", "only told"))
    assert [r.name for r in view.rows] == ["Toy"]
    assert [f.kind for f in view.findings] == ["unparsed-row"] * 3
    assert {(f.subject, f.page) for f in view.findings} == {("TOYS_HD000001UK01", PAGE)}
    assert "two words" in view.findings[1].detail


def test_empty_rows_are_left_out():
    """One page has hundreds of them."""
    empty = "<tr valign=top><td></td><td> &nbsp; </td></tr><tr></tr>"
    view = parse(TOY, empty, attribute("id"), empty)
    assert owners(view) == [("Toy", ""), ("id", "Toy")]
    assert view.findings == ()


def test_rows_in_several_tables_and_groups_are_read():
    """Other generators may wrap rows; every outermost table counts."""
    rows = f"<thead>{TOY}</thead></table><div><table><form>{attribute('id')}</form>"
    assert owners(parse(rows)) == [("Toy", ""), ("id", "Toy")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\0\0",
        b"no table at all",
        b"<table>",
        b"<table><tr><td>",
        b"\xff\xfe\xfa<table><tr>",
        b"<table>" * 3000,
        b"<table><tr><td></td><td>" * 3000 + b"[1..1] a (II)",
        b"<table>" + b"<tbody>" * 3000,
        b"<?xml version='1.0'?>" * 50,
    ],
)
def test_junk_gives_an_empty_view_with_a_finding(data: bytes):
    """No page is fatal."""
    view = parse_tabular_view(PAGE, data)
    assert all(r.kind != "class" for r in view.rows)
    assert view.findings


WHOLE = page(TOY, attribute("id"), connector("author", "x"), target("agent", "Maker"), MAKER)


@given(st.integers(0, len(WHOLE)))
def test_a_truncated_page_gives_the_rows_before_the_cut(length: int):
    """Rows come in order, and every owner and target is a row of the page."""
    view = parse_tabular_view(PAGE, WHOLE[:length])
    names = [r.name for r in view.rows]
    whole = ["Toy", "id", "author", "agent", "Maker"]
    assert names[:-1] == whole[: len(names[:-1])]
    assert all(r.owner < position for position, r in enumerate(view.rows))
    assert all(r.target_class is None or r.target_class < len(names) for r in view.rows)
