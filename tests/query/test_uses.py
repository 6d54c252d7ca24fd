"""What uses a thing and what a thing uses: on the synthetic manual, relation by relation."""

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.errors import NotCachedError, NotFoundError
from mimcli.index.filling import schema_sql
from mimcli.query.manual import Manual
from mimcli.query.opening import open_bundled, open_manual
from mimcli.query.uses import uses
from mimcli.query.uses_in_tables import is_made_of
from mimcli.query.uses_things import Asked
from mimcli.query.uses_tree import uses_tree
from support import mim, tables
from support.clinical_domains import ACKNOWLEDGEMENT, CONTROL_ACT, SEND

PRIORITY = f"{mim.OWN_ARC}.17.901"
BOOKING, BOOKING_REQUEST, ANSWER = "PRSC_MT900001UK02", "PRSC_IN900001UK02", "PRSC_IN900002UK02"

EVERYTHING = """
    SELECT id FROM artefact UNION SELECT id FROM template_constraint
    UNION SELECT name FROM vocabulary UNION SELECT oid FROM oid ORDER BY 1
"""


@pytest.fixture(scope="module")
def manual(synthetic_cache: Path) -> Iterator[Manual]:
    opened = open_manual(CachePaths(synthetic_cache), None)
    yield opened
    opened.connection.close()


def pairs(manual: Manual, name: str, *, reverse: bool = False) -> set[tuple[str, str]]:
    return {(one.relation, one.id) for one in uses(manual, name, reverse=reverse).items}


def test_a_cmet_is_used_where_tables_refer_to_it(manual: Manual) -> None:
    """Each reference is a place with its path, and the user has its title and domain."""
    found = {one.id: one for one in uses(manual, tables.PERSON_CMET).items}
    booking = found[BOOKING]
    assert (booking.kind, booking.relation, booking.domain) == (
        "message_type",
        "cmet",
        "Appointments",
    )
    assert booking.title == "Booking"
    assert booking.places == ("BookingRequest.performer.agent",)
    assert booking.times == 1
    assert booking.of == tables.PERSON_CMET


def test_a_constraint_is_used_once_for_each_choice(manual: Manual) -> None:
    """The contentId beside a choice names the same constraint, and does not count again."""
    places = [one.places for one in uses(manual, tables.ROLE_CONSTRAINT).items]
    assert places
    assert all(place[0].endswith("Template9") and len(place) == 1 for place in places)


def test_a_constraint_may_be_written_as_files_have_it(manual: Manual) -> None:
    written = tables.ROLE_CONSTRAINT.replace("#", "_").lower()
    assert pairs(manual, written) == pairs(manual, tables.ROLE_CONSTRAINT)


def test_templates_are_used_by_constraints_and_lists(manual: Manual) -> None:
    found = pairs(manual, "COCD_TP945001UK01")
    assert ("allowed_template", tables.ROLE_CONSTRAINT) in found
    assert ("template_list", "POCD_MT910001UK01") in found
    assert ("allowed_template", "COCD_TP945001UK01") in pairs(
        manual, tables.ROLE_CONSTRAINT, reverse=True
    )


def test_vocabularies_and_their_code_systems(manual: Manual) -> None:
    assert ("vocabulary", BOOKING) in pairs(manual, "slotpriority")
    assert ("code_system", "SlotPriority") in pairs(manual, PRIORITY)
    assert ("code_system", PRIORITY) in pairs(manual, "SlotPriority", reverse=True)


def test_a_vocabulary_that_only_tables_name_is_found(manual: Manual) -> None:
    """Structural domains have no page; the tables name them."""
    assert ("vocabulary", BOOKING) in pairs(manual, "ActClass")


def test_a_datatype_is_used_in_generic_ones_too(manual: Manual) -> None:
    """`TS` has the places of `IVL<TS>`; `IVL<TS>` has its own only."""
    point = {one.id: one.places for one in uses(manual, "TS").items}
    interval = {one.id: one.places for one in uses(manual, "IVL<TS>").items}
    place = "BookingRequest.pertinentInformation.slotOrWaitingList.Slot.effectiveTime"
    assert place in point[BOOKING]
    assert place in interval[BOOKING]
    assert "ParcelEvent.effectiveTime" in point["COPC_MT900001UK01"]
    assert "COPC_MT900001UK01" not in interval


@pytest.mark.parametrize(
    ("datatype", "name", "made"),
    [
        ("IVL<TS>", "TS", True),
        ("IVL<TS>", "IVL", True),
        ("IVL<TS>", "IVL<TS>", True),
        ("LIST<IVL<TS>>", "TS", True),
        ("IVL<TS>", "S", False),
        ("LIST<IVL<TS>>", "IVL<TS>", False),
        ("ST", "TS", False),
    ],
)
def test_what_a_datatype_is_made_of(datatype: str, name: str, *, made: bool) -> None:
    assert is_made_of(datatype, name) is made


def test_relations_of_interactions_go_both_ways(manual: Manual) -> None:
    """What an interaction uses is used by it, with the same word."""
    used = pairs(manual, BOOKING_REQUEST, reverse=True)
    assert used == {
        ("sending_role", "PRSC_AR900001UK01"),
        ("receiving_role", "PRSC_AR900002UK01"),
        ("trigger_event", "PRSC_TE900001UK01"),
        ("transmission_wrapper", SEND),
        ("control_act_wrapper", CONTROL_ACT),
        ("message_type", BOOKING),
        ("response", ANSWER),
        ("response", ACKNOWLEDGEMENT),
    }
    for relation, identifier in used:
        assert (relation, BOOKING_REQUEST) in pairs(manual, identifier), identifier


def test_a_payload_is_told_twice_only_where_the_wire_differs(manual: Manual) -> None:
    assert {relation for relation, _ in pairs(manual, BOOKING)} == {"message_type"}
    clinical = dict(pairs(manual, "POCD_IN910001UK01", reverse=True))
    assert clinical["message_type"] != clinical["wire_payload"]
    assert ("wire_payload", "POCD_IN910001UK01") in pairs(manual, clinical["wire_payload"])


def test_schemas_use_schemas(manual: Manual) -> None:
    """The path of a schema asks for files."""
    path = f"Schemas/{BOOKING}.xsd"
    assert ("include", f"Schemas/{BOOKING_REQUEST}.xsd") in pairs(manual, path.upper())
    assert ("include", path) in pairs(manual, f"Schemas/{BOOKING_REQUEST}.xsd", reverse=True)


def test_a_domain_is_used_from_outside(manual: Manual) -> None:
    """What crosses the border of a domain, with the domain's own artefacts as the places."""
    found = {one.id: one for one in uses(manual, "CMETs").items}
    assert tables.PERSON_CMET in found[BOOKING].places
    assert found[BOOKING].of == "CMETs"
    assert all(one.domain != "CMETs" for one in found.values())
    assert tables.PERSON_CMET in {
        one.id: one for one in uses(manual, "Appointments", reverse=True).items
    }


def test_both_directions_agree_over_everything(manual: Manual) -> None:
    """Whatever uses a thing names it with --reverse, as often; and the other way round.

    But of those that share a tabular view only the current one is named as its user, and schemas
    are heard only where there is no better account.
    """
    asked = Asked(manual)
    sharing = asked.with_table - {one.id for one in asked.owners.values()}
    names = [row[0] for row in manual.rows(EVERYTHING) if row[0] not in sharing]
    known = set(names)
    used = {
        (user, one.relation, one.id, one.times)
        for user in names
        for one in uses(manual, user, reverse=True).items
        if one.id in known and not one.relation.startswith("schema")
    }
    using = {
        (one.id, one.relation, name, one.times)
        for name in names
        for one in uses(manual, name).items
        if one.id in known and not one.relation.startswith("schema")
    }
    assert len(used) > 100
    assert used == using


def test_a_tree_goes_on_to_the_interactions(manual: Manual) -> None:
    """A vocabulary, the message types that have it, the interactions that carry those."""
    steps = uses_tree(manual, "SlotPriority").items
    assert [(step.depth, step.id) for step in steps[:2]] == [(0, "SlotPriority"), (1, BOOKING)]
    assert (2, BOOKING_REQUEST) in {(step.depth, step.id) for step in steps}
    assert steps[1].relations == ("vocabulary",)
    assert all(step.depth - before.depth <= 1 for before, step in pairwise(steps))


def test_a_tree_shows_a_branch_once(manual: Manual) -> None:
    """What was followed before is marked, and nothing stands below it again."""
    steps = uses_tree(manual, "COCD_TP945001UK01").items
    above = [at for at, step in enumerate(steps) if step.mark == "above"]
    assert above
    for at in above:
        assert any(step.id == steps[at].id and step.mark is None for step in steps[:at])
        assert at + 1 == len(steps) or steps[at + 1].depth <= steps[at].depth


def test_a_tree_stops_at_a_depth_and_says_so(manual: Manual) -> None:
    steps = uses_tree(manual, "SlotPriority", depth=1).items
    assert {step.depth for step in steps} == {0, 1}
    assert {step.mark for step in steps if step.depth == 1} == {"depth"}


@pytest.fixture
def circular() -> Iterator[Manual]:
    """A manual of two templates, each of which has a choice that allows the other."""
    with sqlite3.connect(":memory:", isolation_level=None) as connection:
        connection.executescript(schema_sql())
        for key, other in ((1, 2), (2, 1)):
            template, constraint = f"COCD_TP00000{key}UK01", f"NPFIT-00000{key}#Role"
            for table, values in {
                "artefact (id, kind, stem, standing)": (template, "template", "", "defined"),
                "definition (id, tabular_view_id)": (template, template),
                "tabular_view (id, page, generation, key)": (template, "", "mif", key),
                "table_row (view, position, path, depth, kind, name, target)": (
                    (key, 0, "X.Template", 1, "template", "Template", constraint)
                ),
                'constraint_template ("constraint", position, template)': (
                    (constraint, 0, f"COCD_TP00000{other}UK01")
                ),
            }.items():
                places = ", ".join("?" * len(values))
                connection.execute(f"INSERT INTO {table} VALUES ({places})", values)
        yield Manual("1", "cache", connection)


def test_a_tree_stops_at_recursion(circular: Manual) -> None:
    """A thing that is its own ancestor is marked, and the walk ends; both ways."""
    for reverse in (False, True):
        steps = uses_tree(circular, "COCD_TP000001UK01", reverse=reverse).items
        assert [step.mark for step in steps] == [None, None, None, None, "recursion"]
        assert steps[-1].id == steps[0].id


def test_an_unknown_name_has_near_ones(manual: Manual) -> None:
    with pytest.raises(NotFoundError, match="nothing named"):
        uses(manual, "NoSuchThing")


def test_the_bundled_catalogue_says_what_it_cannot(manual: Manual) -> None:
    """It knows what interactions are made of; of message tables it has nothing."""
    bundled = open_bundled("7.2.02")
    assert ("message_type", "PRPA_IN000203UK06") in pairs(bundled, "PRPA_MT000206UK06")
    with pytest.raises(NotCachedError):
        uses(bundled, "UKCT_MT120201UK03")
    with pytest.raises(NotCachedError):
        uses_tree(bundled, "UKCT_MT120201UK03")
