"""JSON's values: what is absent is null, and a list is empty only where that is known."""

import json
import shlex
from collections.abc import Iterator
from typing import Any

import pytest

COMMANDS = """
list-domains
retired
retired --check {interaction}
versions
versions --sources
use
cache dir
cache size
which {interaction} PRPA_IN000203UK03 ABCD_IN000000UK01
show {domain}
show {interaction}
show {message_type}
show {role}
show {trigger}
flow {domain}
table {message_type}
explain {message_type}
explain {message_type} --tree
schema {interaction} --tree
schema {interaction} --files
vocab
vocab {vocabulary}
vocab {vocabulary} --codes
oid
oid --tree
datatype
datatype II
uses {message_type}
uses {message_type} --tree
search {message_type}
example {domain}
open {interaction} --path
audit
audit --stat
audit --kind overruled-relation
"""
SYNTHETIC = {
    "domain": "Appointments",
    "interaction": "PRSC_IN900001UK02",
    "message_type": "PRSC_MT900001UK02",
    "role": "PRSC_AR900001UK01",
    "trigger": "PRSC_TE900001UK01",
}
BUNDLED = {
    "domain": "PDS",
    "interaction": "PRPA_IN000203UK06",
    "message_type": "PRPA_MT000203UK04",
    "role": "PRPA_AR000001UK01",
    "trigger": "PRPA_TE000203UK01",
    "vocabulary": "Sex",
}


def empty_texts(value: Any, path: str = "") -> Iterator[str]:
    if value == "":
        yield path
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from empty_texts(one, f"{path}.{key}")
    elif isinstance(value, list):
        for one in value:
            yield from empty_texts(one, f"{path}[]")


@pytest.mark.parametrize("version", ["synthetic", "7.2.02", "6.3.01", "3.1.09"])
def test_no_text_is_empty(run_mim_inprocess, synthetic_cache, tmp_path, version):
    """Whether a cache answers, or what is bundled of one version; failures, too."""
    names, options, cache = dict(BUNDLED), ["-m", version], tmp_path
    if version == "synthetic":
        names, options, cache = dict(SYNTHETIC), [], synthetic_cache
        listed = run_mim_inprocess("vocab", "--json", "-q", cache=cache).stdout
        names["vocabulary"] = json.loads(listed)["data"][0]["name"]
    elif version == "6.3.01":
        names["interaction"] = "PRPA_IN000203UK03"
    answered = 0
    for line in COMMANDS.strip().splitlines():
        words = shlex.split(line.format_map(names))
        run = run_mim_inprocess(*options, *words, "--json", "-q", cache=cache)
        found = json.loads(run.stdout)
        answered += found["data"] is not None
        assert sorted(set(empty_texts(found))) == [], line
    assert answered > 10


@pytest.mark.parametrize("version", ["7.2.02", "6.3.01"])
def test_what_the_bundled_catalogue_cannot_tell_is_null(run_mim_inprocess, tmp_path, version):
    def shown(name: str) -> dict[str, Any]:
        run = run_mim_inprocess("show", name, "-m", version, "--json", "-q", cache=tmp_path)
        data: dict[str, Any] = json.loads(run.stdout)["data"]
        return data

    interaction = shown("PRPA_IN000203")
    whole = version == "7.2.02"
    for key in ("receiver_responsibilities", "examples", "description", "schema", "page"):
        assert interaction[key] is None, key
    for key in ("sending_roles", "receiving_roles"):
        assert bool(interaction[key]) == whole, key
        assert whole or interaction[key] is None
    domain = shown("PDS")
    assert domain["application_roles"]
    # Complete: that it has none of these is known.
    assert domain["undocumented"] == ([] if whole else None)
    model = shown(interaction["message_type"]["id"])
    for key in ("examples", "constraints", "templates", "listed_by", "referred_by"):
        assert model[key] is None, key


def test_a_whole_publication_knows_that_there_are_none(run_mim_inprocess, synthetic_cache):
    asked = ("show", "PRSC_IN900002UK02", "--json", "-q")
    data = json.loads(run_mim_inprocess(*asked, cache=synthetic_cache).stdout)["data"]
    assert data["receiver_responsibilities"] == []
    assert isinstance(data["examples"], list)
