"""What is reconciled from the synthetic MiM's pages is what its records call the truth."""

import re
from collections import Counter, defaultdict
from functools import cache

import pytest

from mimcli.importer.pages import kind_of, parse_page
from mimcli.importer.statements import gather_statements, state_release
from mimcli.model.knowledge.catalogue import (
    Catalogue,
    CatalogueArtefact,
    CatalogueDomain,
    CatalogueRelation,
)
from mimcli.model.publication import Publication
from mimcli.reconcile.assemble import assemble
from mimcli.reconcile.partial import complete_from
from mimcli.reconcile.rules import RULES
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


def test_nothing_is_found_twice():
    """One statement that lost, one finding."""
    seen = Counter((one.subject, one.page, one.anchor, one.detail) for one in published().findings)
    assert [each for each, count in seen.items() if count > 1] == []
    links = [one for one in published().findings if "schema-link" in one.kind]
    assert all(one.chosen and one.rule == "file-by-id" for one in links)
    assert len(links) >= len({one.subject for one in links}) > 0


def test_every_finding_is_a_sentence_of_a_known_severity_and_rule():
    slugs = {rule.slug for rule in RULES}
    assert published().findings
    for one in (*published().findings, *published(SCHEMAS_ONLY).findings):
        assert re.fullmatch(r"[A-Z0-9].*\.", one.detail), one
        assert one.severity in ("error", "warning", "info")
        assert one.rule in slugs or (not one.rule and one.kind != "overruled-relation")


def test_a_partial_publication_is_no_heap_of_findings():
    assert {one.kind for one in published(SCHEMAS_ONLY).findings} <= {"unused-include"}


def test_a_partial_publication_is_completed_from_what_is_known_of_its_version():
    """What it states stays; names, domains and roles are added, and say where they are from."""
    truth = next(each for each in TRUTH.values() if each.domain and each.wire_payload)
    catalogue = Catalogue(
        "9.1.01",
        "",
        "elsewhere",
        (CatalogueDomain("Slots", "Slots", "", "", "", "", "", "s"),),
        (
            CatalogueArtefact(truth.id, "interaction", "A title", "Slots", False, "", "", "", "s"),
            CatalogueArtefact(
                "ZZAA_AR000001UK01", "application_role", "Asker", "Slots", False, "", "", "", "s"
            ),
        ),
        (
            CatalogueRelation(truth.id, "sending_role", "ZZAA_AR000001UK01", "s"),
            CatalogueRelation(truth.id, "wire_payload", "ZZAA_MT999999UK01", "s"),
        ),
    )
    alone = published(SCHEMAS_ONLY)
    completed = complete_from(alone, catalogue)
    rows = {row.id: row for row in completed.artefacts}
    assert (rows[truth.id].title, rows[truth.id].domain, rows[truth.id].standing) == (
        "A title",
        1,
        "catalogued",
    )
    assert rows["ZZAA_AR000001UK01"].standing == "bundled"
    assert {row.standing for row in rows.values()} == {"catalogued", "bundled", "schema-only"}
    assert [row.name for row in completed.domains] == ["Slots"]
    found = relations(completed)[truth.id]
    assert found["sending_role"] == ("ZZAA_AR000001UK01",)
    assert found["wire_payload"] == (truth.wire_payload,)
    assert {row.sources for row in completed.relations} >= {"bundled", "schema"}
    assert "completed-from-catalogue" in {one.kind for one in completed.findings}
