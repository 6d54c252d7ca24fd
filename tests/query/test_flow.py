"""`flow`: every interaction of a domain, paired as the manual pairs them, with the right roles."""

from collections import Counter

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.errors import NotFoundError
from mimcli.query.flow import flow
from mimcli.query.flow_accounts import Accounts, Turn
from mimcli.query.flow_parts import Drawing, Part
from mimcli.query.opening import open_manual
from support.expected import expected_interactions
from support.mim import default_mim

MIM = default_mim()
TRUTH = expected_interactions(MIM)
WITH_INTERACTIONS = [one.menu for one in MIM.domains if one.interactions]


@pytest.fixture(scope="module")
def manual(synthetic_cache):
    return open_manual(CachePaths(synthetic_cache), None)


def accounts(responses, **roles) -> Accounts:
    """Interactions `a`, `b` ... that the roles named `x>y` exchange, all of one domain."""
    pairs = {name: pair.split(">") for name, pair in roles.items()}
    return Accounts(
        senders={name: (pair[0],) for name, pair in pairs.items()},
        receivers={name: tuple(pair[1].split("+")) for name, pair in pairs.items()},
        responses={name: [(one, "when") for one in found] for name, found in responses.items()},
        titles=dict.fromkeys(pairs),
        domains={name: "foreign" if name == "ack" else "own" for name in pairs},
    )


def ids(identifiers) -> tuple[str, ...]:
    return tuple(one.id for one in identifiers)


@pytest.mark.parametrize("menu", WITH_INTERACTIONS)
def test_a_domains_flow_has_each_of_its_interactions_with_its_roles(manual, menu):
    """Once where it begins an exchange, else as often as a request names it as an answer."""
    own = {one.id: one for one in TRUTH.values() if one.domain == menu}
    messages = flow(manual, menu).items
    named = Counter(
        response for one in own.values() for _, responses in one.responses for response in responses
    )
    counted = Counter(one.interaction for one in messages)
    assert own.keys() <= counted.keys()
    assert {one: counted[one] for one in own} == {one: named[one] or 1 for one in own}
    for message in messages:
        if message.roles_from == "interaction":
            truth = TRUTH[message.interaction]
            assert ids(message.sending_roles) == truth.sending_roles
            assert ids(message.receiving_roles) == truth.receiving_roles


@pytest.mark.parametrize("menu", WITH_INTERACTIONS)
def test_a_request_is_answered_as_its_receiver_has_to(manual, menu):
    """Every response and its reason, in the manual's order, and back to who sent the request."""
    messages = flow(manual, menu).items
    for at, request in enumerate(messages):
        if request.depth:
            continue
        answers = []
        for message in messages[at + 1 :]:
            if message.depth == 0:
                break
            if message.response_to == request.interaction and message.depth == 1:
                answers.append(message)
        stated = [
            (response, reason)
            for reason, responses in TRUTH[request.interaction].responses
            for response in responses
        ]
        assert [(one.interaction, one.reason) for one in answers] == stated
        for answer in answers:
            assert answer.receiving_roles == request.sending_roles
            assert answer.sending_roles == request.receiving_roles


def test_an_interactions_flow_is_its_own_exchange(manual):
    found = flow(manual, "PRSC_IN900001UK02").items
    assert found[0].interaction == "PRSC_IN900001UK02"
    assert {one.response_to for one in found[1:]} == {"PRSC_IN900001UK02"}
    assert len(found) == 4
    assert len(flow(manual, "PRSC_IN900001UK02", depth=0).items) == 1


def test_a_responses_flow_begins_with_what_it_answers(manual):
    """And leaves out the other answers."""
    found = flow(manual, "PRSC_IN900002UK02").items
    assert [one.interaction for one in found] == ["PRSC_IN900001UK02", *["PRSC_IN900002UK02"] * 2]


def test_a_role_keeps_the_exchanges_that_it_takes_part_in(manual):
    whole = flow(manual, "Appointments").items
    assert flow(manual, "Appointments", role="booking KEEPER").items == whole
    assert flow(manual, "PRSC_AR900001UK01").items == whole
    assert flow(manual, "Appointments", role="nobody").items == ()


def test_what_sends_nothing_has_no_flow(manual):
    assert flow(manual, "Templates").items == ()
    with pytest.raises(NotFoundError, match="message type"):
        flow(manual, "PRSC_MT900001UK02")
    with pytest.raises(NotFoundError):
        flow(manual, "no such thing")


def test_answers_to_answers_are_followed_and_circles_are_not():
    found = accounts({"a": ["b"], "b": ["a", "c"]}, a="x>y", b="y>x", c="x>y")
    turns = found.exchange("a")
    assert [(one.interaction, one.depth) for one in turns] == [
        ("a", 0),
        ("b", 1),
        ("a", 2),
        ("c", 2),
    ]
    assert [one.depth for one in found.exchange("a", 1)] == [0, 1]


def test_an_answer_of_another_domain_goes_back_to_the_sender():
    found = accounts({"a": ["ack"]}, a="x>y+z", ack="generic>general")
    assert found.exchange("a")[1] == Turn("ack", ("y", "z"), ("x",), "a", "when", 1, "request")


def test_an_answer_to_a_third_party_goes_where_the_manual_says():
    found = accounts({"a": ["b"]}, a="x>y", b="z>x")
    assert found.exchange("a")[1][1:3] == (("z",), ("x",))


def test_an_answer_that_repeats_its_requests_roles_is_turned_round():
    found = accounts({"a": ["b"]}, a="x>y", b="x>y")
    assert found.exchange("a")[1] == Turn("b", ("y",), ("x",), "a", "when", 1, "turned")


def test_lifelines_stand_as_drawn_if_all_are_drawn_else_as_they_come():
    turns = [accounts({}, a="x>y").exchange("a")]
    places = {"x": (0, 400), "y": (1, 50)}
    assert Part(Drawing("5.1", "One", None, places), turns).lifelines == ("y", "x")
    assert Part(Drawing("5.1", "One", None, {"x": (0, 400)}), turns).lifelines == ("x", "y")
    assert Part(None, turns).lifelines == ("x", "y")
