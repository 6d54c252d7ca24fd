"""The cells of a tabular view, cut out of its markup and taken from the parser's tree: the same."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tabular_markup import MAKER, TOY, attribute, connector, nest, page, row, shifted, target

from mimcli.parse.tabular_rows import (
    MAX_NESTING,
    Label,
    ViewCell,
    ViewTable,
    described,
    label_of,
    read_tables,
    tables_as_written,
    tables_of_tree,
)

if TYPE_CHECKING:
    from conftest import RealMim

LISTING = "<table><tr><td><b>a</b></td><td>b</td></tr><tr><td>c</td></tr></table>"
REGULAR = (
    TOY,
    attribute("id"),
    connector("author", "Toy/author", " class=partclass"),
    nest(attribute("time"), target("agent", "Maker")),
    MAKER,
    shifted("[1..1] code (CV)"),
    row("<b>x</b> &amp; y", f"<p>Before</p>{LISTING}after"),
)


def readings(tables: tuple[ViewTable, ...]) -> list[object]:
    """What a reader of the cells gets; where lines end is left open if a tag is misplaced."""
    return [
        [
            [readings(cell.tables) if cell.tables else reading(cell) for cell in cells]
            for cells in table
            if len(cells) > 1 or label_of(cells[0].markup).text
        ]
        for table in tables
    ]


def reading(cell: ViewCell) -> tuple[str, Label, str | None, str]:
    rim_class, text = described(cell.markup)
    return cell.style, label_of(cell.markup), rim_class, "".join(text.replace("- ", "").split())


def test_a_regular_page_is_not_parsed() -> None:
    """Rows, nested rows and tables within descriptions are cut out, separators left out."""
    data = page(*REGULAR)
    written = tables_as_written(data)
    assert written is not None
    assert readings(written) == readings(tables_of_tree(data))
    (table,) = written
    assert [len(cells) for cells in table] == [2, 2, 2, 2, 2, 2, 2, 2, 3, 2]
    assert label_of(table[3][0].markup) == Label(
        "[1..1] id (II", "../../../Data Types/DataTypes.htm#II", None
    )
    assert described(table[3][1].markup) == (None, "Of id.")
    assert described(table[-1][1].markup)[1] == "Before\na b\nc\nafter"
    assert len(table[5][1].tables[0]) == 2


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ("<tr><td><b>a</b></td><td>b</tr>", "a cell that its row's end closes"),
        ("<tr><td><b>a</b></td></tr>text", "text between rows"),
        ("<tr><td>a</td>text<td>b</td></tr>", "text between cells"),
        ("<tr><td>a</td><td>1 < 2</td></tr>", "a bracket that begins no tag"),
        ('<tr><td>a</td><td><p title="x>b</p></td></tr>', "a quote that is not closed"),
        ('<tr><td>a</td><td><p title="1>0">b</p></td></tr>', "a bracket in an attribute"),
        ("<tr><td/><td>b</td></tr>", "a cell that is an empty tag"),
        ("<td>a</td>", "a cell without a row"),
        ("<tr><td></td><td><table><tr><td>a</td></tr>", "a table that is not closed"),
        ("<tr><td></td><td>" + LISTING * 2 + "</td></tr>", "two tables in one cell"),
        ("<tr><td>&nbsp;</td><td>" + LISTING + "</td></tr>", "a first cell that only looks empty"),
        ("<!-- <tr><td>a</td></tr>", "a comment that is not closed"),
        ("<tr>" + "<td>a</td>" * 4 + "</tr>", "four cells"),
        ("</table><table><tr><td>a</td></tr>", "two tables"),
    ],
)
def test_any_other_page_is_left_to_the_parser(markup: str, why: str) -> None:
    """What a browser would have to put right is not cut out."""
    data = page(TOY, markup)
    assert tables_as_written(data) is None, why
    assert readings(read_tables(data)) == readings(tables_of_tree(data))


def test_nesting_has_an_end() -> None:
    """Tables within tables are followed to a depth, and what is deeper costs no more."""
    deep = attribute("id")
    for _ in range(MAX_NESTING + 30):
        deep = nest(deep)
    assert tables_as_written(page(TOY, deep)) is None
    assert len(read_tables(page(TOY, deep))) == 1
    many = "<table><tr><td>" * 50_000
    assert tables_as_written(page(TOY, row("x", many))) is None


def test_links_and_anchors_are_read_as_they_are_written() -> None:
    """Quoted or not, in any case; a name before the first link is the row's anchor."""
    assert label_of("<a NAME=Toy.id></a><a href='x y.htm#B&amp;C'><b>B</b></a> z") == Label(
        "B z", "x y.htm#B&C", "Toy.id"
    )
    assert label_of('<a onclick="go(1)">q</a> <a id="later" href="">r</a>') == Label(
        "q r", "", "later"
    )
    assert described("<div ID=TOYS_HD000001UK01#Role;Toy/$id><p>One<br>two</div>") == (
        "Role",
        "One\ntwo",
    )


TOKENS = (
    *("<td>", "</td>", "<tr>", "</tr>", "<table>", "</table>", "<tbody>", "</tbody>", "<TD>"),
    *("<b>", "</b>", "<p>", "</P>", "<br>", "<li>", "<div id=A#Act;b>", "</div>", "<font size=1>"),
    *("words", "&amp;", "&nbsp;", "<", ">", '"', "'", "&lt;td&gt;", " ", "\n", "[1..1] a (II)"),
    *('<a href="x.htm#y">', "<a name=z>", "</a>", "<!--", "-->", "<td class='actclass'>", "<x:y>"),
)


@given(
    st.lists(st.sampled_from(REGULAR), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(TOKENS)), max_size=3),
)
@example([row("a", "<p>b</p>")], [(10, "<p>")])
def test_a_page_that_is_cut_out_reads_as_the_parsed_one(
    rows: list[str], insertions: list[tuple[int, str]]
) -> None:
    """Whatever is put into a page: the cut is right, or it is not made."""
    markup = "".join(rows)
    for place, token in insertions:
        at = place % (len(markup) + 1)
        markup = markup[:at] + token + markup[at:]
    data = page(markup)
    written = tables_as_written(data)
    if written is not None:
        assert readings(written) == readings(tables_of_tree(data))


@pytest.mark.corpus
def test_every_real_page_reads_the_same_both_ways(real_pages: "RealMim") -> None:
    """Most pages are regular, and all of these are cut out as the parser has them."""
    pages = real_pages.under("Domains/", "-noedit.htm")
    regular = 0
    for path in pages:
        data = real_pages.read(path)
        written = tables_as_written(data)
        if written is not None:
            regular += 1
            assert readings(written) == readings(tables_of_tree(data)), path
    assert regular > 0.9 * len(pages) > 0
