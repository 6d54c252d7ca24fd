"""What an answer says of where it comes from, on stderr and in JSON's envelope."""

import json


def test_cache_dir_asks_no_manual(run_mim, tmp_path):
    """So it names none in JSON and says nothing of the bundled catalogue."""
    run = run_mim("cache", "dir", "--json", cache=tmp_path / "none")
    found = json.loads(run.out)
    assert (run.code, run.err) == (0, "")
    assert (found["mim"], found["source"]) == (None, None)
    assert found["data"][0]["path"] == str(tmp_path / "none")


def test_verifying_an_empty_cache_says_that_it_is_empty(run_mim, tmp_path):
    """Rather than that all of its files are whole."""
    run = run_mim("cache", "verify", cache=tmp_path / "none")
    assert run.code == 0
    assert "empty" in run.err


def test_an_artefact_without_a_domain_has_an_unknown_retirement(run_mim, tmp_path):
    """In `show` as in `retired`: the bundled catalogue has ids whose domain is not known."""
    from mimcli.data.catalogues import load_catalogue

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
