"""`mim uses` on the real publication against its own cross references, and against its schemas."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual
from mimcli.query.uses import found_of, uses
from mimcli.query.uses_things import Asked, Thing
from support.cross_references import Use, Used, read_cross_reference

pytestmark = pytest.mark.corpus

CROSS_REFERENCES = (
    "Vocabulary/VocabReferences.htm",
    "Data Types/Datatype Reference.htm",
    "Domains/Templates/Document files/Constraint Reference.htm",
    "Domains/CMETs/Document files/CMET Reference.htm",
)
KINDS = {"constraint": "template_constraint"}
OUTDATED = {
    # Thing, model, attribute: what the tabular view has there instead.
    ("SpecimenTypeSnCT", "UKCT_RM144010UK01", "code"): "SpecimenMaterialTypeSnCT",
    ("CD", "PRSC_RM150002UK02", "code"): "CV",
    ("CD", "UKCI_RM000001UK02", "code"): "CV",
    ("INT", "UKCT_RM144013UK01", "sequenceNumber"): "no such attribute",
    ("LIST<IVL>", "PRPA_RM000217UK02", "value"): "LIST<IVL<TS>>, which the heading cuts off",
    ("PQ", "UKCT_RM144010UK01", "quantity"): "no such attribute",
    ("CS", "COCT_RM080200UK01", "code"): "CE",
    ("IVL<TS>", "UKCT_RM144010UK01", "existenceTime"): "no such attribute",
    ("UKCT_MT120301UK02", "COCT_RM080200UK01", ""): "UKCT_MT121100UK01",
}
"""Where a cross reference is of an earlier state than the tabular view that it leads to."""


@pytest.fixture(scope="module")
def manual(real_cache: Path) -> Iterator[Manual]:
    opened = open_manual(CachePaths(real_cache), None)
    yield opened
    opened.connection.close()


@pytest.fixture(scope="module")
def asked(manual: Manual) -> Asked:
    return Asked(manual)


def entries(manual: Manual, page: str) -> tuple[Used, ...]:
    tree = manual.need_tree("the pages")
    return read_cross_reference(page, (tree / page).read_bytes())


def owner_of(asked: Asked) -> dict[str, Thing]:
    """Whose each page is: by the path of the tabular view, in lower case, and by the R-MIM's id."""
    rows = asked.manual.rows("SELECT key, page, rmim_id FROM tabular_view")
    by_rmim = {str(rmim): asked.owners[key] for key, _, rmim in rows}
    return by_rmim | {str(page).lower(): asked.owners[key] for key, page, _ in rows}


def model_of(owners: dict[str, Thing], use: Use) -> Thing | None:
    return owners.get(use.class_page.lower()) or owners.get(use.model)


@pytest.mark.parametrize("page", CROSS_REFERENCES)
def test_every_use_that_the_manual_states_is_told(asked: Asked, page: str) -> None:
    """Each row of a cross reference: the model uses the thing, in an attribute of that name."""
    owners = owner_of(asked)
    stated = 0
    missing = set()
    for entry in entries(asked.manual, page):
        thing = Thing(KINDS.get(entry.kind, entry.kind), entry.name)
        told: dict[Thing, set[str]] = {}
        for found in found_of(asked, thing, reverse=False):
            attribute = (found.place or "").rpartition(".")[2]
            told.setdefault(found.thing, set()).add(attribute)
        for use in entry.uses:
            stated += 1
            model = model_of(owners, use)
            assert model, f"{entry.name}: no model is {use.model}"
            if model not in told or (use.attribute and use.attribute not in told[model]):
                missing.add((entry.name, use.model, use.attribute))
    assert stated > 250
    assert missing <= set(OUTDATED)


def test_each_known_difference_is_one(asked: Asked) -> None:
    """No difference is explained that is none: each is stated, and the tables lack it."""
    stated = {
        (entry.name, use.model, use.attribute)
        for page in CROSS_REFERENCES
        for entry in entries(asked.manual, page)
        for use in entry.uses
    }
    assert set(OUTDATED) <= stated


@pytest.mark.parametrize("page", CROSS_REFERENCES[2:])
def test_no_constraint_or_cmet_is_used_elsewhere(asked: Asked, page: str) -> None:
    """What is told beyond a cross reference is of models that the page never names.

    They are batch interactions, and models that no manual defines.
    """
    owners = owner_of(asked)
    known = entries(asked.manual, page)
    of_page = {model_of(owners, use) for entry in known for use in entry.uses}
    for entry in known:
        thing = Thing(KINDS.get(entry.kind, entry.kind), entry.name)
        stated = {model_of(owners, use) for use in entry.uses}
        told = {one.thing for one in found_of(asked, thing, reverse=False) if one.place}
        for model in told - stated:
            assert model not in of_page, (entry.name, model)
            row = asked.manual.row("SELECT standing FROM artefact WHERE id = ?", model.id)
            assert model.kind == "interaction" or row != ("defined",), model


def test_tables_and_schemas_agree_on_cmets(asked: Asked) -> None:
    """Each model's table refers to exactly those CMETs and templates that its schema includes."""
    models = [one for one in asked.owners.values() if one.kind in ("message_type", "cmet")]
    assert len(models) > 200
    together = set()
    for model in models:
        told = {
            found.thing.id
            for found in found_of(asked, model, reverse=True)
            if found.relation == "cmet"
        }
        rows = asked.manual.rows(
            "SELECT used.id FROM schema AS user JOIN schema_reference ON schema = user.path"
            " JOIN schema AS used ON used.path = target"
            " WHERE user.id = ? AND used.id IS NOT NULL",
            model.id,
        )
        assert told == {str(row[0]) for row in rows}, model.id
        together |= told
    assert len(together) > 50


def test_constraints_allow_what_their_schemas_include(asked: Asked) -> None:
    """The templates that a constraint allows are those of its schema, file by file."""
    allowed = 0
    for (constraint,) in asked.manual.rows("SELECT id FROM template_constraint"):
        told = {
            found.thing.id
            for found in found_of(
                asked, Thing("template_constraint", str(constraint)), reverse=True
            )
        }
        rows = asked.manual.rows(
            "SELECT schema.id FROM schema_reference JOIN schema ON path = target"
            " WHERE schema_reference.schema = ? AND id IS NOT NULL",
            f"TemplateSchemas/{str(constraint).replace('#', '_')}.xsd",
        )
        assert told == {str(row[0]) for row in rows}, constraint
        allowed += len(told)
    assert allowed > 900


def test_both_directions_agree(asked: Asked) -> None:
    """Each model is among the users of everything that it uses, schemas included."""
    models = sorted(set(asked.owners.values()))
    assert len(models) > 350
    users: dict[Thing, set[tuple[Thing, str]]] = {}
    for model in models:
        for found in found_of(asked, model, reverse=True):
            if found.thing not in users:
                users[found.thing] = {
                    (one.thing, one.relation) for one in found_of(asked, found.thing, reverse=False)
                }
            assert (model, found.relation) in users[found.thing], (model, found)


def test_the_patients_cmets_of_pds(manual: Manual) -> None:
    """PDS's own parts, and an identifier that only descriptions name."""
    parts = {one.id for one in uses(manual, "PRPA_MT000203UK04", reverse=True).items}
    assert {"COCT_MT000209UK01", "COCT_MT000210UK01"} <= parts
    number = uses(manual, "2.16.840.1.113883.2.1.4.1").items
    domains = {one.domain for one in number}
    assert {"PDS", "Medication Management", "CMETs"} <= domains
    assert "II.NPfIT.Patient.oid" in {one.id for one in number}
