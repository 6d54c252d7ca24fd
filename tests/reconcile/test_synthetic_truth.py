"""What is reconciled from the synthetic MiM's pages is what its records call the truth."""

from collections import defaultdict
from functools import cache

import pytest

from mimcli.importer.pages import kind_of, parse_page
from mimcli.importer.statements import gather_statements, state_release
from mimcli.model.publication import Publication
from mimcli.reconcile.assemble import assemble
from support import expected
from support.synthetic import SCHEMAS_ONLY, default_mim, files_of

MIM = default_mim()
TRUTH = expected.expected_interactions(MIM)
SLUGS = {
    "schema-link": "wrong-schema-link",
    "relation": "overruled-relation",
    "empty-relation": "odd-relation",
    "xml-gap": "missing-relation",
    "schema-only": "undocumented-interaction",
    "twice-defined": "defined-twice",
    "unknown-wrapper": "overruled-relation",
}
"""The builder's word for a fault, and the finding that tells a reader of it."""


@cache
def published(only: tuple[str, ...] = ()) -> Publication:
    files = {path: data for path, data in files_of(MIM).items() if path.startswith(only or "")}
    paths = sorted(files)
    kinds = {path: kind_of(path) for path in paths}
    parsed = [parse_page(kind, path, files[path]) for path, kind in kinds.items() if kind]
    meta = state_release(paths, files.__getitem__)
    return assemble(gather_statements(meta, paths, parsed, files.__getitem__))


def relations(publication: Publication) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row in sorted(publication.relations, key=lambda each: each.position):
        found[row.subject][row.relation] = (*found[row.subject].get(row.relation, ()), row.object)
    return found


def test_the_interactions_are_all_of_them() -> None:
    """Those of the manuals, and those that only have a schema."""
    ids = {each.id for each in published().artefacts if each.kind == "interaction"}
    assert ids == set(TRUTH)


@pytest.mark.parametrize("identifier", sorted(TRUTH))
def test_the_six_relations_and_the_wire_payload_are_true(identifier: str) -> None:
    truth, found = TRUTH[identifier], relations(published())[identifier]
    assert {
        "sending_role": truth.sending_roles,
        "receiving_role": truth.receiving_roles,
        "trigger_event": (truth.trigger_event,),
        "transmission_wrapper": (truth.transmission_wrapper,),
        "control_act_wrapper": (truth.control_act_wrapper,),
        "message_type": (truth.message_type,),
        "wire_payload": (truth.wire_payload,),
    } == {
        relation: found.get(relation, () if relation.endswith("role") else ("",))
        for relation in (
            "sending_role",
            "receiving_role",
            "trigger_event",
            "transmission_wrapper",
            "control_act_wrapper",
            "message_type",
            "wire_payload",
        )
    }


def test_every_fault_that_was_built_in_is_found() -> None:
    found = {(each.kind, each.subject) for each in published().findings}
    for what, subject in expected.expected_findings(MIM):
        if what == "heading-id":
            assert any(kind.startswith("heading-id-") for kind, each in found if each == subject)
        else:
            assert (SLUGS[what], subject) in found


def test_schemas_alone_still_name_wrappers_and_payloads() -> None:
    """A partial publication, as adaptor projects vendor it."""
    found = relations(published(SCHEMAS_ONLY))
    asked = [each for each in TRUTH.values() if each.wire_payload]
    assert len(asked) > 15
    for each in asked:
        assert found[each.id]["wire_payload"] == (each.wire_payload,)
        assert found[each.id]["transmission_wrapper"] == (each.transmission_wrapper,)
