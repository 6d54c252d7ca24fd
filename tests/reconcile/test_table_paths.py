"""The paths of a message table are addresses: unique, as deep as they say, and of this table."""

from hypothesis import given
from hypothesis import strategies as st

from mimcli.model.table import TableRow
from mimcli.reconcile.tables import places_of, targets_of

NAMES = st.sampled_from(["subject", "id", "player", "Choice", "Person", "component"])


@st.composite
def tables(draw: st.DrawFn) -> list[TableRow]:
    """Rows as pages could have them: any owners, any targets, names that repeat, cycles."""
    size = draw(st.integers(1, 25))
    rows: list[TableRow] = []
    for position in range(size):
        is_class = position == 0 or draw(st.booleans())
        if is_class:
            rows.append(TableRow("class", draw(NAMES), -1, anchor=f"C{position}"))
            continue
        kind = draw(st.sampled_from(["attribute", "association", "choice", "cmet"]))
        target = draw(st.none() | st.integers(0, size - 1))
        rows.append(
            TableRow(
                kind,
                draw(NAMES),
                draw(st.integers(0, position - 1)),
                role=draw(st.sampled_from(["connector", "target"]))
                if kind == "association"
                else "",
                target_class=target,
            )
        )
    return [
        row._replace(target_class=None)
        if row.target_class is not None and rows[row.target_class].kind != "class"
        else row
        for row in rows
    ]


@given(tables())
def test_every_row_has_an_address_of_its_own_but_a_class_and_what_leads_to_it(rows):
    places = places_of(rows)
    first: dict[str, int] = {}
    for position, (path, _) in enumerate(places):
        other = first.setdefault(path, position)
        if other != position:
            leads = {rows[other].target_class, rows[position].target_class}
            assert leads & {other, position}, (path, other, position)


@given(tables())
def test_depth_counts_the_steps_and_the_last_step_is_the_name(rows):
    for row, (path, depth) in zip(rows, places_of(rows), strict=True):
        steps = path.split(".")
        assert len(steps) == depth + 1
        if row.kind != "class":
            assert steps[-1].partition("[")[0] == row.name


@given(tables())
def test_a_row_stands_below_its_owner(rows):
    places = places_of(rows)
    for row, (path, depth) in zip(rows, places, strict=True):
        if row.owner >= 0:
            above, steps = places[row.owner]
            assert path.startswith(above + ".")
            assert depth == steps + 1


def test_a_recursive_model_ends_where_it_meets_itself():
    rows = [
        TableRow("class", "Part", -1),
        TableRow("association", "component", 0, role="connector"),
        TableRow("association", "part", 1, role="target", target_class=0),
    ]
    assert places_of(rows) == [("Part", 0), ("Part.component", 1), ("Part.component.part", 2)]


def test_the_shortest_way_counts_and_of_equals_the_first():
    rows = [
        TableRow("class", "Root", -1),
        TableRow("association", "far", 0, role="connector"),
        TableRow("association", "thing", 1, role="target", target_class=4),
        TableRow("association", "near", 0, role="target", target_class=4),
        TableRow("class", "Thing", -1),
        TableRow("attribute", "id", 4),
    ]
    assert [path for path, _ in places_of(rows)][4:] == ["Root.near", "Root.near.id"]


def test_an_alternative_of_a_choice_adds_the_name_of_its_class():
    rows = [
        TableRow("class", "AgentDevice", -1),
        TableRow("association", "player", 0, role="target", target_class=2),
        TableRow("class", "PlayerChoice", -1),
        TableRow("choice", "Device", 2, target_class=4),
        TableRow("class", "Device", -1),
        TableRow("attribute", "id", 4),
    ]
    assert places_of(rows)[5] == ("AgentDevice.player.Device.id", 3)


def test_names_repeated_below_one_owner_are_numbered():
    rows = [
        TableRow("class", "Root", -1),
        TableRow("attribute", "id", 0),
        TableRow("attribute", "id", 0),
        TableRow("class", "Loose", -1),
        TableRow("class", "Loose", -1),
        TableRow("attribute", "id", 4),
    ]
    assert [path for path, _ in places_of(rows)][2:] == [
        "Root.id[2]",
        "Loose",
        "Loose[2]",
        "Loose[2].id",
    ]


def test_a_shadow_leads_to_the_association_that_it_stands_for():
    """Of both generations: by a link to its anchor, or by the same anchor and nothing below."""
    rows = [
        TableRow("class", "Report", -1),
        TableRow("association", "specimen", 0, role="connector", anchor="Report/specimen"),
        TableRow("attribute", "typeCode", 1),
        TableRow("class", "Event", -1),
        TableRow("association", "specimen", 3, role="target", target="Report/Specimen"),
        TableRow("association", "info5", 0, role="connector", anchor="Info37"),
        TableRow("attribute", "typeCode", 5),
        TableRow("association", "info5", 3, role="connector", anchor="Info37"),
        TableRow("association", "gone", 3, role="target", target="Report/nothing"),
    ]
    assert targets_of(rows) == [None, None, None, None, 1, None, None, 5, None]
