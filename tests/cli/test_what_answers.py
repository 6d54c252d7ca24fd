"""What an answer says of where it comes from, on stderr and in JSON's envelope."""

import json
from pathlib import Path
from zipfile import is_zipfile

from mimcli.data.bundled import bundled_catalogues
from mimcli.data.catalogues import load_catalogue
from support.expected import expected_interactions
from support.mim import default_mim
from support.synthetic import SCHEMAS_ONLY, build_mim

TRUTH = expected_interactions(default_mim())


def test_cache_dir_asks_no_manual(run_mim, tmp_path):
    """So it names none in JSON and says nothing of the bundled catalogue."""
    run = run_mim("cache", "dir", "--json", cache=tmp_path / "none")
    found = json.loads(run.out)
    assert (run.code, run.err) == (0, "")
    assert (found["mim"], found["source"]) == (None, None)
    assert found["data"][0]["path"] == str(tmp_path / "none")


def test_the_sources_of_what_is_bundled_are_told_once(run_mim, tmp_path):
    """A version's row has those of its own catalogue; the others belong to no version."""
    rows = run_mim("versions", "-v", "-f", "tsv", cache=tmp_path / "none").out.splitlines()[1:]
    cells = [row.split("\t") for row in rows]
    for version, *_, details in cells:
        assert all(
            one.startswith(f"catalogue {version}: ") for one in filter(None, details.split("; "))
        )
    assert sum(bool(one[-1]) for one in cells) == len(bundled_catalogues())
    listed = json.loads(run_mim("versions", "--sources", "--json", cache=tmp_path / "none").out)
    keys = [(one["fact"], one["version"], one["source"]) for one in listed["data"]]
    assert len(keys) == len(set(keys))
    assert {fact for fact, _, _ in keys} >= {"catalogue", "retirement list", "service names"}
    assert {version for _, version, _ in keys} == {None, *bundled_catalogues()}


def test_verifying_an_empty_cache_says_that_it_is_empty(run_mim, tmp_path):
    """Rather than that all of its files are whole."""
    run = run_mim("cache", "verify", cache=tmp_path / "none")
    assert run.code == 0
    assert "empty" in run.err


def test_an_artefact_without_a_domain_has_an_unknown_retirement(run_mim, tmp_path):
    """In `show` as in `retired`: the bundled catalogue has ids whose domain is not known."""
    homeless = next(
        one.id
        for one in load_catalogue("3.1.09").artefacts
        if one.kind == "interaction" and not one.domain
    )
    run = run_mim("show", homeless, "-m", "3.1.09", "--json", cache=tmp_path / "none")
    assert json.loads(run.out)["data"]["retirement"] == "unknown"


def test_a_domain_counts_what_list_domains_counts(run_mim, synthetic_cache):
    """The keys of the list's counts, but for the one that is a list here."""
    listed = json.loads(run_mim("list-domains", "--json", cache=synthetic_cache).out)["data"]
    domain = next(one for one in listed if one["interactions"] and one["message_types"])
    shown = json.loads(run_mim("show", domain["name"], "--json", cache=synthetic_cache).out)["data"]
    assert shown["interaction_count"] == domain["interactions"] == len(shown["interactions"])
    assert shown["message_types"] == domain["message_types"] == len(shown["message_definitions"])


def test_which_says_that_only_bundled_facts_answer_where_nothing_is_cached(run_mim, tmp_path):
    """On stderr; not where a cached version answers."""
    run = run_mim("which", "PRPA_IN000203UK06", cache=tmp_path / "none")
    assert run.code == 0
    assert "no MiM in the cache" in run.err


def test_which_warns_of_a_cached_version_that_it_could_not_ask(run_mim, synthetic_zip, tmp_path):
    """With the command that mends it, in JSON too."""
    cache = tmp_path / "cache"
    run_mim("add", synthetic_zip, cache=cache)
    (index,) = (cache / "index-v2").glob("*.db")
    index.chmod(0o600)
    index.write_bytes(b"no database")
    run = run_mim("which", "PRPA_IN000203UK06", "--json", cache=cache)
    (warning,) = json.loads(run.out)["warnings"]
    assert warning["code"] == "not-asked"
    assert " add --force" in warning["message"]
    assert "--as" in warning["message"]
    assert warning["message"] in run.err


def test_the_hint_names_the_command_that_gets_the_version(run_mim, tmp_path):
    """A zip or a web site: `mim fetch` gets it; what nobody offers has to be added."""
    for version in ("6.3.01", "7.2.02"):
        run = run_mim("table", "PDS", "-m", version, cache=tmp_path / "none")
        assert (run.code, ".zip" in run.err) == (4, False)
        assert f" fetch {version}" in run.err
        assert " add SOURCE" in run.err


def test_a_missing_schema_is_mended_by_the_command_in_its_hint(run_mim, synthetic_zip, tmp_path):
    """A plain `mim add` of the same zip would find nothing to do."""
    cache = tmp_path / "cache"
    run_mim("add", synthetic_zip, cache=cache)
    interaction = next(id_ for id_, truth in sorted(TRUTH.items()) if truth.schema)
    schema = Path(run_mim("schema", interaction, "--path", cache=cache).out.strip())
    schema.unlink()
    failed = run_mim("schema", interaction, cache=cache)
    command = failed.err.partition("add it again: mim ")[2].strip()
    assert run_mim(*command.split(), cache=cache).code == 0
    assert run_mim("schema", interaction, cache=cache).code == 0


def test_a_domain_of_a_pieced_together_version_is_not_free_of_retirement(run_mim, tmp_path):
    """PDS has interactions in other versions; of 3.1.09 none happens to be known."""
    run = run_mim("list-domains", "-m", "3.1.09", "--json", cache=tmp_path / "none")
    domains = {one["name"]: one for one in json.loads(run.out)["data"]}
    assert (domains["PDS"]["interactions"], domains["PDS"]["retirement"]) == (0, "partly-retired")
    assert domains["Vocabulary"]["retirement"] == "not-listed"


def test_an_inferred_domain_is_said_to_be(run_mim, tmp_path):
    """In `show` as a finding, in `which` in a field of the version."""
    inferred = next(one.id for one in load_catalogue("3.1.09").artefacts if one.domain_inferred)
    shown = run_mim("show", inferred, "-m", "3.1.09", "--json", cache=tmp_path / "none")
    assert [one["kind"] for one in json.loads(shown.out)["data"]["findings"]] == ["inferred-domain"]
    which = run_mim("which", inferred, "--json", cache=tmp_path / "none")
    (found,) = json.loads(which.out)["data"]
    by_version = {one["mim"]: one["domain_inferred"] for one in found["versions"]}
    assert by_version["3.1.09"] is True


def test_a_check_of_no_domains_does_not_pass(run_mim, tmp_path):
    """A part of a version that nobody knows has no domains: nothing was checked, exit code 4."""
    build_mim(tmp_path / "part", only=SCHEMAS_ONLY)
    cache = tmp_path / "cache"
    run_mim("add", tmp_path / "part", "--as", "own", cache=cache)
    run = run_mim("retired", "--check", "-m", "own", cache=cache)
    assert run.code == 4
    assert "checking its domains needs the whole of MiM own" in run.err
    assert "NHS England does not offer it" in run.err


def test_a_bundle_in_a_new_folder_makes_that_folder(run_mim, synthetic_cache, tmp_path):
    """For a zip as for a folder."""
    interaction = next(id_ for id_, truth in sorted(TRUTH.items()) if truth.schema)
    target = tmp_path / "new" / "newer" / "bundle.zip"
    assert run_mim("schema", interaction, "--bundle", target, cache=synthetic_cache).code == 0
    assert is_zipfile(target)


def test_which_of_a_message_file_sets_its_facts_apart_from_the_versions(run_mim, tmp_path):
    """By an empty line, as without a file."""
    message = tmp_path / "message.xml"
    message.write_text('<PRPA_IN000203UK06 xmlns="urn:hl7-org:v3"/>')
    run = run_mim("which", message, "-f", "text", cache=tmp_path / "none")
    lines = run.out.splitlines()
    header = next(at for at, line in enumerate(lines) if line.startswith("MiM "))
    assert lines[header - 1] == ""
    assert lines[header - 2].startswith("Root")
