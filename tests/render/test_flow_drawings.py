"""Drawings of a flow: all of it, and text from the manual never steers one."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mimcli.model.answers.flow import FlowMessage
from mimcli.model.answers.listing import Listing
from mimcli.model.named import Named
from mimcli.render.flow_drawing import exchanges, flow_parts, render_flow
from mimcli.render.text.flow import flow, lifeline_places
from mimcli.render.text.screen import Screen

SVG = "{http://www.w3.org/2000/svg}"
ROLES = [Named(f"AAAA_AR00000{number}UK01", f"Role number {number}") for number in range(1, 7)]
HOSTILE = 'a; b # c %% {d} <b>&amp;</b> "e" `f` \\n end ~~g~~ **h** \x1b[31m\u202e @enduml'


def message(number: int, sender, receiver, **more) -> FlowMessage:
    senders = (sender,) if isinstance(sender, Named) else sender
    receivers = (receiver,) if isinstance(receiver, Named) else receiver
    known = {
        "sending_roles": senders,
        "receiving_roles": receivers,
        "interaction": f"AAAA_IN{number:06}UK01",
        "title": f"Message {number}",
        "response_to": None,
        "reason": None,
        "depth": 0,
        "roles_from": "interaction",
        "domain": "Own",
        "part": "Of our own",
        "section": "5.1",
        "diagram": None,
        "lifelines": tuple(dict.fromkeys((*senders, *receivers))),
    }
    return FlowMessage(**known | more)


def exchange(lifelines=tuple(ROLES[:2]), **more) -> list[FlowMessage]:
    first, second = lifelines[0], lifelines[-1]
    answer = {"depth": 1, "response_to": "AAAA_IN000001UK01", "reason": "It worked"}
    return [
        message(1, first, second, lifelines=lifelines, **more),
        message(2, second, first, lifelines=lifelines, **answer | more),
    ]


def drawn(messages, width: int = 80, **screen) -> list[str]:
    return flow(Screen(width=width, **screen), Listing(FlowMessage, tuple(messages))).splitlines()


def test_a_request_goes_right_and_its_answer_back():
    lines = drawn(exchange())
    (request,) = [line for line in lines if "AAAA_IN000001UK01" in line]
    (answer,) = [line for line in lines if "AAAA_IN000002UK01" in line]
    assert re.fullmatch(r"  ├─+ Message 1  AAAA_IN000001UK01 ─+>│", request)
    assert re.fullmatch(r"  │<┄+ Message 2  AAAA_IN000002UK01 ┄+┤", answer)
    assert lines[lines.index(answer) + 1].strip("│ ") == "It worked"
    assert lines[1] == "5.1 Of our own"


def test_every_receiver_gets_a_head_and_who_is_passed_by_is_crossed():
    four = tuple(ROLES[:4])

    def arrow(receivers) -> str:
        lines = drawn([message(1, four[0], receivers, lifelines=four, title=None)], 120)
        return next(line for line in lines if ">" in line)

    assert (arrow((four[1], four[3])).count(">"), arrow(four[1:]).count(">")) == (2, 3)
    assert (arrow(four[3]).count("┼"), arrow(four[3]).count(">")) == (2, 1)


def test_a_message_to_oneself_stands_beside_its_lifeline():
    (line,) = [line for line in drawn([message(1, ROLES[0], ROLES[0])]) if "↺" in line]
    assert "│ ↺ Message 1  AAAA_IN000001UK01" in line


@given(
    width=st.integers(40, 220),
    pairs=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=6),
    title=st.text(st.characters(codec="utf-8", categories=["Lu", "Ll", "Zs", "Pd"]), max_size=90),
)
def test_no_line_is_wider_than_the_screen_and_no_message_is_lost(width, pairs, title):
    lifelines = tuple(ROLES[place] for place in sorted({place for pair in pairs for place in pair}))
    words = " ".join(word[:14] for word in title.split())
    messages = [
        message(number, ROLES[a], ROLES[b], lifelines=lifelines, title=words)
        for number, (a, b) in enumerate(pairs, start=1)
    ]
    lines = drawn(messages, width)
    text = "\n".join(lines)
    for one in messages:
        assert one.interaction in text
    selves = any(a == b for a, b in pairs)
    places = lifeline_places(next(iter(flow_parts(messages))), width)
    if places is not None and not selves:
        assert max(map(len, lines)) <= width


def test_roles_that_do_not_fit_side_by_side_are_drawn_apart():
    """Each pairing for itself; and a table where even that is too wide."""
    one, two, three, four, five = ROLES[:5]
    lifelines = tuple(ROLES[:5])
    chain = [
        message(n, a, b, lifelines=lifelines)
        for n, (a, b) in enumerate([(one, two), (two, three), (three, four), (four, five)], start=1)
    ]
    assert sum("AR000003UK01" in line for line in drawn(chain, 160)) == 1
    narrow = drawn(chain, 80)
    assert sum("AR000003UK01" in line for line in narrow) == 2
    assert max(map(len, narrow)) <= 80
    wide = drawn([message(1, one, (two, three, four, five), lifelines=lifelines)], 60)
    assert any("AAAA_IN000001UK01" in line for line in wide)
    assert not any(">" in line for line in wide)


def test_roles_that_have_nothing_to_do_with_one_another_are_drawn_apart():
    one, two, three, four = ROLES[:4]
    lifelines = (one, three, two, four)
    lines = drawn(
        [message(1, one, two, lifelines=lifelines), message(2, three, four, lifelines=lifelines)],
        200,
    )
    heads = [line for line in lines if "AR00000" in line]
    assert len(heads) == 2


def test_a_message_without_roles_is_told_too():
    silent = message(1, (), (), lifelines=(), part=None, section=None)
    assert any("AAAA_IN000001UK01" in line for line in drawn([silent]))
    for format_ in ("mermaid", "plantuml", "svg"):
        text = render_flow([silent], format_)
        assert "AAAA_IN000001UK01" in text
        assert "role not stated" in text


def test_a_long_reason_is_shortened_for_a_person_and_whole_otherwise():
    reason = "because " * 20 + "of that"
    messages = exchange(reason=reason)
    brief = drawn(messages, interactive=True)
    assert sum("because" in line for line in brief) == 2
    assert any("…" in line for line in brief)
    for lines in (drawn(messages), drawn(messages, interactive=True, verbose=True)):
        assert sum(line.count("because") for line in lines) == 40


def test_nothing_from_the_manual_reaches_the_terminal_raw():
    text = "\n".join(drawn(exchange(title=HOSTILE, reason=HOSTILE, part=HOSTILE)))
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "hostile", [HOSTILE, "loop", "end", "note over A: x", "--", "%%{init: {}}%%"]
)
def test_text_steers_no_drawing(hostile):
    """As many statements as with plain words, and none of the signs that could end one."""
    messages = exchange(title=hostile, part=hostile)
    plain = exchange(title="plain words", part="plain words")
    for format_ in ("mermaid", "plantuml"):
        lines = render_flow(messages, format_).splitlines()
        assert len(lines) == len(render_flow(plain, format_).splitlines())
        assert not any("\x1b" in line or "\u202e" in line for line in lines)
    mermaid = render_flow(messages, "mermaid")
    shown = re.sub(r"#\d+;", "", mermaid).replace("<br/>", "")
    arrows = re.sub(r"\w-?->>\w", "", shown)
    assert not re.search(r"[;#%<>{}`\\]", arrows)
    plantuml = re.sub(r"<U\+[0-9A-F]{4}>", "", render_flow(messages, "plantuml"))
    body = [
        re.sub(r"^\w+ --?> \w+ :|^participant \"|\" as|\\n", "", line)
        for line in plantuml.splitlines()[2:-1]
    ]
    assert not any(re.search(r"[\\~<>%&#$!@]|\*\*|~~|\"", line) for line in body)


def test_the_svg_is_well_formed_and_needs_nothing_else():
    text = render_flow(exchange(title=HOSTILE, reason=HOSTILE), "svg")
    root = ET.fromstring(text)
    assert root.tag == f"{SVG}svg"
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert kinds <= {"svg", "style", "rect", "text", "g", "title", "path", "line"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if "href" in name or name.startswith("on")}
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for element in root.iter(f"{SVG}text"):
        assert 0 <= float(element.get("x", -1)) <= width
        assert 0 <= float(element.get("y", -1)) <= height


def test_each_arrow_is_drawn_once_for_each_receiver():
    messages = [message(1, ROLES[0], (ROLES[1], ROLES[2]))]
    assert render_flow(messages, "mermaid").count("->>") == 2
    assert render_flow(messages, "plantuml").count(" -> ") == 2
    assert render_flow(messages, "svg").count('class="request"') == 2


def test_responses_are_dashed():
    messages = exchange()
    assert render_flow(messages, "mermaid").count("-->>") == 1
    assert render_flow(messages, "plantuml").count(" --> ") == 1
    assert render_flow(messages, "svg").count('class="response"') == 1


def test_an_empty_flow_is_an_empty_drawing():
    assert drawn([]) == []
    assert render_flow([], "mermaid") == "sequenceDiagram\n"
    assert ET.fromstring(render_flow([], "svg")).tag == f"{SVG}svg"


def test_exchanges_begin_where_nothing_is_answered():
    messages = [*exchange(), *exchange()]
    assert [len(one) for one in exchanges(messages)] == [2, 2]
