"""Domain Message Specifications: one domain, published on its own, under a name that users give it."""

import json
from pathlib import Path

import pytest

from support.archives import zip_folder
from support.specifications import build_specification, domain_of, gb
from support.synthetic import default_mim

DOMAIN = domain_of(default_mim())
FIRST = DOMAIN.interactions[0]
KINDS = ("later", "earlier")


@pytest.fixture(scope="module")
def specifications(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a specification of each kind, named after it."""
    folder = tmp_path_factory.mktemp("specifications")
    for kind in KINDS:
        build_specification(folder / kind, earlier=kind == "earlier")
    return folder


@pytest.fixture(scope="module")
def cache(specifications: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with both."""
    from support.running import clean_environment, run_program  # noqa: PLC0415  (this fixture)

    folder = tmp_path_factory.mktemp("cache")
    for kind in KINDS:
        arguments = ["add", str(specifications / kind), "--as", f"slots-{kind}"]
        run = run_program(["--cache-dir", str(folder), *arguments], clean_environment(folder))
        assert run.code == 0, run.err
    return folder


def answer(run_mim, cache: Path, *arguments: str) -> dict:
    run = run_mim(*arguments, "--json", cache=cache)
    assert run.code == 0, run.err
    return json.loads(run.out)["data"]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_whole_and_has_its_domain_with_all_that_belongs_to_it(cache, run_mim, kind):
    version = f"slots-{kind}"
    (domain,) = answer(run_mim, cache, "-m", version, "list-domains")
    assert domain["folder"] == "SlotBooking"
    assert domain["interactions"] == len(DOMAIN.interactions)
    shown = answer(run_mim, cache, "-m", version, "show", domain["name"])
    assert {one["id"] for one in shown["application_roles"]} == {gb(one.id) for one in DOMAIN.roles}
    assert {one["id"] for one in shown["trigger_events"]} == {gb(one.id) for one in DOMAIN.triggers}
    assert {(one["id"], one["title"]) for one in shown["message_definitions"]} == {
        (gb(one.id), one.title) for one in DOMAIN.definitions
    }


@pytest.mark.parametrize("kind", KINDS)
def test_its_interactions_are_made_of_what_its_pages_say(cache, run_mim, kind):
    for one in DOMAIN.interactions:
        found = answer(run_mim, cache, "-m", f"slots-{kind}", "show", gb(one.id))
        assert found["title"] == one.title
        assert [role["id"] for role in found["sending_roles"]] == [gb(one.sending)]
        assert [role["id"] for role in found["receiving_roles"]] == [gb(r) for r in one.receiving]
        assert found["trigger_event"]["id"] == gb(one.trigger)
        assert found["transmission_wrapper"]["id"] == one.transmission
        assert found["control_act_wrapper"]["id"] == one.control_act
        assert found["message_type"]["id"] == gb(one.message_type)


def test_the_title_page_names_the_domain_its_version_and_status(cache, run_mim):
    (domain,) = answer(run_mim, cache, "-m", "slots-later", "list-domains")
    assert (domain["name"], domain["version"]) == ("Slot Booking", "1.2")
    versions = answer(run_mim, cache, "versions")
    titles = {one["version"]: one["title"] for one in versions}
    assert titles["slots-later"] == "Slot Booking Domain Message Specification 1.2 RC3"


def test_an_interaction_without_an_id_is_a_finding(cache, run_mim):
    found = answer(run_mim, cache, "-m", "slots-later", "audit")
    kinds = {one["kind"]: one["subject"] for one in found}
    assert kinds["interaction-without-id"] == "urn:own:interaction:Elsewhere-v1-0"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "command",
    [
        ("table", gb(FIRST.message_type)),
        ("table", gb(FIRST.id), "--wrappers"),
        ("explain", f"{gb(FIRST.id)}.ControlActEvent"),
        ("explain", gb(FIRST.message_type), "--tree", "--depth", "2"),
        ("schema", gb(FIRST.id), "--files"),
        ("uses", gb(FIRST.message_type)),
        ("which", gb(FIRST.id)),
        ("flow", gb(FIRST.id)),
        ("search", "slot"),
        ("vocab", "SlotPriority"),
        ("oid",),
        ("audit",),
        ("open", gb(FIRST.message_type), "--print"),
        ("show", gb(FIRST.id).removesuffix("GB02")),
    ],
    ids=" ".join,
)
def test_every_command_works_on_it(cache, run_mim_inprocess, kind, command):
    run = run_mim_inprocess("-m", f"slots-{kind}", *command, cache=cache)
    assert run.exit_code == 0, run.output
    assert run.stdout


def test_ids_of_its_realm_are_found_in_files(cache, run_mim, tmp_path):
    (tmp_path / "client.py").write_text(f'send("{gb(FIRST.id)}")\n', encoding="utf-8")
    run = run_mim("-m", "slots-later", "retired", "--check", "client.py", "--json", cache=cache)
    assert gb(FIRST.id) in run.out


def test_two_specifications_differ_by_what_they_say(cache, run_mim):
    run = run_mim("diff", "slots-earlier", "slots-later", "--stat", cache=cache)
    assert run.code in {0, 1}, run.err


def test_without_a_name_it_says_what_it_is_and_which_name_would_do(
    specifications, run_mim, cache_dir
):
    run = run_mim("add", specifications / "later", cache=cache_dir)
    assert run.code == 5
    assert "is the Slot Booking Domain Message Specification 1.2 RC3" in run.err
    assert f" add --as slot-booking-1.2 {specifications / 'later'}\n" in run.err


def test_it_is_found_at_any_depth_of_a_zip(specifications, run_mim, cache_dir, tmp_path):
    archive = tmp_path / "pack.zip"
    zip_folder(specifications / "later", archive, top="Pack/docs")
    run = run_mim("add", archive, "--as", "slots", cache=cache_dir)
    assert run.code == 0, run.err
    assert json.loads(run_mim("show", gb(FIRST.id), "--json", cache=cache_dir).out)["data"]
