"""The layout of text: wrapping, columns, shortening, and what data may not do to a terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mimcli.render.text.blocks import columns, facts, lines_of, prose, shortened
from mimcli.render.text.fitting import fit, most_of, places
from mimcli.render.text.screen import Screen
from mimcli.render.text.styled import Solid, Span, Text, cut, join, part, wrap
from mimcli.render.text.xml_colours import xml_lines

WORDS = st.text(st.sampled_from("ab é漢\n-"), max_size=80)


def plain(lines: list[Text]) -> list[str]:
    """Return the lines' words."""
    return [line.plain for line in lines]


@given(WORDS, st.integers(1, 30))
def test_wrapping_loses_no_word_and_breaks_none(words: str, width: int) -> None:
    """Every word is there, in order; a line is too wide only if it is one word (with its indent)."""
    lines = plain(wrap(Text(words), width))
    assert " ".join(lines).split() == words.split()
    for line in lines:
        assert cell_len(line.rstrip()) <= width or len(line.removeprefix("-").split()) <= 2


@given(WORDS, st.integers(0, 90))
def test_cutting_leaves_what_fits(words: str, width: int) -> None:
    line = words.replace("\n", " ")
    found = cut(Text(line, "red"), width)
    assert found.width <= max(width, 1)
    # Half a wide letter leaves a blank.
    assert found.plain == line or line.startswith(found.plain.removesuffix("…").rstrip())
    assert [span.style for span in found.spans] == ["red"] * bool(found and line)


def test_a_list_hangs_and_styles_last_over_a_break() -> None:
    text = Text("- one two ", "dim") + Text("three four", "bold")
    lines = wrap(text, 11)
    assert plain(lines) == ["- one two", "  three", "  four"]
    assert lines[1].spans == [Span(2, 7, "bold")]


def test_a_path_is_one_piece() -> None:
    path = "Domains/A Folder/with blanks.htm"
    assert plain(wrap(Solid(path), 10)) == [path]
    assert plain(wrap(Text(path), 10)) != [path]


def test_wide_letters_count_twice_and_marks_not_at_all() -> None:
    assert Text("漢字").width == 4
    assert Text("e\u0301").width == 1
    found = part(Text("ab", "red") + Text("cd") + Text("ef", "dim"), 1, 5)
    assert found.plain == "bcde"
    assert found.spans == [Span(0, 1, "red"), Span(3, 4, "dim")]


def test_a_style_ends_with_its_words() -> None:
    """What is added has its own style or none, on either side; what it was made of is as it was."""
    first = Text("a", "red")
    both = first + Text("b") + Text("c", "dim", "http://localhost")
    assert (first.plain, both.plain) == ("a", "abc")
    painted = Screen(colour=True).paint(both)
    assert re.sub(r"id=[^;]*", "", painted) == (
        "\x1b[31ma\x1b[0mb\x1b]8;;http://localhost\x1b\\\x1b[2mc\x1b[0m\x1b]8;;\x1b\\\n"
    )
    assert re.sub(r"id=[^;]*", "", Screen().paint(both)) == (
        "ab\x1b]8;;http://localhost\x1b\\c\x1b]8;;\x1b\\\n"
    )


def test_nothing_of_the_environment_changes_what_is_painted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Colour is decided before; the painter detects no terminal, width or notebook."""
    screen, words = Screen(width=20, colour=True), Text("word " * 30, "bold red")
    expected = screen.paint_lines([words])
    assert expected == f"\x1b[1;31m{words.plain.rstrip()}\x1b[0m\n"
    for name, value in {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "9", "COLORTERM": "x"}.items():
        monkeypatch.setenv(name, value)
        assert screen.paint_lines([words]) == expected


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), min_size=1, max_size=6),
    st.integers(1, 200),
)
def test_columns_fit_the_room_or_are_not_there(wishes: list[tuple[int, int]], room: int) -> None:
    """No column is narrower than it has to be, nor wider than it would like."""
    natural = [max(pair) for pair in wishes]
    least = [min(pair) for pair in wishes]
    widths = fit(natural, least, room)
    if widths is None:
        assert sum(least) > room
    else:
        assert sum(widths) <= room
        assert all(
            low <= width <= high for low, width, high in zip(least, widths, natural, strict=True)
        )


def test_rows_that_do_not_fit_side_by_side_are_stacked() -> None:
    header = ("Id", "Title", "Kind")
    row = [Text("PRPA_IN000203UK06"), Text("General Update Request"), Text("interaction")]
    block = columns(header, [row], whole=(0,))
    assert plain(lines_of(block, 80)) == [
        "Id                 Title                   Kind       ",
        "PRPA_IN000203UK06  General Update Request  interaction",
    ]
    assert [line.split() for line in plain(lines_of(block, 44))[1:]] == [
        ["PRPA_IN000203UK06", "General", "interaction"],
        ["Update"],
        ["Request"],
    ]
    assert plain(lines_of(block, 30)) == [
        "PRPA_IN000203UK06",
        "    Title General Update",
        "    Request  Kind interaction",
    ]


def test_facts_without_a_value_are_left_out_and_repeated_names_are_not_repeated() -> None:
    block = facts((("Role", Text("one")), ("Role", Text("two")), ("Gone", None), ("Void", Text())))
    assert plain(lines_of(block, 80)) == ["Role            one", "                two"]
    assert plain(lines_of(block, 40)) == ["Role", "  one", "  two"]


def test_prose_is_not_set_wider_than_is_good_to_read() -> None:
    text = Text("word " * 100)
    assert max(map(len, plain(prose(text)(200)))) <= 100
    assert len(prose(text, most=3)(80)) == 3
    assert plain(prose(text, most=3)(80))[-1].endswith("word …")


@given(st.lists(st.sampled_from(["ab", "abc de", "x" * 12]), min_size=1), st.integers(1, 4))
def test_shortened_text_says_so_within_its_width(words: list[str], most: int) -> None:
    lines = shortened([Text(word) for word in words], most, 12)
    assert len(lines) <= most
    assert all(line.width <= 12 for line in lines)
    assert (lines[-1].plain.endswith("…")) is (len(words) > most)


def test_most_rows_decide_where_columns_of_a_table_are() -> None:
    widths = [10] * 40 + [60]
    assert most_of(widths) == 10
    held = [[5, 10, 8]] * 41
    wide = places(widths, held, 160, described=True)
    assert wide.split
    assert wide.description > wide.parts[2]
    narrow = places(widths, held, 80, described=False)
    assert not narrow.split
    assert narrow.holds + narrow.room == 80
    assert places(widths, held, 30, described=False).holds == 0


@given(
    st.lists(st.integers(1, 60), min_size=1),
    st.lists(st.tuples(*[st.sampled_from([0, 0, 3, 20])] * 3), min_size=1),
    st.sampled_from([100, 120, 160, 300]),
    st.booleans(),
)
def test_headings_of_a_table_never_touch(
    names: list[int], held: list[tuple[int, int, int]], width: int, described: bool
) -> None:
    """A column in which nothing stands has none, and no room."""
    words = (7, 4, 10, 5)
    at = places(names, held, width, described=described, headings=words)
    if not at.holds:
        return
    assert at.stated >= words[0] + 2
    ends = at.holds
    if at.split:
        filled = tuple(any(row[number] for row in held) for number in range(3))
        assert at.filled == filled
        for start, heading, there in zip(at.parts, words[1:], filled, strict=True):
            if there:
                assert start >= ends
                ends = start + heading + 2
    if at.description and at.split:
        assert at.description >= ends


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("\x1b[31mred\x1b]8;;http://evil\x07", r"\x1b[31mred\x1b]8;;http://evil\x07"),
        ("a\rb", r"a\x0db"),
        ("a\r\nb\tc", "a\nb c"),
        ("abc\u202etxt.exe", r"abc\u202etxt.exe"),
        ("\x9b31m", r"\x9b31m"),
        ("[bold]x[/bold] :smile:", "[bold]x[/bold] :smile:"),
    ],
)
def test_data_is_neither_markup_nor_an_escape(data: str, shown: str) -> None:
    screen = Screen(width=200, colour=True, links=True)
    assert screen.text(data).plain == shown


@given(st.text(max_size=200))
def test_nothing_in_data_reaches_the_terminal_as_a_control(data: str) -> None:
    painted = Screen(width=40).paint(Screen().text(data, "red"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", painted)


def test_links_are_encoded_and_only_where_they_can_be_shown(tmp_path: object) -> None:
    from pathlib import Path  # noqa: PLC0415

    tree = Path("/mim tree/7").absolute()
    screen = Screen(links=True, tree=tree)
    link = screen.link("Domains/A B/Käse.htm", "Sec 1")
    assert link == f"{tree.as_uri()}/Domains/A%20B/K%C3%A4se.htm#Sec%201"
    painted = screen.paint(screen.text("x", page="Domains/A B/Käse.htm", anchor="Sec 1"))
    assert re.fullmatch(r"\x1b]8;id=[^;]*;([^\x1b]*)\x1b\\x\x1b]8;;\x1b\\\n", painted)[1] == link
    assert Screen(links=False, tree=tree).link("a.htm") is None
    assert Screen(links=True).link("a.htm") is None


@given(st.text(st.sampled_from("<>/=\"' \nab!-?é"), max_size=120))
def test_colouring_xml_keeps_every_letter(document: str) -> None:
    assert "\n".join(line.plain for line in xml_lines(document)) == document.removesuffix("\n")


def test_xml_is_coloured_by_what_it_is() -> None:
    (line,) = xml_lines('<xs:a b="c > d">text<!-- e --></xs:a>')
    styles = {line.plain[span.start : span.end]: str(span.style) for span in line.spans}
    assert styles["<xs:a"] == "bright_blue"
    assert styles["b="] == "cyan"
    assert styles['"c > d"'] == "yellow"
    assert "text" not in styles
    assert styles["<!-- e -->"] == "dim"


def test_joining_leaves_empty_texts_out() -> None:
    assert join((Text("a"), Text(), Text("b")), ", ").plain == "a, b"
