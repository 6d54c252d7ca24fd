"""`show` of interactions and models: every relation, and the right one of several revisions."""

import json
import zipfile

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.query.domains import list_domains
from mimcli.query.knowledge import definitions_in, definitions_of
from mimcli.query.names import resolve
from mimcli.query.opening import open_manual
from mimcli.query.show import show
from support.expected import expected_interactions
from support.mim import default_mim
from support.synthetic import SCHEMAS_ONLY, build_mim

MIM = default_mim()
TRUTH = expected_interactions(MIM)


@pytest.fixture(scope="module")
def manual(synthetic_cache):
    return open_manual(CachePaths(synthetic_cache), None)


def identifiers(named) -> tuple[str, ...]:
    return tuple(one.id for one in named)


@pytest.mark.parametrize("identifier", sorted(TRUTH))
def test_an_interaction_shows_what_its_accounts_together_say(manual, identifier):
    truth, shown = TRUTH[identifier], show(manual, identifier.lower())
    assert (shown.kind, shown.id, shown.domain or "") == (
        "interaction",
        identifier,
        truth.domain or shown.domain or "",
    )
    assert identifiers(shown.sending_roles) == truth.sending_roles
    assert identifiers(shown.receiving_roles) == truth.receiving_roles
    for relation in ("trigger_event", "transmission_wrapper", "control_act_wrapper"):
        named = getattr(shown, relation)
        assert (named.id if named else "") == getattr(truth, relation), relation
    for relation in ("message_type", "wire_payload"):
        named = getattr(shown, relation)
        assert (named.id if named else "") == getattr(truth, relation), relation
    assert shown.schema == truth.schema
    answers = {one.interaction for one in shown.receiver_responsibilities}
    assert answers == {one for _, ids in truth.responses for one in ids}


def test_a_models_other_ids_lead_to_the_definition_of_today(manual):
    """By its tabular view or R-MIM, even where a superseded schema has the same number."""
    rows = manual.rows(
        "SELECT definition.id, tabular_view_id, rmim_id FROM definition JOIN artefact USING (id)"
        " WHERE standing = 'defined' AND tabular_view_id IS NOT NULL"
    )
    assert len(rows) > 15
    for _, view, rmim in rows:
        for other in {view, rmim} - {None}:
            key = str(resolve(manual, other).key)
            (standing,) = manual.row("SELECT standing FROM artefact WHERE id = ?", key)
            assert standing == "defined"


@pytest.mark.corpus
def test_every_real_tabular_view_and_r_mim_leads_to_a_definition_of_today(real_cache):
    manual = open_manual(CachePaths(real_cache), None)
    rows = manual.rows(
        "SELECT definition.id, tabular_view_id, rmim_id FROM definition JOIN artefact USING (id)"
        " WHERE standing = 'defined' AND tabular_view_id IS NOT NULL"
    )
    assert len(rows) > 300
    for _, view, rmim in rows:
        for other in {view, rmim} - {None}:
            key = str(resolve(manual, other).key)
            (standing,) = manual.row("SELECT standing FROM artefact WHERE id = ?", key)
            assert standing == "defined", other


def test_a_partial_publication_of_an_unknown_version_shows_what_its_schemas_say(tmp_path, run_mim):
    """And says what it lacks: relations from the schema, no domains, exit 4 where nothing helps."""
    cache = tmp_path / "cache"
    source = build_mim(tmp_path / "mim", only=SCHEMAS_ONLY)
    assert run_mim("add", source, "--as", "9.1.01", cache=cache).code == 0
    truth = next(each for each in TRUTH.values() if each.domain and each.wire_payload)
    shown = json.loads(run_mim("show", truth.id, "--json", cache=cache).out)["data"]
    assert shown["wire_payload"]["id"] == truth.wire_payload
    assert shown["transmission_wrapper"]["id"] == truth.transmission_wrapper
    assert (shown["standing"], shown["domain"], shown["title"]) == ("schema-only", None, None)
    domains = run_mim("list-domains", cache=cache)
    assert domains.code == 4
    assert "the cache has a part of it" in domains.err
    assert run_mim("schema", truth.id, "--bundle", tmp_path / "b.zip", cache=cache).code == 0


def test_a_partial_publication_of_a_known_version_is_completed_from_what_is_bundled(
    tmp_path, run_mim
):
    """The artefacts of the bundled catalogue are there, marked as such."""
    cache = tmp_path / "cache"
    source = build_mim(tmp_path / "mim", only=SCHEMAS_ONLY)
    assert run_mim("add", source, "--as", "6.3.01", cache=cache).code == 0
    rows = json.loads(run_mim("list-domains", "--json", cache=cache).out)["data"]
    assert "PDS" in [row["name"] for row in rows]
    shown = json.loads(run_mim("show", "PRPA_IN000203UK03", "--json", cache=cache).out)["data"]
    assert (shown["domain"], shown["standing"], shown["schema"]) == ("PDS", "bundled", None)


def test_a_role_says_which_interactions_it_sends_and_which_it_receives(manual):
    """As the interactions themselves say; the event of each names it too."""
    wanted: dict[str, set[tuple[str, str]]] = {}
    for identifier, truth in TRUTH.items():
        for relation in ("sending_role", "receiving_role"):
            for role in getattr(truth, f"{relation}s"):
                wanted.setdefault(role, set()).add((identifier, relation))
        if truth.trigger_event:
            wanted.setdefault(truth.trigger_event, set()).add((identifier, "trigger_event"))
    assert {relation for pairs in wanted.values() for _, relation in pairs} == {
        "sending_role",
        "receiving_role",
        "trigger_event",
    }
    for part, pairs in wanted.items():
        assert {(one.id, one.relation) for one in show(manual, part).interactions} == pairs, part


@pytest.mark.corpus
def test_the_cache_and_the_bundled_catalogue_title_every_relation_alike(real_cache, tmp_path):
    """An artefact's title is that of its own heading, whatever a row calls it."""
    cached = open_manual(CachePaths(real_cache), None)
    bundled = open_manual(CachePaths(tmp_path), cached.version)
    assert (cached.source, bundled.source) == ("cache", "bundled")
    same = (
        *("title", "domain", "section", "sending_roles", "receiving_roles", "trigger_event"),
        *("transmission_wrapper", "control_act_wrapper", "message_type", "wire_payload"),
    )
    ids = [row[0] for row in cached.rows("SELECT id FROM artefact WHERE kind = 'interaction'")]
    assert len(ids) > 200
    for identifier in ids:
        one, other = show(cached, identifier), show(bundled, identifier)
        for name in same:
            assert getattr(one, name) == getattr(other, name), (identifier, name)


@pytest.mark.parametrize("version", ["6.3.01", "4.2.00", "3.1.09"])
def test_show_and_which_tell_the_same_message_type_where_only_schemas_are_known(tmp_path, version):
    """By one rule: what no other account states, the schema does."""
    bundled = open_manual(CachePaths(tmp_path), version)
    ids = [row[0] for row in bundled.rows("SELECT id FROM artefact WHERE kind = 'interaction'")]
    told = 0
    for identifier in ids:
        named = show(bundled, identifier).message_type
        (definition,) = [one for one in definitions_of((), identifier) if one.mim == version]
        assert definition.message_type == (named.id if named else None), identifier
        told += named is not None
    assert told > len(ids) // 2


@pytest.mark.corpus
@pytest.mark.parametrize("version", ["6.3.01", "4.2.00"])
def test_a_domain_that_is_inferred_stays_so_when_the_schemas_are_added(
    versions_cache, tmp_path, version
):
    cached = open_manual(CachePaths(versions_cache), version)
    bundled = open_manual(CachePaths(tmp_path), version)
    ids = [row[0] for row in bundled.rows("SELECT id FROM artefact WHERE kind = 'interaction'")]
    inferred = set()
    for identifier in ids:
        (one,), (other,) = (list(definitions_in(each, identifier)) for each in (cached, bundled))
        assert (one.domain, one.domain_inferred) == (other.domain, other.domain_inferred)
        kinds = [finding.kind for finding in show(cached, identifier).findings]
        assert ("inferred-domain" in kinds) == one.domain_inferred
        inferred |= {identifier} if one.domain_inferred else set()
    assert inferred


@pytest.mark.corpus
def test_a_partial_publication_counts_what_the_whole_one_counts(
    real_cache, real_zip, run_mim, tmp_path
):
    """Schemas that are superseded are no message types of the version in either."""
    with zipfile.ZipFile(real_zip) as whole, zipfile.ZipFile(tmp_path / "s.zip", "w") as part:
        for name in whole.namelist():
            if "/Schemas/" in name:
                part.writestr(name, whole.read(name))
    run = run_mim("add", tmp_path / "s.zip", "--as", "7.2.02", cache=tmp_path / "cache")
    assert run.code == 0, run.err
    counts = [
        {one.name: (one.interactions, one.message_types) for one in list_domains(manual).items}
        for manual in (
            open_manual(CachePaths(real_cache), None),
            open_manual(CachePaths(tmp_path / "cache"), "7.2.02"),
        )
    ]
    assert counts[0] == counts[1]
