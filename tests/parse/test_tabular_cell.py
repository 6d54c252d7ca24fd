"""The grammar of a tabular view's cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mimcli.parse.htmlio import fold
from mimcli.parse.tabular_cell import MAX_CELL_LENGTH, Cell, parse_cell

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,11}", fullmatch=True)
DATATYPES = st.sampled_from(["CS", "II", "IVL<TS>", "LIST<IVL<TS>>", "SET<TEL>", "ED.Some.Text"])
VALUES = st.text(st.characters(exclude_characters='"{}', categories=("L", "N", "P", "Zs")))
CARDINALITIES = st.tuples(
    st.integers(0, 10_000), st.one_of(st.none(), st.integers(0, 10_000)), st.sampled_from("MR ")
)


def written(low: int, high: int | None, flag: str) -> str:
    conformance = f" [{flag}] " if flag.strip() else ""
    return f"[{low}..{'*' if high is None else high}] {conformance}"


@given(
    counted=CARDINALITIES,
    name=NAMES,
    datatype=DATATYPES,
    binding=st.one_of(st.none(), st.tuples(st.sampled_from(["CNE", "CWE"]), NAMES)),
    tail=st.one_of(st.none(), st.tuples(st.sampled_from(["Fixed", "Default", ""]), VALUES)),
    gaps=st.sampled_from(["", " "]),
    doubled=st.booleans(),
)
def test_an_attribute_that_is_written_is_read_back(
    *,
    counted: tuple[int, int | None, str],
    name: str,
    datatype: str,
    binding: tuple[str, str] | None,
    tail: tuple[str, str] | None,
    gaps: str,
    doubled: bool,
):
    """Every combination of parts, with blanks and brackets as the two generators put them."""
    text = f"{written(*counted)}{name} ({gaps}{datatype}"
    if binding:
        text += f"{gaps}{{{binding[0]}{gaps}:{gaps}{binding[1]}{gaps}}}{gaps})"
    text += ")" if doubled or not binding else ""
    if tail:
        word = f"{tail[0]}{gaps}={gaps}" if tail[0] else ""
        text += f'{gaps}{{{gaps}{word}"{tail[1]}{gaps}"{gaps}}}'
    low, high, flag = counted
    value = fold(tail[1]) if tail else None
    assert parse_cell(fold(text), leads_to_class=False) == Cell(
        "attribute",
        name,
        min=low,
        max=high,
        conformance=flag.strip() or None,
        datatype=datatype,
        vocabulary=binding[1] if binding else None,
        coding_strength=binding[0] if binding else None,
        fixed=value if tail and tail[0] == "Fixed" else None,
        default=value if tail and tail[0] == "Default" else None,
        constraint=value if tail and not tail[0] else None,
    )


@given(counted=CARDINALITIES, name=NAMES, other=NAMES)
def test_associations_are_read_back(counted: tuple[int, int | None, str], name: str, other: str):
    """Connectors, targets, alternatives, CMETs and templates keep their name and cardinality."""
    head = written(*counted)
    low, high, flag = counted
    stated = {"min": low, "max": high, "conformance": flag.strip() or None}
    for text, cell in (
        (f"{head}{name}", Cell("association", name, role="connector")),
        (f"{head}{name} ({other})", Cell("association", name, role="target", target=other)),
        (f"{head}either : {other}", Cell("choice", other, target=other)),
        (f"{head}: {name}", Cell("template", name)),
        (
            f"{head}{name} [CMET: AbcD_mt000001uk01]",
            Cell("cmet", name, target="ABCD_MT000001UK01"),
        ),
    ):
        assert parse_cell(fold(text), leads_to_class=True) == cell._replace(**stated)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('(CS{CNE : OBS} ) ){ Fixed = "OBS"}', ("CS", "CNE", "OBS", "OBS")),
        ("(CV) ({CNE:ManifestKind})", ("CV", "CNE", "ManifestKind", None)),
        ('(CS {CNE:ActClass } ) { Fixed="PRF " }', ("CS", "CNE", "ActClass", "PRF")),
        ("(CD {CWE: } )", ("CD", "CWE", None, None)),
        ("( II )", ("II", None, None, None)),
        ("(II", ("II", None, None, None)),
        ('(ST) { Fixed="a {b} c" }', ("ST", None, None, "a {b} c")),
        ('(ST) { Fixed="" }', ("ST", None, None, "")),
        ("(IVL < TS >)", ("IVL<TS>", None, None, None)),
    ],
)
def test_brackets_that_do_not_balance(text: str, expected: tuple[str | None, ...]):
    """Doubled, missing and spaced brackets, which some pages of both generations have."""
    cell = parse_cell(f"[1..1] [M] name {text}", leads_to_class=False)
    assert cell is not None
    assert (cell.datatype, cell.coding_strength, cell.vocabulary, cell.fixed) == expected


def test_a_name_in_brackets_without_a_link_is_a_datatype_only_in_capitals():
    """The link has the last word; without one the manual's way of writing decides."""
    for link, text, kind in (
        (None, "[1..1] device (DeviceSDS)", "association"),
        (None, "[1..1] id (II)", "attribute"),
        (True, "[1..1] sds (SDS)", "association"),
        (False, "[1..1] value (Money)", "attribute"),
    ):
        cell = parse_cell(text, leads_to_class=link)
        assert cell is not None
        assert cell.kind == kind


def test_a_cmet_may_have_a_path_in_its_brackets():
    """One page writes the link's path there."""
    text = "[1..1] agent [CMET: ../../CMETs/Tabular%20View/UKCT_MT000009UK01]"
    assert parse_cell(text) == Cell("cmet", "agent", min=1, max=1, target="UKCT_MT000009UK01")


def test_dotted_names_are_classes():
    """Query parameters are classes such as `Person.birthTime`."""
    assert parse_cell("Person.birthTime") == Cell("class", "Person.birthTime")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "two words",
        "[1..1]",
        "[x..1] name (II)",
        "[1..1] (II)",
        "[1..1] name ()",
        '[1..1] name (II) { Fixed="open }',
        "[1..1] name (II) and more",
        "either :",
        "A" * (MAX_CELL_LENGTH + 1),
    ],
)
def test_what_fits_no_kind_is_none(text: str):
    """Nothing is guessed."""
    assert parse_cell(text, leads_to_class=False) is None


@given(st.text(alphabet='[]{}()<>.*:=" 01MRabCNE/', max_size=80))
def test_junk_never_fails(text: str):
    """Any text gives a cell or None."""
    for leads_to_class in (None, True, False):
        cell = parse_cell(text, leads_to_class=leads_to_class)
        assert cell is None or cell.kind
