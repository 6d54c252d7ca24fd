"""The parser of implementation manuals against regular expressions over the real pages."""

from collections import Counter

import pytest
import second_route as route

from mimcli.model.statements import ManualStatement
from mimcli.parse.manual import parse_manual

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def pages(real_pages) -> dict[str, bytes]:
    found = {
        path: real_pages.read(path)
        for path in real_pages.under("Domains/", "IM.htm")
        if path.split("/")[2].lower() == "document files"
    }
    assert len(found) > 20
    return found


@pytest.fixture(scope="module")
def manuals(pages) -> dict[str, ManualStatement]:
    return {path: parse_manual(path, data) for path, data in pages.items()}


@pytest.fixture(scope="module")
def outlines(pages) -> dict[str, list[route.Heading]]:
    return {path: route.headings(route.text_of(data)) for path, data in pages.items()}


@pytest.mark.parametrize(
    ("field", "section", "kind"),
    [
        ("application_roles", "Application Roles", "AR"),
        ("trigger_events", "Trigger Events", "TE"),
    ],
)
def test_every_role_and_event_heading_is_read(manuals, outlines, field, section, kind):
    total = 0
    for path, manual in manuals.items():
        there = [h.id(kind) for h in route.in_sections(outlines[path], section) if h.id(kind)]
        assert [each.id for each in getattr(manual, field)] == there, path
        total += len(there)
    assert total > 90


def test_every_interaction_heading_is_read_with_its_title(manuals, outlines):
    total = 0
    for path, manual in manuals.items():
        there = route.in_sections(outlines[path], "Interactions", "Batching")
        there = [h for h in there if h.id("IN")]
        assert [each.id for each in manual.interactions] == [h.id("IN") for h in there], path
        for statement, heading in zip(manual.interactions, there, strict=True):
            assert statement.title
            assert f"{statement.section} {statement.title}" in heading.text
        total += len(there)
    assert total > 200


def test_the_six_relations_are_those_of_the_raw_table(manuals, outlines):
    labels: Counter[str] = Counter()
    for path, manual in manuals.items():
        by_id = {h.id("IN"): h for h in outlines[path] if h.section in ("Interactions", "Batching")}
        for each in manual.interactions:
            there = route.relations(by_id[each.id])
            here = {
                "Sending Role": each.sending_roles,
                "Receiving Role": each.receiving_roles,
                "Trigger Event": each.trigger_events,
                "Transmission Wrapper": each.transmission_wrappers,
                "Control Act Wrapper": each.control_act_wrappers,
                "Message Type": each.message_types,
            }
            ids = {k: [n.id for n in v if n.id] for k, v in here.items()}
            assert {k: v for k, v in ids.items() if v} == there, each.id
            labels.update({k: len(v) for k, v in there.items()})
    assert labels["Receiving Role"] > labels["Sending Role"] > 200


def test_every_row_of_receiver_responsibilities_is_read(manuals, outlines):
    total = 0
    for path, manual in manuals.items():
        by_id = {h.id("IN"): h for h in outlines[path] if h.section in ("Interactions", "Batching")}
        for each in manual.interactions:
            there = route.responsibilities(by_id[each.id])
            here = [(r.reason, list(r.interactions)) for r in each.responsibilities]
            assert here == there, each.id
            assert all(ids for _, ids in here), each.id
            total += len(there)
    assert total > 200


def test_every_role_and_event_that_a_relation_names_is_defined_somewhere(manuals):
    defined, used = set(), set()
    for manual in manuals.values():
        defined |= {each.id for each in (*manual.application_roles, *manual.trigger_events)}
        for each in manual.interactions:
            named = (*each.sending_roles, *each.receiving_roles, *each.trigger_events)
            used |= {name.id for name in named if name.id}
    assert used
    assert used <= defined


def test_each_definition_has_one_model_one_table_and_one_schema(manuals, real_pages):
    total = 0
    for manual in manuals.values():
        for each in manual.definitions:
            total += 1
            for links in (each.rmim_links, each.tabular_links, each.schema_links):
                assert len(links) == 1, each.id
                assert real_pages.existing(links[0].path), links[0].path
    assert total > 300


def test_every_definition_heading_is_read(manuals, outlines):
    for path, manual in manuals.items():
        sections = ("Message Definitions", "CMET Definitions", "Template Definitions")
        there = [h for h in route.in_sections(outlines[path], *sections) if h.level == 2]
        assert len(manual.definitions) == len(there), path
        for each, heading in zip(manual.definitions, there, strict=True):
            stated = heading.id("MT") or heading.id("TP")
            assert not stated or each.id == stated
            assert f"{each.section} {each.title}" in heading.text


def test_every_icon_of_an_artefact_is_accounted_for(manuals, pages):
    """Links by kind, as multisets of target names, equal those of the raw text."""
    kinds = {
        "image002.gif": "schema_links",
        "image006.gif": "example_links",
        "icon_mif.gif": "mif_links",
        "image010.gif": "template_list_links",
        "image011.gif": "reference_usage_links",
    }
    seen: Counter[str] = Counter()
    for path, manual in manuals.items():
        raw = route.icons(route.text_of(pages[path]))
        for icon, field in kinds.items():
            there = {target for shown, target in raw if shown == icon}
            if icon == "icon_mif.gif":
                there = {target for target in there if target.endswith(".mif")}
            artefacts = manual.interactions if icon == "image002.gif" else manual.definitions
            links = [link for each in artefacts for link in getattr(each, field)]
            if icon == "image006.gif":
                links += manual.other_example_links
            assert {link.path.rpartition("/")[2] for link in links} == there, (path, icon)
            seen[icon] += len(there)
    assert min(seen.values()) > 20


def test_anchors_lead_to_a_name_that_the_page_has(manuals, pages):
    for path, manual in manuals.items():
        text = route.text_of(pages[path])
        artefacts = (
            *manual.application_roles,
            *manual.trigger_events,
            *manual.interactions,
            *manual.definitions,
        )
        for each in artefacts:
            assert each.anchor, each.id
            names = (f"name={each.anchor}>", f'name="{each.anchor}"', f'id="{each.anchor}"')
            assert any(name in text for name in names), (path, each.anchor)


def test_every_manual_says_its_version_and_where_its_changes_are(manuals, real_pages):
    for path, manual in manuals.items():
        assert manual.version[0].isdigit(), path
        assert real_pages.existing(manual.change_history_page.partition("#")[0]), path


def test_descriptions_are_words_of_the_page(manuals, outlines):
    """The first line of each description stands below its heading (or in it) in the raw text."""
    empty = 0
    for path, manual in manuals.items():
        by_number = {h.text.split(" ")[0]: h for h in outlines[path]}
        for each in (*manual.application_roles, *manual.trigger_events, *manual.interactions):
            heading = by_number[each.section]
            first = each.description.split("\n")[0].removeprefix("- ")
            assert first in route.plain(heading.text + " " + heading.body), each.id
            empty += not first
    assert empty < 10
