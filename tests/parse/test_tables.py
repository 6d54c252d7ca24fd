"""Grids with spanning cells, and the small tools for tables."""

from hypothesis import given
from hypothesis import strategies as st

from mimcli.parse.htmlio import parse_html, text_of
from mimcli.parse.tables import WIDEST_ROW, grid, lines_of, outer_tables, own_rows, short_text


def tables_of(markup):
    root = parse_html(markup.encode())
    assert root is not None
    return list(outer_tables(root))


def texts(markup):
    (table,) = tables_of(f"<table>{markup}</table>")
    return [[text_of(place.cell) for place in places] for places in grid(list(own_rows(table)))]


def test_spans_cover_their_places():
    rows = "<tr><td rowspan=2>a<td colspan=2>b</tr><tr><td>c<td>d</tr><tr><td>e</tr>"
    assert texts(rows) == [["a", "b", "b"], ["a", "c", "d"], ["e"]]


def test_senseless_spans_are_bounded():
    rows = '<tr><td rowspan="99999999999" colspan="-3">a<td colspan="100000">b</tr><tr><td>c</tr>'
    first, second = texts(rows)
    assert (first[0], len(first), second[0]) == ("a", WIDEST_ROW, "a")


@given(st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=5), max_size=6))
def test_a_grid_has_every_cell_and_each_begins_once(rows):
    numbers = iter(range(1000))
    markup = "".join(
        "<tr>"
        + "".join(f"<td rowspan={r} colspan={c}>{next(numbers)}</td>" for r, c in row)
        + "</tr>"
        for row in rows
    )
    found = tables_of(f"<table>{markup}</table>")
    places = grid(list(own_rows(found[0]))) if found else []
    begun = [text_of(place.cell) for row in places for place in row if place.own]
    assert sorted(begun, key=int) == [str(number) for number in range(sum(map(len, rows)))]


def test_tables_within_cells_are_not_rows_of_the_outer_one():
    markup = "<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table><table></table>"
    first, second = tables_of(markup)
    assert (len(list(own_rows(first))), len(list(own_rows(second)))) == (1, 0)


@given(
    st.sampled_from(
        [
            "x",
            "<b>x</b>",
            "a <a href=y>x</a> b",
            "<p>x</p><p>y</p>",
            "<b><i>x</i></b>",
            "",
            "<br>",
            "a<br>b",
        ]
    )
)
def test_short_text_is_the_text_with_blanks_for_line_breaks(inner):
    (table,) = tables_of(f"<table><tr><td>{inner}</td></tr></table>")
    cell = next(own_rows(table))[0]
    assert short_text(cell) == " ".join(lines_of(cell))
    assert short_text(cell).replace(" ", "") == text_of(cell).replace(" ", "")


def test_lines_of_a_cell():
    (table,) = tables_of("<table><tr><td><p>a<br>b</p> c </td></tr></table>")
    assert lines_of(next(own_rows(table))[0]) == ["a", "b", "c"]
